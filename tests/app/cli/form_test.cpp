#include "tests/app/cli/terminal.hpp"

#include "app/forms/workbook.hpp"

using namespace takan;
using namespace takan::test;

namespace {

std::string workbook(const std::filesystem::path& folder, const std::string& name, const std::string& version,
                     const std::string& type = "integer") {
    const auto bytes = app::write_workbook(
        {{"survey",
          {{"type", "name", "label", "constraint", "required"},
           {type, "drums", "Drums", ". < 100", "yes"},
           {"select_one yn", "ok", "All right?"},
           {"begin_repeat", "outlet", "Outlet"},
           {"text", "where", "Where"},
           {"end_repeat"}}},
         {"choices", {{"list_name", "name", "label"}, {"yn", "yes", "Yes"}, {"yn", "no", "No"}}},
         {"settings", {{"form_id", "version", "form_title", "style"}, {"drums", version, "Drums", "pages"}}}});
    REQUIRE(bytes);
    REQUIRE(sync::write_file(folder / name, *bytes));
    return sync::utf8(folder / name);
}

} // namespace

TEST_CASE("form: a leader imports a workbook, after a look at what would happen") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    const std::string file = workbook(scratch.path(), "drums.xlsx", "1");
    const auto dry = terminal.json({"form", "import", file, "--dry-run"});
    CHECK(number_at(dry, "questions") == 3);
    CHECK(text_at(dry, "id").empty());
    CHECK(size_at(dry, "warnings") == 1);
    CHECK(text_at(at(at(dry, "warnings"), 0), "cell") == "settings!D1");
    CHECK(size_at(terminal.json({"form", "list"}), "forms") == 3); // those that come with the program
    const auto done = terminal.json({"form", "import", file});
    CHECK(text_at(done, "form_id") == "drums");
    CHECK(size_at(terminal.json({"form", "list"}), "forms") == 4);
    CHECK(text_at(terminal.json({"form", "show", "drums"}), "state") == "active");
    CHECK(text_at(terminal.json({"form", "withdraw", "drums@1"}), "state") == "withdrawn");
    CHECK(text_at(terminal.json({"form", "activate", "drums@1"}), "state") == "active");
    // The same version twice would be two checklists of one name.
    const Said again = terminal({"form", "import", file});
    CHECK(again.code == 1);
    CHECK(contains(again.err, "settings!A1"));
}

TEST_CASE("form: what is wrong with a workbook is said cell by cell, and nothing is imported") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    const Said said = terminal({"form", "import", workbook(scratch.path(), "bad.xlsx", "1", "barcode")});
    CHECK(said.code == 1);
    CHECK(contains(said.err, "survey!A2"));
    CHECK(contains(said.err, "barcode"));
    CHECK(size_at(terminal.json({"form", "list"}), "forms") == 3);
    REQUIRE(sync::write_file(scratch / "notes.xlsx", "not a workbook"));
    CHECK(terminal({"form", "import", sync::utf8(scratch / "notes.xlsx")}).code == 2);
    CHECK(terminal({"form", "import", sync::utf8(scratch / "none.xlsx")}).code == 2);
    CHECK(terminal({"form", "show", "none"}).code == 2);
    CHECK(terminal({"form", "withdraw", "takan_waste_gas"}).code == 2);
}

