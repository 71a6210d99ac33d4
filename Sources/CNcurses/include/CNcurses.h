// The terminal as plain C functions with fixed-width integers and opaque handles.
// Nothing here shows curses.h: Swift cannot import it cleanly, and nobody else should have to.
#pragma once

#include "bottle.h"
#include "crash.h"
#include "doorbell.h"
#include "ledger.h"
#include "process.h"
#include "signals.h"
#include "stderr_capture.h"
#include "tty.h"
