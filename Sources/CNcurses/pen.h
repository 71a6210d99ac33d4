// The style in which a terminal draws, and the shortest way from one style to another.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PEN_COLORS 256
// In a color table: an index that stays the terminal's own color.
#define PEN_OWN_COLOR 0xFFFFFFFFu
// Bytes that a change of style takes at most.
#define PEN_ROOM 80

enum {
  PEN_BOLD = 1,
  PEN_DIM = 2,
  PEN_ITALIC = 4,
  PEN_UNDERLINE = 8,
  PEN_REVERSE = 16,
};

typedef struct {
  int16_t foreground;  // palette index, or -1 for the terminal's own
  int16_t background;
  uint16_t attributes;  // PEN_BOLD and friends
} pen;

// What the terminal understands.
typedef struct {
  // Colors spelled out (0xRRGGBB or PEN_OWN_COLOR) instead of indexes; NULL for indexes.
  const uint32_t *colors;
  bool has_bright;  // indexes 8 to 15 have short names
  bool can_switch_off;  // one attribute at a time, and colors
} pen_terms;

extern const pen pen_plain;

// Applies the numbers of an `ESC [ … m` sequence, as ncurses writes them.
void pen_apply(pen *self, const int *numbers, int count);
// Writes what takes a terminal from one style to the other, and returns the length; 0 when they
// are the same.
size_t pen_change(const pen_terms *terms, pen from, pen to, char *bytes);
// The style nearest to `from` in which a blank looks as it does in `to`.
pen pen_for_blank(pen from, pen to);
