#include "app/shell/still_frame.hpp"

#include <type_traits>

namespace takan::app {

namespace {

template <class T>
void append(std::vector<char>& bytes, const T* items, int count) {
    static_assert(std::is_trivially_copyable_v<T>);
    const char* begin = reinterpret_cast<const char*>(items);
    bytes.insert(bytes.end(), begin, begin + static_cast<std::size_t>(count) * sizeof(T));
}

void append(std::vector<char>& bytes, const ImDrawList& list) {
    append(bytes, list.VtxBuffer.Data, list.VtxBuffer.Size);
    append(bytes, list.IdxBuffer.Data, list.IdxBuffer.Size);
    for (const ImDrawCmd& command : list.CmdBuffer) {
        append(bytes, &command.ClipRect, 1);
        append(bytes, &command.ElemCount, 1);
        const auto texture = command.GetTexID();
        append(bytes, &texture, 1);
    }
}

bool textures_wait(const ImDrawData& frame) {
    if (frame.Textures == nullptr) return false;
    for (const ImTextureData* texture : *frame.Textures)
        if (texture->Status != ImTextureStatus_OK) return true;
    return false;
}

} // namespace

bool StillFrame::same_as_last(const ImDrawData& frame) {
    if (textures_wait(frame)) {
        forget();
        return false;
    }
    m_next.clear();
    append(m_next, &frame.DisplaySize, 1);
    for (const ImDrawList* list : frame.CmdLists)
        append(m_next, *list);
    const bool same = m_next == m_bytes;
    m_bytes.swap(m_next);
    return same;
}

} // namespace takan::app
