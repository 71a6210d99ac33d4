// Styles in few bytes. See pen.h.
#include "pen.h"

#include <stdio.h>
#include <string.h>

const pen pen_plain = {.foreground = -1, .background = -1, .attributes = 0};

typedef struct {
  uint16_t attribute;
  int on;
  int off;
} pen_switch;

static const pen_switch switches[] = {
    {PEN_BOLD, 1, 22}, {PEN_DIM, 2, 22}, {PEN_ITALIC, 3, 23}, {PEN_UNDERLINE, 4, 24},
    {PEN_REVERSE, 7, 27},
};

enum { SWITCHES = sizeof switches / sizeof switches[0] };

static bool is_same(pen left, pen right) {
  return left.foreground == right.foreground && left.background == right.background &&
         left.attributes == right.attributes;
}

// Colors of one number, old and bright; -2 for a number that is none.
static int16_t short_color(int number, int first) {
  if (number == first + 9) return -1;
  if (number >= first && number < first + 8) return (int16_t)(number - first);
  if (number >= first + 60 && number < first + 68) return (int16_t)(number - first - 60 + 8);
  return -2;
}

static void apply_number(pen *self, int number) {
  for (int i = 0; i < SWITCHES; i++) {
    if (number == switches[i].on) self->attributes |= switches[i].attribute;
    if (number == switches[i].off) self->attributes &= (uint16_t)~switches[i].attribute;
  }
  int16_t foreground = short_color(number, 30), background = short_color(number, 40);
  if (foreground > -2) self->foreground = foreground;
  if (background > -2) self->background = background;
}

void pen_apply(pen *self, const int *numbers, int count) {
  for (int i = 0; i < count; i++) {
    bool is_indexed = i + 2 < count && (numbers[i] == 38 || numbers[i] == 48) &&
                      numbers[i + 1] == 5 && numbers[i + 2] < PEN_COLORS;
    if (is_indexed) {
      int16_t *color = numbers[i] == 38 ? &self->foreground : &self->background;
      *color = (int16_t)numbers[i + 2];
      i += 2;
    } else if (numbers[i] == 0) {
      *self = pen_plain;
    } else {
      apply_number(self, numbers[i]);
    }
  }
}

// Parameters under construction, each with the separator after it.
typedef struct {
  char bytes[PEN_ROOM];
  size_t length;
} parameters;

static void add(parameters *self, int number) {
  self->length += (size_t)snprintf(self->bytes + self->length, sizeof self->bytes - self->length,
                                   "%d;", number);
}

// `first` is 30 for the foreground, 40 for the background.
static void add_color(parameters *self, const pen_terms *terms, int16_t color, int first) {
  uint32_t direct = terms->colors == NULL || color < 0 ? PEN_OWN_COLOR : terms->colors[color];
  if (direct != PEN_OWN_COLOR) {
    add(self, first + 8);
    add(self, 2);
    add(self, (int)(direct >> 16 & 255));
    add(self, (int)(direct >> 8 & 255));
    add(self, (int)(direct & 255));
  } else if (color < 0) {
    add(self, first + 9);
  } else if (color < 8) {
    add(self, first + color);
  } else if (color < 16 && terms->has_bright) {
    add(self, first + 60 + color - 8);
  } else {
    add(self, first + 8);
    add(self, 5);
    add(self, color);
  }
}

static void add_difference(parameters *self, const pen_terms *terms, pen from, pen to) {
  uint16_t gone = from.attributes & (uint16_t)~to.attributes;
  // Bold and dim go together.
  bool is_weight_gone = gone & (PEN_BOLD | PEN_DIM);
  if (is_weight_gone) {
    add(self, 22);
    from.attributes &= (uint16_t) ~(PEN_BOLD | PEN_DIM);
  }
  for (int i = 0; i < SWITCHES; i++) {
    uint16_t attribute = switches[i].attribute;
    if (from.attributes & ~to.attributes & attribute) add(self, switches[i].off);
    if (to.attributes & ~from.attributes & attribute) add(self, switches[i].on);
  }
  if (from.foreground != to.foreground) add_color(self, terms, to.foreground, 30);
  if (from.background != to.background) add_color(self, terms, to.background, 40);
}

static bool is_additive(pen from, pen to) {
  return (from.attributes & ~to.attributes) == 0 &&
         (to.foreground >= 0 || from.foreground < 0) &&
         (to.background >= 0 || from.background < 0);
}

size_t pen_change(const pen_terms *terms, pen from, pen to, char *bytes) {
  if (is_same(from, to)) return 0;
  parameters anew = {.length = 0}, onward = {.length = 0};
  // An empty parameter is a zero, which switches everything off.
  if (!is_same(to, pen_plain)) anew.bytes[anew.length++] = ';';
  add_difference(&anew, terms, pen_plain, to);
  add_difference(&onward, terms, from, to);
  bool is_onward = (terms->can_switch_off || is_additive(from, to)) &&
                   onward.length < anew.length + is_same(to, pen_plain);
  const parameters *best = is_onward ? &onward : &anew;
  size_t length = best->length > 0 ? best->length - 1 : 0;
  memcpy(bytes, "\033[", 2);
  memcpy(bytes + 2, best->bytes, length);
  bytes[2 + length] = 'm';
  return length + 3;
}

// Reversed, the color of the text shows, and bold may change it; a line under it has that color too.
pen pen_for_blank(pen from, pen to) {
  if ((from.attributes | to.attributes) & (PEN_REVERSE | PEN_UNDERLINE)) return to;
  from.background = to.background;
  return from;
}
