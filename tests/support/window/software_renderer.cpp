#include "tests/support/window/software_renderer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <stdexcept>
#include <string>

namespace takan::test {

namespace {

struct Rgba {
    float r, g, b, a;
};

Rgba color_of(ImU32 c) {
    const auto part = [c](int shift) { return static_cast<float>((c >> shift) & 0xFF) / 255.f; };
    return {part(IM_COL32_R_SHIFT), part(IM_COL32_G_SHIFT), part(IM_COL32_B_SHIFT), part(IM_COL32_A_SHIFT)};
}

Rgba texel(const ImTextureData& texture, int x, int y) {
    x = std::clamp(x, 0, texture.Width - 1);
    y = std::clamp(y, 0, texture.Height - 1);
    const unsigned char* p = texture.Pixels + (x + y * texture.Width) * texture.BytesPerPixel;
    if (texture.BytesPerPixel == 1) return {1, 1, 1, static_cast<float>(p[0]) / 255.f};
    return {static_cast<float>(p[0]) / 255.f, static_cast<float>(p[1]) / 255.f, static_cast<float>(p[2]) / 255.f,
            static_cast<float>(p[3]) / 255.f};
}

// Bilinear, as the OpenGL backend samples.
Rgba sample(const ImTextureData& texture, float u, float v) {
    const float x = u * static_cast<float>(texture.Width) - 0.5f;
    const float y = v * static_cast<float>(texture.Height) - 0.5f;
    const int x0 = static_cast<int>(std::floor(x)), y0 = static_cast<int>(std::floor(y));
    const float fx = x - static_cast<float>(x0), fy = y - static_cast<float>(y0);
    const Rgba a = texel(texture, x0, y0), b = texel(texture, x0 + 1, y0), c = texel(texture, x0, y0 + 1),
               d = texel(texture, x0 + 1, y0 + 1);
    const auto mix = [&](float Rgba::*part) {
        return (a.*part * (1 - fx) + b.*part * fx) * (1 - fy) + (c.*part * (1 - fx) + d.*part * fx) * fy;
    };
    return {mix(&Rgba::r), mix(&Rgba::g), mix(&Rgba::b), mix(&Rgba::a)};
}

void blend(std::uint8_t* pixel, const Rgba& color) {
    const std::array<float, 3> parts{color.r, color.g, color.b};
    for (std::size_t i = 0; i < 3; ++i)
        pixel[i] = static_cast<std::uint8_t>(
            std::clamp(parts[i] * color.a * 255.f + static_cast<float>(pixel[i]) * (1 - color.a) + 0.5f, 0.f, 255.f));
    pixel[3] = 255;
}

float edge(ImVec2 a, ImVec2 b, ImVec2 p) {
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

// On a shared edge exactly one of two triangles draws the pixel.
bool is_top_left(ImVec2 a, ImVec2 b) {
    return (a.y == b.y && b.x > a.x) || b.y < a.y;
}

void draw_triangle(Canvas& canvas, const ImTextureData* texture, const std::array<ImDrawVert, 3>& corner, ImVec4 clip) {
    std::array<ImDrawVert, 3> v = corner;
    float area = edge(v[0].pos, v[1].pos, v[2].pos);
    if (area == 0) return;
    if (area < 0) {
        std::swap(v[1], v[2]);
        area = -area;
    }
    const auto [left, right] = std::minmax({v[0].pos.x, v[1].pos.x, v[2].pos.x});
    const auto [top, bottom] = std::minmax({v[0].pos.y, v[1].pos.y, v[2].pos.y});
    const int x0 = static_cast<int>(std::floor(std::max({left, clip.x, 0.f})));
    const int y0 = static_cast<int>(std::floor(std::max({top, clip.y, 0.f})));
    const int x1 = static_cast<int>(std::ceil(std::min({right, clip.z, static_cast<float>(canvas.width)})));
    const int y1 = static_cast<int>(std::ceil(std::min({bottom, clip.w, static_cast<float>(canvas.height)})));
    const std::array<Rgba, 3> colors{color_of(v[0].col), color_of(v[1].col), color_of(v[2].col)};
    const std::array<bool, 3> owns{is_top_left(v[1].pos, v[2].pos), is_top_left(v[2].pos, v[0].pos),
                                   is_top_left(v[0].pos, v[1].pos)};
    for (int y = y0; y < y1; ++y)
        for (int x = x0; x < x1; ++x) {
            const ImVec2 p(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f);
            const std::array<float, 3> w{edge(v[1].pos, v[2].pos, p), edge(v[2].pos, v[0].pos, p),
                                         edge(v[0].pos, v[1].pos, p)};
            bool inside = p.x >= clip.x && p.x < clip.z && p.y >= clip.y && p.y < clip.w;
            for (std::size_t i = 0; i < 3; ++i)
                inside = inside && (w[i] > 0 || (w[i] == 0 && owns[i]));
            if (!inside) continue;
            const auto mix = [&](auto part) { return (part(0) * w[0] + part(1) * w[1] + part(2) * w[2]) / area; };
            Rgba color{mix([&](std::size_t i) { return colors[i].r; }), mix([&](std::size_t i) { return colors[i].g; }),
                       mix([&](std::size_t i) { return colors[i].b; }),
                       mix([&](std::size_t i) { return colors[i].a; })};
            if (texture && texture->Pixels) {
                const Rgba t = sample(*texture, mix([&](std::size_t i) { return v[i].uv.x; }),
                                      mix([&](std::size_t i) { return v[i].uv.y; }));
                color = {color.r * t.r, color.g * t.g, color.b * t.b, color.a * t.a};
            }
            blend(canvas.rgba.data() + (static_cast<std::size_t>(y) * static_cast<std::size_t>(canvas.width) +
                                        static_cast<std::size_t>(x)) *
                                           4,
                  color);
        }
}

void draw_list(Canvas& canvas, const ImDrawList& list, ImVec2 origin) {
    for (const ImDrawCmd& command : list.CmdBuffer) {
        if (command.UserCallback) continue;
        const ImVec4 clip(command.ClipRect.x - origin.x, command.ClipRect.y - origin.y, command.ClipRect.z - origin.x,
                          command.ClipRect.w - origin.y);
        for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
            std::array<ImDrawVert, 3> corner;
            for (unsigned k = 0; k < 3; ++k) {
                const unsigned index = list.IdxBuffer[static_cast<int>(command.IdxOffset + i + k)];
                corner[k] = list.VtxBuffer[static_cast<int>(command.VtxOffset + index)];
                corner[k].pos.x -= origin.x;
                corner[k].pos.y -= origin.y;
            }
            draw_triangle(canvas, command.TexRef._TexData, corner, clip);
        }
    }
}

// PNG with stored (uncompressed) deflate blocks: no library needed.
void put_u32(std::string& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>((value >> shift) & 0xFF);
}

std::uint32_t crc_of(const std::string& bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int k = 0; k < 8; ++k)
            crc = (crc >> 1) ^ (0xEDB88320u & (0u - (crc & 1)));
    }
    return ~crc;
}

