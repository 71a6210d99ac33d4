// The terminal modes that are switched on, and their one inverse.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Modes, in the order in which they are switched on; off goes backwards.
enum {
  LEDGER_ALTERNATE_SCREEN = 1,
  LEDGER_HIDDEN_CURSOR = 2,
  LEDGER_BRACKETED_PASTE = 4,
  LEDGER_FOCUS = 8,
  LEDGER_MOUSE = 16,
  LEDGER_SYNCHRONIZED = 32,
  LEDGER_NO_WRAP = 64,
  LEDGER_APPEARANCE = 128,
};

// Bytes that any change or inverse needs at most.
#define LEDGER_ROOM 256

// What is on now.
uint32_t ledger_modes(void);
// Writes into `bytes` (LEDGER_ROOM long) what takes the terminal from the modes on to `modes`, and
// notes them as on. Returns the length.
size_t ledger_change(uint32_t modes, char *bytes);
// Takes all modes for off, as after another program had the terminal; the undo remembers them.
void ledger_forget(void);
// Writes into `bytes` (LEDGER_ROOM long) what undoes everything that was on since the last undo,
// with colors reset, and notes all as off. A mode that was switched off since is undone again: that
// may still wait to be sent. Safe in a signal handler. Returns the length.
size_t ledger_undo(char *bytes);
