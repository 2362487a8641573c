#pragma once
// Icons of the Material Icons font by name, as UTF-8.

namespace takan::app::ui::icons {

// clang-format off
inline constexpr const char* add = "\xEE\x85\x85";            // e145
inline constexpr const char* add_photo = "\xEE\x90\xBE";      // e43e
inline constexpr const char* alarm = "\xEE\xA1\x95";          // e855
inline constexpr const char* archive = "\xEE\x85\x89";        // e149
inline constexpr const char* arrow_back = "\xEE\x97\x84";     // e5c4
inline constexpr const char* arrow_down = "\xEE\x97\x9B";     // e5db
inline constexpr const char* arrow_forward = "\xEE\x97\x88";  // e5c8
inline constexpr const char* arrow_up = "\xEE\x97\x98";       // e5d8
inline constexpr const char* assignment = "\xEE\xA1\x9D";     // e85d
inline constexpr const char* attach = "\xEE\x88\xA6";         // e226
inline constexpr const char* battery = "\xEE\x86\xA4";        // e1a4
inline constexpr const char* business = "\xEE\x82\xAF";       // e0af
inline constexpr const char* call_merge = "\xEE\x82\xB3";     // e0b3
inline constexpr const char* camera = "\xEE\x90\x92";         // e412
inline constexpr const char* chart = "\xEE\x89\xAB";          // e26b
inline constexpr const char* check = "\xEE\x97\x8A";          // e5ca
inline constexpr const char* check_circle = "\xEE\xA1\xAC";   // e86c
inline constexpr const char* chevron_down = "\xEE\x97\x8F";   // e5cf
inline constexpr const char* chevron_left = "\xEE\x97\x8B";   // e5cb
inline constexpr const char* chevron_right = "\xEE\x97\x8C";  // e5cc
inline constexpr const char* chevron_up = "\xEE\x97\x8E";     // e5ce
inline constexpr const char* close = "\xEE\x97\x8D";          // e5cd
inline constexpr const char* cloud = "\xEE\x8A\xBD";          // e2bd
inline constexpr const char* cloud_done = "\xEE\x8A\xBF";     // e2bf
inline constexpr const char* cloud_off = "\xEE\x8B\x81";      // e2c1
inline constexpr const char* cloud_upload = "\xEE\x8B\x83";   // e2c3
inline constexpr const char* comment = "\xEE\x82\xB9";        // e0b9
inline constexpr const char* copy = "\xEE\x85\x8D";           // e14d
inline constexpr const char* remove = "\xEE\xA1\xB2";         // e872 (bin)
inline constexpr const char* dot = "\xEE\xBD\x8A";            // ef4a
inline constexpr const char* drag = "\xEE\xA5\x85";           // e945
inline constexpr const char* drop = "\xEE\x9E\x98";           // e798
inline constexpr const char* edit = "\xEE\x8F\x89";           // e3c9
inline constexpr const char* error = "\xEE\x80\x80";          // e000
inline constexpr const char* event = "\xEE\xA1\xB8";          // e878
inline constexpr const char* file = "\xEE\xA1\xB3";           // e873
inline constexpr const char* filter = "\xEE\x85\x92";         // e152
inline constexpr const char* flag = "\xEE\x85\x93";           // e153
inline constexpr const char* folder = "\xEE\x8B\x87";         // e2c7
inline constexpr const char* full_screen = "\xEE\x97\x90";    // e5d0
inline constexpr const char* gps = "\xEE\x86\xB3";            // e1b3
inline constexpr const char* group = "\xEE\x9F\xAF";          // e7ef
inline constexpr const char* help = "\xEE\xA2\x87";           // e887
inline constexpr const char* history = "\xEE\xA2\x89";        // e889
inline constexpr const char* image = "\xEE\x8F\xB4";          // e3f4
inline constexpr const char* broken_image = "\xEE\x8E\xAD";   // e3ad
inline constexpr const char* inbox = "\xEE\x85\x96";          // e156
inline constexpr const char* info = "\xEE\xA2\x8E";           // e88e
inline constexpr const char* key = "\xEE\x83\x9A";            // e0da
inline constexpr const char* law = "\xEE\xA4\x8E";            // e90e
inline constexpr const char* link = "\xEE\x85\x97";           // e157
inline constexpr const char* list = "\xEE\xA2\x96";           // e896
inline constexpr const char* lock = "\xEE\xA2\x97";           // e897
inline constexpr const char* map = "\xEE\x95\x9B";            // e55b
inline constexpr const char* menu = "\xEE\x97\x92";           // e5d2
inline constexpr const char* mic = "\xEE\x80\xA9";            // e029
inline constexpr const char* more = "\xEE\x97\x93";           // e5d3
inline constexpr const char* pause = "\xEE\x80\xB4";          // e034
inline constexpr const char* person = "\xEE\x9F\xBD";         // e7fd
inline constexpr const char* person_add = "\xEE\x9F\xBE";     // e7fe
inline constexpr const char* phone = "\xEE\x83\x8D";          // e0cd
inline constexpr const char* photos = "\xEE\x90\x93";         // e413
inline constexpr const char* place = "\xEE\x95\x9F";          // e55f
inline constexpr const char* print = "\xEE\xA2\xAD";          // e8ad
inline constexpr const char* redo = "\xEE\x85\x9A";           // e15a
inline constexpr const char* refresh = "\xEE\x97\x95";        // e5d5
inline constexpr const char* restore = "\xEE\xA2\xB3";        // e8b3
inline constexpr const char* review = "\xEE\x95\xA0";         // e560
inline constexpr const char* ruler = "\xEE\x90\x9C";          // e41c
inline constexpr const char* save = "\xEE\x85\xA1";           // e161
inline constexpr const char* schedule = "\xEE\xA2\xB5";       // e8b5
inline constexpr const char* search = "\xEE\xA2\xB6";         // e8b6
inline constexpr const char* send = "\xEE\x85\xA3";           // e163
inline constexpr const char* settings = "\xEE\xA2\xB8";       // e8b8
inline constexpr const char* share = "\xEE\xA0\x8D";          // e80d
inline constexpr const char* shield = "\xEE\xA4\xAA";         // e92a
inline constexpr const char* star = "\xEE\xA0\xB8";           // e838
inline constexpr const char* sync = "\xEE\x98\xA7";           // e627
inline constexpr const char* sync_problem = "\xEE\x98\xA9";   // e629
inline constexpr const char* table = "\xEE\xA3\xAC";          // e8ec
inline constexpr const char* today = "\xEE\xA3\x9F";          // e8df
inline constexpr const char* undo = "\xEE\x85\xA6";           // e166
inline constexpr const char* unlock = "\xEE\xA2\x98";         // e898
inline constexpr const char* usb = "\xEE\x87\xA0";            // e1e0
inline constexpr const char* visibility = "\xEE\xA3\xB4";     // e8f4
inline constexpr const char* visibility_off = "\xEE\xA3\xB5"; // e8f5
inline constexpr const char* warning = "\xEE\x80\x82";        // e002
inline constexpr const char* zoom_in = "\xEE\xA3\xBF";        // e8ff
inline constexpr const char* zoom_out = "\xEE\xA4\x80";       // e900
// clang-format on

} // namespace takan::app::ui::icons
