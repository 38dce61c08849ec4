#include "ledger/certificate_checks.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "ledger/base/bounds.h"
#include "ledger/format/json.h"

namespace mz {

namespace {

constexpr std::int64_t kDay = 86'400;
constexpr int kMostMends = 4;  // of one order, one after the other

// The usual time of a role, in days: people change their posts, machines are looked after.
std::uint32_t usualDays(Role role) {
  switch (role) {
    case Role::Applicant: return 365;
    case Role::Service:
    case Role::Device:
    case Role::Node:
    case Role::Orderer:
    case Role::Kiosk: return 730;
    default: return 1095;
  }
}

bool isPrintable(std::string_view text) {
  return !text.empty() && isValidUtf8(text) &&
         std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

// Its beginning, in whole characters.
std::string shortened(std::string name) {
  std::size_t size = std::min(name.size(), bounds::kNameBytes);
  while (size > 0 && size < name.size() && (static_cast<unsigned char>(name[size]) & 0xc0) == 0x80) --size;
  name.resize(size);
  return name;
}

using PersonKey = std::tuple<std::string, Role, std::string>;

// Who has a certificate that is good now: its label or serial number, by org, role and name.
std::map<PersonKey, std::string> holders(std::span<const Bureau> bureaus, UnixSeconds now, const RenewedSubjects& renewed) {
  std::map<PersonKey, std::string> out;
  const auto add = [&](const Bureau& bureau, const Certificate& certificate, const std::string& called) {
    const Subject& subject = certificate.subject();
    if (certificate.notAfter() <= now || bureau.revoked.contains(certificate.serial()) ||
        renewed.contains({subject.org, std::string(roleName(subject.role)), subject.name}))
      return;
    out.emplace(PersonKey(subject.org, subject.role, subject.name), called);
  };
  for (const Bureau& bureau : bureaus) {
    for (const Identity& person : bureau.people) add(bureau, person.certificate, person.label);
    for (const Certificate& other : bureau.others) add(bureau, other, "serial " + other.serial());
  }
  return out;
}

}  // namespace

Validity validityOf(const CertificateOrder& order, UnixSeconds now) {
  const UnixSeconds from = order.from.value_or(now);
  const auto role = roleFromName(order.role);
  const std::int64_t days = order.days > 0 ? order.days : role ? usualDays(*role) : 0;
  return {from, order.until.value_or(UnixSeconds(from.value + days * kDay))};
}

std::vector<OrderFinding> checkOrders(std::span<const CertificateOrder> orders, std::span<const Bureau> bureaus,
                                      UnixSeconds now, const RenewedSubjects& renewed) {
  const auto holding = holders(bureaus, now, renewed);
  std::set<std::tuple<std::string, std::string, std::string>> seen;
  std::vector<OrderFinding> findings;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    const CertificateOrder& order = orders[i];
    const auto find = [&](OrderProblem problem, std::string detail, std::optional<CertificateOrder> mended = {}) {
      findings.push_back({i, problem, std::move(detail), std::move(mended)});
    };
    const auto mended = [&](auto change) {
      CertificateOrder copy = order;
      change(copy);
      return copy;
    };
    const std::string who = order.org + "/" + order.name;
    const auto role = roleFromName(order.role);
    if (!role || *role == Role::Ca) find(OrderProblem::NoSuchRole, "\"" + order.role + "\" is no role of people or machines");
    if (!isPrintable(order.name)) {
      find(OrderProblem::BadName, "a name has 1 to 64 bytes and no control characters");
    } else if (order.name.size() > bounds::kNameBytes) {
      find(OrderProblem::BadName, "the name " + order.name + " has more than 64 bytes",
           mended([](CertificateOrder& copy) { copy.name = shortened(copy.name); }));
    }
    if (!seen.emplace(order.org, order.role, order.name).second)
      find(OrderProblem::TwiceInThisList, who + " stands in the list twice");
    const auto bureau = std::ranges::find(bureaus, order.org, &Bureau::org);
    if (bureau == bureaus.end()) {
      find(OrderProblem::NoAuthority, "the keystore has no CA of " + order.org);
      continue;
    }
    if (const auto authority = bureau->authority(); !authority) {
      find(OrderProblem::AuthorityNeedsPin, authority.error().detail);
      continue;
    }
    const Certificate& authority = bureau->certificate();
    if (authority.notAfter() <= now) {
      find(OrderProblem::AuthorityExpired, "the CA of " + order.org + " has expired; renew it first");
      continue;
    }
    if (role)
      if (const auto held = holding.find({order.org, *role, order.name}); held != holding.end())
        find(OrderProblem::AlreadyIssued, who + " has a valid certificate with this role, " + held->second +
                                              "; renew or revoke that one, or give another name");
    if (!role && order.days == 0 && !order.until) continue;  // nobody knows how long
    const Validity validity = validityOf(order, now);
    if (validity.until <= validity.from)
      find(OrderProblem::EndsBeforeItBegins, who + " would end before it begins");
    else if (validity.until <= now)
      find(OrderProblem::AlreadyOver, who + " would have ended already");
    if (validity.from < authority.notBefore())
      find(OrderProblem::BeginsBeforeAuthority, who + " would begin before the CA that vouches for it",
           mended([&](CertificateOrder& copy) { copy.from = authority.notBefore(); }));
    if (validity.until > authority.notAfter())
      find(OrderProblem::OutlivesAuthority, who + " would be valid for longer than the CA that vouches for it",
           mended([&](CertificateOrder& copy) { copy.until = authority.notAfter(); }));
  }
  return findings;
}

std::vector<OrderFinding> mendOrders(std::vector<CertificateOrder>& orders, std::span<const Bureau> bureaus, UnixSeconds now,
                                     const RenewedSubjects& renewed) {
  std::vector<OrderFinding> findings = checkOrders(orders, bureaus, now, renewed);
  const auto isMendable = [](const OrderFinding& finding) { return finding.mended.has_value(); };
  for (int i = 0; i < kMostMends && std::ranges::any_of(findings, isMendable); ++i) {
    // One of each order at a time: a mended order is looked at again.
    std::size_t last = orders.size();
    for (const OrderFinding& finding : findings) {
      if (!finding.mended || finding.order == last) continue;
      orders[finding.order] = *finding.mended;
      last = finding.order;
    }
    findings = checkOrders(orders, bureaus, now, renewed);
  }
  return findings;
}

}  // namespace mz
