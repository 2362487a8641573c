#include "sync/transport/git_remote.hpp"

#include "sync/git/pack_receiver.hpp"
#include "sync/git/pack_sender.hpp"
#include "sync/transport/haves.hpp"

#include <algorithm>

namespace takan::sync {
namespace {

constexpr std::string_view agent = "agent=takan";
// Single photos come in packs of so many: those that came whole before a cut stay.
constexpr std::size_t files_at_once = 8;

bool says(const Error& error, std::string_view words) {
    return error.text_key == "error.server_says" && error.message.find(words) != std::string::npos;
}

std::optional<git::Oid> tip_of(const Refs& refs, const std::string& name) {
    const auto found = std::ranges::find(refs, name, &Refs::value_type::first);
    return found == refs.end() ? std::nullopt : std::optional(found->second);
}

std::string line_packets(std::string_view word, const std::vector<git::Oid>& ids) {
    std::string out;
    for (const auto& id : ids)
        out += packet(std::string(word) + " " + id.hex() + "\n");
    return out;
}

} // namespace

GitRemote::GitRemote(std::unique_ptr<Way> way) : m_way(std::move(way)) {}

Result<std::unique_ptr<GitRemote::Session>> GitRemote::open(Service service, const std::stop_token& stop) {
    TAKAN_TRY_LET(stream, m_way->open(service, stop));
    auto session = std::make_unique<Session>(std::move(stream), m_way->place());
    session->stream->use(stop);
    TAKAN_TRY_LET(offer, read_offer(session->packets, m_way->place()));
    session->offer = std::move(offer);
    return session;
}

Status GitRemote::on_upload(const std::stop_token& stop, const std::function<bool(const Session&)>& fits,
                            const std::function<Status(Session&)>& work) {
    if (m_upload && !fits(*m_upload)) m_upload.reset();
    for (bool again = m_upload != nullptr;; again = false) {
        if (!m_upload) {
            TAKAN_TRY_LET(opened, open(Service::upload_pack, stop));
            m_upload = std::move(opened);
        }
        m_upload->stream->use(stop);
        const Status done = work(*m_upload);
        if (done) return done;
        m_upload.reset(); // nobody knows what it would say next
        const bool has_died = done.error().kind == ErrorKind::offline && done.error().text_key != "error.link_silent";
        if (!again || !has_died) return done;
    }
}

Result<Refs> GitRemote::refs(std::string_view prefix, std::stop_token stop) {
    Refs found;
    // A program that runs on remembers the refs that it has seen.
    const auto is_fresh_listing = [this](const Session&) { return m_way->is_stateless(); };
    TAKAN_TRY(on_upload(stop, is_fresh_listing, [&](Session& session) { return list(session, prefix, found); }));
    std::ranges::sort(found);
    for (const auto& [name, id] : found) {
        const auto known = std::ranges::find(m_listed, name, &Refs::value_type::first);
        if (known == m_listed.end())
            m_listed.emplace_back(name, id);
        else
            known->second = id;
    }
    return found;
}

Status GitRemote::list(Session& session, std::string_view prefix, Refs& found) const {
    constexpr std::size_t most_refs = 1'000'000;
    found.clear();
    if (!session.offer.is_v2) {
        std::ranges::copy_if(session.offer.refs, std::back_inserter(found),
                             [&](const auto& ref) { return ref.first.starts_with(prefix); });
        return {};
    }
    std::string request = packet("command=ls-refs\n") + packet(std::string(agent) + "\n");
    request += std::string(delimiter_packet);
    request += packet("ref-prefix " + std::string(prefix.empty() ? "refs/" : prefix) + "\n");
    TAKAN_TRY(session.stream->write(request.append(flush_packet)));
    TAKAN_TRY(session.stream->end_request());
    while (true) {
        TAKAN_TRY_LET(read, session.packets.expect());
        if (read.kind == Packet::Kind::flush) return {};
        auto ref = parse_ref_line(read.line());
        if (!ref || found.size() == most_refs) return session.packets.not_understood();
        if (ref->first.starts_with("refs/") && ref->first.starts_with(prefix)) found.push_back(std::move(*ref));
    }
}

Status GitRemote::request(Session& session, const Wish& wish) const {
    const Offer& offer = session.offer;
    const bool filters = wish.without_files && offer.can_filter();
    std::string text;
    if (offer.is_v2) {
        text = packet("command=fetch\n") + packet(std::string(agent) + "\n");
        text += std::string(delimiter_packet) + packet("ofs-delta\n") + packet("no-progress\n");
        if (filters) text += packet("filter blob:none\n");
        text += line_packets("want", wish.wanted);
    } else {
        if (!offer.can("side-band-64k")) return session.packets.not_understood();
        std::string abilities = " side-band-64k ofs-delta no-progress " + std::string(agent);
        if (filters) abilities += " filter";
        // Without it some answers hold several lines that look like the last one.
        if (offer.can("multi_ack_detailed")) abilities += " multi_ack_detailed";
        text = packet("want " + wish.wanted.front().hex() + abilities + "\n");
        text += line_packets("want", {wish.wanted.begin() + 1, wish.wanted.end()});
        if (filters) text += packet("filter blob:none\n");
        text += flush_packet;
    }
    text += line_packets("have", wish.haves) + packet("done\n");
    if (offer.is_v2) text += flush_packet;
    session.is_used_up = !offer.is_v2 && !m_way->is_stateless();
    TAKAN_TRY(session.stream->write(text));
    return session.stream->end_request();
}

// What stands before the pack: in v2 its section's name, else lines on what both have, of which the last has no remark.
Status GitRemote::skip_to_pack(Session& session) const {
    constexpr int most_lines = 1000;
    for (int i = 0; i < most_lines; ++i) {
        TAKAN_TRY_LET(read, session.packets.expect());
        const std::string_view line = read.line();
        const bool is_common = line.starts_with("ACK ");
        const bool is_last = line == "NAK" || (is_common && line.find(' ', 4) == std::string_view::npos);
        if (session.offer.is_v2 ? line == "packfile" : is_last) return {};
        if (read.kind != Packet::Kind::data || (!session.offer.is_v2 && !is_common)) break;
    }
    return session.packets.not_understood();
}

Status GitRemote::receive(Session& session, const Wish& wish,
                          const std::function<Status(std::string_view)>& take) const {
    TAKAN_TRY(request(session, wish));
    TAKAN_TRY(skip_to_pack(session));
    SideBand band(session.packets, m_way->place());
    while (true) {
        TAKAN_TRY_LET(data, band.next());
        if (!data) return {};
        TAKAN_TRY(take(*data));
    }
}

Status GitRemote::fetch(git::Repo& into, const std::vector<git::Oid>& wanted, git::What what,
                        const git::OnTransfer& progress, std::stop_token stop) {
    into.refresh();
    Wish wish{{}, {}, what == git::What::without_files};
    std::ranges::copy_if(wanted, std::back_inserter(wish.wanted),
                         [&](const git::Oid& id) { return !git::holds_all(into, {id}, what, stop); });
    if (stop.stop_requested()) return cancelled();
    if (wish.wanted.empty()) return {};
    TAKAN_TRY_LET(haves, haves_for(into, wish.wanted, m_listed));
    wish.haves = std::move(haves);
    const auto offers_them = [&](const Session& session) {
        const auto is_listed = [&](const git::Oid& id) {
            return std::ranges::find(session.offer.refs, id, &Refs::value_type::second) != session.offer.refs.end();
        };
        return session.offer.is_v2 || (!session.is_used_up && std::ranges::all_of(wish.wanted, is_listed));
    };
    const Status done = on_upload(stop, offers_them, [&](Session& session) -> Status {
        TAKAN_TRY_LET(receiver, git::PackReceiver::start(into, progress, stop));
        TAKAN_TRY(receive(session, wish, [&](std::string_view bytes) { return receiver.write(bytes); }));
        return receiver.finish_commits(wanted, what);
    });
    if (!done && says(done.error(), "not our ref"))
        return fail(ErrorKind::stale, "what was to be fetched is not there any more", m_way->place());
    return done;
}

Status GitRemote::fetch_files(git::Repo& into, const std::vector<git::Oid>& blobs, const git::OnTransfer& progress,
                              std::stop_token stop) {
    into.refresh();
    std::vector<git::Oid> wanted;
    for (const auto& id : blobs) {
        if (!into.has_without_refresh(id) && std::ranges::find(wanted, id) == wanted.end()) wanted.push_back(id);
    }
    git::Transfer before;
    before.objects_total = wanted.size();
    git::Transfer now = before;
    const git::OnTransfer sum = [&](const git::Transfer& part) {
        now.bytes = before.bytes + part.bytes;
        now.objects_done = before.objects_done + part.objects_done;
        if (progress) progress(now);
    };
    for (std::size_t at = 0; at < wanted.size(); at += files_at_once) {
        const std::size_t end = std::min(at + files_at_once, wanted.size());
        const std::vector<git::Oid> some(wanted.begin() + static_cast<std::ptrdiff_t>(at),
                                         wanted.begin() + static_cast<std::ptrdiff_t>(end));
        TAKAN_TRY(fetch_some(into, some, sum, stop));
        before = now;
    }
    return {};
}

Status GitRemote::fetch_some(git::Repo& into, const std::vector<git::Oid>& blobs, const git::OnTransfer& progress,
                             const std::stop_token& stop) {
    const auto can_go_on = [](const Session& session) { return !session.is_used_up; };
    const Status done = on_upload(stop, can_go_on, [&](Session& session) -> Status {
        if (!session.offer.can_give_any())
            return fail(ErrorKind::denied, "the server gives whole commits only", m_way->place(),
                        "error.no_single_files");
        TAKAN_TRY_LET(receiver, git::PackReceiver::start(into, progress, stop));
        TAKAN_TRY(receive(session, {blobs, {}, false}, [&](std::string_view bytes) { return receiver.write(bytes); }));
        return receiver.finish_files(blobs);
    });
    if (!done && says(done.error(), "not our ref"))
        return fail(ErrorKind::missing, "a file is not there: " + done.error().message, m_way->place());
    return done;
}

Status GitRemote::push(git::Repo& from, const git::RefUpdate& update, const git::OnTransfer& progress,
                       std::stop_token stop) {
    TAKAN_TRY(check_growth(from, update));
    TAKAN_TRY_LET(session, open(Service::receive_pack, stop));
    // Looking first saves a transfer for nothing; what counts is the look under the ref's lock when it is moved.
    if (tip_of(session->offer.refs, update.name) != update.expected) return not_at_expected(update);
    const Status sent = send(*session, from, update, progress, stop);
    if (sent) return sent;
    session.reset();
    return sent.error().text_key == "error.server_says" ? refused(update, sent.error(), stop) : sent;
}

Status GitRemote::send(Session& session, git::Repo& from, const git::RefUpdate& update, const git::OnTransfer& progress,
                       const std::stop_token& stop) const {
    const Offer& offer = session.offer;
    if (!offer.can("report-status")) return session.packets.not_understood();
    std::vector<git::Oid> theirs;
    for (const auto& [name, id] : offer.refs)
        theirs.push_back(id);
    TAKAN_TRY_LET(objects, git::missing_beyond(from, theirs, {update.target}, stop));
    std::string command = update.expected.value_or(git::Oid{}).hex() + " " + update.target.hex() + " " + update.name;
    command += std::string(1, '\0') + " report-status " + std::string(agent);
    if (offer.can("side-band-64k")) command += " side-band-64k";
    TAKAN_TRY(session.stream->write(packet(command).append(flush_packet)));
    const git::PackSink sink = [&](std::string_view bytes) { return session.stream->write(bytes); };
    TAKAN_TRY(git::send_pack(from, objects, sink, progress, stop));
    TAKAN_TRY(session.stream->end_request());
    return read_report(session, update.name);
}

// "unpack ok", then "ok <ref>" or "ng <ref> <reason>"; inside the side band when there is one.
Status GitRemote::read_report(Session& session, const std::string& name) const {
    class Report final : public Stream {
    public:
        Report(SideBand& band, Stream& under) : m_band(band), m_under(under) {}
        Result<std::size_t> read(char* into, std::size_t most) override {
            while (m_rest.empty()) {
                TAKAN_TRY_LET(data, m_band.next());
                if (!data) return std::size_t{0};
                m_rest = *data;
            }
            const std::size_t size = m_rest.copy(into, most);
            m_rest.erase(0, size);
            return size;
        }
        Status write(std::string_view) override { return {}; }
        Status end_request() override { return {}; }
        Error broken_off() override { return m_under.broken_off(); }

    private:
        SideBand& m_band;
        Stream& m_under;
        std::string m_rest;
    };
    SideBand band(session.packets, m_way->place());
    Report inside(band, *session.stream);
    PacketReader inner(inside, m_way->place());
    PacketReader& report = session.offer.can("side-band-64k") ? inner : session.packets;
    const auto refusal = [&](std::string_view why) {
        const std::string words = std::string(why) + (band.said().empty() ? "" : ": " + band.said());
        return server_says(ErrorKind::denied, m_way->place(), words);
    };
    TAKAN_TRY_LET(unpacked, report.expect());
    if (unpacked.line() != "unpack ok") return refusal(unpacked.line());
    TAKAN_TRY_LET(moved, report.expect());
    if (moved.line() == "ok " + name) {
        // Until it has said all, what it does after a push (sweeping, hooks) is not cut off. The ref has moved anyhow.
        while (true) {
            const auto rest = report.next();
            if (!rest || rest->kind == Packet::Kind::end) return {};
        }
    }
    if (!moved.data.starts_with("ng ")) return session.packets.not_understood();
    return refusal(moved.line().substr(std::min(moved.line().size(), name.size() + 4)));
}

// Whether somebody was faster, or holds the lock, is for the next round; all else a person must hear.
Error GitRemote::refused(const git::RefUpdate& update, const Error& error, const std::stop_token& stop) {
    const auto now = refs(update.name, stop);
    if (now && tip_of(*now, update.name) != update.expected) return not_at_expected(update);
    if (says(error, "lock"))
        return fail(ErrorKind::busy, "another program holds the ref's lock: " + error.message, update.name);
    return error;
}

} // namespace takan::sync
