// The real terminal: raw mode, size, reading and writing. One terminal per process.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Opens the terminal under standard input and output for itself, without blocking. Returns its
// descriptor, or minus an errno; ENOTTY when one of the two is no terminal.
int32_t tty_open(void);
void tty_close(int32_t tty);
// Whether the terminal is another program's, such as the shell's: reaching for it would stop us.
bool tty_is_background(int32_t tty);

// Keeps the current settings and goes to raw mode. Returns 0 or an errno.
int32_t tty_enter_raw(int32_t tty);
// Goes back to the settings kept, unless another program has the terminal. Drops unread input when
// asked, so that late answers of the terminal do not end up in the shell. Safe in a signal handler.
// Returns 0 or an errno.
int32_t tty_leave_raw(bool drop_input);
// Puts the settings kept back, whatever a child made of them.
void tty_put_back(int32_t tty);
// Lets no more frames through: a crash is giving the terminal back, and other threads may still
// run. Safe in a signal handler.
void tty_give_up(void);
// Drops what was typed and not read yet.
void tty_drop_input(int32_t tty);

// Rows and columns; false when the terminal does not say or says zero.
bool tty_size(int32_t tty, int32_t *rows, int32_t *columns);

// Reads what is there. Returns the count, 0 when there is nothing now, -1 at the end.
int64_t tty_read(int32_t tty, uint8_t *bytes, size_t room);
// One write. Returns how many bytes went, 0 when the line is full, -1 when it is gone.
int64_t tty_write(int32_t tty, const uint8_t *bytes, size_t count);
// Writes everything, waiting where the line is full, up to a second without progress. Safe in a
// signal handler.
bool tty_write_all(int32_t tty, const char *bytes, size_t count);

// Waits until something can be read, or written when `for_write`; several descriptors at once.
// Returns a bit per descriptor: 1 << index when readable or ended, 1 << (index + 8) when writable;
// 0 after `timeout_ms` (-1 waits for ever), TTY_INTERRUPTED after a signal.
#define TTY_INTERRUPTED 0x80000000u
uint32_t tty_wait(const int32_t *descriptors, int32_t count, int32_t for_write,
                  int32_t timeout_ms);
// What a clock shows that only goes forward, for the time since something was read.
int64_t tty_milliseconds(void);
