#include "sync/exchange/survey_memory.hpp"

#include "sync/base/files.hpp"
#include "sync/base/sha256.hpp"
#include "sync/base/text.hpp"

#include <charconv>

namespace takan::sync {
namespace {

constexpr std::size_t greatest_memory = 256 * 1024 * 1024;
constexpr std::string_view layout = "takan media survey 1";

std::optional<std::size_t> number_in(std::string_view text) {
    std::size_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() && read.ptr == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

} // namespace

SurveyMemory::SurveyMemory(const git::Repo& repo, const MediaRefs& refs)
    : m_path(repo.folder() / "takan-media-survey") {
    const auto packs = repo.packs_fingerprint();
    if (!packs) return;
    std::string all = *packs;
    for (const auto& [name, tip] : refs)
        all += "\n" + name + " " + tip.hex();
    m_key = sha256_hex(all);
}

// Its layout, the key, how many files are known; then a line for each missing one.
std::optional<MediaSurvey> SurveyMemory::recall() const {
    if (m_key.empty()) return std::nullopt;
    const auto text = read_file(m_path, greatest_memory);
    if (!text) return std::nullopt;
    const auto lines = split(*text, '\n');
    if (lines.size() < 4 || lines[0] != layout || lines[1] != m_key || !lines.back().empty()) return std::nullopt;
    const auto known = number_in(lines[2]);
    if (!known) return std::nullopt;
    MediaSurvey survey;
    survey.known = *known;
    for (std::size_t i = 3; i + 1 < lines.size(); ++i) {
        const auto words = split(lines[i], ' ');
        const auto blob = words.size() == 3 ? git::Oid::parse(words[2]) : fail(ErrorKind::corrupt, "no line of ours");
        if (!blob) return std::nullopt;
        survey.missing.push_back({std::string(words[0]), std::string(words[1]), *blob, 0});
    }
    return survey;
}

void SurveyMemory::keep(const MediaSurvey& survey) const {
    if (m_key.empty()) return;
    std::string text = std::string(layout) + "\n" + m_key + "\n" + std::to_string(survey.known) + "\n";
    for (const MediaEntry& file : survey.missing)
        text += file.ref + " " + file.sha256 + " " + file.blob.hex() + "\n";
    (void)write_file(m_path, text);
}

} // namespace takan::sync
