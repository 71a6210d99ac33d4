// What tests need of the operating system and Swift cannot say safely: starting a program
// between fork and exec, and the terminal side of a pseudo-terminal.
//
// Every function returns a negative errno when it fails.
#pragma once

#include <stdint.h>
#include <sys/types.h>

/// The two ends of a pseudo-terminal; both are closed in programs that are started.
struct test_terminal {
  int controller;
  int terminal;
};

/// Opens a pseudo-terminal of the given size; reads and writes of the controller never block.
int test_terminal_open(int rows, int columns, struct test_terminal *result);

/// Opens a pipe; both ends are closed in programs that are started.
int test_pipe_open(int *reading_end, int *writing_end);

/// Starts `path` with exactly these arguments, environment and standard streams, every signal at
/// its default; returns the process id. `directory` may be NULL. With `owns_terminal` the program
/// leads a new session whose controlling terminal is `input`; otherwise it leads a process group.
/// An `exec` that fails is reported as such.
pid_t test_terminal_spawn(
  const char *path, char *const arguments[], char *const environment[], const char *directory,
  int input, int output, int errors, int owns_terminal);

/// Changes the size; the foreground process group gets SIGWINCH.
int test_terminal_resize(int controller, int rows, int columns);

/// What `test_terminal_read` answers when no byte came in time.
#define TEST_TERMINAL_QUIET 0
/// What `test_terminal_read` answers when the other end is closed.
#define TEST_TERMINAL_END (-1000)

/// Waits up to `timeout_milliseconds` for bytes and reads them; returns how many.
ssize_t test_terminal_read(int fd, uint8_t *buffer, size_t capacity, int timeout_milliseconds);

/// Waits up to `timeout_milliseconds` until `fd` takes bytes and writes some; returns how many.
ssize_t test_terminal_write(int fd, const uint8_t *bytes, size_t count, int timeout_milliseconds);

/// Terminal settings in a comparable form: four flag words, then the control characters.
#define TEST_TERMINAL_SETTINGS 36
int test_terminal_settings(int fd, uint32_t settings[TEST_TERMINAL_SETTINGS]);

/// How a process stands; `code` is the exit code or the signal's number.
enum test_process_state {
  TEST_PROCESS_RUNNING = 0,
  TEST_PROCESS_EXITED = 1,
  TEST_PROCESS_KILLED = 2,
  TEST_PROCESS_STOPPED = 3,
};

/// Looks at a child without waiting; returns a `test_process_state`.
int test_process_poll(pid_t process, int *code);

/// Kills a child that has not been waited for, with its process group, and waits for its end.
void test_process_destroy(pid_t process);
