#define _GNU_SOURCE
#include "CTestTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

int test_terminal_resize(int controller, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(controller, TIOCSWINSZ, &size) == 0 ? 0 : -errno;
}

int test_terminal_open(int rows, int columns, struct test_terminal *result) {
  char name[128];
  int controller = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (controller < 0) return -errno;
  int terminal = -1;
  if (grantpt(controller) == 0 && unlockpt(controller) == 0
      && ptsname_r(controller, name, sizeof name) == 0) {
    terminal = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  }
  int failure = terminal < 0 || fcntl(controller, F_SETFL, O_NONBLOCK) != 0
    ? -errno : test_terminal_resize(controller, rows, columns);
  if (failure != 0) {
    if (terminal >= 0) close(terminal);
    close(controller);
    return failure;
  }
  result->controller = controller;
  result->terminal = terminal;
  return 0;
}

int test_pipe_open(int *reading_end, int *writing_end) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
  *reading_end = ends[0];
  *writing_end = ends[1];
  return 0;
}

/// Runs between fork and exec: only async-signal-safe calls.
static void become(
  const char *path, char *const arguments[], char *const environment[], const char *directory,
  const int streams[3], int owns_terminal) {
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);

  if (owns_terminal) {
    if (setsid() < 0 || ioctl(streams[0], TIOCSCTTY, 0) < 0) return;
  } else {
    setpgid(0, 0);
  }
  for (int stream = 0; stream < 3; stream++) {
    if (dup2(streams[stream], stream) < 0) return;
  }
  if (directory != NULL && chdir(directory) != 0) return;
  execve(path, arguments, environment);
}

pid_t test_terminal_spawn(
  const char *path, char *const arguments[], char *const environment[], const char *directory,
  int input, int output, int errors, int owns_terminal) {
  // Numbers 0 to 2 must not be overwritten before they are copied, so all three move above.
  int streams[3] = {
    fcntl(input, F_DUPFD_CLOEXEC, 3), fcntl(output, F_DUPFD_CLOEXEC, 3),
    fcntl(errors, F_DUPFD_CLOEXEC, 3)};
  int report[2];
  if (streams[0] < 0 || streams[1] < 0 || streams[2] < 0 || pipe2(report, O_CLOEXEC) != 0) {
    return -errno;
  }
  pid_t child = fork();
  if (child == 0) {
    become(path, arguments, environment, directory, streams, owns_terminal);
    int failure = errno;
    ssize_t ignored = write(report[1], &failure, sizeof failure);
    (void)ignored;
    _exit(127);
  }
  int failure = child < 0 ? errno : 0;
  for (int stream = 0; stream < 3; stream++) close(streams[stream]);
  close(report[1]);
  // The pipe closes by itself when exec succeeds.
  if (child > 0 && read(report[0], &failure, sizeof failure) > 0) waitpid(child, NULL, 0);
  close(report[0]);
  return failure == 0 ? child : -failure;
}

/// Waits until `fd` is ready; 1 when it is, 0 when the time is over.
static int ready(int fd, short events, int timeout_milliseconds) {
  struct pollfd entry = {.fd = fd, .events = events};
  int count = poll(&entry, 1, timeout_milliseconds);
  if (count < 0 && errno == EINTR) return 0;
  return count < 0 ? -errno : count;
}

ssize_t test_terminal_read(int fd, uint8_t *buffer, size_t capacity, int timeout_milliseconds) {
  int state = ready(fd, POLLIN, timeout_milliseconds);
  if (state <= 0) return state;
  ssize_t count = read(fd, buffer, capacity);
  // A pseudo-terminal says EIO, a pipe says 0, when nobody holds the other end any more.
  if (count == 0 || (count < 0 && errno == EIO)) return TEST_TERMINAL_END;
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return TEST_TERMINAL_QUIET;
  return count < 0 ? -errno : count;
}

ssize_t test_terminal_write(
  int fd, const uint8_t *bytes, size_t count, int timeout_milliseconds) {
  int state = ready(fd, POLLOUT, timeout_milliseconds);
  if (state <= 0) return state;
  ssize_t written = write(fd, bytes, count);
  if (written < 0 && (errno == EAGAIN || errno == EINTR)) return TEST_TERMINAL_QUIET;
  return written < 0 ? -errno : written;
}

int test_terminal_settings(int fd, uint32_t settings[TEST_TERMINAL_SETTINGS]) {
  struct termios current;
  if (tcgetattr(fd, &current) != 0) return -errno;
  memset(settings, 0, TEST_TERMINAL_SETTINGS * sizeof settings[0]);
  settings[0] = current.c_iflag;
  settings[1] = current.c_oflag;
  settings[2] = current.c_cflag;
  settings[3] = current.c_lflag;
  for (int index = 0; index < NCCS && index + 4 < TEST_TERMINAL_SETTINGS; index++) {
    settings[index + 4] = current.c_cc[index];
  }
  return 0;
}

int test_process_poll(pid_t process, int *code) {
  int status = 0;
  pid_t answer = waitpid(process, &status, WNOHANG | WUNTRACED);
  if (answer < 0) return -errno;
  if (answer == 0) return TEST_PROCESS_RUNNING;
  if (WIFEXITED(status)) {
    *code = WEXITSTATUS(status);
    return TEST_PROCESS_EXITED;
  }
  if (WIFSTOPPED(status)) {
    *code = WSTOPSIG(status);
    return TEST_PROCESS_STOPPED;
  }
  *code = WTERMSIG(status);
  return TEST_PROCESS_KILLED;
}

void test_process_destroy(pid_t process) {
  kill(-process, SIGKILL);
  kill(process, SIGKILL);
  while (waitpid(process, NULL, 0) < 0 && errno == EINTR) continue;
}
