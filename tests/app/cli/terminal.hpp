#pragma once
// Terminal: a person who types takan commands at one laptop, in this process; and small photos to import.

#include "app/cli/cli.hpp"
#include "app/evidence/drawn_photo.hpp"
#include "app/evidence/thumbnail.hpp"
#include "sync/base/files.hpp"
#include "sync/base/text.hpp"
#include "sync/record/json.hpp"
#include "tests/support/scratch.hpp"

#include <doctest/doctest.h>

#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace takan::test {

struct Said {
    int code = 0;
    std::string out;
    std::string err;

    // The words without the line end.
    std::string word() const { return sync::trimmed(out); }
};

using Variables = std::map<std::string, std::string>;

// Runs one command line as it stands, with the environment given.
inline Said say_to_takan(const std::vector<std::string>& words, const sync::Clock& clock,
                         const Variables& variables = {}) {
    std::ostringstream out;
    std::ostringstream err;
    const app::Surroundings around{out,
                                   err,
                                   clock,
                                   [&](const char* name) {
                                       const auto found = variables.find(name);
                                       return found == variables.end() ? std::string{} : found->second;
                                   },
                                   {}};
    const int code = app::run(words, around);
    return {code, out.str(), err.str()};
}

class Terminal {
public:
    Terminal(std::filesystem::path store, std::shared_ptr<sync::Instant> now)
        : m_store(std::move(store)), m_now(std::move(now)) {}

    const std::filesystem::path& store() const { return m_store; }

    // Each command comes a second after the one before, on whatever laptop.
    Said operator()(const std::vector<std::string>& words) const {
        m_now->ms += 1000;
        return say_to_takan(words, [now = m_now] { return sync::Instant{now->ms++}; },
                            {{"TAKAN_STORE", sync::utf8(m_store)}, {"LANG", "en_US.UTF-8"}});
    }

    // The same, which has to work: what it said.
    std::string must(const std::vector<std::string>& words) const {
        const Said said = (*this)(words);
        INFO(words.front() << ": " << said.err);
        REQUIRE(said.code == 0);
        return said.word();
    }

    // The JSON document of a command.
    sync::Value json(std::vector<std::string> words, int code = 0) const {
        words.emplace_back("--json");
        const Said said = (*this)(words);
        INFO(words.front() << ": " << said.err);
        REQUIRE(said.code == code);
        auto value = sync::read_value(said.out);
        REQUIRE(value);
        return *value;
    }

private:
    std::filesystem::path m_store;
    std::shared_ptr<sync::Instant> m_now;
};

inline std::shared_ptr<sync::Instant> morning() {
    return std::make_shared<sync::Instant>(sync::Instant{1711065600000});
}

// A laptop of its own team: whoever founds it is its leader.
inline Terminal founded(const std::filesystem::path& folder) {
    Terminal terminal(folder / "laptop", morning());
    terminal.must({"team", "init", sync::utf8(folder / "team.git"), "--name", "陈立新"});
    return terminal;
}

inline const sync::Value& at(const sync::Value& value, const std::string& key) {
    REQUIRE(value.object() != nullptr);
    const auto found = value.object()->find(key);
    INFO("key " << key << " in " << sync::canonical(value));
    REQUIRE(found != value.object()->end());
    return found->second;
}

inline const sync::Value& at(const sync::Value& value, std::size_t index) {
    REQUIRE(value.array() != nullptr);
    REQUIRE(index < value.array()->size());
    return (*value.array())[index];
}

inline std::string text_at(const sync::Value& value, const std::string& key) {
    const sync::Value& found = at(value, key);
    REQUIRE(found.text() != nullptr);
    return *found.text();
}

inline std::int64_t number_at(const sync::Value& value, const std::string& key) {
    const sync::Value& found = at(value, key);
    REQUIRE(found.number() != nullptr);
    return *found.number();
}

inline bool flag_at(const sync::Value& value, const std::string& key) {
    const sync::Value& found = at(value, key);
    REQUIRE(found.flag() != nullptr);
    return *found.flag();
}

inline std::size_t size_at(const sync::Value& value, const std::string& key) {
    const sync::Value& found = at(value, key);
    REQUIRE(found.array() != nullptr);
    return found.array()->size();
}

inline bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

// A JPEG of 160 x 120 with camera data.
inline std::string small_photo(app::Scene scene, std::uint32_t seed, const app::PhotoFacts& facts) {
    auto jpeg = app::encode_jpeg(app::draw_scene(scene, seed, 160, 120), 80);
    REQUIRE(jpeg);
    auto photo = app::with_exif(*jpeg, facts);
    REQUIRE(photo);
    return *photo;
}

// Writes one into `folder` and returns its path as text.
inline std::string photo_file(const std::filesystem::path& folder, const std::string& name, std::uint32_t seed) {
    app::PhotoFacts facts;
    facts.lat = 29.3571;
    facts.lon = 113.1289;
    REQUIRE(sync::make_folder(folder));
    REQUIRE(sync::write_file(folder / name, small_photo(app::Scene::outfall, seed, facts)));
    return sync::utf8(folder / name);
}

} // namespace takan::test
