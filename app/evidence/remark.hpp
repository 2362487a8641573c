#pragma once
// Remark: something odd about a photo that people should know of, but that does not keep the photo out.

#include <string>

namespace takan::app {

struct Remark {
    std::string text_key; // sentence for people in assets/text
    std::string message;  // one English sentence for the log

    bool operator==(const Remark&) const = default;
};

} // namespace takan::app
