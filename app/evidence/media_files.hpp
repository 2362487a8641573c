#pragma once
// The files under what a person has dropped or chosen: files, folders, a camera's card.

#include "sync/base/result.hpp"

#include <filesystem>
#include <stop_token>
#include <vector>

namespace takan::app {

// A file or folder that is left out, and why, in the subject, message and text key of an error.
struct LeftOut {
    std::filesystem::path path;
    sync::Error reason;
};

struct MediaFiles {
    std::vector<std::filesystem::path> files; // regular files, sorted by path, each once
    std::vector<LeftOut> left_out;
};

// Walks folders downwards. Links inside of folders are not followed; hidden files and what systems put on cards are
// left out. A path that was named itself may be a link. Stops early when asked to.
MediaFiles media_files(const std::vector<std::filesystem::path>& paths, std::stop_token stop);

} // namespace takan::app
