// Tests that look at a terminal get its screen with everything else.
@_exported public import TestScreen
