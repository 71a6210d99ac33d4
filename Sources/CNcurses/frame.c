// Correcting a frame. See frame.h.
#include "frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Parameters of one sequence; terminals take 16, and ncurses writes fewer.
#define MOST_PARAMETERS 32

// One `ESC [` sequence.
typedef struct {
  size_t length;  // with the escape and the final byte; 0 when this is no such sequence
  uint8_t final;
  bool is_private;
  int numbers[MOST_PARAMETERS];
  int count;
} sequence;

static void append(frame_bytes *output, const uint8_t *bytes, size_t count) {
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

static void append_text(frame_bytes *output, const char *text) {
  append(output, (const uint8_t *)text, strlen(text));
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

static void append_color(frame_bytes *output, int kind, uint32_t color) {
  char text[32];
  snprintf(text, sizeof text, "%d;2;%u;%u;%u", kind, color >> 16 & 255, color >> 8 & 255,
           color & 255);
  append_text(output, text);
}

// Writes a style sequence anew, with its colors spelled out.
static void append_style(frame_bytes *output, const sequence *style, const uint32_t *colors) {
  append_text(output, "\033[");
  for (int i = 0; i < style->count; i++) {
    const int *number = &style->numbers[i];
    if (i > 0) append_text(output, ";");
    bool is_indexed = i + 2 < style->count && (number[0] == 38 || number[0] == 48) &&
                      number[1] == 5 && number[2] < FRAME_COLORS;
    if (is_indexed && colors[number[2]] != FRAME_OWN_COLOR) {
      append_color(output, number[0], colors[number[2]]);
      i += 2;
      continue;
    }
    char text[16];
    snprintf(text, sizeof text, "%d", number[0]);
    append_text(output, text);
  }
  append_text(output, "m");
}

// ncurses repeats only ASCII, so the character is the last byte.
static void append_repeated(frame_bytes *output, int times) {
  if (output->count == 0) return;
  uint8_t last = output->bytes[output->count - 1];
  for (int i = 0; i < times; i++) append(output, &last, 1);
}

void frame_correct(const uint8_t *bytes, size_t count, const uint32_t *colors,
                   frame_bytes *output) {
  for (size_t i = 0; i < count && !output->failed;) {
    sequence found = read_sequence(bytes + i, count - i);
    if (found.length == 0) {
      append(output, &bytes[i++], 1);
      continue;
    }
    // Wrapping at the edge (7) is the one mode that ncurses needs, on old terminals.
    bool is_mode = found.is_private && (found.final == 'h' || found.final == 'l') &&
                   found.numbers[0] != 7;
    // "ESC [ m" says less than "ESC [ 0 m" and stays.
    bool is_style = !found.is_private && found.final == 'm' && found.length > 3;
    if (found.final == 'b' && !found.is_private) {
      append_repeated(output, found.numbers[0] > 0 ? found.numbers[0] : 1);
    } else if (is_style && colors != NULL) {
      append_style(output, &found, colors);
    } else if (!is_mode) {
      append(output, bytes + i, found.length);
    }
    i += found.length;
  }
}
