#pragma once
// Titles: a record in one line and in a second, smaller one.

#include "app/domain/language.hpp"
#include "sync/record/record.hpp"

#include <string>
#include <string_view>

namespace takan::app {

// A site's name, a visit's title, a finding's title or the start of its description, a photo's caption or file name, a
// comment's text … ; never empty: an unnamed record says so in the language.
// A visit does not hold its site's name: without other words it is called by date and purpose, "3月22日 信访核查".
std::string title_of(const sync::Record& record, Language language);
// The same, but a visit is called by `place`, its site's name, unless that is empty.
std::string title_of(const sync::Record& record, std::string_view place, Language language);

// What lists show below the title: a visit's place and time, a finding's severity and types, a photo's time and
// photographer. `place`: the name or address of the site that the record names; may be empty.
std::string subtitle_of(const sync::Record& record, std::string_view place, Language language);

} // namespace takan::app
