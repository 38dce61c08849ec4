#include "ledger/demo_data.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace mz {

namespace {

constexpr DemoOrg kOrgs[] = {
    {"finance", "Finance Bureau", "财政局", true},
    {"education", "Education Bureau", "教育局", true},
    {"justice", "Justice Bureau", "司法局", true},
    {"civil-affairs", "Civil Affairs Bureau", "民政局", true},
    {"housing", "Housing and Construction Bureau", "住房和城乡建设局", true},
    {"land", "Natural Resources Bureau", "自然资源局", true},
    {"market", "Market Supervision Bureau", "市场监督管理局", true},
    {"tax", "Tax Service", "税务局", true},
    {"fire", "Fire and Rescue Service", "消防救援支队", true},
    {"environment", "Ecology and Environment Bureau", "生态环境局", true},
    {"labour", "Human Resources and Social Security Bureau", "人力资源和社会保障局", true},
    {"police", "Public Security Bureau", "公安局", true},
    {"audit", "Audit Office", "审计局", false},
};

struct Line {
  std::string_view functionalClass, programme, description;
  int share;  // of the department's payments
  double typicalYuan;
};
struct Department {
  std::size_t org;
  int weight;
  std::array<std::string_view, 3> entities;
  std::array<Line, 4> lines;
};

constexpr std::string_view kWages = "2010101 工资福利支出";
constexpr Department kDepartments[] = {
    {0,
     6,
     {"财政局本级", "国库支付中心", "政府采购中心"},
     {{{kWages, "人员经费", "工资及津贴补贴", 3, 260000},
       {"2010601 行政运行", "机关运行", "办公用品采购", 4, 8600},
       {"2010608 财政国库业务", "预算管理一体化", "系统运维服务费 (system maintenance)", 2, 186000},
       {"2010699 其他财政事务支出", "绩效评价", "第三方绩效评价费", 1, 92000}}}},
    {1,
     22,
     {"市第一中学", "市实验小学", "教育局本级"},
     {{{"2050202 小学教育", "校舍安全", "校舍维修工程款", 3, 420000},
       {"2050204 高中教育", "智慧校园", "教学设备购置", 3, 135000},
       {"2050299 其他普通教育支出", "学生营养", "营养午餐食材款", 5, 46000},
       {"2050302 中等职业教育", "实训基地", "实训设备 (training equipment)", 1, 310000}}}},
    {2,
     4,
     {"司法局本级", "法律援助中心", "公证处"},
     {{{"2040601 行政运行", "机关运行", "物业服务费", 3, 24000},
       {"2040604 基层司法业务", "人民调解", "调解员补贴", 3, 6800},
       {"2040607 公共法律服务", "法律援助", "法律援助案件补贴", 3, 3200},
       {"2040699 其他司法支出", "普法宣传", "普法宣传品印制", 1, 18000}}}},
    {3,
     14,
     {"救助管理站", "市养老院", "民政局本级"},
     {{{"2081901 城市最低生活保障金支出", "社会救助", "低保金集中发放", 4, 580000},
       {"2081001 儿童福利", "孤儿保障", "生活费发放", 2, 64000},
       {"2081002 老年福利", "养老服务", "养老护理服务费", 3, 88000},
       {"2082001 临时救助支出", "临时救助", "临时救助金", 3, 5200}}}},
    {4,
     13,
     {"住房保障中心", "市政工程管理处", "住建局本级"},
     {{{"2210106 公共租赁住房", "保障房", "公租房建设进度款", 2, 2650000},
       {"2120303 小城镇基础设施建设", "道路改造", "道路改造工程款", 3, 1180000},
       {"2120501 城乡社区环境卫生", "环卫保洁", "环卫作业服务费", 4, 96000},
       {"2210108 老旧小区改造", "老旧小区改造", "改造工程款", 2, 740000}}}},
    {5,
     5,
     {"不动产登记中心", "自然资源局本级", "测绘院"},
     {{{"2200104 自然资源规划及管理", "国土空间规划", "规划编制费", 1, 360000},
       {"2200106 自然资源利用与保护", "耕地保护", "耕地保护补偿", 2, 128000},
       {"2200129 基础测绘", "基础测绘", "测绘服务费", 2, 210000},
       {"2200101 行政运行", "机关运行", "水电费", 3, 9400}}}},
    {6,
     5,
     {"市场监管局本级", "食品检验所", "计量测试所"},
     {{{"2013816 食品安全监管", "食品抽检", "食品抽检检测费", 4, 38000},
       {"2013812 药品事务", "药品监管", "药品抽检费", 2, 41000},
       {"2013801 行政运行", "机关运行", "执法车辆运行费", 3, 5600},
       {"2013815 质量安全监管", "特种设备检验", "检验服务费", 2, 72000}}}},
    {7,
     3,
     {"税务局本级", "办税服务厅", "信息中心"},
     {{{"2010701 行政运行", "机关运行", "物业服务费", 3, 31000},
       {"2010709 信息化建设", "智慧税务", "软件开发费 (software development)", 1, 480000},
       {"2010710 税收业务", "纳税服务", "办税终端维护费", 2, 26000},
       {"2010799 其他税收事务支出", "机关运行", "印刷费", 2, 7300}}}},
    {8,
     4,
     {"消防支队本级", "特勤大队", "训练基地"},
     {{{"2240201 行政运行", "队伍保障", "伙食费", 3, 52000},
       {"2240204 消防应急救援", "装备购置", "消防车购置款", 1, 1650000},
       {"2240204 消防应急救援", "装备购置", "防护装备购置", 2, 128000},
       {"2240299 其他消防救援事务支出", "消防宣传", "宣传活动费", 1, 15000}}}},
    {9,
     6,
     {"环境监测站", "生态环境局本级", "固废管理中心"},
     {{{"2110301 大气", "大气污染防治", "监测设备运维费", 3, 84000},
       {"2110302 水体", "河道治理", "河道治理工程款", 2, 920000},
       {"2110304 固体废弃物与化学品", "垃圾分类", "垃圾分类服务费", 3, 67000},
       {"2110101 行政运行", "机关运行", "差旅费", 3, 2400}}}},
    {10,
     9,
     {"社会保险基金管理局", "就业服务中心", "人社局本级"},
     {{{"2080701 就业创业服务补贴", "就业补助", "职业培训补贴", 4, 36000},
       {"2080705 公益性岗位补贴", "公益岗位", "公益岗位补贴发放", 3, 142000},
       {"2080109 社会保险经办机构", "社保经办", "社保卡制作费", 2, 58000},
       {"2080101 行政运行", "机关运行", "会议费", 1, 4800}}}},
    {11,
     9,
     {"交通警察支队", "公安局本级", "特警支队"},
     {{{"2040219 信息化建设", "平安城市", "视频监控维护费", 2, 235000},
       {"2040220 执法办案", "执法办案", "办案费", 4, 12500},
       {"2040201 行政运行", "机关运行", "车辆维修费", 4, 4300},
       {"2040299 其他公安支出", "辅警经费", "辅警劳务费", 2, 390000}}}},
};

constexpr std::string_view kPlaces[] = {"江城", "滨江", "东湖", "汇丰", "长江", "楚天", "光谷", "汉阳", "金桥", "绿洲",
                                        "华中", "明德", "惠民", "安泰", "新城", "鼎盛", "蓝天", "正大", "同济", "博雅"};
constexpr std::string_view kTrades[] = {"建工集团", "城投",     "信息技术", "食品配送", "物业服务", "环保科技",
                                        "医疗器械", "教育装备", "印务",     "汽车服务", "检测认证", "工程咨询",
                                        "园林绿化", "市政工程", "劳务派遣", "商贸"};
constexpr std::string_view kForms[] = {"有限公司", "有限责任公司", "股份有限公司"};
constexpr std::string_view kForeign[] = {"Riverside Consulting (Jiangcheng) Co., Ltd.", "Siemens Energy Services China",
                                         "Deloitte Advisory (Wuhan)", "Northwind Water Technology Ltd."};
constexpr int kDays = 685;                                 // that payments span: 2025-01-02 to 2026-11-17
constexpr std::string_view kNaturalPerson = "（自然人）";  // a category; the name never lies on the chain

int totalWeight() {
  int total = 0;
  for (const Department& department : kDepartments) total += department.weight;
  return total;
}

const Department& pickDepartment(SeededRandom& random) {
  auto left = static_cast<int>(random.below(static_cast<std::uint64_t>(totalWeight())));
  for (const Department& department : kDepartments)
    if ((left -= department.weight) < 0) return department;
  return kDepartments[0];
}

const Line& pickLine(const Department& department, SeededRandom& random) {
  int total = 0;
  for (const Line& line : department.lines) total += line.share;
  auto left = static_cast<int>(random.below(static_cast<std::uint64_t>(total)));
  for (const Line& line : department.lines)
    if ((left -= line.share) < 0) return line;
  return department.lines[0];
}

// A few payees get most of the money, as in real ledgers.
std::string payeeOf(const Line& line, SeededRandom& random) {
  if (line.description.find("补贴") != std::string_view::npos || line.description.find("救助金") != std::string_view::npos ||
      line.description.find("低保") != std::string_view::npos)
    return std::string(kNaturalPerson);
  if (random.below(60) == 0) return std::string(kForeign[random.below(std::size(kForeign))]);
  const double skewed = std::pow(random.unit(), 2.2);
  const auto number = static_cast<std::size_t>(skewed * static_cast<double>(std::size(kPlaces) * std::size(kTrades)));
  return std::string(kPlaces[number % std::size(kPlaces)]) +
         std::string(kTrades[number / std::size(kPlaces) % std::size(kTrades)]) +
         std::string(kForms[number % std::size(kForms)]);
}

std::int64_t amountOf(const Line& line, SeededRandom& random) {
  // Log-normal around the line's typical amount: Box-Muller from two uniform numbers.
  const double u = random.unit() + 1e-12, v = random.unit();
  const double normal = std::sqrt(-2 * std::log(u)) * std::cos(6.283185307179586 * v);
  auto cents = static_cast<std::int64_t>(line.typicalYuan * std::exp(0.7 * normal) * 100);
  if (random.below(4) == 0) cents -= cents % 10000;  // round sums are common
  if (cents < 100) cents = 100;
  return random.below(40) == 0 ? -cents / 3 : cents;  // refunds and credit notes
}

std::string lineTitle(std::string_view programme, std::string_view description) {
  return std::string(programme) + "：" + std::string(description);
}

std::string lineKey(int year, const std::string& department, const std::string& title) {
  return std::to_string(year) + '\n' + department + '\n' + title;
}

}  // namespace

