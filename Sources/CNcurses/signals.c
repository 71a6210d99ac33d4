// The signal pipe. See signals.h.
#define _GNU_SOURCE

#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
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

// Whether the program was asked to end and has not looked yet.
static volatile sig_atomic_t end_is_unanswered;

// Only what is safe here: one byte that says which. A full pipe has said it often enough.
static void note(int number) {
  int saved = errno;
  for (int i = 0; i < WATCHED; i++) {
    if (watched[i].number != number) continue;
    if (watched[i].bit & (SIGNALS_TERMINATE | SIGNALS_HANGUP | SIGNALS_INTERRUPT)) {
      if (end_is_unanswered) crash_end(number);
      end_is_unanswered = 1;
    }
    unsigned char bit = (unsigned char)watched[i].bit;
    ssize_t sent = write(ends[1], &bit, 1);
    (void)sent;
  }
  errno = saved;
}

int32_t signals_install(void) {
  if (ends[0] >= 0) return ends[0];
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
  end_is_unanswered = 0;
  while (true) {
    ssize_t got = read(ends[0], bits, sizeof bits);
    if (got <= 0) return found;
    for (ssize_t i = 0; i < got; i++) found |= bits[i];
  }
}

void signals_stop_group(void) { kill(0, SIGSTOP); }
