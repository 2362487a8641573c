#pragma once
// Call: one command line being carried out: what it says, where it writes, and the words that every command shares.

#include "app/cli/arguments.hpp"
#include "app/cli/cli.hpp"
#include "app/desk/workspace.hpp"
#include "app/domain/amounts.hpp"
#include "app/domain/china_time.hpp"
#include "app/domain/kinds.hpp"
#include "app/domain/language.hpp"
#include "sync/record/value.hpp"

#include <initializer_list>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace takan::app::cli {

using Words = std::initializer_list<std::pair<std::string_view, std::string_view>>;

struct Call {
    Arguments arguments;
    Language language = Language::zh;
    bool json = false;
    std::filesystem::path folder; // of the laptop
    const Surroundings& around;

    const std::string& text(std::string_view key) const { return text_of(key, language); }
    std::string said(std::string_view key, Words words) const { return say(key, language, words); }
    std::ostream& out() const { return around.out; }
    std::ostream& err() const { return around.err; }
    // A line of people's output: silent under --json.
    void line(std::string_view text) const;
    // A remark that is not the answer, on stderr.
    void note(std::string_view text) const { around.err << text << "\n"; }
    void document(sync::Value value) const; // the one JSON document
    // Bold, for what wants attention; plain where colours are not wanted.
    std::string strong(std::string_view text) const;
    std::string faint(std::string_view text) const;

    Result<Workspace> workspace() const { return Workspace::open(folder, around.clock); }
};

// The exit code, or why it could not be done (which gives exit code 2).
using Answer = Result<int>;
inline constexpr int yes = 0;
inline constexpr int no = 1;

// An error whose message is the sentence under `key` already, for people to read.
sync::Error bad_input(const Call& call, std::string_view key, Words words = {});
// The sentence for people that an error stands for: what happened, to what, and what to do.
std::string sentence_of(const sync::Error& error, Language language);
sync::Value json_of(const sync::Error& error, Language language);

// Device -> person's name, as far as this laptop knows.
using People = std::map<sync::DeviceId, std::string>;
People people_of(const Workspace& workspace);
std::string name_of(const People& people, const sync::DeviceId& device); // the device's letters when nobody is known

// Reads a full id or a unique start of one. Errors: missing, invalid (with the candidates).
Result<sync::RecordId> find_id(const Call& call, const Workspace& workspace, std::string_view typed);
Result<std::vector<sync::RecordId>> find_ids(const Call& call, const Workspace& workspace);
// The record under such an id.
Result<sync::Record> find_record(const Call& call, const Workspace& workspace, std::string_view typed);

} // namespace takan::app::cli
