// Signals as bytes in a pipe, so that they are handled between two events and not inside one.
#pragma once

#include <stdint.h>

// What happened; one bit each, so that a burst of the same is one.
enum {
  SIGNALS_RESIZE = 1,
  SIGNALS_TERMINATE = 2,
  SIGNALS_HANGUP = 4,
  SIGNALS_INTERRUPT = 8,
  SIGNALS_SUSPEND = 16,
  SIGNALS_CONTINUE = 32,
  // Any request to end.
  SIGNALS_END = SIGNALS_TERMINATE | SIGNALS_HANGUP | SIGNALS_INTERRUPT,
};

// Installs the handlers, and ignores SIGPIPE. A request to end that comes `stuck_ms` after one that
// was not even looked at ends the program at once: it is stuck. Must come before ncurses is opened,
// which leaves handlers alone that it finds in place. Returns the descriptor to wait on, or minus
// an errno.
int32_t signals_install(int32_t stuck_ms);
// Puts back what was there before.
void signals_uninstall(void);
// The bits of everything that came since the last call.
uint32_t signals_take(void);
// Stops the whole process group, as the terminal's own ^Z would; returns after SIGCONT, or at once
// where no shell is left to send it: the kernel does not stop such a group.
void signals_stop_group(void);
// The same for this process alone.
void signals_stop_self(void);
