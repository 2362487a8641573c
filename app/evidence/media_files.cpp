#include "app/evidence/media_files.hpp"

#include "sync/base/text.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace takan::app {
namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;
using sync::ErrorKind;

constexpr int greatest_depth = 24;              // folders in folders; a card has three
constexpr std::size_t greatest_count = 100'000; // files; more is a whole disk, chosen by mistake

// What Windows and cameras leave behind, besides names that begin with a dot.
bool is_furniture(const std::string& name) {
    constexpr std::array names{"System Volume Information"sv, "$RECYCLE.BIN"sv, "Thumbs.db"sv, "desktop.ini"sv,
                               "LOST.DIR"sv};
    return name.starts_with('.') || std::find(names.begin(), names.end(), name) != names.end();
}

class Walk {
public:
    explicit Walk(std::stop_token stop) : m_stop(std::move(stop)) {}

    void start(const fs::path& path) {
        std::error_code error;
        const auto status = fs::status(path, error); // follows a link: it was named by the person
        if (fs::is_directory(status)) {
            folder(path, 0);
        } else {
            file(path, status);
        }
    }

    MediaFiles finish() {
        std::sort(m_found.files.begin(), m_found.files.end());
        return std::move(m_found);
    }

private:
    void leave_out(const fs::path& path, ErrorKind kind, const char* message, const char* text_key) {
        m_found.left_out.push_back({path, sync::fail(kind, message, sync::utf8(path.filename()), text_key)});
    }

    void folder(const fs::path& path, int depth) {
        if (depth > greatest_depth)
            return leave_out(path, ErrorKind::invalid, "folder lies too deep", "photo.left_out.too_many");
        std::error_code error;
        fs::directory_iterator at(path, error);
        for (const fs::directory_iterator end; !error && at != end; at.increment(error)) {
            if (m_stop.stop_requested()) return;
            entry(at->path(), depth);
        }
        if (error) leave_out(path, ErrorKind::denied, "folder cannot be read", "photo.left_out.unreadable");
    }

    void entry(const fs::path& path, int depth) {
        if (is_furniture(sync::utf8(path.filename()))) {
            return leave_out(path, ErrorKind::invalid, "hidden or system file", "photo.left_out.hidden");
        }
        std::error_code error;
        const auto status = fs::symlink_status(path, error);
        if (fs::is_symlink(status))
            return leave_out(path, ErrorKind::invalid, "links are not followed", "photo.left_out.link");
        if (fs::is_directory(status)) return folder(path, depth + 1);
        file(path, status);
    }

    void file(const fs::path& path, fs::file_status status) {
        if (!fs::exists(status)) return leave_out(path, ErrorKind::missing, "no such file", "photo.left_out.missing");
        if (!fs::is_regular_file(status))
            return leave_out(path, ErrorKind::invalid, "not a file", "photo.left_out.no_media");
        if (m_found.files.size() >= greatest_count) {
            if (!std::exchange(m_full, true))
                leave_out(path, ErrorKind::invalid, "too many files", "photo.left_out.too_many");
            return;
        }
        std::error_code error;
        const auto canonical = fs::weakly_canonical(path, error);
        if (m_seen.insert(error ? path : canonical).second) m_found.files.push_back(path);
    }

    std::stop_token m_stop;
    MediaFiles m_found;
    std::set<fs::path> m_seen; // a folder and a file inside of it may both have been chosen
    bool m_full = false;
};

} // namespace

MediaFiles media_files(const std::vector<fs::path>& paths, std::stop_token stop) {
    Walk walk(stop);
    for (const auto& path : paths) {
        if (stop.stop_requested()) break;
        walk.start(path);
    }
    return walk.finish();
}

} // namespace takan::app
