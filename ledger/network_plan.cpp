#include "ledger/network_plan.h"

#include <algorithm>

#include "ledger/base/bounds.h"
#include "ledger/engine.h"
#include "ledger/format/date.h"
#include "ledger/format/json.h"
#include "ledger/format/money.h"

namespace mz {

namespace {

constexpr std::size_t kTitleBytes = 200;
constexpr std::size_t kIdBytes = 32;
constexpr std::size_t kCurrencies = 20;
constexpr std::string_view kDemonstrationEnd = ".example";

constexpr bool isLower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isPrintable(std::string_view text) {
  return isValidUtf8(text) && std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

bool isTitle(std::string_view text) {
  return !text.empty() && text.size() <= kTitleBytes && isPrintable(text) && text.front() != ' ' && text.back() != ' ';
}

// "finance", "river-2": what stands in labels, file names and certificates.
bool isId(std::string_view text) {
  return !text.empty() && text.size() <= kIdBytes && isLower(text.front()) && text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return isLower(c) || isDigit(c) || c == '-'; });
}

// Two labels at least, as in the DNS. What ends in .example is a demonstration to everyone who verifies a receipt.
bool isDomain(std::string_view text) {
  if (text.empty() || text.size() > bounds::kNameBytes || text.ends_with(kDemonstrationEnd)) return false;
  int labels = 0;
  for (std::size_t from = 0; from <= text.size(); ++labels) {
    const std::size_t end = std::min(text.find('.', from), text.size());
    const std::string_view label = text.substr(from, end - from);
    if (label.empty() || label.front() == '-' || label.back() == '-' ||
        !std::ranges::all_of(label, [](char c) { return isLower(c) || isDigit(c) || c == '-'; }))
      return false;
    from = end + 1;
  }
  return labels >= 2;
}

// "MM-DD" of a year without 29 February.
bool isDayOfEveryYear(std::string_view text) {
  if (text.size() != 5 || text[2] != '-' || !isDigit(text[0]) || !isDigit(text[1]) || !isDigit(text[3]) || !isDigit(text[4]))
    return false;
  const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  return Date::fromCivil(2023, number(0), number(3)).has_value();
}

// Letters and digits in lower case, and one '-' for what stands between them.
std::string asciiWords(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (isLower(lower) || isDigit(lower))
      out += lower;
    else if (!out.empty() && out.back() != '-')
      out += '-';
  }
  return out;
}

bool isGoodPassword(std::string_view text) { return judgePassword(text).strength != PasswordStrength::TooWeak; }

struct Rule {
  PlanField field;
  std::string_view name;
  bool (*good)(std::string_view);
  std::string_view sentence;
};
const Rule kRules[] = {
    {PlanField::Title, "title", isTitle, "a title has 1 to 200 bytes of printable text, without spaces around it"},
    {PlanField::Domain, "domain", isDomain,
     "a domain has two or more parts of lower-case letters, digits and '-', with dots between them, at most 64 characters, and "
     "does not end in .example, which is for demonstrations"},
    {PlanField::Org, "org", isId, "an org's id is a lower-case letter and then letters, digits or '-', at most 32"},
    {PlanField::Region, "region",
     [](std::string_view text) { return text.empty() || (text.size() == 6 && std::ranges::all_of(text, isDigit)); },
     "a region is six digits (GB/T 2260), or empty"},
    {PlanField::Level, "level", [](std::string_view text) { return text.empty() || isId(text); },
     "a level is one lower-case word such as \"city\", or empty"},
    {PlanField::Channel, "channel", isId,
     "a channel's name is a lower-case letter and then letters, digits or '-', at most 32"},
    {PlanField::Person, "person", isId, "a staff number is a lower-case letter and then letters, digits or '-', at most 32"},
    {PlanField::Password, "password", isGoodPassword,
     "a password has at least 12 characters, 5 different ones among them, at most 1024 bytes, and is not easily guessed"},
    {PlanField::Currency, "currency", [](std::string_view text) { return currencyDigits(text).has_value(); },
     "a currency is a code of ISO 4217 such as CNY"},
    {PlanField::FiscalYear, "fiscal_year", isDayOfEveryYear,
     "the fiscal year begins on a month and day that every year has, such as 01-01"},
};

