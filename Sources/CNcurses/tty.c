// The real terminal. See tty.h.
#define _GNU_SOURCE

#include "tty.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

// Waits of this long, this often, before a stuck line is given up.
#define STUCK_MS 100
#define STUCK_TRIES 10

static struct termios kept;
static volatile sig_atomic_t raw_tty = -1;
// Whether a thread that crashed has given the terminal back, so that nobody may draw any more.
static volatile sig_atomic_t is_given_up;

int32_t tty_open(void) {
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return -ENOTTY;
  // A description of our own, so that "do not block" is not left behind in the shell's.
  const int flags = O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK;
  int tty = open("/dev/tty", flags);
  if (tty >= 0) return tty;
  char path[PATH_MAX];
  int failure = ttyname_r(STDIN_FILENO, path, sizeof path);
  if (failure != 0) return -failure;
  tty = open(path, flags);
  return tty >= 0 ? tty : -errno;
}

void tty_close(int32_t tty) { close(tty); }

bool tty_is_background(int32_t tty) {
  pid_t front = tcgetpgrp(tty);
  return front > 0 && front != getpgrp();
}

int32_t tty_enter_raw(int32_t tty) {
  if (raw_tty < 0 && tcgetattr(tty, &kept) != 0) return errno;
  struct termios raw = kept;
  cfmakeraw(&raw);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  if (tcsetattr(tty, TCSADRAIN, &raw) != 0) return errno;
  raw_tty = tty;
  return 0;
}

int32_t tty_leave_raw(bool drop_input) {
  int tty = raw_tty;
  if (tty < 0) return 0;
  raw_tty = -1;
  // The settings are the other program's by now, and changing them would stop this one.
  if (tty_is_background(tty)) return 0;
  return tcsetattr(tty, drop_input ? TCSAFLUSH : TCSANOW, &kept) == 0 ? 0 : errno;
}

void tty_put_back(int32_t tty) { tcsetattr(tty, TCSANOW, &kept); }

void tty_give_up(void) { is_given_up = 1; }

void tty_drop_input(int32_t tty) { tcflush(tty, TCIFLUSH); }

bool tty_size(int32_t tty, int32_t *rows, int32_t *columns) {
  struct winsize size;
  if (ioctl(tty, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return false;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return true;
}

int64_t tty_read(int32_t tty, uint8_t *bytes, size_t room) {
  ssize_t got = read(tty, bytes, room);
  if (got > 0) return got;
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  return -1;
}

int64_t tty_write(int32_t tty, const uint8_t *bytes, size_t count) {
  if (is_given_up) return 0;
  ssize_t sent = write(tty, bytes, count);
  if (sent >= 0) return sent;
  return errno == EAGAIN || errno == EINTR ? 0 : -1;
}

bool tty_write_all(int32_t tty, const char *bytes, size_t count) {
  int tries = STUCK_TRIES;
  while (count > 0) {
    ssize_t sent = write(tty, bytes, count);
    if (sent > 0) {
      bytes += sent;
      count -= (size_t)sent;
      tries = STUCK_TRIES;
      continue;
    }
    if (sent < 0 && errno != EAGAIN && errno != EINTR) return false;
    if (tries-- == 0) return false;
    struct pollfd line = {.fd = tty, .events = POLLOUT};
    poll(&line, 1, STUCK_MS);
  }
  return true;
}

uint32_t tty_wait(const int32_t *descriptors, int32_t count, int32_t for_write,
                  int32_t timeout_ms) {
  struct pollfd lines[8] = {0};
  if (count > 8) return 0;
  for (int32_t i = 0; i < count; i++) {
    lines[i].fd = descriptors[i];
    lines[i].events = POLLIN;
    if (descriptors[i] == for_write) lines[i].events |= POLLOUT;
  }
  int found = poll(lines, (nfds_t)count, timeout_ms);
  if (found < 0) return TTY_INTERRUPTED;
  if (found == 0) return 0;
  uint32_t ready = 0;
  for (int32_t i = 0; i < count; i++) {
    if (lines[i].revents & (POLLIN | POLLHUP | POLLERR | POLLNVAL)) ready |= 1u << i;
    if (lines[i].revents & POLLOUT) ready |= 1u << (i + 8);
  }
  return ready;
}

int64_t tty_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
