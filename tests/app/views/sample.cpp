#include "tests/app/views/sample.hpp"

#include "app/forms/shipped.hpp"
#include "sync/record/deletion.hpp"

#include <cstdio>

namespace takan::test {

using app::FieldValues;
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
    base.me = {zhou,  "周敏", "inspector", "ssh://git@10.20.3.8/yueyang.git", "3f2a-91c0-7be2-0d4f", "/home/zhou/踏勘",
               false, false};
    base.people = {{zhou, "周敏"}, {li, "李建国"}, {liu, "刘卫东"}};
    base.members = {{"刘卫东", "leader", {{liu, "组长笔记本", "SHA256:l", false, march(22, 9, 48)}}},
                    {"周敏", "inspector", {{zhou, "外勤 1 号", "SHA256:z", false, march(21, 18, 2)}}},
                    {"李建国", "inspector", {{li, "外勤 2 号", "SHA256:j", false, {}}}}};
    base.counts = {3, 9, 2, 0, {{"finding", 3}, {"photo", 9}, {"site", 7}, {"visit", 8}}};
    base.saving.at = march(22, 10, 51);
    base.syncing.last_success = base.syncing.receipt_at = march(22, 9, 48);
    base.syncing.records_sent = 6;
    base.syncing.records_received = 4;
    base.syncing.photos_sent = 5;
    base.syncing.number = 3;
    base.undo = "undo.edit";
    for (const auto& list : app::shipped_checklists())
        forms.push_back({{}, list->form().form_id, list->form().version, list->form().title, true, {}, list});
}

void SampleDay::be_leader() {
    base.me = {liu, "刘卫东", "leader", base.me.team_address, base.me.team_root, "/home/liu/踏勘", true, true, true};
}

} // namespace takan::test
