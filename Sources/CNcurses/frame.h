// The last look at a frame before it leaves: what ncurses wrote, corrected.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FRAME_COLORS 256
// An index that stays the terminal's own color.
#define FRAME_OWN_COLOR 0xFFFFFFFFu

// Bytes that grow.
typedef struct {
  uint8_t *bytes;
  size_t count;
  size_t room;
  bool failed;  // memory ran out; `bytes` is not complete
} frame_bytes;

// Copies a frame to the end of `output`, with three changes:
// - Private modes are neither set nor reset, but for wrapping: they belong to the ledger.
// - A repeated character (REP) is written out: too many terminals that claim it do not have it.
// - Palette indexes become the colors in `colors` (0xRRGGBB), where it is given.
void frame_correct(const uint8_t *bytes, size_t count, const uint32_t *colors,
                   frame_bytes *output);
