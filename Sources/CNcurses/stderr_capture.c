// Error output while the screen is ours. See stderr_capture.h.
#define _GNU_SOURCE

#include "stderr_capture.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

// How much is shown afterwards; the end matters, it holds the reason of a crash.
#define REPLAY_BYTES (64 * 1024)

static volatile sig_atomic_t real = -1;
static volatile sig_atomic_t memory = -1;

bool stderr_capture(void) {
  if (real >= 0) return true;
  int store = memfd_create("tamarack-stderr", MFD_CLOEXEC);
  int saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (store < 0 || saved < 0 || fcntl(store, F_SETFL, O_APPEND) < 0 ||
      dup2(store, STDERR_FILENO) < 0) {
    if (store >= 0) close(store);
    if (saved >= 0) close(saved);
    return false;
  }
  memory = store;
  real = saved;
  return true;
}

void stderr_release(void) {
  int saved = real, store = memory;
  if (saved < 0) return;
  real = memory = -1;
  dup2(saved, STDERR_FILENO);
  close(saved);
  off_t end = lseek(store, 0, SEEK_END);
  off_t at = end > REPLAY_BYTES ? end - REPLAY_BYTES : 0;
  char piece[4096];
  while (at < end) {
    ssize_t got = pread(store, piece, sizeof piece, at);
    if (got <= 0 || write(STDERR_FILENO, piece, (size_t)got) <= 0) break;
    at += got;
  }
  close(store);
}
