// How long an import of photos takes beside hashing and copying them. Nothing is asserted: ratios count, times depend
// on the machine.
//   bench_photos [photos] [rounds]     (200 and 3 when left out)

#include "app/desk/workspace.hpp"
#include "sync/base/text.hpp"
#include "tests/bench/measure.hpp"
#include "tests/support/scratch.hpp"

#include <fstream>
#include <random>

using namespace takan;
using bench::need;

namespace {

// A JPEG's head and noise: 4 MB that do not get smaller.
std::string photo(unsigned seed) {
    std::mt19937_64 random(seed);
    std::string bytes(4'000'000, '\0');
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
        const std::uint64_t number = random();
        std::copy_n(reinterpret_cast<const char*>(&number), sizeof number, bytes.begin() + static_cast<long>(at));
    }
    bytes.replace(0, 4, "\xFF\xD8\xFF\xDA");
    return bytes;
}

double import_all(const std::filesystem::path& card, std::size_t count) {
    const test::Scratch scratch;
    need(sync::create_laptop(scratch / "laptop", "周敏", "", ""));
    app::AddPhotos wish;
    wish.paths = {card};
    return bench::seconds([&] {
        const auto report = need(app::import_photos(
            scratch / "laptop", wish, "周敏", sync::system_clock(),
            [](std::vector<sync::Record>) { return sync::Status(); }, [](const std::string&) { return false; }, {},
            {}));
        if (report.added != count) need(sync::Status(sync::fail(sync::ErrorKind::broken, "photos were left out")));
    });
}

double hash_and_copy(const std::filesystem::path& card) {
    const test::Scratch scratch;
    const std::string to = "'" + scratch.path().string() + "'";
    const std::string from = "'" + card.string() + "'/*.jpg ";
    return bench::seconds(
        [&] { bench::shell("sha256sum " + from + ">/dev/null && cp " + from + to + " && sync " + to + "/*.jpg"); });
}

std::size_t argument(int count, char** values, int at, std::size_t otherwise) {
    const unsigned long given = count > at ? std::strtoul(values[at], nullptr, 10) : 0;
    return given > 0 ? given : otherwise;
}

} // namespace

int main(int count, char** values) {
    const std::size_t photos = argument(count, values, 1, 200);
    const std::size_t rounds = argument(count, values, 2, 3);
    const test::Scratch card;
    for (std::size_t i = 0; i < photos; ++i)
        std::ofstream(card / (std::to_string(i) + ".jpg"), std::ios::binary) << photo(static_cast<unsigned>(i));
    std::vector<double> ours;
    std::vector<double> theirs;
    for (std::size_t round = 0; round < rounds; ++round) {
        ours.push_back(import_all(card.path(), photos));
        theirs.push_back(hash_and_copy(card.path()));
    }
    bench::print(std::to_string(photos) + " photos of 4 MB imported", bench::median(ours), "sha256sum, cp and sync",
                 bench::median(theirs));
    return 0;
}
