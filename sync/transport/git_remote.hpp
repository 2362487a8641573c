#pragma once
// GitRemote: a team repository behind git's smart protocol: version 2 for listing and fetching where the server offers
// it, else version 0, which pushing always speaks.

#include "sync/git/remote.hpp"
#include "sync/transport/offer.hpp"

#include <functional>
#include <memory>

namespace takan::sync {

class GitRemote final : public git::Remote {
public:
    explicit GitRemote(std::unique_ptr<Way> way);

    Result<Refs> refs(std::string_view prefix, std::stop_token stop) override;
    Status fetch(git::Repo& into, const std::vector<git::Oid>& wanted, git::What what, const git::OnTransfer& progress,
                 std::stop_token stop) override;
    Status fetch_files(git::Repo& into, const std::vector<git::Oid>& blobs, const git::OnTransfer& progress,
                       std::stop_token stop) override;
    Status push(git::Repo& from, const git::RefUpdate& update, const git::OnTransfer& progress,
                std::stop_token stop) override;

private:
    struct Session {
        Session(std::unique_ptr<Stream> opened, const std::string& place)
            : stream(std::move(opened)), packets(*stream, place) {}
        std::unique_ptr<Stream> stream;
        PacketReader packets;
        Offer offer;
        bool is_used_up = false; // the older protocol answers one request
    };
    struct Wish {
        std::vector<git::Oid> wanted;
        std::vector<git::Oid> haves;
        bool without_files = false;
    };

    Result<std::unique_ptr<Session>> open(Service service, const std::stop_token& stop);
    // Runs `work` on a conversation with upload-pack: the one that is open when `fits` says so. A link that died since
    // it was last used is opened anew, once.
    Status on_upload(const std::stop_token& stop, const std::function<bool(const Session&)>& fits,
                     const std::function<Status(Session&)>& work);
    Status list(Session& session, std::string_view prefix, Refs& found) const;
    Status request(Session& session, const Wish& wish) const;
    Status skip_to_pack(Session& session) const;
    Status receive(Session& session, const Wish& wish, const std::function<Status(std::string_view)>& take) const;
    Status fetch_some(git::Repo& into, const std::vector<git::Oid>& blobs, const git::OnTransfer& progress,
                      const std::stop_token& stop);
    Status send(Session& session, git::Repo& from, const git::RefUpdate& update, const git::OnTransfer& progress,
                const std::stop_token& stop) const;
    Status read_report(Session& session, const std::string& name) const;
    Error refused(const git::RefUpdate& update, const Error& error, const std::stop_token& stop);

    std::unique_ptr<Way> m_way;
    std::unique_ptr<Session> m_upload;
    Refs m_listed; // what refs() told last: which names stand at what is fetched next
};

} // namespace takan::sync
