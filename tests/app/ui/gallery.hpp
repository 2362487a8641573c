#pragma once
// Gallery: screens with every widget, for tests of looks and of what all widgets share.

#include "app/ui/ui.hpp"

#include <optional>
#include <string>
#include <vector>

namespace takan::test {

// Half-typed values and choices of the gallery's screens.
struct Gallery {
    int page = 0; // 0 form, 1 visit screen, 2 table, 3 nothing
    std::string name = "华盛电镀有限公司";
    std::string search;
    std::string description =
        "危废贮存间地面环氧防渗层开裂约 2 m²，东侧墙角可见渗漏痕迹；3 桶含铬污泥（约 0.6 t）未张贴标签，"
        "贮存时间超过 1 年。现场负责人称转移联单正在办理，未能出示。已拍照取证并制作现场勘察笔录。";
    std::string moment = "2024-03-22T08:12:00.000Z";
    std::string date = "2024-04-30";
    std::string value = "1.32";
    std::optional<std::int64_t> count = 3;
    std::vector<std::string> people{"周敏", "李建国"};
    std::string site;
    std::string measure = "correct";
    std::vector<char> types{1, 0, 1, 0, 0, 0};
    int answer = 1;
    int tab = 1;
    int rail = 0;
    int row = 1;
    int sorted_by = -1;
    bool descending = false;
    bool sampled = true;
    bool dialog = false;
    bool drawer = false;
    bool question = false;
    std::string reason;
    std::string created;
    std::string said; // what the last press asked for
    app::ui::Toasts toasts;
    app::ui::TextureStore* textures = nullptr;
    app::ui::TextureStore::Handle photo = 0;
};

void draw_gallery(Gallery& gallery);

} // namespace takan::test
