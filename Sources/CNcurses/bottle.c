// The encoder. See bottle.h for what it promises.
#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_NOMACROS 1

#include "bottle.h"

#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

#include "frame.h"

// Pairs in use at once on a terminal of 64: a few stay free, so that ncurses never has to recycle
// one that is still on the screen.
#define FEW_PAIRS 60
// Slots of the color-to-pair cache; a theme shows some hundred combinations.
#define PAIR_SLOTS 1024
// Shown in place of a character whose width the C library sees differently.
#define STAND_IN '?'

typedef struct {
  int16_t foreground;
  int16_t background;
  int32_t pair;  // -1 while the slot is free
} pair_slot;

struct bottle {
  SCREEN *screen;
  FILE *output;
  FILE *input;
  int memory;  // the memfd under `output`
  int32_t rows;
  int32_t columns;
  int32_t colors;
  int32_t most_pairs;
  int32_t pairs_used;
  bool has_color;
  bool is_utf8;
  bool erases_in_color;
  int32_t spare_rows;
  bool forgotten;
  uint32_t direct[PEN_COLORS];
  cchar_t *row;  // one row under construction, ended by a null cell
  uint8_t *disputed;  // for each cell whether terminals disagree on its width
  uint8_t *raw;  // what ncurses wrote
  size_t room;
  frame frame;
  pair_slot pairs[PAIR_SLOTS];
};

static pthread_mutex_t ncurses_lock = PTHREAD_MUTEX_INITIALIZER;

static void enter(bottle *self) {
  pthread_mutex_lock(&ncurses_lock);
  if (self != NULL) set_term(self->screen);
}

static void leave(void) { pthread_mutex_unlock(&ncurses_lock); }

