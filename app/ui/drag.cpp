#include "app/ui/drag.hpp"

#include "app/ui/paint.hpp"
#include "app/ui/scoped.hpp"
#include "app/ui/text.hpp"

#include <type_traits>

namespace takan::app::ui {

namespace {

static_assert(std::is_trivially_copyable_v<sync::RecordId>); // ImGui copies what is dragged as bytes

std::span<const sync::RecordId> ids_in(const ImGuiPayload* payload) {
    if (payload == nullptr || payload->Data == nullptr) return {};
    return {static_cast<const sync::RecordId*>(payload->Data),
            static_cast<std::size_t>(payload->DataSize) / sizeof(sync::RecordId)};
}

} // namespace

void drag_source(const char* kind, std::span<const sync::RecordId> ids, std::string_view words) {
    const StyleVar padding(ImGuiStyleVar_WindowPadding, ImVec2(px(12), px(8)));
    const StyleColor back(ImGuiCol_PopupBg, theme().accent);
    if (!ImGui::BeginDragDropSource()) return;
    ImGui::SetDragDropPayload(kind, ids.data(), ids.size_bytes());
    text(words, {em_body, true, theme().on_accent});
    ImGui::EndDragDropSource();
}

std::span<const sync::RecordId> dragged(const char* kind) {
    const ImGuiPayload* payload = ImGui::GetDragDropPayload();
    return payload != nullptr && payload->IsDataType(kind) ? ids_in(payload) : std::span<const sync::RecordId>{};
}

std::vector<sync::RecordId> drop_target(const char* kind, std::string_view name, ImVec2 from, ImVec2 to) {
    const ImRect box(from, to);
    if (dragged(kind).empty() || !ImGui::BeginDragDropTargetCustom(box, id_of(name))) return {};
    const ImGuiPayload* payload = ImGui::AcceptDragDropPayload(kind, ImGuiDragDropFlags_AcceptBeforeDelivery |
                                                                         ImGuiDragDropFlags_AcceptNoDrawDefaultRect);
    std::vector<sync::RecordId> dropped;
    if (payload != nullptr) {
        stroke(box, theme().accent, px(8), px(2));
        const auto ids = ids_in(payload);
        if (payload->IsDelivery()) dropped.assign(ids.begin(), ids.end());
    }
    ImGui::EndDragDropTarget();
    return dropped;
}

} // namespace takan::app::ui
