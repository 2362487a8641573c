// Servers that lie, over plain HTTP on this machine, so that every byte of theirs can be chosen.

#include "sync/git/pack_encoder.hpp"
#include "tests/support/servers/canned_server.hpp"
#include "tests/sync/transport/link.hpp"

using namespace takan;
using namespace takan::sync;
using namespace takan::test;

namespace {

std::string pkt(const std::string& data) {
    char head[5];
    std::snprintf(head, sizeof head, "%04zx", data.size() + 4);
    return head + data;
}

std::string in_band(const std::string& pack) {
    std::string out;
    for (std::size_t at = 0; at < pack.size(); at += 60'000)
        out += pkt("\1" + pack.substr(at, 60'000));
    return out + "0000";
}

const std::string listing_type = "application/x-git-upload-pack-advertisement";
const std::string result_type = "application/x-git-upload-pack-result";

std::string listing(const sync::git::Oid& main) {
    return pkt("# service=git-upload-pack\n") + "0000" +
           pkt(main.hex() + " refs/heads/main" + std::string(1, '\0') + "side-band-64k ofs-delta no-progress\n") +
           "0000";
}

// What fetching `main` gives from a server whose answer holds these bytes as the pack.
Status fetch_pack(Link& link, const sync::git::Oid& main, const std::string& pack) {
    CannedServer server([&](const std::string& path) {
        if (path.find("info/refs") != std::string::npos) return CannedAnswer{listing_type, listing(main)};
        return CannedAnswer{result_type, pkt("NAK\n") + in_band(pack)};
    });
    return link.fetch(*need(open_remote(server.address(), {})), main);
}

std::string pack_of(Link& link, const sync::git::Oid& main) {
    return test::git(link.team.folder(), "pack-objects --revs --stdout -q", main.hex() + "\n");
}

} // namespace

TEST_CASE("a lying server: what is no git protocol says so, and nothing is kept") {
    Link link;
    const std::string first = pkt("# service=git-upload-pack\n");
    struct Row {
        std::string what;
        std::string type;
        std::string body;
    };
    for (const auto& row :
         {Row{"a sign-in page", "text/html", "<html>Please sign in</html>"},
          Row{"rubbish", listing_type, noise(5000, 1)}, Row{"a length below four", listing_type, first + "00000003"},
          Row{"a length that is no number", listing_type, first + "0000zz+1main"},
          Row{"a ref that is none", listing_type, first + "0000" + pkt("1234 main\n") + "0000"}}) {
        CAPTURE(row.what);
        CannedServer server([&](const std::string&) { return CannedAnswer{row.type, row.body}; });
        const auto refs = need(open_remote(server.address(), {}))->refs("", {});
        CHECK(kind_of(refs) == ErrorKind::offline);
        CHECK(refs.error().text_key == "error.not_git");
    }
    CannedServer mute([&](const std::string&) { return CannedAnswer{listing_type, {}}; });
    CHECK(need(open_remote(mute.address(), {}))->refs("", {}).error().text_key == "error.server_silent");
    CannedServer cut([&](const std::string&) {
        return CannedAnswer{listing_type, first + "0000ffff" + noise(900, 2)};
    });
    CHECK(kind_of(need(open_remote(cut.address(), {}))->refs("", {})) == ErrorKind::offline);
}

TEST_CASE("a lying server: a pack that is changed, cut, incomplete or another's never becomes part of the repository") {
    Link link;
    const auto main = link.commit_in(link.team, {{"a/b.json", "1"}, {"photo", noise(30'000, 1)}});
    const auto other = commit_files(link.team, {{"c", "2"}});
    const std::string pack = pack_of(link, main);
    const auto refused = [&](const std::string& bytes) {
        const Status fetched = fetch_pack(link, main, bytes);
        CHECK_FALSE(fetched);
        CHECK_FALSE(link.laptop.has(main));
    };
    std::string changed = pack;
    changed[changed.size() / 2] ^= 1;
    refused(changed);
    std::string wrong_end = pack;
    wrong_end.back() ^= 1;
    refused(wrong_end);
    refused(pack.substr(0, pack.size() - 30));
    refused(pack + "more");
    refused({});
    CHECK(kind_of(fetch_pack(link, main, pack_of(link, other))) == ErrorKind::corrupt); // sound, but not what was asked
    check_sound(link.laptop);
    need(fetch_pack(link, main, pack));
    CHECK(files_of(link.laptop, main) == files_of(link.team, main));
}

TEST_CASE("a lying server: few bytes that claim or unpack to very many are refused before they fill the disk") {
    Link link;
    const auto main = link.commit_in(link.team, {{"a", "1"}});
    constexpr unsigned blob = 3;
    constexpr std::size_t very_many = 64u << 20;
    const std::string claims =
        sync::git::pack_head(1) + sync::git::object_head(blob, std::uint64_t{1} << 60) + noise(100, 3);
    std::string packed; // head and compressed zeros
    need(sync::git::PackEncoder().put(sync::git::ObjectType::blob, std::string(very_many, '\0'),
                                      sync::git::Compression::fast, [&](std::string_view bytes) {
                                          packed += bytes;
                                          return Status{};
                                      }));
    packed.erase(0, sync::git::object_head(blob, very_many).size());
    const std::string zeros = sync::git::pack_head(1) + sync::git::object_head(blob, 10) + packed;
    for (const auto& bytes : {claims, zeros}) {
        const Status fetched = fetch_pack(link, main, bytes);
        REQUIRE_FALSE(fetched);
        CHECK((fetched.error().kind == ErrorKind::corrupt || fetched.error().kind == ErrorKind::invalid));
        check_sound(link.laptop);
    }
}
