#include "sync/team/layout.hpp"

#include <doctest/doctest.h>

using namespace takan::sync;

namespace {

const DeviceId ada = *DeviceId::parse("k2m9qd");
const std::string id = "018e65a0-7c1e-7e0a-9a3b-1d2c3b4a5f60";

} // namespace

TEST_CASE("layout: refs and addresses of a device") {
    CHECK(media_ref(ada, {2024, 3, 2}) == "refs/media/k2m9qd/2024-03-02");
    CHECK(join_ref(ada) == "refs/join/k2m9qd");
    CHECK(committer_email(ada) == "k2m9qd@takan");
    CHECK(device_of_email("k2m9qd@takan").value() == ada);
    for (const char* foreign : {"", "k2m9qd", "@takan", "k2m9qd@takan.cn", "K2m9qd@takan", "k2m9qd@takan ",
                                " k2m9qd@takan", "k2m9q@takan", "k2m9qd@@takan", "a@k2m9qd@takan"}) {
        CAPTURE(foreign);
        CHECK_FALSE(device_of_email(foreign));
    }
}

TEST_CASE("layout: every path has its place or none") {
    Record record;
    record.id = *RecordId::parse(id);
    record.kind = "finding";
    const std::string path = path_of(record);
    CHECK(place_of(path) == Place::record);
    record.kind = "member";
    CHECK(path_of(record) == "team/member/" + id + ".json");
    CHECK(place_of(path_of(record)) == Place::member);
    record.kind = "device";
    CHECK(path_of(record) == "team/device/" + id + ".json");
    CHECK(place_of(path_of(record)) == Place::device);
    CHECK(place_of("team/format") == Place::format);
    CHECK(place_of("team/allowed_signers") == Place::signers);
    CHECK(place_of(".gitattributes") == Place::attributes);
    CHECK(place_of("forms/vocs.csv") == Place::form);
    CHECK(place_of("forms/大气/喷漆房.json") == Place::form);
    const std::string dated = path.substr(path.find('/'));
    const std::string foreign[] = {"",
                                   "README.md",
                                   "team",
                                   "team/",
                                   "team/member/" + id,
                                   "team/member/x.json",
                                   "team/member/2024/" + id + ".json",
                                   "team/other",
                                   "forms",
                                   "forms/",
                                   "forms//a",
                                   "forms/.git",
                                   "forms/a/../b",
                                   "forms/a\nb",
                                   "forms/\xff",
                                   "member" + dated,
                                   "device" + dated,
                                   "team" + dated,
                                   "forms" + dated + "/",
                                   "join" + dated,
                                   "finding/2024/03/23/" + id + ".json",
                                   path + "/",
                                   "/" + path,
                                   "Finding" + dated};
    for (const std::string& wrong : foreign) {
        CAPTURE(wrong);
        CHECK(place_of(wrong) == Place::nowhere);
    }
}
