#pragma once
// After a sync: its receipt in numbers and words, and the records that it brought, each a press away.

#include "app/views/screen.hpp"

namespace takan::app {

// Nothing before the first success since the program's start.
void draw_receipt(const Given& given, Asked& asked);
// The snapshot's arrivals; the screen asks for Request::arrived.
void draw_arrivals(const Given& given, Asked& asked);

} // namespace takan::app
