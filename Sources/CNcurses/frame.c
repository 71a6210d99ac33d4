// Saying a frame in fewer bytes. See frame.h.
#define _GNU_SOURCE
#include "frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

// Parameters of one sequence; terminals take 16, and ncurses writes fewer.
#define MOST_PARAMETERS 32
#define TAB_STOP 8

// One `ESC [` sequence.
typedef struct {
  size_t length;  // with the escape and the final byte; 0 when this is no such sequence
  uint8_t final;
  bool is_private;
  int numbers[MOST_PARAMETERS];
  int count;
} sequence;

static void append(frame *self, const void *bytes, size_t count) {
  if (count == 0) return;
  frame_bytes *output = &self->output;
  if (output->count + count > output->room) {
    size_t room = (output->count + count) * 2;
    uint8_t *larger = realloc(output->bytes, room);
    if (larger == NULL) {
      output->failed = true;
      return;
    }
    output->bytes = larger;
    output->room = room;
  }
  memcpy(output->bytes + output->count, bytes, count);
  output->count += count;
}

// Text cannot hold an escape, so every one starts a sequence that ncurses wrote.
static sequence read_sequence(const uint8_t *bytes, size_t count) {
  sequence found = {0};
  if (count < 3 || bytes[0] != 0x1B || bytes[1] != '[') return found;
  size_t at = 2;
  found.is_private = bytes[at] >= '<' && bytes[at] <= '?';
  if (found.is_private) at++;
  int value = 0;
  for (; at < count; at++) {
    uint8_t byte = bytes[at];
    if (byte >= '0' && byte <= '9' && value < 10000) {
      value = value * 10 + (byte - '0');
    } else if (byte == ';' && found.count < MOST_PARAMETERS) {
      found.numbers[found.count++] = value;
      value = 0;
    } else if (byte >= 0x40 && byte <= 0x7E && found.count < MOST_PARAMETERS) {
      found.numbers[found.count++] = value;
      found.final = byte;
      found.length = at + 1;
      return found;
    } else {
      return found;
    }
  }
  return found;
}

static void change_pen(frame *self, pen to) {
  char bytes[PEN_ROOM + 3];
  append(self, bytes, pen_change(&self->terms, self->actual, to, bytes));
  self->actual = to;
}

// Blanks and erased cells show only part of a style.
static void use_pen_for_blank(frame *self) {
  change_pen(self, pen_for_blank(self->actual, self->wanted));
}

// Places the cursor outright in a column of its row.
static void place_column(frame *self, int column) {
  char text[32];
  if (self->can_place_column)
    snprintf(text, sizeof text, "\033[%dG", column + 1);
  else
    snprintf(text, sizeof text, "\033[%d;%dH", self->row + 1, column + 1);
  append(self, text, strlen(text));
  self->column = column;
  self->is_adrift = false;
}

// Does so where it may not stand where we think. Nothing wraps, so the row is sure.
static void settle(frame *self) {
  if (!self->is_adrift || !self->can_place || self->column >= self->columns) return;
  place_column(self, self->column);
}

// Moves along the row; by a placement where the way there is not sure.
static void move_columns(frame *self, int32_t columns, const uint8_t *bytes, size_t length) {
  self->column += columns;
  if (self->column < 0) self->column = 0;
  if (self->is_adrift && self->can_place) settle(self);
  else append(self, bytes, length);
}

static bool is_disputed(const frame *self) {
  return self->disputed != NULL && self->row >= 0 && self->row < self->rows &&
         self->column >= 0 && self->column < self->columns &&
         self->disputed[(size_t)self->row * (size_t)self->columns + (size_t)self->column];
}

static size_t read_scalar(const uint8_t *bytes, size_t count, uint32_t *scalar) {
  size_t length = bytes[0] < 0x80 ? 1 : bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
  if (length > count) length = count;
  *scalar = length == 1 ? bytes[0] : bytes[0] & (0x7Fu >> length);
  for (size_t i = 1; i < length; i++) *scalar = *scalar << 6 | (bytes[i] & 0x3F);
  return length;
}

static size_t take_character(frame *self, const uint8_t *bytes, size_t count) {
  uint32_t scalar;
  size_t length = read_scalar(bytes, count, &scalar);
  int width = scalar < 0x7F ? 1 : wcwidth((wchar_t)scalar);
  if (width > 0) {
    bool is_disputed_here = is_disputed(self);
    if (!is_disputed_here) settle(self);
    if (scalar == ' ') use_pen_for_blank(self);
    else change_pen(self, self->wanted);
    if (is_disputed_here) self->is_adrift = true;
    self->column += width;
  }
  append(self, bytes, length);
  return length;
}

// ncurses repeats only ASCII, so the character is the last byte.
static void repeat(frame *self, int times) {
  if (self->output.count == 0) return;
  uint8_t last = self->output.bytes[self->output.count - 1];
  for (int i = 0; i < times; i++) take_character(self, &last, 1);
}

