#include "sync/exchange/photo_step.hpp"

#include "sync/exchange/free_photos.hpp"
#include "sync/exchange/media_refs.hpp"
#include "sync/exchange/missing_media.hpp"
#include "sync/team/layout.hpp"

#include <algorithm>
#include <utility>

namespace takan::sync {
namespace {

class PhotoStep {
public:
    PhotoStep(Station& station, Shelf& shelf, const Clock& clock, const SyncOptions& options, Reporter& reporter,
              Receipt& receipt)
        : m_station(station), m_shelf(shelf), m_clock(clock), m_options(options), m_reporter(reporter),
          m_receipt(receipt) {}

    Status run();

private:
    Status fetch_photos(const PhotoRoute& route, const MediaTips& theirs);
    Status free_old(const PhotoRoute& route, const MediaTips& theirs);
    Status send_all_photos(const PhotoRoute& route, const MediaTips& theirs);

    Station& m_station;
    Shelf& m_shelf;
    const Clock& m_clock;
    const SyncOptions& m_options;
    Reporter& m_reporter;
    Receipt& m_receipt;
};

Status PhotoStep::run() {
    const auto main = m_station.repo.ref(main_ref);
    if (!m_options.photos || !main) return {};
    TAKAN_TRY_LET(registry, read_registry(m_station.repo, *main));
    const PhotoRoute route = route_to(m_station, registry, m_reporter, m_receipt);
    const std::size_t told = m_receipt.set_aside.size();
    TAKAN_TRY(m_reporter.begin(Step::send_photos, m_receipt.rounds));
    TAKAN_TRY_LET(theirs, media_tips(*m_station.remote, m_reporter.stop()));
    const bool sends = !m_receipt.waiting_for_admission && !m_station.remote->is_read_only();
    if (sends) TAKAN_TRY(send_all_photos(route, theirs));
    const Status fetched = fetch_photos(route, theirs);
    if (m_receipt.set_aside.size() > told) {
        const auto first_new = m_receipt.set_aside.begin() + static_cast<std::ptrdiff_t>(told);
        TAKAN_TRY(m_shelf.take_in({*main, {}, {first_new, m_receipt.set_aside.end()}}));
    }
    return fetched;
}

// The lists first: then it is known at once what there is, and the files may take their time.
Status PhotoStep::fetch_photos(const PhotoRoute& route, const MediaTips& theirs) {
    TAKAN_TRY(m_reporter.begin(Step::fetch_photos, m_receipt.rounds));
    const auto greatest_age = m_options.policy.greatest_age(m_station.address);
    const CivilDate today = date_of(m_clock());
    const auto is_wanted = [&](const std::string& ref) {
        const auto media = parse_media_ref(ref);
        return media && (!greatest_age || days_between(media->day, today) <= *greatest_age);
    };
    TAKAN_TRY(fetch_photo_lists(route, theirs, is_wanted));
    m_station.repo.refresh();
    TAKAN_TRY_LET(survey, survey_media(m_station.repo));
    m_receipt.photos_known = survey.known;
    m_receipt.photos_here = survey.known - survey.missing.size();
    // Photos of this device that are not here were freed by their owner.
    std::erase_if(survey.missing, [&](const MediaEntry& file) {
        const auto media = parse_media_ref(file.ref);
        return !is_wanted(file.ref) || media->device == m_station.signer.device;
    });
    TAKAN_TRY_LET(fetched, fetch_media_files(route, std::move(survey.missing), theirs, m_options.sizes));
    m_receipt.photos_received += fetched.fetched;
    m_receipt.photos_here += fetched.fetched;
    return free_old(route, theirs);
}

// Only what the team itself holds: what another route brought may be nowhere else.
Status PhotoStep::free_old(const PhotoRoute& route, const MediaTips& theirs) {
    const int days = m_options.policy.keep_days;
    if (days <= 0 || !m_station.is_team()) return {};
    TAKAN_TRY_LET(freed, free_photos(route, theirs, {days, false, false}, date_of(m_clock())));
    m_receipt.photos_freed = freed.others;
    m_receipt.bytes_freed = freed.bytes;
    m_receipt.photos_here -= std::min(m_receipt.photos_here, freed.others);
    return {};
}

// Those that this laptop kept when it was another device lie on that device's refs and stay there.
Status PhotoStep::send_all_photos(const PhotoRoute& route, const MediaTips& theirs) {
    TAKAN_TRY(send_photos(route, theirs, m_clock()));
    for (const Signer& former : m_station.former) {
        const PhotoRoute under_former{route.repo,     route.remote,  former,       route.registry,
                                      route.reporter, route.receipt, route.is_team};
        TAKAN_TRY(send_photos(under_former, theirs, m_clock()));
    }
    return {};
}

} // namespace

PhotoRoute route_to(Station& station, const Registry& registry, Reporter& reporter, Receipt& receipt) {
    return {station.repo, *station.remote, station.signer, registry, reporter, receipt, station.is_team()};
}

Status exchange_photos(Station& station, Shelf& shelf, const Clock& clock, const SyncOptions& options,
                       Reporter& reporter, Receipt& receipt) {
    return PhotoStep(station, shelf, clock, options, reporter, receipt).run();
}

} // namespace takan::sync