TEST_CASE("form: a visit takes a checklist and is answered question by question") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    terminal.must({"form", "import", workbook(scratch.path(), "drums.xlsx", "1")});
    const std::string visit = terminal.must({"new", "visit", "started_at=2024-03-22 09:00"});
    CHECK(terminal({"form", "fill", visit, "drums=3"}).code == 2); // none chosen yet
    terminal.must({"form", "use", visit, "drums"});
    auto answers = terminal.json({"form", "answers", visit});
    CHECK(number_at(answers, "missing") == 1);
    const std::string outlet = terminal.must({"form", "add", visit, "outlet"});
    terminal.must({"form", "fill", visit, "drums=12", "ok=Yes", "outlet[1].where=东门"});
    answers = terminal.json({"form", "answers", visit});
    CHECK(number_at(answers, "missing") == 0);
    CHECK(number_at(answers, "answered") == 3);
    const auto shown = terminal.json({"show", visit});
    CHECK(text_at(at(at(shown, "fields"), "form.ok"), "value") == "yes");
    CHECK(text_at(at(at(shown, "fields"), outlet + ".where"), "value") == "东门");
    CHECK(contains(terminal.must({"search", "东门"}), "1"));
    // A broken constraint is said, and kept all the same.
    const Said broken = terminal({"form", "fill", visit, "drums=500"});
    CHECK(broken.code == 0);
    CHECK(contains(broken.err, "Drums"));
    CHECK(number_at(terminal.json({"form", "answers", visit}), "violated") == 1);
    for (const char* wrong : {"drums=many", "ok=perhaps", "nothing=1", "drums"}) {
        CAPTURE(wrong);
        CHECK(terminal({"form", "fill", visit, wrong}).code == 2);
    }
    // The ordinary command writes the same field.
    terminal.must({"set", visit, "form.drums=7"});
    CHECK(text_at(at(at(terminal.json({"show", visit}), "fields"), "form.drums"), "value") == "7");
}

TEST_CASE("form: a newer version keeps the answers, and the old one stays readable") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    terminal.must({"form", "import", workbook(scratch.path(), "a.xlsx", "1")});
    const std::string visit = terminal.must({"new", "visit", "started_at=2024-03-22 09:00"});
    terminal.must({"form", "use", visit, "drums"});
    terminal.must({"form", "fill", visit, "drums=5"});
    terminal.must({"form", "import", workbook(scratch.path(), "b.xlsx", "2", "decimal")});
    terminal.must({"form", "withdraw", "drums@1"});
    CHECK(text_at(terminal.json({"form", "answers", visit}), "version") == "1");
    terminal.must({"form", "use", visit, "drums"});
    const auto answers = terminal.json({"form", "answers", visit});
    CHECK(text_at(answers, "version") == "2");
    CHECK(text_at(at(at(answers, "rows"), 0), "value") == "5");
}

TEST_CASE("form: a shipped checklist is written as a workbook that can be imported under another version") {
    const Scratch scratch;
    const auto terminal = founded(scratch.path());
    const std::string file = sync::utf8(scratch / "gas.xlsx");
    terminal.must({"form", "export", "takan_waste_gas", file});
    const auto dry = terminal.json({"form", "import", file, "--dry-run"}, 1); // the very same version is there
    CHECK(text_at(at(at(dry, "problems"), 0), "cell") == "settings!A1");
    CHECK(size_at(dry, "problems") == 1);
}

TEST_CASE("form: two laptops answer one checklist, sync, and only what differs is contested") {
    const Scratch scratch;
    const auto lead = founded(scratch.path());
    const auto clock = morning();
    const Terminal other(scratch / "other", clock);
    other.must({"team", "join", sync::utf8(scratch / "team.git"), "--name", "周敏"});
    lead.must({"team", "admit", "all"});
    lead.must({"form", "import", workbook(scratch.path(), "drums.xlsx", "1")});
    const std::string visit = lead.must({"new", "visit", "started_at=2024-03-22 09:00"});
    lead.must({"form", "use", visit, "drums"});
    lead.must({"sync"});
    other.must({"sync"});
    // An inspector uses checklists and does not change them.
    CHECK(other({"form", "withdraw", "drums@1"}).code == 2);
    lead.must({"form", "fill", visit, "drums=5", "ok=yes"});
    lead.must({"form", "add", visit, "outlet"});
    other.must({"form", "fill", visit, "drums=6", "ok=yes"});
    other.must({"form", "add", visit, "outlet"});
    lead.must({"sync"});
    other.must({"sync"});
    lead.must({"sync"});
    for (const Terminal* laptop : {&lead, &other}) {
        const auto shown = laptop->json({"show", visit});
        CHECK(size_at(shown, "contested") == 1);
        CHECK(at(at(shown, "contested"), 0) == sync::Value("form.drums"));
        std::size_t outlets = 0;
        const auto answers = laptop->json({"form", "answers", visit});
        for (const auto& row : *at(answers, "rows").array())
            if (text_at(row, "field").ends_with("].where")) ++outlets;
        CHECK(outlets == 2);
    }
}
