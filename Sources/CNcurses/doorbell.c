// An eventfd. See doorbell.h.
#include "doorbell.h"

#include <errno.h>
#include <sys/eventfd.h>
#include <unistd.h>

int32_t doorbell_open(void) {
  int bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  return bell >= 0 ? bell : -errno;
}

void doorbell_ring(int32_t bell) {
  // Fails only when the counter is full, and then it has been ringing for a while.
  int failed = eventfd_write(bell, 1);
  (void)failed;
}

void doorbell_answer(int32_t bell) {
  eventfd_t rings;
  // Fails only when nobody rang.
  int failed = eventfd_read(bell, &rings);
  (void)failed;
}

void doorbell_close(int32_t bell) { close(bell); }
