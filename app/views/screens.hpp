#pragma once
// The screens, each one place of the window. Root asks the chosen one what it needs, and draws it.

#include "app/views/drafts.hpp"
#include "app/views/screen.hpp"

#include <memory>

namespace takan::app {

class Screen {
public:
    virtual ~Screen() = default;

    // Adds to `request` what this screen needs of the snapshot while the person is at `spot`.
    virtual void want(const Spot& spot, Request& request) const = 0;
    // Fills the current window (without rail and status line). The snapshot may still answer an older request.
    virtual void draw(const Given& given, const Spot& spot, Drafts& drafts, Asked& asked) = 0;

    // What of its own state outlives the window (filters, widths), under names that begin with the place's; and taking
    // it up at the next start, before anything is drawn. What was kept may come from another version.
    virtual void keep(Settings& kept) const { static_cast<void>(kept); }
    virtual void take_up(const Settings& kept) { static_cast<void>(kept); }
};

std::unique_ptr<Screen> make_today();
std::unique_ptr<Screen> make_visits();
std::unique_ptr<Screen> make_findings();
std::unique_ptr<Screen> make_photos();
std::unique_ptr<Screen> make_sites();
std::unique_ptr<Screen> make_review();
std::unique_ptr<Screen> make_team();
std::unique_ptr<Screen> make_sync();
std::unique_ptr<Screen> make_settings();
std::unique_ptr<Screen> make_map();
std::unique_ptr<Screen> make_table();
std::unique_ptr<Screen> make_overview();

} // namespace takan::app
