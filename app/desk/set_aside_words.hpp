#pragma once
// What was set aside, in words for the lead who judges it. All of it is foreign: bounded, without signs that turn or
// hide text.

#include "app/desk/snapshot.hpp"
#include "app/desk/workspace.hpp"

namespace takan::app {

// Looks into an entry of the quarantine. What fails stands in it.
SetAsidePreview set_aside_words(const Workspace& workspace, std::int64_t entry,
                                const std::map<sync::DeviceId, std::string>& people, Language language);

// On one line, without control and direction signs, at most `limit` characters.
std::string safe_words(std::string_view foreign, std::size_t limit);

} // namespace takan::app