std::unexpected<Error> refuse(const Rule& rule, std::string_view value) {
  std::string detail(rule.sentence);
  if (rule.field != PlanField::Password) detail += "; got \"" + std::string(value) + "\"";
  Error error = Error(ErrorCode::InvalidArgument, std::move(detail)).with("field", std::string(rule.name));
  if (rule.field == PlanField::Password)
    error.parameters.emplace_back("weakness", passwordWeaknessName(judgePassword(value).weakness));
  return std::unexpected(std::move(error));
}

Status checkTitle(const Title& title) {
  if (title.en.empty() && title.zh.empty()) return checkPlanField(PlanField::Title, {});
  for (const std::string* text : {&title.en, &title.zh})
    if (!text->empty()) MZ_CHECK(checkPlanField(PlanField::Title, *text));
  return {};
}

}  // namespace

Status checkPlanField(PlanField field, std::string_view value) {
  const auto rule = std::ranges::find(kRules, field, &Rule::field);
  if (!rule->good(value)) return refuse(*rule, value);
  return {};
}

Status checkOrgPlan(const OrgPlan& plan) {
  MZ_CHECK(checkPlanField(PlanField::Org, plan.id));
  MZ_CHECK(checkTitle(plan.title));
  MZ_CHECK(checkPlanField(PlanField::Region, plan.region));
  return checkPlanField(PlanField::Level, plan.level);
}

// Names in the keystore are taken once: also by the CA and the node.
Status checkPeoplePlan(const PeoplePlan& plan) {
  std::vector<std::string_view> taken = {"ca", "node-1"};
  for (const std::string* person : {&plan.admin, &plan.officer}) {
    MZ_CHECK(checkPlanField(PlanField::Person, *person));
    if (std::ranges::find(taken, *person) != taken.end())
      return std::unexpected(
          Error(ErrorCode::InvalidArgument, "\"" + *person + "\" is taken; give each person a staff number of its own")
              .with("field", "person"));
    taken.push_back(*person);
  }
  return {};
}

Status checkNetworkPlan(const NetworkPlan& plan) {
  MZ_CHECK(checkTitle(plan.title));
  MZ_CHECK(checkPlanField(PlanField::Domain, plan.domain));
  MZ_CHECK(checkOrgPlan(plan.org));
  MZ_CHECK(checkPeoplePlan(plan.people));
  MZ_CHECK(checkPlanField(PlanField::Channel, plan.channel.name));
  MZ_CHECK(checkTitle(plan.channel.title));
  if (plan.channel.finance) {
    if (plan.channel.currencies.empty() || plan.channel.currencies.size() > kCurrencies)
      return checkPlanField(PlanField::Currency, {});
    for (const std::string& currency : plan.channel.currencies) MZ_CHECK(checkPlanField(PlanField::Currency, currency));
    MZ_CHECK(checkPlanField(PlanField::FiscalYear, plan.channel.fiscalYearStart));
  }
  return checkPlanField(PlanField::Password, plan.password);
}

Title wholeTitle(const Title& title) {
  return {title.en.empty() ? title.zh : title.en, title.zh.empty() ? title.en : title.zh};
}

std::string suggestedId(std::string_view title) {
  std::string id = asciiWords(title);
  id.erase(id.begin(), std::ranges::find_if(id, isLower));
  id.resize(std::min(id.size(), kIdBytes));
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id;
}

std::string suggestedDomain(std::string_view title, std::string_view org) {
  constexpr std::string_view kPrivate = ".internal";  // reserved for what is not in the public DNS
  std::string name = asciiWords(title);
  name.resize(std::min(name.size(), bounds::kNameBytes - kPrivate.size()));
  while (!name.empty() && name.back() == '-') name.pop_back();
  if (name.empty()) name = isId(org) ? org : "network";
  return name + std::string(kPrivate);
}

}  // namespace mz
