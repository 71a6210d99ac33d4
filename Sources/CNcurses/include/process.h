// Another program in the foreground, such as an editor.
#pragma once

#include <stdint.h>

// Runs `arguments` (ended by NULL; the first is looked up in PATH) with `environment` (ended by
// NULL; NULL keeps ours) on the terminal, and waits for it. When it stops on ^Z, we stop with it.
// Writes the exit status, or 128 + the signal it died of. Returns 0 or the errno of the start.
int32_t process_run(const char *const *arguments, const char *const *environment,
                    int32_t *status);
