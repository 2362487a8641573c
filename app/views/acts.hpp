#pragma once
// Acts: what a person is told of a command that changes records, with the way back. Root says it for every such command
// for which the screen says nothing itself; what is typed in fields is told by the status line instead.

#include "app/views/screen.hpp"

#include <optional>

namespace takan::app {

std::optional<Toast> toast_of(const Command& command, Language language);

} // namespace takan::app
