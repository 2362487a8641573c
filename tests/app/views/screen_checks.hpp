#pragma once
// Checks that every screen has to pass, whatever it shows.

#include "tests/app/views/sample.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <memory>

namespace takan::test {

using MakeScreen = std::function<std::unique_ptr<app::Screen>()>;

// Nothing is asked for while nobody does anything.
inline void check_quiet(app::Place place, const MakeScreen& make, const sync::RecordId& open) {
    Stage stage(place, make(), open);
    CHECK(stage.driver().settle());
    stage.rest();
    CHECK(stage.commands.empty());
    CHECK_FALSE(stage.went);
    CHECK_FALSE(stage.files);
    CHECK_FALSE(stage.toast);
    CHECK(stage.driver().duplicate_ids().empty());
}

// No text is cut off by a window's side or lies over another, in both languages, at all sizes.
inline void check_layout(app::Place place, const MakeScreen& make, const sync::RecordId& open) {
    struct Form {
        ImVec2 size;
        float scale;
    };
    for (const Form& form : {Form{{1366, 768}, 1}, Form{{1920, 1080}, 1}, Form{{1920, 1080}, 1.5f}}) {
        for (const auto language : {app::Language::zh, app::Language::en}) {
            Stage stage(place, make(), open, {form.size, false, form.scale, language});
            stage.driver().settle();
            for (const auto& fault : stage.driver().clipped_texts())
                FAIL_CHECK(form.size.x << " x " << form.scale << " " << app::tag_of(language) << ": " << fault);
            CHECK(stage.driver().duplicate_ids().empty());
        }
    }
}

// Whatever is pressed and typed: the screen goes on.
inline void check_monkey(app::Place place, const MakeScreen& make, const sync::RecordId& open, int steps) {
    Stage stage(place, make(), open);
    stage.driver().monkey(7, steps);
    stage.driver().frame(3);
    CHECK(stage.driver().duplicate_ids().empty());
}

} // namespace takan::test
