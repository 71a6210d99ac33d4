// Restraining the terminal type. See capabilities.h.
#include "capabilities.h"

#include <curses.h>
#include <term.h>

void capabilities_restrain(void) {
  // The ledger's: alternate screen, keypad, cursor visibility.
  enter_ca_mode = NULL;
  exit_ca_mode = NULL;
  keypad_xmit = NULL;
  keypad_local = NULL;
  cursor_normal = NULL;
  cursor_invisible = NULL;
  cursor_visible = NULL;
  // Repeating a character, tab stops and erasing in color are claimed more often than they work.
  repeat_char = NULL;
  tab = NULL;
  back_tab = NULL;
  init_tabs = -1;
  back_color_erase = 0;
}
