#pragma once
// StillFrame: knows whether a frame looks as the last one did, so that it need not be drawn.

#include "imgui.h"

#include <vector>

namespace takan::app {

class StillFrame {
public:
    // True when the frame's shapes and textures are those of the last call. Remembers the frame.
    bool same_as_last(const ImDrawData& frame);
    void forget() { m_bytes.clear(); }

private:
    std::vector<char> m_bytes;
    std::vector<char> m_next; // kept for its memory
};

} // namespace takan::app
