#include "tests/app/views/sample.hpp"

#include "app/domain/kinds.hpp"
#include "app/domain/titles.hpp"
#include "app/evidence/drawn_photo.hpp"
#include "app/forms/shipped.hpp"
#include "app/views/frame.hpp"
#include "sync/record/deletion.hpp"
#include "tests/app/views/sample_map.hpp"

#include <algorithm>
#include <cstdio>

namespace takan::test {

using app::FieldValues;
using app::Language;
using sync::Record;
using sync::RecordId;
using sync::Value;

sync::Instant march(int day, int hour, int minute) {
    return {sync::start_of({2024, 3, day}).ms + ((hour - 8) * 60 + minute) * std::int64_t{60'000}};
}

RecordId sample_id(sync::Instant created, int number) {
    char text[80];
    const auto ms = static_cast<unsigned long long>(created.ms);
    std::snprintf(text, sizeof text, "%08llx-%04llx-7000-8000-%012x", ms >> 16, ms & 0xFFFF,
                  static_cast<unsigned>(number));
    return sync::RecordId::parse(text).value();
}

namespace {

Value people(std::initializer_list<const char*> names) {
    Value::Array list;
    for (const char* name : names)
        list.emplace_back(name);
    return Value(std::move(list));
}

std::string moment(sync::Instant instant) {
    return sync::to_text(instant);
}

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const auto& part : parts)
        if (!part.empty()) out += (out.empty() ? "" : " · ") + part;
    return out;
}

std::string sort_key(const Record& record) {
    const app::KindSpec* kind = app::find_kind(record.kind);
    const std::string own = kind == nullptr || kind->sort_by.empty() ? "" : sync::shown_text(record, kind->sort_by);
    return own.empty() ? sync::to_text(record.id.created()) : own;
}

bool has_value(const Record& record, const app::Filter& filter) {
    if (sync::set_member(record, filter.field, filter.value)) return true;
    if (const auto flag = sync::shown_flag(record, filter.field)) return filter.value == (*flag ? "true" : "false");
    return sync::shown_text(record, filter.field) == filter.value;
}

bool passes(const Record& record, const app::Row& row, const app::Filter& filter) {
    if (!filter.kind.empty() && record.kind != filter.kind) return false;
    if (row.deleted && !filter.with_deleted) return false;
    if (filter.only_contested && row.contested == 0) return false;
    if (filter.only_unsynced && !row.unsynced) return false;
    return filter.field.empty() || has_value(record, filter);
}

void sort_rows(std::vector<app::Row>& rows, app::Order order) {
    std::stable_sort(rows.begin(), rows.end(), [&](const app::Row& a, const app::Row& b) {
        if (order == app::Order::title) return a.title < b.title;
        return order == app::Order::newest_first ? a.sort_key > b.sort_key : a.sort_key < b.sort_key;
    });
}

} // namespace

SampleDay::SampleDay()
    : zhou(sync::DeviceId::parse("zhm7qd").value()), li(sync::DeviceId::parse("ljg4ke").value()),
      liu(sync::DeviceId::parse("lwd9xa").value()) {
    add_sites();
    add_visits();
    add_findings();
    add_photos();
    add_comments();
    contest();
    set_base();
}

RecordId SampleDay::add(const char* kind, sync::DeviceId by, sync::Instant when, const FieldValues& fields) {
    Record record;
    record.id = sample_id(when, ++m_count);
    record.kind = kind;
    for (const auto& [name, value] : fields)
        sync::write(record, name, value, by, when);
    const RecordId id = record.id;
    records.emplace(id, std::move(record));
    return id;
}

void SampleDay::add_sites() {
    plating = add("site", liu, march(14, 9, 0),
                  {{"name", "华盛电镀有限公司"},
                   {"kind", "factory"},
                   {"division", "430603"},
                   {"address", "云溪区科创三路 6 号"},
                   {"contact", "何志平"},
                   {"phone", "13974012207"},
                   {"lat", "29.473512"},
                   {"lon", "113.272046"}});
    dyeing = add("site", liu, march(14, 9, 2),
                 {{"name", "临江印染股份有限公司"},
                  {"kind", "factory"},
                  {"division", "430611"},
                  {"address", "君山区滨河路 12 号"},
                  {"lat", "29.431005"},
                  {"lon", "113.006210"}});
    const std::pair<const char*, const char*> others[] = {{"恒达沥青搅拌站", "岳阳县南屏乡 305 省道旁"},
                                                          {"青石镇生活污水处理厂", "湘阴县青石镇东街 88 号"},
                                                          {"联创家具喷涂车间", "汨罗市兴业路 21 号"},
                                                          {"瑞丰生猪养殖专业合作社", "华容县沙洼村三组"},
                                                          {"城南夜市餐饮一条街", "岳阳县荣家湾镇城南路"}};
    for (const auto& [name, address] : others)
        add("site", liu, march(15, 9, 0), {{"name", name}, {"division", "430621"}, {"address", address}});
}

void SampleDay::add_visits() {
    const auto site = [&](const char* name) {
        for (const auto& [id, record] : records)
            if (sync::shown_text(record, "name") == name) return id.text();
        return std::string();
    };
    const auto plan = [&](const char* place, sync::Instant at, const char* purpose) {
        return add("visit", zhou, march(21, 19, 40),
                   {{"site", site(place)},
                    {"state", "planned"},
                    {"mode", "open"},
                    {"purpose", purpose},
                    {"started_at", moment(at)},
                    {"inspectors", people({"周敏", "李建国"})}});
    };
    const auto done = [&](const char* place, sync::Instant from, sync::Instant to, const char* purpose) {
        return add("visit", zhou, from,
                   {{"site", site(place)},
                    {"state", "recorded"},
                    {"mode", "open"},
                    {"purpose", purpose},
                    {"started_at", moment(from)},
                    {"ended_at", moment(to)},
                    {"inspectors", people({"周敏", "李建国"})},
                    {"rights_told", true},
                    {"submitted", true},
                    {"narrative", "污水处理设施正常运行，在线监测数据与台账一致，车间雨污分流到位。"}});
    };
    visit =
        add("visit", zhou, march(22, 10, 10),
            {{"site", plating.text()},
             {"state", "ongoing"},
             {"mode", "open"},
             {"purpose", "complaint_check"},
             {"started_at", moment(march(22, 10, 10))},
             {"weather", "cloudy"},
             {"inspectors", people({"周敏", "李建国"})},
             {"met", people({"何志平"})},
             {"met_role", "生产厂长"},
             {"narrative", "企业正常生产，3 条镀铬线开机 2 条。含铬废水经还原、沉淀后进入综合池，总排口在线监测设备显"
                           "示 pH 7.4、总铬 0.21 mg/L。危废贮存间位于厂区东北角，现场查看时门未上锁。"},
             {"lat", "29.473480"},
             {"lon", "113.271922"}});
    approved = done("临江印染股份有限公司", march(22, 8, 40), march(22, 9, 35), "routine");
    const auto decide = [&](const RecordId& id, const char* state, const char* note, sync::Instant when) {
        const Value seen = sync::to_value(at(id).seen);
        sync::write(at(id), "review.seen", seen, liu, when);
        sync::write(at(id), "review.note", note, liu, when);
        sync::write(at(id), "review.state", state, liu, when);
    };
    decide(approved, "approved", "", march(22, 10, 5));
    returned = done("瑞丰生猪养殖专业合作社", march(21, 16, 30), march(21, 17, 50), "rectification_check");
    decide(returned, "returned", "粪污暂存池的容积和防渗情况没有写，请补充后再交。", march(21, 20, 12));
    planned = plan("恒达沥青搅拌站", march(22, 11, 30), "complaint_check");
    plan("青石镇生活污水处理厂", march(22, 14, 0), "issue_check");
    plan("联创家具喷涂车间", march(22, 15, 20), "complaint_check");
    done("城南夜市餐饮一条街", march(20, 19, 5), march(20, 21, 10), "covert");
    const auto old = done("华盛电镀有限公司", march(15, 14, 20), march(15, 15, 45), "routine");
    decide(old, "approved", "", march(15, 21, 0));
    const auto wrong = plan("临江印染股份有限公司", march(22, 9, 0), "routine");
    sync::write(at(wrong), "deleted", "重复安排", zhou, march(22, 8, 30));
    deleted.emplace(wrong, "重复安排");
}

void SampleDay::add_findings() {
    drums =
        add("finding", zhou, march(22, 10, 26),
            {{"visit", visit.text()},
             {"site", plating.text()},
             {"title", "危险废物贮存不规范"},
             {"types.SOIL_WASTE", true},
             {"types.WATER", true},
             {"severity", "serious"},
             {"source", "on_site"},
             {"found_at", moment(march(22, 10, 26))},
             {"description", "危废贮存间地面环氧防渗层开裂约 2 m²，东侧墙角可见渗漏痕迹；3 桶含铬污泥（约 0.6 t）未张贴"
                             "标签，贮存时间超过 1 年。现场负责人称转移联单正在办理，未能出示。"},
             {"legal_basis", "《中华人民共和国固体废物污染环境防治法》第七十九条"},
             {"place", "厂区东北角危废贮存间"},
             {"unit", "云溪区人民政府"},
             {"flags.immediate", true},
             {"due", "2024-04-08"}});
    outfall = add("finding", li, march(22, 10, 41),
                  {{"visit", visit.text()},
                   {"site", plating.text()},
                   {"title", "雨水口有废水外排"},
                   {"types.WATER", true},
                   {"source", "on_site"},
                   {"found_at", moment(march(22, 10, 41))},
                   {"description", "厂区南侧雨水口有少量浅黄色水流出，未设截断阀。已取样送检。"},
                   {"place", "南侧雨水口"}});
    const auto old = add("finding", zhou, march(21, 16, 55),
                         {{"visit", returned.text()},
                          {"site", sync::shown_text(at(returned), "site")},
                          {"title", "粪污暂存池未加盖"},
                          {"types.LIVESTOCK", true},
                          {"severity", "moderate"},
                          {"found_at", moment(march(21, 16, 55))},
                          {"description", "粪污暂存池未加盖，距沟渠约 15 米，未见防雨设施。"}});
    sync::write(at(old), "due", "2024-04-20", zhou, march(21, 17, 2));
}

void SampleDay::add_photos() {
    struct Shot {
        const char* scene;
        const char* caption;
        int minute;
        const RecordId* finding;
        sync::DeviceId by;
    };
    const RecordId none;
    const Shot shots[] = {{"outfall", "总排口", 14, &none, zhou},
                          {"chimney", "厂区全景", 16, &none, zhou},
                          {"monitor", "在线监测仪表", 19, &none, zhou},
                          {"waste_drums", "危废桶无标签", 27, &drums, zhou},
                          {"sludge_yard", "含铬污泥", 29, &drums, li},
                          {"waste_drums", "东侧墙角渗漏痕迹", 31, &drums, li},
                          {"oily_ditch", "南侧雨水沟", 42, &outfall, li},
                          {"outfall", "雨水口出水", 44, &outfall, li},
                          {"outfall", "", 46, &none, li}};
    int number = 0;
    for (const auto& shot : shots) {
        ++number;
        const auto when = march(22, 10, shot.minute);
        const auto id = add("photo", shot.by, when,
                            {{"visit", visit.text()},
                             {"caption", shot.caption},
                             {"taken_by", shot.by == zhou ? "周敏" : "李建国"},
                             {"taken_at", moment(when)},
                             {"sha256", std::string(shot.scene) + " " + std::to_string(number)},
                             {"name", "IMG_20240322_10" + std::to_string(shot.minute) + "05.jpg"},
                             {"size", 3'412'907 + number * 40'961},
                             {"mime", "image/jpeg"},
                             {"width", 4000},
                             {"height", 3000},
                             {"media.ref", "refs/takan/media/sample"},
                             {"lat", "29.4734" + std::to_string(10 + number)},
                             {"lon", "113.2719" + std::to_string(20 + number)}});
        if (!shot.finding->is_nil()) sync::write(at(id), "finding", shot.finding->text(), shot.by, when);
        if (photo.is_nil() && shot.finding == &drums) photo = id;
    }
}

void SampleDay::add_comments() {
    add("comment", liu, march(22, 10, 46),
        {{"record", drums.text()}, {"text", "含铬污泥的重量请以过磅单为准，把联单编号也拍下来。"}});
    add("comment", li, march(22, 10, 49), {{"record", visit.text()}, {"text", "过磅单已要到，稍后补照片。"}});
}

void SampleDay::contest() {
    // Both wrote without having seen the other's words.
    Record& record = at(visit);
    record.fields["met_role"][{li, march(22, 10, 33)}] = Value("副总经理");
    Record& finding = at(drums);
    finding.fields["due"][{li, march(22, 10, 38)}] = Value("2024-03-29");
}

void SampleDay::set_base() {
    base.me = {zhou, "周敏", "inspector", "ssh://git@10.20.3.8/yueyang.git", "/home/zhou/踏勘", false, false};
    base.people = {{zhou, "周敏"}, {li, "李建国"}, {liu, "刘卫东"}};
    base.members = {{"刘卫东", "leader", {{liu, "组长笔记本", "SHA256:l", false, march(22, 9, 48)}}},
                    {"周敏", "inspector", {{zhou, "外勤 1 号", "SHA256:z", false, march(21, 18, 2)}}},
                    {"李建国", "inspector", {{li, "外勤 2 号", "SHA256:j", false, {}}}}};
    base.counts = {3, 9, 2, 0, {{"finding", 3}, {"photo", 9}, {"site", 7}, {"visit", 8}}};
    base.saving.at = march(22, 10, 51);
    base.syncing.last_success = march(22, 9, 48);
    base.syncing.records_sent = 6;
    base.syncing.records_received = 4;
    base.syncing.photos_sent = 5;
    base.syncing.number = 3;
    base.undo = "undo.edit";
    for (const auto& list : app::shipped_checklists())
        forms.push_back({{}, list->form().form_id, list->form().version, list->form().title, true, {}, list});
}

void SampleDay::be_leader() {
    base.me = {liu, "刘卫东", "leader", base.me.team_address, "/home/liu/踏勘", true, true, true};
}

std::string SampleDay::site_name(const Record& record, Language language) const {
    const auto id = sync::RecordId::parse(sync::shown_text(record, "site"));
    return id && records.contains(*id) ? app::title_of(records.at(*id), language) : std::string();
}

app::Row SampleDay::row_of(const Record& record, Language language) const {
    app::Row row;
    row.id = record.id;
    row.kind = record.kind;
    row.title = app::title_of(record, record.kind == "visit" ? site_name(record, language) : std::string(), language);
    row.sort_key = sort_key(record);
    row.deleted = deleted.contains(record.id);
    row.contested = static_cast<int>(sync::contested_fields(record).size());
    row.unsynced = record.id == visit || record.id == drums || record.id == outfall;
    row.review_state = sync::shown_text(record, "review.state");
    return row;
}

std::vector<Record> SampleDay::referring(const char* kind, const char* field, const RecordId& target) const {
    std::vector<Record> found;
    for (const auto& [id, record] : records)
        if (record.kind == kind && !deleted.contains(id) && sync::shown_text(record, field) == target.text())
            found.push_back(record);
    std::stable_sort(found.begin(), found.end(),
                     [](const Record& a, const Record& b) { return sort_key(a) < sort_key(b); });
    return found;
}

app::Detail SampleDay::detail_of(const Record& record, Language language) const {
    app::Detail detail;
    detail.record = record;
    detail.row = row_of(record, language);
    if (record.kind == "visit") {
        detail.findings = referring("finding", "visit", record.id);
        detail.photos = referring("photo", "visit", record.id);
        if (const auto id = sync::RecordId::parse(sync::shown_text(record, "site")); id && records.contains(*id)) {
            detail.site = records.at(*id);
            for (const auto& other : referring("visit", "site", *id))
                if (other.id != record.id) detail.visits.push_back(row_of(other, language));
        }
    }
    if (record.kind == "finding") detail.photos = referring("photo", "finding", record.id);
    if (record.kind == "site") {
        for (const auto& other : referring("visit", "site", record.id))
            detail.visits.push_back(row_of(other, language));
        detail.findings = referring("finding", "site", record.id);
        for (const auto& finding : detail.findings)
            for (auto& one : referring("photo", "finding", finding.id))
                detail.photos.push_back(std::move(one));
    }
    std::reverse(detail.visits.begin(), detail.visits.end());
    std::vector<Record> all{record};
    all.insert(all.end(), detail.findings.begin(), detail.findings.end());
    all.insert(all.end(), detail.photos.begin(), detail.photos.end());
    for (const auto& one : all) {
        for (auto& comment : referring("comment", "record", one.id))
            detail.comments.push_back(std::move(comment));
        for (const char* field : {"site", "visit", "finding", "record"})
            if (const auto id = sync::RecordId::parse(sync::shown_text(one, field)); id && records.contains(*id))
                detail.titles.emplace(*id, row_of(records.at(*id), language).title);
    }
    std::stable_sort(detail.comments.begin(), detail.comments.end(),
                     [](const Record& a, const Record& b) { return a.id < b.id; });
    return detail;
}

std::vector<app::InboxItem> SampleDay::inbox(Language language) const {
    std::vector<app::InboxItem> items;
    for (const auto& id : {visit, returned, approved}) {
        app::InboxItem item;
        item.row = row_of(records.at(id), language);
        item.site = item.row.title;
        item.people = id == visit ? std::vector<std::string>{"周敏", "李建国"} : std::vector<std::string>{"周敏"};
        item.inspectors = item.people;
        item.newest = id == visit ? march(22, 10, 46) : id == returned ? march(21, 20, 30) : march(22, 9, 40);
        item.changes = id == visit ? 14 : 3;
        item.contested = id == visit ? 2 : 0;
        item.findings = referring("finding", "visit", id).size();
        item.photos = referring("photo", "visit", id).size();
        item.unread = id != approved;
        items.push_back(std::move(item));
    }
    return items;
}

app::Snapshot SampleDay::answer(const app::Request& request, Language language) const {
    app::Snapshot out = base;
    out.request = request;
    out.language = language;
    app::Filter sites;
    sites.kind = "site";
    for (const auto& [id, record] : records) {
        const app::Row row = row_of(record, language);
        if (passes(record, row, sites)) out.sites.push_back(row);
        if (!request.list.kind.empty() && passes(record, row, request.list)) out.list.push_back(row);
        if (!request.search.empty() && row.title.find(request.search) != std::string::npos)
            out.hits.push_back({row, "name", row.title});
    }
    sort_rows(out.sites, app::Order::title);
    sort_rows(out.list, request.list.order);
    out.list_total = out.list.size();
    if (out.list.size() > request.list.limit) out.list.resize(request.list.limit);
    for (const auto& row : out.list) {
        const Record& record = records.at(row.id);
        const std::string place = row.kind == "visit" ? std::string() : site_name(record, language);
        std::vector<std::string> parts{app::subtitle_of(record, place, language)};
        if (row.kind == "visit")
            for (const char* field : {"purpose", "inspectors"})
                if (const Value* value = sync::shown(record, field))
                    parts.push_back(app::value_text(row.kind, field, *value, language));
        out.list_notes.emplace(row.id, joined(parts));
        if (request.records) out.list_records.push_back(record);
    }
    if (records.contains(request.open)) {
        out.detail = detail_of(records.at(request.open), language);
        if (request.history)
            for (const auto& [name, field] : out.detail->record.fields)
                for (const auto& [edit, value] : field)
                    out.history.push_back({name, edit, value, false});
    }
    if (request.team || (out.detail && out.detail->record.kind == "visit")) out.forms = forms;
    if (request.review) out.inbox = inbox(language);
    if (request.map.shown) out.map = sample_map(records, request.map);
    if (request.map.shown || request.map.files) out.map.files = std::make_shared<const std::vector<app::MapFile>>(maps);
    return out;
}

app::PictureState SamplePictures::picture(const std::string& sha256, const std::string&, int,
                                          std::shared_ptr<const app::Picture>& out) {
    static const std::map<std::string, app::Scene> scenes{
        {"outfall", app::Scene::outfall},         {"chimney", app::Scene::chimney},
        {"monitor", app::Scene::monitor},         {"waste_drums", app::Scene::waste_drums},
        {"sludge_yard", app::Scene::sludge_yard}, {"oily_ditch", app::Scene::oily_ditch}};
    const auto space = sha256.find(' ');
    const auto scene = scenes.find(sha256.substr(0, space));
    if (space == std::string::npos || scene == scenes.end()) return app::PictureState::unreadable;
    const std::string number = sha256.substr(space + 1);
    if (number == "9") return app::PictureState::not_fetched; // the last one: its original is on another laptop
    auto& drawn = m_drawn[sha256];
    if (!drawn) {
        auto pixels = app::draw_scene(scene->second, static_cast<std::uint32_t>(std::stoul(number)), 320, 240);
        drawn = std::make_shared<const app::Picture>(app::Picture{pixels.width, pixels.height, std::move(pixels.rgba)});
    }
    out = drawn;
    return app::PictureState::here;
}

Stage::Stage(app::Place place, std::unique_ptr<app::Screen> screen, const RecordId& open, const DriverOptions& options)
    : spot{place, open}, m_screen(std::move(screen)), m_language(options.language),
      m_store(std::make_unique<app::ui::TextureStore>()),
      m_textures(std::make_unique<app::ui::PictureTextures>(*m_store, 64u << 20, 100)),
      m_driver(std::make_unique<Driver>([this] { draw(); }, options)) {}

Stage::~Stage() {
    ImGui::SetCurrentContext(m_driver->context()); // another stage's may be current
    m_textures.reset();                            // textures end before the context
    m_store.reset();
}

void Stage::clear() {
    commands.clear();
    went.reset();
    files.reset();
    toast.reset();
}

void Stage::rest() {
    now.ms += app::Drafts::longest_ms;
    m_driver->frame(2);
}

void Stage::draw() {
    m_store->new_frame();
    m_textures->new_frame();
    app::Request wanted;
    m_screen->want(spot, wanted);
    if (wanted.open.is_nil()) wanted.open = spot.open;
    if (m_stale || !(wanted == request)) {
        request = wanted;
        m_snapshot = day.answer(request, m_language);
        m_stale = false;
    }
    m_snapshot.saving.done = m_number;
    app::Given given{m_snapshot, m_pictures, *m_textures, now, std::exchange(dropped, {}), std::exchange(chosen, {})};
    app::Asked asked;
    drafts.settle(m_snapshot, now);
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const app::ui::Frame frame = app::ui::frame_for(size);
    {
        app::Asked unused;
        const app::ui::Window rail("rail", {0, 0}, {frame.rail, size.y});
        app::draw_rail(given, spot, unused);
    }
    {
        const app::ui::Window window("screen", {frame.rail, 0}, {size.x - frame.rail, size.y - frame.status});
        m_screen->draw(given, spot, drafts, asked);
    }
    {
        app::Asked unused;
        const app::ui::Window status("status", {frame.rail, size.y - frame.status},
                                     {size.x - frame.rail, frame.status});
        app::draw_status(given, drafts, unused);
    }
    drafts.collect(now, asked);
    std::vector<std::uint64_t> numbers;
    for (auto& command : asked.commands) {
        numbers.push_back(++m_number);
        if (!std::holds_alternative<app::Ask>(command)) commands.push_back(std::move(command));
    }
    drafts.posted(numbers);
    if (asked.files) files = asked.files;
    if (asked.toast) toast = asked.toast;
    if (!asked.go) return;
    went = asked.go;
    if (follow && asked.go->place == spot.place) spot = *asked.go;
}

} // namespace takan::test