// Notes where a placement leads; 0 keeps the row or the column.
static void take_place(frame *self, int row, int column) {
  if (column <= 0) settle(self);
  if (row > 0) self->row = row - 1;
  if (column > 0) {
    self->column = column - 1;
    self->is_adrift = false;
  }
}

// Only what moves the cursor or erases goes through; modes and titles are not a frame's.
static void take_sequence(frame *self, const uint8_t *bytes, const sequence *found) {
  if (found->is_private) return;
  int first = found->numbers[0] > 0 ? found->numbers[0] : 1;
  int second = found->count > 1 && found->numbers[1] > 0 ? found->numbers[1] : 1;
  switch (found->final) {
    case 'm': pen_apply(&self->wanted, found->numbers, found->count); return;
    case 'b': repeat(self, first); return;
    case 'C': move_columns(self, first, bytes, found->length); return;
    case 'D': move_columns(self, -first, bytes, found->length); return;
    case 'A': take_place(self, self->row - first + 1, 0); break;
    case 'B': take_place(self, self->row + first + 1, 0); break;
    case 'G': take_place(self, 0, first); break;
    case 'd': take_place(self, first, 0); break;
    case 'H':
      // ncurses names the row of a far place even when it is the same.
      if (first - 1 == self->row) {
        place_column(self, second - 1);
        return;
      }
      take_place(self, first, second);
      break;
    case 'J': case 'K': case 'X':
    // Scrolling, where rows moved.
    case 'L': case 'M': case 'S': case 'T':
      settle(self);
      use_pen_for_blank(self);
      break;
    case 'r':
      self->top = first - 1;
      self->bottom = found->count > 1 ? second - 1 : INT32_MAX;
      take_place(self, 1, 1);
      if (self->top == 0 && self->bottom >= self->rows) {
        append(self, "\033[r", 3);
        return;
      }
      break;
    default: return;
  }
  append(self, bytes, found->length);
}

static void take_control(frame *self, uint8_t byte) {
  switch (byte) {
    case '\b': move_columns(self, -1, &byte, 1); return;
    case '\t':
      move_columns(self, TAB_STOP - self->column % TAB_STOP, &byte, 1);
      return;
    case '\r': take_place(self, 0, 1); break;
    // At the end of the scrolling region the rows move and not the cursor.
    case '\n': take_place(self, self->row + (self->row == self->bottom ? 1 : 2), 0); break;
    // Choices of a character set, which say nothing to a terminal in UTF-8, and padding.
    default: return;
  }
  append(self, &byte, 1);
}

// An escape without a bracket: with its intermediates and its final byte.
static size_t take_escape(frame *self, const uint8_t *bytes, size_t count) {
  size_t length = 1;
  while (length < count && bytes[length] >= 0x20 && bytes[length] <= 0x2F) length++;
  if (length < count) length++;
  if (length != 2) return length;
  switch (bytes[1]) {
    // A row up; where scrolling needs it, the cursor and its style kept and brought back.
    case 'M': take_place(self, self->row + (self->row == self->top ? 1 : 0), 0); break;
    case '7':
      settle(self);
      self->kept = (frame_place){self->actual, self->row, self->column};
      break;
    case '8':
      self->actual = self->kept.style;
      self->row = self->kept.row;
      self->column = self->kept.column;
      self->is_adrift = false;
      break;
    // All others choose character sets and keypads.
    default: return length;
  }
  append(self, bytes, length);
  return length;
}

void frame_resize(frame *self, int32_t rows, int32_t columns, const uint8_t *disputed) {
  self->rows = rows;
  self->columns = columns;
  self->disputed = disputed;
  self->top = 0;
  self->bottom = INT32_MAX;
  frame_lose_place(self);
}

void frame_lose_place(frame *self) {
  self->row = -1;
  self->column = 0;
  self->is_adrift = false;
}

// A sequence that ncurses wrote, or an escape without a bracket; returns how long it is.
static size_t take_any_escape(frame *self, const uint8_t *bytes, size_t count) {
  sequence found = read_sequence(bytes, count);
  if (found.length == 0) return take_escape(self, bytes, count);
  take_sequence(self, bytes, &found);
  return found.length;
}

void frame_take(frame *self, const uint8_t *bytes, size_t count) {
  for (size_t i = 0; i < count && !self->output.failed;) {
    if (bytes[i] == 0x1B) {
      i += take_any_escape(self, bytes + i, count - i);
    } else if (bytes[i] < 0x20 || bytes[i] == 0x7F) {
      take_control(self, bytes[i++]);
    } else {
      i += take_character(self, bytes + i, count - i);
    }
  }
}

void frame_end(frame *self) {
  change_pen(self, pen_plain);
  self->wanted = pen_plain;
}
