#include "tests/app/ui/gallery.hpp"

#include <array>

namespace takan::test {

using namespace app::ui;

namespace {

constexpr sync::Instant now{1711095120000}; // 2024-03-22 16:12 in China

bool zh() {
    return language() == app::Language::zh;
}
const char* say(const char* chinese, const char* english) {
    return zh() ? chinese : english;
}

constexpr std::array<Option, 12> sites{{{"s1", "华盛电镀有限公司", "高新区科创三路 6 号"},
                                        {"s2", "临江印染股份有限公司", "临江镇滨河路 12 号"},
                                        {"s3", "恒达沥青搅拌站", "南屏乡 305 省道旁"},
                                        {"s4", "青石镇生活污水处理厂", "青石镇东街 88 号"},
                                        {"s5", "联创家具喷涂车间", "开发区兴业路 21 号"},
                                        {"s6", "瑞丰养殖合作社", "北湖街道沙洼村"},
                                        {"s7", "东江造纸厂", "东江镇工业园"},
                                        {"s8", "永固混凝土", "西郊"},
                                        {"s9", "万利塑料", "开发区"},
                                        {"s10", "红星化工 Red Star", "化工园区 A 区"},
                                        {"s11", "德邦物流", ""},
                                        {"s12", "海天酱业", "城南"}}};

void draw_rail(Gallery& gallery, float height) {
    const Rail rail({px(72), height});
    ImGui::SetCursorPosX(px(20));
    mark();
    space(12);
    struct Entry {
        const char* icon;
        const char* zh;
        const char* en;
        int badge;
    };
    constexpr Entry entries[] = {{icons::today, "今日", "Today", 0},
                                 {icons::assignment, "任务", "Tasks", 12},
                                 {icons::map, "地图", "Map", 0},
                                 {icons::chart, "台账", "Records", 0},
                                 {icons::sync, "同步", "Sync", 3}};
    int index = 0;
    for (const Entry& entry : entries) {
        if (rail_item(entry.icon, say(entry.zh, entry.en), gallery.rail == index, entry.badge)) gallery.rail = index;
        ++index;
    }
    ImGui::SetCursorPos({px(19), height - px(60)});
    avatar("周敏");
}

void draw_list(Gallery& gallery, ImVec2 size) {
    const Pane pane("list", size, {.edges = edge_right, .padding = {px(8), px(10)}});
    ImGui::SetCursorPosX(px(16));
    text(say("今日检查", "Today's visits"), pane_title());
    ImGui::SameLine();
    text("11-24", note_text());
    {
        ImGui::SameLine();
        push_right(px(40));
        icon_button(icons::filter, say("筛选", "Filter"), {.size = px(32)});
    }
    ImGui::SetCursorPosX(px(16));
    search_field("##search", gallery.search, say("搜索企业、地址或编号", "Search places"), size.x - px(32));
    ImGui::SetCursorPosX(px(16));
    text(say("已完成 1 / 6", "1 of 6 done"), second_text(em_small));
    ImGui::SameLine();
    progress(1 / 6.f, -px(8));
    struct Visit {
        const char* time;
        const char* site;
        const char* where;
        Badge badge;
    };
    const Visit visits[] = {
        {"08:40", "临江印染股份有限公司", "临江镇滨河路 12 号  ·  废水", {say("已完成", "Done"), Tone::ok}},
        {"10:10", "华盛电镀有限公司", "高新区科创三路 6 号  ·  废水 · 危废", {say("检查中", "Now"), Tone::info}},
        {"11:30", "恒达沥青搅拌站", "南屏乡 305 省道旁  ·  废气", {say("待检查", "Open"), Tone::plain}},
        {"14:00", "青石镇生活污水处理厂", "青石镇东街 88 号  ·  废水", {say("待检查", "Open"), Tone::plain}},
        {"16:30", "瑞丰养殖合作社", "北湖街道沙洼村  ·  废水", {say("被退回", "Returned"), Tone::danger}}};
    int index = 0;
    for (const Visit& visit : visits) {
        if (list_row({.id = visit.time,
                      .lead = visit.time,
                      .title = visit.site,
                      .subtitle = visit.where,
                      .badges = {visit.badge},
                      .selected = gallery.row == index,
                      .muted = index == 0}))
            gallery.row = index;
        ++index;
    }
    if (list_row({.id = "inbox",
                  .title = "东江造纸厂",
                  .subtitle = "赵强 提交  ·  4 处修改",
                  .right = "11-21",
                  .badges = {{say("超期 1 天", "Late"), Tone::warn, icons::schedule}},
                  .unread = true}))
        gallery.said = "inbox";
    ImGui::SetCursorPos({px(16), size.y - px(50)});
    if (button(say("新增临时检查", "New visit"), {.icon = icons::add, .width = size.x - px(32), .height = px(36)}))
        gallery.said = "new visit";
}

void draw_head(Gallery& gallery, ImVec2 size) {
    const Pane pane("head", size, {.edges = edge_bottom, .padding = {px(24), px(10)}});
    const StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(px(8), 0));
    {
        const Group title;
        text("华盛电镀有限公司", page_title());
        ImGui::SameLine(0, px(12));
        badge({say("检查中", "Under way"), Tone::info});
    }
    ImGui::SameLine();
    const char* submit = say("提交审核", "Submit");
    push_right(button_width(submit, icons::send) + px(84));
    icon_button(icons::print, say("打印", "Print"));
    ImGui::SameLine();
    if (icon_button(icons::more, say("更多", "More"))) ImGui::OpenPopup("more");
    if (const Popup popup("more"); popup) {
        if (menu_item(say("复制编号", "Copy number"), icons::copy, "Ctrl+C")) gallery.said = "copy";
        if (menu_item(say("删除", "Delete"), icons::remove, {}, Tone::danger)) gallery.question = true;
    }
    ImGui::SameLine();
    if (button(submit, {.kind = ButtonKind::primary, .icon = icons::send})) {
        gallery.said = "submit";
        gallery.toasts.add(say("已提交审核", "Submitted"), Tone::ok, true, "submit");
    }
    ImGui::SetCursorPosY(px(58));
    meta(icons::file, "HJ-2026-01187");
    ImGui::SameLine(0, px(18));
    meta(icons::place, "高新区科创三路 6 号");
    ImGui::SameLine(0, px(18));
    meta(icons::schedule, "14:02");
    ImGui::SetCursorPosY(px(94));
    const Tab all[] = {{.label = say("基本信息", "Basics"), .done = true},
                       {.label = say("检查项", "Checklist"), .count = "14/18"},
                       {.label = say("问题", "Findings"), .count = "2", .tone = Tone::danger},
                       {.label = say("照片", "Photos"), .count = "9"},
                       {.label = say("笔录", "Record")}};
    tabs("tabs", all, gallery.tab);
}

void draw_item(Gallery& gallery) {
    const Segment answers[] = {{say("符合", "Yes"), Tone::ok},
                               {say("不符合", "No"), Tone::danger, icons::close},
                               {say("不涉及", "N/A"), Tone::plain}};
    text("2.3", second_text());
    ImGui::SameLine(px(40));
    {
        const Group words;
        const StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
        text_cut(say("危险废物贮存间防渗、防流失，标识标牌规范", "Hazardous waste store is sealed and marked"), {},
                 ImGui::GetContentRegionAvail().x - px(240));
        text("GB 18597", note_text());
    }
    ImGui::SameLine();
    push_right(px(216));
    segmented(say("符合性", "Compliance"), answers, gallery.answer, px(216));
}

void draw_finding(Gallery& gallery) {
    const Card card("finding", {.fill = theme().raised, .padding = px(14)});
    text(say("问题 1", "Finding 1"), {em_body, true, theme().danger});
    ImGui::SameLine();
    text(say("危险废物贮存不规范", "Waste store"), note_text());
    long_text(say("描述", "Description"), gallery.description);
    {
        FormColumns columns(px(180));
        columns.next();
        date_field(say("整改期限", "Deadline"), gallery.date, now);
        columns.next();
        const Option measures[] = {{"correct", say("责令改正", "Order to correct")}, {"fine", say("罚款", "Fine")}};
        choice(say("处理", "Measure"), measures, gallery.measure);
    }
    const float width = px(84);
    photo_tile({.id = "p1",
                .texture = gallery.textures ? gallery.textures->reference(gallery.photo) : ImTextureRef(),
                .has_texture = gallery.photo != 0,
                .picture_ratio = 1.5f,
                .badge = say("主图", "Main"),
                .width = width});
    ImGui::SameLine();
    photo_tile({.id = "p2", .width = width});
    ImGui::SameLine();
    if (add_tile(icons::add_photo, say("添加照片", "Add photo"), width)) gallery.said = "add photo";
}

void draw_visit(Gallery& gallery) {
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const Frame frame = frame_for(screen);
    draw_rail(gallery, screen.y);
    ImGui::SameLine(0, 0);
    draw_list(gallery, {frame.list, screen.y});
    ImGui::SameLine(0, 0);
    const Group work;
    const StyleVar no_gap(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const float width = screen.x - frame.rail - frame.list;
    draw_head(gallery, {width, px(137)});
    const Pane body("body", {width, 0}, {.fill = theme().background, .padding = {px(24), px(14)}, .scrolls = true});
    const StyleVar gap(ImGuiStyleVar_ItemSpacing, ImVec2(px(8), px(8)));
    section_header(say("二、污染防治设施运行", "2. Facilities"), say("本节 4/6", "4 of 6"), 4 / 6.f);
    {
        const Card card("items", {.bar = Tone::danger});
        draw_item(gallery);
        space(2);
        draw_finding(gallery);
    }
    space(8);
    section_header(say("上次检查", "Last visit"), "2026-05-18");
    const Card card("last");
    key_value(say("结论", "Result"), say("总铬超标 0.3 倍，罚款已缴", "Chromium above the limit"));
    key_value(say("复查", "Follow-up"), say("危废台账缺失，限期整改；雨水口未设截断阀", "Register missing"));
}

void draw_fields(Gallery& gallery) {
    FormColumns columns(px(280));
    columns.next();
    if (text_field(say("企业名称", "Name"), gallery.name, {.hint = "…", .required = true}).committed)
        gallery.said = "name";
    columns.next();
    moment_field(say("开始时间", "Started at"), gallery.moment, now);
    columns.next();
    date_field(say("整改期限", "Deadline"), gallery.date, now, {.contested = true});
    columns.next();
    decimal_field(say("总铬", "Chromium"), gallery.value, {.unit = "mg/L"});
    columns.next();
    number_field(say("桶数", "Drums"), gallery.count,
                 {.problem = gallery.count.value_or(0) > 100 ? std::string_view(say("太多了", "Too many")) : ""});
    columns.next();
    reference(say("现场", "Place"), sites, gallery.site, {}, &gallery.created);
    columns.next(true);
    people_field(say("检查人员", "Inspectors"), gallery.people);
    columns.next(true);
    const Option types[] = {{"AIR", say("大气", "Air")},     {"WATER", say("水", "Water")},
                            {"WASTE", say("固废", "Waste")}, {"NOISE", say("噪声", "Noise")},
                            {"SOIL", say("土壤", "Soil")},   {"RADIATION", say("辐射", "Radiation")}};
    bool on[6];
    for (std::size_t i = 0; i < 6; ++i)
        on[i] = gallery.types[i] != 0;
    if (const int pressed = multi_choice(say("污染类型", "Pollution"), types, on); pressed >= 0)
        gallery.types[static_cast<std::size_t>(pressed)] ^= 1;
    columns.next(true);
    long_text(say("现场情况", "Situation"), gallery.description,
              {{.note = say("写所见，不写推断", "What you see, not what you infer")}, 3, 6});
    columns.next();
    check_box(say("已采样", "Sampled"), gallery.sampled);
    columns.next();
    text_field(say("编号", "Number"), gallery.name, {.problem = say("与 HJ-2026-01180 重复", "Same as another")});
    columns.next();
    text_field(say("只读", "Fixed"), gallery.name, {.read_only = true});
}

void draw_buttons(Gallery& gallery) {
    if (button(say("保存", "Save"), {.kind = ButtonKind::primary, .icon = icons::check})) gallery.said = "save";
    ImGui::SameLine();
    if (button(say("退回修改", "Return"))) gallery.dialog = true;
    ImGui::SameLine();
    if (button(say("更多选项", "More options"), {.kind = ButtonKind::ghost})) gallery.drawer = true;
    ImGui::SameLine();
    if (button(say("删除", "Delete"), {.kind = ButtonKind::danger, .icon = icons::remove})) gallery.question = true;
    ImGui::SameLine();
    {
        const Disabled off;
        if (button(say("不能按", "Refused"), {.kind = ButtonKind::primary})) gallery.said = "refused";
    }
    ImGui::SameLine();
    icon_button(icons::check, say("同意", "Agree"), {.chosen = true});
    ImGui::SameLine();
    icon_button(icons::review, say("批注", "Comment"), {.chosen = true, .tone = Tone::danger});
    ImGui::SameLine();
    link(say("查看全部 9 张", "See all 9"), true);
    chip(say("全部", "All"), true, 12);
    ImGui::SameLine();
    chip(say("有冲突", "Contested"), false, 2);
    ImGui::SameLine();
    chip(say("较重", "Serious"), true, -1, Tone::warn);
    ImGui::SameLine();
    badge({say("已完成", "Done"), Tone::ok});
    ImGui::SameLine();
    badge({say("冲突", "Conflict"), Tone::danger});
    ImGui::SameLine();
    badge({say("待审核", "Waiting"), Tone::warn});
    ImGui::SameLine();
    badge({say("检查中", "Under way"), Tone::info});
    notice(Tone::warn, say("有 2 个字段多人写了不同的内容，请在下面选定。", "Two fields are contested; choose below."),
           say("查看", "Show"));
}

void draw_form(Gallery& gallery) {
    const Pane body("form", {0, 0}, {.fill = theme().background, .padding = {px(24), px(20)}, .scrolls = true});
    section_header(say("控件", "Widgets"));
    draw_buttons(gallery);
    space(8);
    const Card card("fields");
    draw_fields(gallery);
}

void draw_table(Gallery& gallery) {
    const Pane body("table", {0, 0}, {.fill = theme().background, .padding = {px(24), px(20)}, .scrolls = true});
    const Card card("records", {.padding = px(1)});
    const Column columns[] = {{.title = say("名称", "Name"), .sortable = true},
                              {.title = say("地址", "Address")},
                              {.title = say("大小", "Size"), .width = 100, .right = true, .sortable = true},
                              {.title = say("状态", "State"), .width = 120}};
    Table table("sites", columns, px(500));
    if (!table) return;
    gallery.sorted_by = table.sorted_by();
    gallery.descending = table.descending();
    table.rows(1000, [&](int i) {
        const Option& site = sites[static_cast<std::size_t>(i) % sites.size()];
        const std::string name = std::to_string(i) + " " + std::string(site.title);
        if (table.row(std::to_string(i), name, i == gallery.row)) gallery.row = i;
        table.cell(name);
        table.cell(site.note, second_text());
        table.cell(std::to_string(i * 37 % 100) + " KB", second_text());
        table.cell_begin(px(22));
        badge({say("等待", "Waiting"), i % 3 == 0 ? Tone::ok : Tone::plain});
    });
}

void draw_over(Gallery& gallery) {
    if (Dialog dialog(say("退回修改", "Return"), gallery.dialog, px(460)); dialog) {
        text_wrapped(say("写明要改什么，周敏下次同步后会看到。", "Say what to change."), second_text());
        text_field(say("意见", "Note"), gallery.reason);
        if (button(say("退回", "Send back"), {.kind = ButtonKind::primary})) gallery.dialog = false;
    }
    if (Drawer drawer(say("现场照片", "Photos"), gallery.drawer, px(300)); drawer)
        photo_tile({.id = "d1", .caption = "总排口", .time = "14:08", .state = say("尚未下载", "Not fetched")});
    const Answer answer = confirm({.title = say("删除这条检查？", "Delete this visit?"),
                                   .sentence = say("同步后全队都会看到它已删除。", "The team will see it as deleted."),
                                   .confirm = say("确定删除", "Delete it"),
                                   .reason_label = say("原因", "Reason")},
                                  gallery.question, &gallery.reason);
    if (answer == Answer::confirmed) gallery.said = "deleted: " + gallery.reason;
    if (answer == Answer::cancelled) gallery.said = "kept";
    if (const auto undone = gallery.toasts.draw(px(16), ImGui::GetIO().DisplaySize.y - px(16)))
        gallery.said = "undo " + *undone;
}

} // namespace

void draw_gallery(Gallery& gallery) {
    const Window window("gallery", {0, 0}, ImGui::GetIO().DisplaySize);
    switch (gallery.page) {
    case 0:
        draw_form(gallery);
        break;
    case 1:
        draw_visit(gallery);
        break;
    case 2:
        draw_table(gallery);
        break;
    default:
        if (empty_state(icons::inbox, say("没有待审核的记录，大家的检查都处理完了。", "Nothing waits for review."),
                        say("看已处理的", "Show settled")))
            gallery.said = "settled";
    }
    draw_over(gallery);
}

} // namespace takan::test
