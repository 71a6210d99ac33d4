// The signal pipe. See signals.h.
#define _GNU_SOURCE

#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

#include "crash.h"

typedef struct {
  int number;
  uint32_t bit;
} watched_signal;

static const watched_signal watched[] = {
    {SIGWINCH, SIGNALS_RESIZE}, {SIGTERM, SIGNALS_TERMINATE}, {SIGHUP, SIGNALS_HANGUP},
    {SIGINT, SIGNALS_INTERRUPT}, {SIGTSTP, SIGNALS_SUSPEND}, {SIGCONT, SIGNALS_CONTINUE},
    {SIGPIPE, 0},
};

enum { WATCHED = sizeof watched / sizeof watched[0] };

static struct sigaction before[WATCHED];
static int ends[2] = {-1, -1};

// When the program was asked to end and has not looked since, in milliseconds; 0 when it has.
static _Atomic int64_t asked_at;
static int64_t patience_ms;

static int64_t milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 + 1;
}

// A closing window and a service manager both send two signals at once, so only one that comes
// long after the first says that the program is stuck.
static void note_end(int number) {
  int64_t now = milliseconds(), first = 0;
  if (atomic_compare_exchange_strong(&asked_at, &first, now)) return;
  if (now - first >= patience_ms) crash_end(number);
}

// Only what is safe here: one byte that says which. A full pipe has said it often enough.
static void note(int number) {
  int saved = errno;
  for (int i = 0; i < WATCHED; i++) {
    if (watched[i].number != number) continue;
    if (watched[i].bit & SIGNALS_END) note_end(number);
    unsigned char bit = (unsigned char)watched[i].bit;
    ssize_t sent = write(ends[1], &bit, 1);
    (void)sent;
  }
  errno = saved;
}

int32_t signals_install(int32_t stuck_ms) {
  if (ends[0] >= 0) return ends[0];
  patience_ms = stuck_ms;
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -errno;
  for (int i = 0; i < WATCHED; i++) {
    struct sigaction action = {0};
    action.sa_handler = watched[i].bit == 0 ? SIG_IGN : note;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    sigaction(watched[i].number, &action, &before[i]);
  }
  return ends[0];
}

void signals_uninstall(void) {
  if (ends[0] < 0) return;
  for (int i = 0; i < WATCHED; i++) sigaction(watched[i].number, &before[i], NULL);
  close(ends[0]);
  close(ends[1]);
  ends[0] = ends[1] = -1;
}

uint32_t signals_take(void) {
  unsigned char bits[64];
  uint32_t found = 0;
  asked_at = 0;
  while (true) {
    ssize_t got = read(ends[0], bits, sizeof bits);
    if (got <= 0) return found;
    for (ssize_t i = 0; i < got; i++) found |= bits[i];
  }
}

// Whoever started us without job control has it ignored, and could not wake us.
static bool may_stop(void) {
  for (int i = 0; ends[0] >= 0 && i < WATCHED; i++)
    if (watched[i].number == SIGTSTP) return before[i].sa_handler != SIG_IGN;
  return true;
}

void signals_stop_self(void) {
  if (!may_stop()) return;
  struct sigaction standard = {.sa_handler = SIG_DFL}, ours;
  sigaction(SIGTSTP, &standard, &ours);
  raise(SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
}

void signals_stop_group(void) {
  if (!may_stop()) return;
  struct sigaction ignore = {.sa_handler = SIG_IGN}, ours;
  sigaction(SIGTSTP, &ignore, &ours);
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
  signals_stop_self();
}
