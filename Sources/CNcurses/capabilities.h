// What the encoder may use of a terminal type. In a file of its own, because term.h defines plain
// words such as "columns" as macros.
#pragma once

// Takes away, from the terminal type in use, the capabilities that touch modes which the ledger
// owns, and those that terminals claim and do not have.
void capabilities_restrain(void);
