#pragma once
// Draws a frame of ImGui in software, as the graphics card would, and writes pictures as PNG.

#include "imgui.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace takan::test {

struct Canvas {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;
};

// Textures must still hold their pixels.
Canvas draw_in_software(const ImDrawData& data);
// Throws std::runtime_error when the file cannot be written.
void write_png(const Canvas& canvas, const std::filesystem::path& path);

} // namespace takan::test
