// "ncurses in a bottle": ncurses encodes the difference between two screens into memory and never
// sees the real terminal. One thread at a time, and one bottle at a time: ncurses keeps one list of
// windows for all its screens, so resizing one damages the others.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct bottle bottle;

// One cell of a row. `width` is 1, 2, or 0 for the second half of a wide character.
typedef struct {
  uint32_t base;
  uint32_t marks[3];    // zero where there is none
  int16_t foreground;   // palette index, or -1 for the terminal's own
  int16_t background;
  uint16_t attributes;  // BOTTLE_BOLD and friends
  uint8_t width;
  bool is_disputed;     // terminals disagree on the width: the cursor is placed anew after it
} bottle_cell;

enum {
  BOTTLE_BOLD = 1,
  BOTTLE_DIM = 2,
  BOTTLE_UNDERLINE = 4,
  BOTTLE_REVERSE = 8,
  BOTTLE_ITALIC = 16,
};

// Opens an encoder for the terminal type `term`, without falling back to another. NULL when the
// terminfo entry is missing or unusable.
bottle *bottle_open(const char *term, int32_t rows, int32_t columns);
void bottle_close(bottle *self);

// Colors of the terminal type: 0, 8, 16, 256 or more.
int32_t bottle_colors(const bottle *self);
// Whether erased cells take the color that is set (bce).
bool bottle_erases_in_color(const bottle *self);
// Whether text beyond ASCII can be encoded (the locale is UTF-8).
bool bottle_is_utf8(const bottle *self);

// From now on the palette indexes mean these 256 colors (0xRRGGBB, or BOTTLE_OWN_COLOR for the
// terminal's own of that index), said outright; NULL goes back to indexes. Forgets what is on the
// screen and which colors were used, so call it for every new theme.
#define BOTTLE_OWN_COLOR 0xFFFFFFFFu
void bottle_set_direct(bottle *self, const uint32_t *colors);

// Takes the new size; the next frame draws everything.
void bottle_resize(bottle *self, int32_t rows, int32_t columns);
// Forgets what is on the screen; the next frame draws everything.
void bottle_forget(bottle *self);
// Hands in one row; cells past the width are ignored, missing ones are blank.
void bottle_row(bottle *self, int32_t row, const bottle_cell *cells, int32_t count);
// Encodes what changed so far as the beginning of the frame: rows handed in once more after it are
// drawn over what was there at this point. Blanking a row first can be the shortest way.
void bottle_step(bottle *self);
// Moves so many rows from `top` on up by `step`, or down when it is negative, as such a step; the
// rows that come in are blank.
void bottle_scroll(bottle *self, int32_t top, int32_t count, int32_t step);
// Encodes what changed and leaves the terminal's cursor at the place given, or wherever it is for
// a place outside, such as -1. Returns the number of bytes, and where they are until the next
// call; -1 when memory ran out.
int64_t bottle_frame(bottle *self, int32_t row, int32_t column, const uint8_t **bytes);
