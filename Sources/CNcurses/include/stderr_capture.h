// Keeps error output off the screen while the program draws on it, and shows it afterwards.
#pragma once

#include <stdbool.h>

// Sends descriptor 2 into memory. False when that failed; output then stays where it was.
bool stderr_capture(void);
// Puts descriptor 2 back and writes the last of what was captured. Safe in a signal handler.
void stderr_release(void);
