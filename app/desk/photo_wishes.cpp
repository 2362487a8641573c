#include "app/desk/photo_wishes.hpp"

#include "app/desk/query.hpp"
#include "sync/record/record.hpp"

#include <algorithm>
#include <charconv>

namespace takan::app {

namespace {

constexpr int greatest_days = 36'500;

// A number of days; what is none gives the other.
int days_in(const std::string& text, int otherwise) {
    int days = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
    const bool is_number = error == std::errc{} && end == text.data() + text.size() && days >= 0;
    return is_number ? std::min(days, greatest_days) : otherwise;
}

std::uint64_t size_of(const sync::Record& photo) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, sync::shown_number(photo, "size").value_or(0)));
}

void append(sync::FetchWish& wish, const sync::Record& photo) {
    wish.files.push_back({sync::shown_text(photo, "media.ref"), sync::shown_text(photo, "sha256"), size_of(photo)});
}

} // namespace

sync::PhotoPolicy photo_policy(const Settings& settings) {
    sync::PhotoPolicy policy;
    const std::string fetch = setting_in(settings, "photos.fetch");
    if (fetch == "all") policy.fetching = sync::Fetching::all;
    if (fetch == "recent") policy.fetching = sync::Fetching::recent;
    if (fetch == "on_demand") policy.fetching = sync::Fetching::on_demand;
    policy.recent_days = days_in(setting_in(settings, "photos.fetch_days"), policy.recent_days);
    policy.keep_days = days_in(setting_in(settings, "photos.keep_days"), policy.keep_days);
    return policy;
}

Result<sync::FetchWish> fetch_wish(const Store& store, const FetchPhotos& wish) {
    sync::FetchWish files;
    files.all = wish.all;
    for (const auto& id : wish.ids) {
        TAKAN_TRY_LET(photo, store.get(id));
        if (!photo || photo->kind != "photo")
            return sync::fail(sync::ErrorKind::missing, "there is no such photo", id.text());
        append(files, *photo);
    }
    if (wish.visit.is_nil()) return files;
    TAKAN_TRY_LET(detail, detail_of(store, wish.visit));
    for (const auto& photo : detail.photos)
        append(files, photo);
    return files;
}

std::map<std::string, std::uint64_t> sizes_of(const Store& store, const std::vector<std::string>& sha256) {
    std::map<std::string, std::uint64_t> sizes;
    Filter photos;
    photos.kind = "photo";
    photos.field = "sha256";
    photos.with_deleted = true;
    photos.limit = 1;
    for (const auto& name : sha256) {
        photos.value = name;
        const auto rows = store.list(photos);
        if (!rows || rows->empty()) continue;
        const auto photo = store.get(rows->front().id);
        if (photo && *photo) sizes.emplace(name, size_of(**photo));
    }
    return sizes;
}

} // namespace takan::app
