#include "sync/exchange/photo_work.hpp"

#include "sync/exchange/missing_media.hpp"
#include "sync/exchange/photo_step.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace takan::sync {
namespace {

// What a piece of work stands on.
struct Work {
    Station station;
    git::Oid main;
    Registry registry;
    MediaTips theirs;
};

Result<Work> begin(const std::filesystem::path& laptop, const Access& access, Reporter& reporter) {
    TAKAN_TRY_LET(station, open_station(laptop, {}, access));
    const auto main = station.repo.ref(main_ref);
    if (!main) return fail(ErrorKind::missing, "nothing was synced yet", station.address, "error.no_team_yet");
    TAKAN_TRY_LET(registry, read_registry(station.repo, *main));
    TAKAN_TRY(reporter.begin(Step::fetch_photos, 1));
    TAKAN_TRY_LET(theirs, media_tips(*station.remote));
    return Work{std::move(station), *main, std::move(registry), std::move(theirs)};
}

using FileKey = std::pair<std::string, std::string>; // ref and SHA-256

// Of the files that are missing here, those that are wanted, with their sizes.
std::vector<MediaEntry> choose(const MediaSurvey& survey, const FetchWish& wish) {
    if (wish.all) return survey.missing;
    std::map<FileKey, std::uint64_t> wanted;
    for (const auto& file : wish.files)
        wanted.emplace(FileKey{file.ref, file.sha256}, file.size);
    std::vector<MediaEntry> chosen;
    for (const auto& file : survey.missing) {
        const auto found = wanted.find({file.ref, file.sha256});
        if (found == wanted.end()) continue;
        chosen.push_back(file);
        chosen.back().size = std::min<std::uint64_t>(found->second, greatest_media_file);
    }
    return chosen;
}

bool is_known(const git::Repo& repo, const MediaName& file) {
    const auto tip = repo.ref(file.ref);
    if (!tip) return false;
    const auto commit = repo.commit(*tip);
    return commit && repo.entry_at(commit->tree, file.sha256);
}

bool all_known(const git::Repo& repo, const FetchWish& wish) {
    return !wish.all && std::ranges::all_of(wish.files, [&](const MediaName& file) { return is_known(repo, file); });
}

Status tell_set_aside(const PhotoRoute& route, const Work& work, Shelf& shelf) {
    if (route.receipt.set_aside.empty()) return {};
    TAKAN_TRY(catch_up(route.repo, shelf));
    return shelf.take_in({work.main, {}, std::exchange(route.receipt.set_aside, {})});
}

// Lists only, where something is wanted that no list names yet.
Status fetch_lists(const PhotoRoute& route, const Work& work, const FetchWish& wish, Shelf& shelf) {
    if (all_known(route.repo, wish)) return {};
    std::set<std::string> refs;
    for (const auto& file : wish.files)
        refs.insert(file.ref);
    const Status fetched =
        fetch_photo_lists(route, work.theirs, [&](const std::string& ref) { return wish.all || refs.contains(ref); });
    TAKAN_TRY(tell_set_aside(route, work, shelf));
    return fetched;
}

} // namespace

Result<PhotosFetched> fetch_photos(const std::filesystem::path& laptop, Shelf& shelf, const Clock& clock,
                                   const FetchWish& wish, const MediaSizes& sizes, const Access& access,
                                   const OnProgress& progress, std::stop_token stop) {
    Reporter reporter(progress, clock, std::move(stop));
    TAKAN_TRY_LET(work, begin(laptop, access, reporter));
    Receipt receipt;
    const PhotoRoute route = route_to(work.station, work.registry, reporter, receipt);
    TAKAN_TRY(fetch_lists(route, work, wish, shelf));
    route.repo.refresh();
    TAKAN_TRY_LET(survey, survey_media(route.repo));
    auto chosen = choose(survey, wish);
    const std::size_t missing = chosen.size();
    const Result<FetchedMedia> fetched = fetch_media_files(route, std::move(chosen), work.theirs, sizes);
    TAKAN_TRY(tell_set_aside(route, work, shelf));
    TAKAN_TRY(fetched);
    PhotosFetched done;
    done.fetched = receipt.photos_received + fetched->fetched;
    done.not_there = fetched->not_there;
    done.bytes = receipt.bytes_received;
    if (wish.all) {
        done.here = survey.known - survey.missing.size();
        return done;
    }
    for (const auto& file : wish.files) {
        if (!is_known(route.repo, file)) ++done.not_there;
    }
    const std::size_t others = missing + (done.not_there - fetched->not_there);
    done.here = wish.files.size() - std::min(wish.files.size(), others);
    return done;
}

Result<FreedPhotos> free_photos(const std::filesystem::path& laptop, const Clock& clock, const FreeWish& wish,
                                const Access& access, const OnProgress& progress, std::stop_token stop) {
    Reporter reporter(progress, clock, std::move(stop));
    TAKAN_TRY_LET(work, begin(laptop, access, reporter));
    Receipt receipt;
    const PhotoRoute route = route_to(work.station, work.registry, reporter, receipt);
    return free_photos(route, work.theirs, wish, date_of(clock()));
}

} // namespace takan::sync
