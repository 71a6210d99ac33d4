// Leaves the terminal as it was when the program dies of a fault.
#pragma once

#include <stdint.h>

// Watches for SEGV, BUS, ILL, TRAP, FPE, ABRT and QUIT on a stack of its own. On one of them: modes
// undone, settings restored, captured error output replayed, and the signal raised again with
// whatever was installed before, so that backtraces and exit statuses stay as they are.
// A plain exit without giving the terminal back is caught as well.
void crash_arm(int32_t tty);
// Gives the terminal back at once and lets the signal end the program. Safe in a signal handler.
void crash_end(int number);
void crash_disarm(void);
