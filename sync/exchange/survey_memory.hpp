#pragma once
// SurveyMemory: what the last look at all media refs found, so that a sync to which nothing came need not look again.
// It holds as long as every ref stands where it stood and no pack came or went; what cannot be read is forgotten.

#include "sync/exchange/missing_media.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace takan::sync {

using MediaRefs = std::vector<std::pair<std::string, git::Oid>>;

class SurveyMemory {
public:
    SurveyMemory(const git::Repo& repo, const MediaRefs& refs);

    std::optional<MediaSurvey> recall() const;
    void keep(const MediaSurvey& survey) const; // a favour to the next sync: what fails is left

private:
    std::filesystem::path m_path;
    std::string m_key; // empty: nothing can be remembered
};

} // namespace takan::sync
