// The last look at a frame before it leaves: what ncurses wrote, said in fewer bytes.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pen.h"

// Bytes that grow.
typedef struct {
  uint8_t *bytes;
  size_t count;
  size_t room;
  bool failed;  // memory ran out; `bytes` is not complete
} frame_bytes;

// A cursor that the terminal keeps.
typedef struct {
  pen style;
  int32_t row;
  int32_t column;
} frame_place;

// What is known of the terminal from one frame to the next.
typedef struct {
  frame_bytes output;
  pen_terms terms;
  bool can_place;  // CUP as ECMA-48 has it
  bool can_place_column;  // CHA too
  pen wanted;  // how the next character should look
  pen actual;  // how the terminal would draw it now
  int32_t rows;
  int32_t columns;
  int32_t row;  // -1 while it is not known
  int32_t column;
  int32_t top;  // the rows that scroll
  int32_t bottom;
  frame_place kept;
  // Something was drawn since the cursor was last placed whose width terminals disagree on: it may
  // stand further to the left or to the right.
  bool is_adrift;
  // For each cell whether its character is such a one; `rows` times `columns`, or NULL.
  const uint8_t *disputed;
} frame;

// Takes the new size; the terminal's cursor stands nowhere in particular until the next placement.
void frame_resize(frame *self, int32_t rows, int32_t columns, const uint8_t *disputed);
// Somebody else may have moved the cursor; the next placement says where it is.
void frame_lose_place(frame *self);

// Puts the bytes of ncurses at the end of the output, with these changes:
// - Styles are said when something is drawn in them, and only what differs from the last.
// - After a character of disputed width the cursor is placed anew, so that the rest stands right.
// - Nothing else goes through: modes, for one, belong to the ledger.
// - A place in the same row is said as a column alone, and the whole screen as no region.
// - A repeated character (REP) is written out: too many terminals that claim it do not have it.
void frame_take(frame *self, const uint8_t *bytes, size_t count);
// Leaves the terminal's style plain, for whoever writes next.
void frame_end(frame *self);
