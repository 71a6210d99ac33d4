// Running a child in the foreground. See process.h.
#define _GNU_SOURCE

#include "process.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "signals.h"

extern char **environ;

// Signals that the child must find as a fresh program would, whatever we did to them.
static void reset_signals(posix_spawnattr_t *attributes) {
  static const int numbers[] = {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT,
                                SIGPIPE, SIGWINCH, SIGTTIN, SIGTTOU};
  sigset_t defaults, none;
  sigemptyset(&defaults);
  sigemptyset(&none);
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    sigaddset(&defaults, numbers[i]);
  posix_spawnattr_setsigdefault(attributes, &defaults);
  posix_spawnattr_setsigmask(attributes, &none);
  posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

static int32_t wait_for(pid_t child) {
  while (1) {
    int status = 0;
    pid_t found = waitpid(child, &status, WUNTRACED);
    if (found < 0 && errno == EINTR) continue;
    if (found < 0) return 127;
    if (WIFEXITED(status)) return WEXITSTATUS(status);
    if (WIFSIGNALED(status)) return 128 + WTERMSIG(status);
    if (WIFSTOPPED(status)) {
      signals_stop_self();
      kill(child, SIGCONT);
    }
  }
}

// A child that made itself the foreground group, and did not undo it, would leave us behind. A
// shell that took the terminal meanwhile keeps it.
static void take_foreground(pid_t child) {
  pid_t front = tcgetpgrp(STDIN_FILENO);
  if (front > 0 && front != child && kill(-front, 0) == 0) return;
  sigset_t stop, before;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &stop, &before);
  tcsetpgrp(STDIN_FILENO, getpgrp());
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

int32_t process_run(const char *const *arguments, const char *const *environment,
                    int32_t *status) {
  posix_spawnattr_t attributes;
  if (posix_spawnattr_init(&attributes) != 0) return ENOMEM;
  reset_signals(&attributes);
  // ^C and ^\ in the child reach us too and are the child's business.
  struct sigaction ignore = {.sa_handler = SIG_IGN}, interrupt, quit;
  sigaction(SIGINT, &ignore, &interrupt);
  sigaction(SIGQUIT, &ignore, &quit);
  bool is_foreground = tcgetpgrp(STDIN_FILENO) == getpgrp();
  pid_t child = 0;
  int failure = posix_spawnp(&child, arguments[0], NULL, &attributes, (char *const *)arguments,
                             environment ? (char *const *)environment : environ);
  if (failure == 0) *status = wait_for(child);
  if (is_foreground) take_foreground(child);
  sigaction(SIGINT, &interrupt, NULL);
  sigaction(SIGQUIT, &quit, NULL);
  posix_spawnattr_destroy(&attributes);
  return failure;
}
