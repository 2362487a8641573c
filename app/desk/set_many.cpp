#include "app/desk/set_many.hpp"

#include "sync/record/deletion.hpp"

#include <algorithm>

namespace takan::app {
namespace {

bool is_contested(const sync::Record& record, const std::string& name) {
    const sync::Field* field = sync::find_field(record, name);
    return field != nullptr && sync::is_contested(name, *field);
}

// A member of a set that was never written is no member, as one that is written false.
bool shows(const sync::Record& record, const std::string& name, const sync::Value& value) {
    const sync::Value* now = sync::shown(record, name);
    if (now == nullptr) return value.is_null() || (value.flag() != nullptr && !*value.flag());
    return *now == value;
}

} // namespace

Result<ManyChanged> changed_by(const Store& store, const SetMany& wish) {
    if (wish.ids.size() > SetMany::most)
        return sync::fail(sync::ErrorKind::invalid, "too many records at once", std::to_string(wish.ids.size()),
                          "error.too_many_at_once");
    ManyChanged changed;
    for (const auto& id : wish.ids) {
        TAKAN_TRY_LET(record, store.get(id));
        if (!record) return sync::fail(sync::ErrorKind::missing, "there is no such record", id.text());
        if (sync::presence(*record) == sync::Presence::deleted) {
            ++changed.deleted;
            continue;
        }
        const bool contested = std::any_of(wish.fields.begin(), wish.fields.end(),
                                           [&](const auto& field) { return is_contested(*record, field.first); });
        const bool differs = std::any_of(wish.fields.begin(), wish.fields.end(),
                                         [&](const auto& field) { return !shows(*record, field.first, field.second); });
        if (contested) ++changed.contested;
        if (contested || differs) changed.ids.push_back(id);
    }
    return changed;
}

} // namespace takan::app