void put_chunk(std::string& out, const std::string& type, const std::string& data) {
    put_u32(out, static_cast<std::uint32_t>(data.size()));
    out += type + data;
    put_u32(out, crc_of(type + data));
}

std::string stored_zlib(const std::string& raw) {
    constexpr std::size_t most = 65535;
    std::string out("\x78\x01", 2);
    for (std::size_t at = 0; at < raw.size(); at += most) {
        const std::size_t size = std::min(most, raw.size() - at);
        out += at + size == raw.size() ? '\x01' : '\x00';
        for (const std::size_t part : {size, ~size}) {
            out += static_cast<char>(part & 0xFF);
            out += static_cast<char>((part >> 8) & 0xFF);
        }
        out.append(raw, at, size);
    }
    std::uint32_t a = 1, b = 0;
    for (const char c : raw) {
        a = (a + static_cast<unsigned char>(c)) % 65521;
        b = (b + a) % 65521;
    }
    put_u32(out, (b << 16) | a);
    return out;
}

} // namespace

Canvas draw_in_software(const ImDrawData& data) {
    Canvas canvas;
    canvas.width = static_cast<int>(data.DisplaySize.x);
    canvas.height = static_cast<int>(data.DisplaySize.y);
    canvas.rgba.assign(static_cast<std::size_t>(canvas.width) * static_cast<std::size_t>(canvas.height) * 4, 255);
    for (const ImDrawList* list : data.CmdLists)
        draw_list(canvas, *list, data.DisplayPos);
    return canvas;
}

void write_png(const Canvas& canvas, const std::filesystem::path& path) {
    std::string raw;
    const std::size_t stride = static_cast<std::size_t>(canvas.width) * 4;
    for (int y = 0; y < canvas.height; ++y) {
        raw += '\0';
        raw.append(reinterpret_cast<const char*>(canvas.rgba.data()) + static_cast<std::size_t>(y) * stride, stride);
    }
    std::string header;
    put_u32(header, static_cast<std::uint32_t>(canvas.width));
    put_u32(header, static_cast<std::uint32_t>(canvas.height));
    header += std::string("\x08\x06\x00\x00\x00", 5);
    std::string png = "\x89PNG\r\n\x1A\n";
    put_chunk(png, "IHDR", header);
    put_chunk(png, "IDAT", stored_zlib(raw));
    put_chunk(png, "IEND", "");
    std::ofstream file(path, std::ios::binary);
    if (!file.write(png.data(), static_cast<std::streamsize>(png.size())))
        throw std::runtime_error("the picture could not be written: " + path.string());
}

} // namespace takan::test
