#include "tests/app/cli/terminal.hpp"

using namespace takan;
using namespace takan::test;

namespace {

constexpr const char* id = "0195b9a2-7c1e-7e0a-9a3b-1d2c3b4a5f60";

// A record of two devices: `seen` and `fields` as they stand in the file.
std::string record(const std::string& seen, const std::string& fields) {
    return std::string("{\n  \"id\": \"") + id + "\",\n  \"kind\": \"finding\",\n  \"seen\": {" + seen +
           "},\n  \"fields\": {" + fields + "}\n}\n";
}

constexpr const char* seen_a = R"("aaaaaa": "2024-03-22T08:00:00.000Z")";
constexpr const char* seen_both = R"("aaaaaa": "2024-03-22T08:00:00.000Z", "bbbbbb": "2024-03-22T09:00:00.000Z")";
constexpr const char* seen_b = R"("bbbbbb": "2024-03-22T09:00:00.000Z")";
constexpr const char* by_a = R"("severity": {"aaaaaa@2024-03-22T08:00:00.000Z": "minor"})";
constexpr const char* by_b = R"("severity": {"bbbbbb@2024-03-22T09:00:00.000Z": "major"})";
constexpr const char* by_both =
    R"("severity": {"aaaaaa@2024-03-22T08:00:00.000Z": "minor", "bbbbbb@2024-03-22T09:00:00.000Z": "major"})";
constexpr const char* forged = R"("severity": {"aaaaaa@2024-03-22T08:00:00.000Z": "serious"})";

// Writes the files, runs the words with their paths put in, and tells what was said.
struct Bench {
    Scratch scratch;

    std::string file(const std::string& name, const std::string& bytes) const {
        REQUIRE(sync::write_file(scratch / name, bytes));
        return sync::utf8(scratch / name);
    }
    std::string read(const std::string& name) const {
        const auto bytes = sync::read_file(scratch / name, 1 << 20);
        REQUIRE(bytes);
        return *bytes;
    }
    Said run(const std::vector<std::string>& words) const {
        return say_to_takan(words, sync::system_clock(), {{"LANG", "en_US"}});
    }
    std::string canonical(const std::string& bytes) const {
        const auto parsed = sync::read_record(bytes);
        REQUIRE(parsed);
        return sync::canonical(*parsed);
    }
};

} // namespace

TEST_CASE("merge: prints the canonical merged record, whichever file comes first") {
    const Bench bench;
    struct Row {
        const char* name;
        std::string a;
        std::string b;
        std::string merged;
    };
    const Row rows[] = {
        {"the same twice", record(seen_a, by_a), record(seen_a, by_a), record(seen_a, by_a)},
        {"one side knew and replaced", record(seen_a, by_a), record(seen_both, by_b), record(seen_both, by_b)},
        {"neither knew of the other", record(seen_a, by_a), record(seen_b, by_b), record(seen_both, by_both)},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const std::string a = bench.file("a.json", row.a);
        const std::string b = bench.file("b.json", row.b);
        const Said said = bench.run({"merge", a, b});
        CHECK(said.code == 0);
        CHECK(said.out == bench.canonical(row.merged));
        CHECK(said.err.empty());
        CHECK(bench.run({"merge", b, a}).out == said.out);
    }
}

TEST_CASE("merge: one edit with two values is merged all the same, and warned of") {
    const Bench bench;
    const Said said =
        bench.run({"merge", bench.file("a.json", record(seen_a, by_a)), bench.file("b.json", record(seen_a, forged))});
    CHECK(said.code == 0);
    CHECK(said.out == bench.canonical(record(seen_a, forged)));
    CHECK(contains(said.err, "severity"));
}

TEST_CASE("merge: what is no record gives file, line and reason, exit code 2 and no output") {
    const Bench bench;
    const std::string good = bench.file("good.json", record(seen_a, by_a));
    const std::string broken = bench.file("broken.json", "{\n  \"id\": 5,\n}\n");
    const Said said = bench.run({"merge", good, broken});
    CHECK(said.code == 2);
    CHECK(said.out.empty());
    CHECK(contains(said.err, broken + ":2: "));
    CHECK(bench.run({"merge", broken, good}).code == 2);
    CHECK(bench.run({"merge", good, good + ".missing"}).code == 2);
    CHECK(bench.run({"merge", good, bench.file("empty.json", "")}).code == 2);
    std::string other = record(seen_a, by_a);
    other.replace(other.find("finding"), 7, "visit");
    const Said kinds = bench.run({"merge", good, bench.file("other.json", other)});
    CHECK(kinds.code == 2);
    CHECK(contains(kinds.err, "not the same record"));
}

TEST_CASE("merge-driver: writes the merge into %A, whatever the common ancestor is") {
    const Bench bench;
    for (const std::string& ancestor : {std::string(), record("", ""), std::string("not a record")}) {
        const std::string o = bench.file("o", ancestor);
        const std::string a = bench.file("a", record(seen_a, by_a));
        const std::string b = bench.file("b", record(seen_b, by_b));
        const Said said = bench.run({"merge-driver", o, a, b, "finding/2024/03/22/x.json"});
        CHECK(said.code == 0);
        CHECK(said.out.empty());
        CHECK(bench.read("a") == bench.canonical(record(seen_both, by_both)));
        CHECK(bench.read("b") == record(seen_b, by_b));
    }
}

TEST_CASE("merge-driver: what cannot be read leaves %A as it was, exit code 2") {
    const Bench bench;
    const std::string o = bench.file("o", "");
    const std::string a = bench.file("a", record(seen_a, by_a));
    const std::string b = bench.file("b", "<<<<<<< ours\n");
    CHECK(bench.run({"merge-driver", o, a, b, "x"}).code == 2);
    CHECK(bench.read("a") == record(seen_a, by_a));
    const std::string bad = bench.file("bad", "{");
    CHECK(bench.run({"merge-driver", o, bad, a, "x"}).code == 2);
    CHECK(bench.read("bad") == "{");
    CHECK(bench.run({"merge-driver", o, a, b}).code == 2);
}
