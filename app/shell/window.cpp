#include "app/shell/window.hpp"

#include "app/shell/canvas.hpp"
#include "app/shell/session.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <limits>

namespace takan::app {

namespace {

constexpr int first_width = 1366;
constexpr int first_height = 768;
constexpr double moving_seconds = 1 / 30.0; // what moves in this window (a toast, progress) is slow

std::string locale_name() {
    for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(variable);
        if (value != nullptr && *value != '\0') return value;
    }
    return {};
}

void run(Canvas& canvas, Session& session) {
    if (const auto geometry = session.geometry()) canvas.place(*geometry);
    while (!canvas.closing() && !session.over()) {
        const double limit = session.moving() ? moving_seconds : std::numeric_limits<double>::infinity();
        canvas.wait(std::min(limit, static_cast<double>(canvas.look().wake_after)));
        const Appearance wanted = session.appearance();
        canvas.set_appearance(wanted.zoom, wanted.theme, wanted.language);
        canvas.frame([&] { session.draw(canvas.take_dropped()); });
        if (const auto moved = canvas.take_moved()) session.remember(*moved);
    }
}

} // namespace

int run_window(const WindowOptions& options) {
    std::optional<Language> chosen;
    if (!options.language.empty()) chosen = language_of_locale(options.language);
    const Language language = chosen.value_or(language_of_locale(locale_name()));
    auto canvas = Canvas::open(first_width, first_height, language);
    if (!canvas) {
        const auto& error = canvas.error();
        std::cerr << text_of(error.text_key, language) << '\n' << sync::describe(error) << '\n';
        return 2;
    }
    (*canvas)->set_title(text_of("window.title", language));
    Session session(options.folder, chosen, options.make_demo, wake_canvas);
    run(**canvas, session);
    return 0;
}

} // namespace takan::app
