// The crash handler. Everything it calls is async-signal-safe. See crash.h.
#define _GNU_SOURCE

#include "crash.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#include "ledger.h"
#include "stderr_capture.h"
#include "tty.h"

// Room for the handler when the fault is a stack overflow.
#define STACK_BYTES (64 * 1024)

static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGQUIT};

enum { FAULTS = sizeof faults / sizeof faults[0] };

static struct sigaction before[FAULTS];
static volatile sig_atomic_t armed_tty = -1;
static stack_t stack_before;
static char *stack_bytes;

static void restore_terminal(int tty) {
  tty_give_up();
  char bytes[LEDGER_ROOM];
  size_t length = ledger_undo(bytes);
  tty_write_all(tty, bytes, length);
  tty_leave_raw(true);
  stderr_release();
}

// The instruction faults again on return and then meets the handler that was there before; a
// signal that somebody sent has to be sent again.
static void on_fault(int number) {
  int tty = armed_tty;
  armed_tty = -1;
  for (int i = 0; i < FAULTS; i++) sigaction(faults[i], &before[i], NULL);
  if (tty >= 0) restore_terminal(tty);
  raise(number);
}

void crash_end(int number) {
  int tty = armed_tty;
  armed_tty = -1;
  if (tty >= 0) restore_terminal(tty);
  struct sigaction standard = {.sa_handler = SIG_DFL};
  sigaction(number, &standard, NULL);
  raise(number);
}

// Some library ended the program without asking.
static void on_exit_without_close(void) {
  int tty = armed_tty;
  armed_tty = -1;
  if (tty >= 0) restore_terminal(tty);
}

void crash_arm(int32_t tty) {
  if (armed_tty >= 0) return;
  static bool is_registered;
  if (!is_registered) is_registered = atexit(on_exit_without_close) == 0;
  stack_bytes = malloc(STACK_BYTES);
  if (stack_bytes != NULL) {
    stack_t own = {.ss_sp = stack_bytes, .ss_size = STACK_BYTES};
    sigaltstack(&own, &stack_before);
  }
  for (int i = 0; i < FAULTS; i++) {
    struct sigaction action = {0};
    action.sa_handler = on_fault;
    action.sa_flags = SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    sigaction(faults[i], &action, &before[i]);
  }
  armed_tty = tty;
}

void crash_disarm(void) {
  if (armed_tty < 0) return;
  armed_tty = -1;
  for (int i = 0; i < FAULTS; i++) sigaction(faults[i], &before[i], NULL);
  if (stack_bytes != NULL) {
    sigaltstack(&stack_before, NULL);
    free(stack_bytes);
    stack_bytes = NULL;
  }
}