std::span<const DemoOrg> demoOrgs() { return kOrgs; }

DemoCodes demoCodes() {
  DemoCodes codes;
  for (const Department& department : kDepartments) {
    codes.departments.emplace_back(kOrgs[department.org].zh);
    for (const std::string_view entity : department.entities) codes.entities.emplace_back(entity);
    for (const Line& line : department.lines) {
      const std::string text(line.functionalClass);
      if (std::ranges::find(codes.classes, text) == codes.classes.end()) codes.classes.push_back(text);
    }
  }
  return codes;
}

std::vector<DemoBudgetLine> demoBudget(std::uint64_t payments, SeededRandom& random) {
  constexpr std::uint64_t kSmallest = 2000;  // a network without payments has a budget too
  constexpr double kMeanOfTypical = 1.2;     // of amountOf(): log-normal, less refunds
  const double yearly = static_cast<double>(std::max(payments, kSmallest)) * 365 / kDays;
  std::vector<DemoBudgetLine> out;
  for (const int year : {2025, 2026})
    for (const Department& department : kDepartments) {
      int shares = 0;
      for (const Line& line : department.lines) shares += line.share;
      std::size_t number = 0;
      for (const Line& line : department.lines) {
        DemoBudgetLine made;
        BudgetLineDraft& draft = made.line;
        draft.id = "B" + std::to_string(year) + "-" + std::string(kOrgs[department.org].id) + "-" + std::to_string(number + 1);
        draft.department = kOrgs[department.org].zh;
        draft.functionalClass = line.functionalClass;
        draft.project = line.programme;
        draft.title = lineTitle(line.programme, line.description);
        draft.source = line.typicalYuan > 500000 ? "政府性基金预算" : "一般公共预算";
        draft.currency = "CNY";
        draft.year = year;
        const double expected =
            yearly * department.weight / totalWeight() * line.share / shares * line.typicalYuan * kMeanOfTypical;
        const auto tenThousands = static_cast<std::int64_t>(expected * (0.95 + 0.35 * random.unit()) / 10000) + 1;
        draft.amount = Amount(tenThousands * 1'000'000);
        made.entity = department.entities[number % department.entities.size()];
        made.released = Amount(tenThousands * static_cast<std::int64_t>(60 + random.below(40)) * 10'000);
        made.releasedOn = *Date::fromCivil(year, 1, 10 + static_cast<int>(random.below(15)));
        out.push_back(std::move(made));
        ++number;
      }
    }
  return out;
}

std::vector<DemoAdjustment> demoAdjustments(std::span<const DemoBudgetLine> budget) {
  std::vector<DemoAdjustment> out;
  for (std::size_t i = 0; i < budget.size(); ++i) {
    const BudgetLineDraft& line = budget[i].line;
    const auto day = static_cast<int>(1 + i % 28);
    if (i % 4 == 1)
      out.push_back({"T" + line.id, line.id, "追加预算：上级转移支付到位", Amount(line.amount.minor / 100 * 8),
                     *Date::fromCivil(line.year, 6, day)});
    if (i % 6 == 2)
      out.push_back({"Y" + line.id, line.id, "压减一般性支出", Amount((budget[i].released.minor - line.amount.minor) / 2),
                     *Date::fromCivil(line.year, 9, day)});
  }
  std::ranges::stable_sort(out, {}, &DemoAdjustment::date);
  return out;
}

std::string demoAllocationId(const DemoBudgetLine& budget) { return "A-" + budget.line.id; }

DemoAllocations::DemoAllocations(std::span<const DemoBudgetLine> budget) {
  for (const DemoBudgetLine& each : budget)
    m_rests[lineKey(each.line.year, each.line.department, each.line.title)] = {demoAllocationId(each), each.released,
                                                                               each.releasedOn};
}

void DemoAllocations::draw(PaymentDraft& payment) {
  const auto found =
      m_rests.find(lineKey(payment.date.year(), payment.department, lineTitle(payment.programme, payment.description)));
  if (found == m_rests.end()) return;
  Rest& rest = found->second;
  if (payment.date < rest.from || payment.amount > rest.amount) return;
  rest.amount = Amount(rest.amount.minor - payment.amount.minor);
  payment.allocation = rest.id;
}

DemoPayments::DemoPayments(std::uint64_t count, SeededRandom& random) : m_random(random), m_count(count) {}

bool DemoPayments::next(PaymentDraft& out, std::string& orgId) {
  if (m_done == m_count) return false;
  const Department& department = pickDepartment(m_random);
  const Line& line = pickLine(department, m_random);
  // Days run evenly from 2025-01-02 on, moved off weekends mostly.
  auto day = static_cast<std::int32_t>(m_done * kDays / m_count);
  Date date = Date(Date::fromCivil(2025, 1, 2)->days + day);
  if (date.weekday() > 5 && m_random.below(12) != 0) date = Date(date.days - (date.weekday() - 5));
  out = PaymentDraft();
  ++m_done;
  std::string serial = std::to_string(m_done);
  serial.insert(0, serial.size() < 6 ? 6 - serial.size() : 0, '0');
  out.id = "P-" + std::to_string(date.year()) + "-" + serial;
  out.date = date;
  out.department = kOrgs[department.org].zh;
  out.entity = department.entities[m_random.below(department.entities.size())];
  out.programme = line.programme;
  out.functionalClass = line.functionalClass;
  out.payee = payeeOf(line, m_random);
  out.amount = Amount(amountOf(line, m_random));
  out.currency = "CNY";
  out.reference = "HT" + std::to_string(date.year()) + std::to_string(1000 + m_random.below(9000));
  out.description = line.description;
  orgId = kOrgs[department.org].id;
  return true;
}

}  // namespace mz