// Makes the C library think in UTF-8 when it can; wide characters fail in the C locale.
static bool choose_locale(void) {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

// A memfd above 2: ncurses switches to stderr when its output is descriptor 1 and no terminal.
static int open_memory(void) {
  int low = memfd_create("tamarack-frame", MFD_CLOEXEC);
  if (low < 0 || low > 2) return low;
  int high = fcntl(low, F_DUPFD_CLOEXEC, 3);
  close(low);
  return high;
}

static void rewind_memory(bottle *self) {
  fflush(self->output);
  // What is left of an earlier frame lies behind the end of this one and is never read.
  lseek(self->memory, 0, SEEK_SET);
}

static bool allocate_cells(bottle *self) {
  cchar_t *row = calloc((size_t)self->columns + 1, sizeof *row);
  uint8_t *disputed = calloc((size_t)self->rows * (size_t)self->columns, sizeof *disputed);
  if (row == NULL || disputed == NULL) {
    free(row);
    free(disputed);
    return false;
  }
  free(self->row);
  free(self->disputed);
  self->row = row;
  self->disputed = disputed;
  frame_resize(&self->frame, self->rows, self->columns, disputed);
  return true;
}

// Whether the terminal does something in the way that begins like `expected`. tigetstr answers
// with a pointer of -1 for what is no string.
static bool has_way(const char *capability, const char *expected) {
  char *found = tigetstr(capability);
  if (found == NULL || (intptr_t)found == -1) return false;
  return strncmp(found, expected, strlen(expected)) == 0;
}

static void learn_terms(bottle *self) {
  pen_terms *terms = &self->frame.terms;
  terms->has_bright = self->colors >= 16;
  terms->can_switch_off = has_way("rmul", "\033[24m") &&
                          (self->colors == 0 || has_way("op", "\033[39;49m"));
  self->frame.can_place = has_way("cup", "\033[%i%p1%d;%p2%dH");
  self->frame.can_place_column = has_way("hpa", "\033[%i%p1%dG");
  self->frame.actual = self->frame.wanted = self->frame.kept.style = pen_plain;
}

static void set_up_screen(bottle *self) {
  // ncurses fills the last corner of the screen by tricks, so as not to scroll, and loses wide
  // characters there. Terminals that wrap only with the next character need none: with one row
  // more than there is, always blank, the corner is a cell like any other.
  self->spare_rows = tigetflag("xenl") > 0 ? 1 : 0;
  self->has_color = has_colors() && start_color() == OK && use_default_colors() == OK;
  self->colors = self->has_color ? COLORS : 0;
  learn_terms(self);
  self->erases_in_color = tigetflag("bce") > 0;
  self->most_pairs = COLOR_PAIRS <= 64 ? FEW_PAIRS : COLOR_PAIRS - 1;
  for (size_t i = 0; i < PAIR_SLOTS; i++) self->pairs[i].pair = -1;
  typeahead(-1);
  idlok(stdscr, FALSE);
  // Shifting a row would shift what terminals disagree on with it.
  idcok(stdscr, FALSE);
  leaveok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  resizeterm(self->rows + self->spare_rows, self->columns);
  // What ncurses says first is said here and dropped: it lets as many rows scroll as the terminfo
  // entry names, however many there are.
  wnoutrefresh(stdscr);
  doupdate();
  rewind_memory(self);
}

static void release(bottle *self) {
  if (self->output != NULL) fclose(self->output);
  else if (self->memory >= 0) close(self->memory);
  if (self->input != NULL) fclose(self->input);
  free(self->row);
  free(self->disputed);
  free(self->raw);
  free(self->frame.output.bytes);
  free(self);
}

bottle *bottle_open(const char *term, int32_t rows, int32_t columns) {
  bottle *self = calloc(1, sizeof *self);
  if (self == NULL) return NULL;
  self->rows = rows > 0 ? rows : 1;
  self->columns = columns > 0 ? columns : 1;
  self->forgotten = true;
  self->memory = open_memory();
  if (self->memory >= 0) self->output = fdopen(self->memory, "w");
  self->input = fopen("/dev/null", "re");
  if (self->output == NULL || self->input == NULL || !allocate_cells(self)) {
    release(self);
    return NULL;
  }
  enter(NULL);
  self->is_utf8 = choose_locale();
  self->screen = newterm(term, self->output, self->input);
  if (self->screen != NULL) set_up_screen(self);
  leave();
  if (self->screen == NULL) {
    release(self);
    return NULL;
  }
  return self;
}

void bottle_close(bottle *self) {
  if (self == NULL) return;
  enter(self);
  endwin();
  delscreen(self->screen);
  leave();
  release(self);
}

int32_t bottle_colors(const bottle *self) { return self->colors; }

bool bottle_erases_in_color(const bottle *self) { return self->erases_in_color; }

bool bottle_is_utf8(const bottle *self) { return self->is_utf8; }

void bottle_resize(bottle *self, int32_t rows, int32_t columns) {
  enter(self);
  self->rows = rows > 0 ? rows : 1;
  self->columns = columns > 0 ? columns : 1;
  if (allocate_cells(self)) {
    resizeterm(self->rows + self->spare_rows, self->columns);
    werase(stdscr);
  }
  self->forgotten = true;
  leave();
}

void bottle_forget(bottle *self) { self->forgotten = true; }

void bottle_set_direct(bottle *self, const uint32_t *colors) {
  if (colors != NULL) memcpy(self->direct, colors, sizeof self->direct);
  self->frame.terms.colors = colors != NULL ? self->direct : NULL;
  for (size_t i = 0; i < PAIR_SLOTS; i++) self->pairs[i].pair = -1;
  self->pairs_used = 0;
  self->forgotten = true;
}

// The pair for two colors; -1 when there are no more.
static int32_t find_or_make_pair(bottle *self, int16_t foreground, int16_t background) {
  uint32_t slot = ((uint32_t)(uint16_t)foreground * 257u + (uint32_t)(uint16_t)background) %
                  PAIR_SLOTS;
  for (int32_t tries = 0; tries < PAIR_SLOTS; tries++) {
    pair_slot *found = &self->pairs[slot];
    if (found->pair < 0) {
      if (self->pairs_used >= self->most_pairs) return -1;
      int pair = self->pairs_used + 1;
      if (init_extended_pair(pair, foreground, background) != OK) return -1;
      self->pairs_used = pair;
      *found = (pair_slot){foreground, background, pair};
      return pair;
    }
    if (found->foreground == foreground && found->background == background) return found->pair;
    slot = (slot + 1) % PAIR_SLOTS;
  }
  return -1;
}

// The same; when pairs run out, the text keeps its color and gives up what lies under it.
static int32_t pair_for(bottle *self, int16_t foreground, int16_t background) {
  if (!self->has_color || (foreground < 0 && background < 0)) return 0;
  int32_t pair = find_or_make_pair(self, foreground, background);
  if (pair < 0 && background >= 0) pair = find_or_make_pair(self, foreground, -1);
  return pair < 0 ? 0 : pair;
}

static attr_t curses_attributes(uint16_t attributes) {
  attr_t found = A_NORMAL;
  if (attributes & BOTTLE_BOLD) found |= A_BOLD;
  if (attributes & BOTTLE_DIM) found |= A_DIM;
  if (attributes & BOTTLE_UNDERLINE) found |= A_UNDERLINE;
  if (attributes & BOTTLE_REVERSE) found |= A_REVERSE;
  if (attributes & BOTTLE_ITALIC) found |= A_ITALIC;
  return found;
}

// Whether the C library agrees with our width, so that ncurses advances as far as we do.
static bool is_agreed(const bottle *self, uint32_t scalar, int width) {
  if (scalar >= 0x20 && scalar < 0x7F) return width == 1;
  return self->is_utf8 && wcwidth((wchar_t)scalar) == width;
}

// Puts a cell at element `used` of the row under construction; returns how many elements it took.
// A wide character is one element that fills two columns; its stand-ins are two elements.
static int32_t set_cell(bottle *self, int32_t used, int32_t room, const bottle_cell *cell) {
  wchar_t text[CCHARW_MAX + 1] = {0};
  int pair = pair_for(self, cell->foreground, cell->background);
  attr_t attributes = curses_attributes(cell->attributes);
  int32_t width = cell->width == 2 ? 2 : 1;
  if (width > room || !is_agreed(self, cell->base, width)) {
    text[0] = STAND_IN;
    int32_t elements = width < room ? width : room;
    for (int32_t i = 0; i < elements; i++)
      setcchar(&self->row[used + i], text, attributes, 0, &pair);
    return elements;
  }
  text[0] = (wchar_t)cell->base;
  for (int i = 0, kept = 1; i < 3 && cell->marks[i] != 0; i++)
    if (is_agreed(self, cell->marks[i], 0)) text[kept++] = (wchar_t)cell->marks[i];
  setcchar(&self->row[used], text, attributes, 0, &pair);
  return 1;
}

static bool is_plain(const bottle_cell *cell) {
  return cell->base >= 0x20 && cell->base < 0x7F && cell->width == 1 && cell->marks[0] == 0;
}

static bool has_style(const bottle_cell *left, const bottle_cell *right) {
  return left->foreground == right->foreground && left->background == right->background &&
         left->attributes == right->attributes;
}

void bottle_row(bottle *self, int32_t row, const bottle_cell *cells, int32_t count) {
  if (row < 0 || row >= self->rows) return;
  static const bottle_cell blank = {
      .base = ' ', .foreground = -1, .background = -1, .width = 1};
  enter(self);
  uint8_t *disputed = self->disputed + (size_t)row * (size_t)self->columns;
  int32_t used = 0;
  const bottle_cell *before = NULL;
  for (int32_t column = 0; column < self->columns;) {
    const bottle_cell *cell = column < count ? &cells[column] : &blank;
    if (before != NULL && is_plain(cell) && is_plain(before) && has_style(cell, before)) {
      // Most of a page is like this, and setcchar takes ten times as long as the copy.
      self->row[used] = self->row[used - 1];
      self->row[used++].chars[0] = (wchar_t)cell->base;
    } else {
      used += set_cell(self, used, self->columns - column, cell);
    }
    disputed[column] = cell->is_disputed;
    before = cell;
    column += cell->width == 2 ? 2 : 1;
  }
  self->row[used] = (cchar_t){0};
  mvwadd_wchnstr(stdscr, row, 0, self->row, used);
  leave();
}

// Reads everything that ncurses wrote into the memfd, and takes it into the frame.
static bool collect(bottle *self) {
  fflush(self->output);
  off_t length = lseek(self->memory, 0, SEEK_CUR);
  if (length < 0) return false;
  if ((size_t)length > self->room) {
    uint8_t *larger = realloc(self->raw, (size_t)length);
    if (larger == NULL) return false;
    self->raw = larger;
    self->room = (size_t)length;
  }
  if (pread(self->memory, self->raw, (size_t)length, 0) != length) return false;
  frame_take(&self->frame, self->raw, (size_t)length);
  return !self->frame.output.failed;
}

static bool encode(bottle *self) {
  rewind_memory(self);
  if (self->forgotten) {
    clearok(curscr, TRUE);
    frame_lose_place(&self->frame);
  }
  self->forgotten = false;
  wnoutrefresh(stdscr);
  doupdate();
  return collect(self);
}

void bottle_step(bottle *self) {
  enter(self);
  leaveok(stdscr, TRUE);
  if (!encode(self)) self->frame.output.failed = true;
  leave();
}

// Moves the flags of rows as the rows themselves.
static void scroll_disputed(bottle *self, int32_t top, int32_t count, int32_t step) {
  size_t columns = (size_t)self->columns, kept = (size_t)(count - abs(step)) * columns;
  uint8_t *first = self->disputed + (size_t)top * columns;
  uint8_t *later = first + (size_t)abs(step) * columns;
  memmove(step > 0 ? first : later, step > 0 ? later : first, kept);
  memset(step > 0 ? first + kept : first, 0, (size_t)abs(step) * columns);
}

void bottle_scroll(bottle *self, int32_t top, int32_t count, int32_t step) {
  if (top < 0 || count < 1 || count > self->rows - top || abs(step) >= count) return;
  enter(self);
  scrollok(stdscr, TRUE);
  wsetscrreg(stdscr, top, top + count - 1);
  wscrl(stdscr, step);
  wsetscrreg(stdscr, 0, self->rows + self->spare_rows - 1);
  scrollok(stdscr, FALSE);
  scroll_disputed(self, top, count, step);
  leave();
  bottle_step(self);
}

int64_t bottle_frame(bottle *self, int32_t row, int32_t column, const uint8_t **bytes) {
  enter(self);
  bool has_cursor = row >= 0 && row < self->rows && column >= 0 && column < self->columns;
  leaveok(stdscr, !has_cursor);
  if (has_cursor) wmove(stdscr, row, column);
  bool is_whole = encode(self);
  frame_end(&self->frame);
  int64_t length = is_whole && !self->frame.output.failed
                       ? (int64_t)self->frame.output.count : -1;
  *bytes = self->frame.output.bytes;
  self->frame.output.count = 0;
  self->frame.output.failed = false;
  leave();
  return length;
}
