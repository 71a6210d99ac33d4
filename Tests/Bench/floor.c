// The floor that `make bench` measures the app against: the least that a curses program can do.
//
//   floor --once   paints a full screen of text from memory and exits
//   floor          the same, then j and k move a highlighted line, q quits
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_COUNT = 5000, LINE_LENGTH = 300 };

static char text[LINE_COUNT][LINE_LENGTH + 1];

static void fill_text(void) {
  for (int line = 0; line < LINE_COUNT; line++) {
    int length = snprintf(
      text[line], sizeof text[line], "Customer %04d  %3d%%  %7d  renews in %3d days  ", line,
      line % 101, line * 37 % 1000000, line % 365);
    memset(text[line] + length, 'a' + line % 26, (size_t)(LINE_LENGTH - length));
  }
}

static void paint(int top, int selected) {
  for (int row = 0; row < LINES && top + row < LINE_COUNT; row++) {
    attrset(top + row == selected ? A_REVERSE : A_NORMAL);
    // One column less than the screen: a full last row would scroll or wrap.
    mvaddnstr(row, 0, text[top + row], COLS - 1 < LINE_LENGTH ? COLS - 1 : LINE_LENGTH);
  }
  refresh();
}

static void follow_keys(void) {
  int top = 0;
  int selected = 0;
  for (int key = getch(); key != 'q' && key != ERR; key = getch()) {
    if (key == 'j' && selected < LINE_COUNT - 1) selected++;
    if (key == 'k' && selected > 0) selected--;
    if (selected < top) top = selected;
    if (selected >= top + LINES) top = selected - LINES + 1;
    paint(top, selected);
  }
}

int main(int argc, char *argv[]) {
  int once = argc == 2 && strcmp(argv[1], "--once") == 0;
  if (argc > 1 && !once) {
    fprintf(stderr, "usage: floor [--once]\n");
    return EXIT_FAILURE;
  }
  setlocale(LC_ALL, "");
  fill_text();
  if (newterm(NULL, stdout, stdin) == NULL) {
    fprintf(stderr, "floor: cannot use this terminal (TERM)\n");
    return EXIT_FAILURE;
  }
  raw();
  noecho();
  curs_set(0);
  paint(0, 0);
  if (!once) follow_keys();
  endwin();
  return EXIT_SUCCESS;
}
