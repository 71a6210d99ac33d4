// The mode ledger. See ledger.h.
#include "ledger.h"

#include <signal.h>
#include <string.h>

typedef struct {
  uint32_t mode;
  const char *on;
  const char *off;
} ledger_entry;

static const ledger_entry entries[] = {
    {LEDGER_ALTERNATE_SCREEN, "\033[?1049h", "\033[?1049l"},
    // A character that the terminal takes for wider than we do must not push the line down.
    {LEDGER_NO_WRAP, "\033[?7l", "\033[?7h"},
    {LEDGER_HIDDEN_CURSOR, "\033[?25l", "\033[?25h"},
    {LEDGER_BRACKETED_PASTE, "\033[?2004h", "\033[?2004l"},
    {LEDGER_FOCUS, "\033[?1004h", "\033[?1004l"},
    // Clicks, drags, and coordinates as numbers. Not 1003: every motion would flood a slow line.
    {LEDGER_MOUSE, "\033[?1000h\033[?1002h\033[?1006h", "\033[?1006l\033[?1002l\033[?1000l"},
    // The terminal tells when its background turns dark or light.
    {LEDGER_APPEARANCE, "\033[?2031h", "\033[?2031l"},
    // Each frame switches it on and off again; only a frame cut short leaves it on.
    {LEDGER_SYNCHRONIZED, "", "\033[?2026l"},
};

enum { ENTRIES = sizeof entries / sizeof entries[0] };

static volatile sig_atomic_t modes_on;
// Switched on since the last undo, and perhaps off again: what was noted may never have been sent.
static volatile sig_atomic_t modes_touched;

uint32_t ledger_modes(void) { return (uint32_t)modes_on; }

static size_t append(char *bytes, size_t length, const char *text) {
  while (*text != 0 && length < LEDGER_ROOM) bytes[length++] = *text++;
  return length;
}

size_t ledger_change(uint32_t modes, char *bytes) {
  uint32_t before = (uint32_t)modes_on;
  size_t length = 0;
  modes_touched |= (sig_atomic_t)modes;
  for (int i = ENTRIES - 1; i >= 0; i--)
    if (before & ~modes & entries[i].mode) length = append(bytes, length, entries[i].off);
  for (int i = 0; i < ENTRIES; i++)
    if (modes & ~before & entries[i].mode) length = append(bytes, length, entries[i].on);
  modes_on = (sig_atomic_t)modes;
  return length;
}

void ledger_forget(void) { modes_on = 0; }

size_t ledger_undo(char *bytes) {
  uint32_t touched = (uint32_t)modes_touched;
  if (touched == 0) return 0;
  size_t length = append(bytes, 0, "\033[0m");
  for (int i = ENTRIES - 1; i >= 0; i--)
    if (touched & entries[i].mode) length = append(bytes, length, entries[i].off);
  modes_on = modes_touched = 0;
  return length;
}
