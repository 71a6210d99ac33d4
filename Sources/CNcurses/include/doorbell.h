// A way for other threads to wake the one that waits for the terminal.
#pragma once

#include <stdint.h>

// Returns a descriptor to wait on, or minus an errno.
int32_t doorbell_open(void);
// May be called from any thread, any number of times; the sleeper wakes once.
void doorbell_ring(int32_t bell);
// Silences it until the next ring.
void doorbell_answer(int32_t bell);
void doorbell_close(int32_t bell);
