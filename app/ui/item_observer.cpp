#include "app/ui/item_observer.hpp"

#include "imgui_internal.h"

#ifdef IMGUI_ENABLE_TEST_ENGINE

namespace takan::app::ui {

namespace {

ItemObserver* observer_of(ImGuiContext* context) {
    return static_cast<ItemObserver*>(context->TestEngine);
}

} // namespace

void observe_items(ItemObserver* observer) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    g.TestEngine = observer;
    g.TestEngineHookItems = observer != nullptr;
}

ItemObserver* item_observer() {
    return observer_of(ImGui::GetCurrentContext());
}

} // namespace takan::app::ui

// The functions that a Dear ImGui built with the hooks calls; its header declares them.
void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect& box, const ImGuiLastItemData* data) {
    if (auto* observer = takan::app::ui::observer_of(context)) observer->item_added(id, box, data);
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext* context, ImGuiID id, const char* label, ImGuiItemStatusFlags flags) {
    if (auto* observer = takan::app::ui::observer_of(context)) observer->item_described(id, label ? label : "", flags);
}

void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}

const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) {
    return nullptr;
}

#else

namespace takan::app::ui {

void observe_items(ItemObserver*) {}
ItemObserver* item_observer() {
    return nullptr;
}

} // namespace takan::app::ui

#endif
