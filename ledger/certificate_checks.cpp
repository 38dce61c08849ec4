#include "ledger/certificate_checks.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "ledger/base/bounds.h"
#include "ledger/certificate_template_book.h"
#include "ledger/format/json.h"

namespace mz {

namespace {

constexpr std::int64_t kDay = 86'400;
constexpr int kMostMends = 6;  // of one order, one after the other

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

const CertificateTemplate* templateOf(const CertificateOrder& order, const OrderSurroundings& around) {
  return findTemplate(around.templates, order.templateId, order.role);
}

// Everything that is the same for all orders of a list.
class Checker {
 public:
  Checker(std::span<const CertificateOrder> orders, const OrderSurroundings& around) : m_around(around) {
    const bool withRequests = std::ranges::any_of(orders, [](const CertificateOrder& order) { return !order.request.empty(); });
    for (const Bureau& bureau : around.bureaus) {
      for (const Identity& person : bureau.people) enter(bureau, person.certificate, person.label, withRequests);
      for (const Certificate& other : bureau.others) enter(bureau, other, "serial " + other.serial(), withRequests);
    }
  }

  std::vector<OrderFinding> check(std::size_t place, const CertificateOrder& order) {
    m_findings.clear();
    m_place = place;
    m_order = &order;
    m_role = roleOf(order, m_around);
    checkSubject();
    checkTemplate();
    checkNames();
    if (!order.request.empty()) checkRequest();
    if (const Bureau* bureau = checkAuthority()) checkTimes(bureau->certificate());
    return std::move(m_findings);
  }

 private:
  using PersonKey = std::tuple<std::string, Role, std::string>;

  void enter(const Bureau& bureau, const Certificate& certificate, const std::string& called, bool withKeys) {
    const Subject& subject = certificate.subject();
    const std::string who = subject.org + "/" + subject.name;
    if (withKeys) m_keys.emplace(textOf(certificate.publicKey().subjectPublicKeyInfo()), who);
    if (certificate.notAfter() <= m_around.now || bureau.revoked.contains(certificate.serial()) ||
        m_around.renewed.contains({subject.org, std::string(roleName(subject.role)), subject.name}))
      return;
    // One for signing and one for TLS stand beside each other.
    m_holders[isLimited(certificate)].emplace(PersonKey(subject.org, subject.role, subject.name), called);
  }

  void find(OrderProblem problem, std::string detail) { m_findings.push_back({m_place, problem, std::move(detail), {}}); }
  template <class Change>
  void find(OrderProblem problem, std::string detail, Change change) {
    CertificateOrder mended = *m_order;
    change(mended);
    m_findings.push_back({m_place, problem, std::move(detail), std::move(mended)});
  }
  std::string who() const { return m_order->org + "/" + m_order->name; }

  void checkSubject() {
    const CertificateOrder& order = *m_order;
    const auto role = roleFromName(m_role);
    if (!role || *role == Role::Ca) find(OrderProblem::NoSuchRole, "\"" + m_role + "\" is no role of people or machines");
    if (!isPrintable(order.name))
      find(OrderProblem::BadName, "a name has 1 to 64 bytes and no control characters");
    else if (order.name.size() > bounds::kNameBytes)
      find(OrderProblem::BadName, "the name " + order.name + " has more than 64 bytes",
           [](CertificateOrder& mended) { mended.name = shortened(mended.name); });
    if (!m_seen.emplace(order.org, m_role, order.name, order.templateId).second)
      find(OrderProblem::TwiceInThisList, who() + " stands in the list twice");
  }

  void checkTemplate() {
    const CertificateTemplate* chosen = templateOf(*m_order, m_around);
    if (!chosen) {
      if (!m_order->templateId.empty()) find(OrderProblem::NoSuchTemplate, "there is no template " + m_order->templateId);
    } else if (chosen->role != m_role) {
      find(OrderProblem::RoleNotOfTemplate,
           "the template " + chosen->id + " is for the role " + chosen->role + ", not " + m_role,
           [&](CertificateOrder& mended) { mended.role = chosen->role; });
    }
  }

  void checkNames() {
    for (const AlternativeName& name : m_order->names)
      if (const Status good = checkAlternativeName(name); !good) find(OrderProblem::BadAlternativeName, good.error().detail);
    if (m_order->names.size() > 100) find(OrderProblem::BadAlternativeName, "a certificate has at most 100 other names");
    const CertificateTemplate* chosen = templateOf(*m_order, m_around);
    if (!chosen || !chosen->needsNames || !m_order->names.empty()) return;
    const std::string why = who() + " has no host name or address, which the template " + chosen->id + " needs";
    if (isHostName(m_order->name))
      find(OrderProblem::NameMissing, why, [](CertificateOrder& mended) { mended.names = {{"dns", mended.name}}; });
    else
      find(OrderProblem::NameMissing, why);
  }

  void checkRequest() {
    if (m_order->key) return find(OrderProblem::BadRequest, who() + " has a request, and a key on a token; it needs one key");
    const auto request = readRequest(m_order->request);
    if (!request) return find(OrderProblem::BadRequest, "the request of " + who() + ": " + request.error().detail);
    const CertificateDescription& asked = request->description;
    if (asked.weak)
      find(OrderProblem::WeakKey, "the key or signature of " + who() + " is too weak: " + asked.keyAlgorithm + " with " +
                                      std::to_string(asked.keyBits) + " bits, " + asked.signatureAlgorithm);
    else if (request->key.empty())
      find(OrderProblem::ForeignKey,
           "the key of " + who() + " is of " + asked.keyAlgorithm + "; certificates here have keys of P-256, SM2 or Ed25519");
    if (const auto known = m_keys.find(std::string(textOf(asked.publicKey))); known != m_keys.end() && known->second != who())
      find(OrderProblem::KeyAlreadyCertified, "the key of " + who() + " is that of " + known->second);
  }

  const Bureau* checkAuthority() {
    const CertificateOrder& order = *m_order;
    const auto bureau = std::ranges::find(m_around.bureaus, order.org, &Bureau::org);
    if (bureau == m_around.bureaus.end()) {
      find(OrderProblem::NoAuthority, "the keystore has no CA of " + order.org);
      return nullptr;
    }
    if (const auto authority = bureau->authority(); !authority) {
      find(OrderProblem::AuthorityNeedsPin, authority.error().detail);
      return nullptr;
    }
    if (bureau->certificate().notAfter() <= m_around.now) {
      find(OrderProblem::AuthorityExpired, "the CA of " + order.org + " has expired; renew it first");
      return nullptr;
    }
    const auto role = roleFromName(m_role);
    const CertificateTemplate* chosen = templateOf(order, m_around);
    const auto& holders = m_holders[chosen && !chosen->profile.purposes.empty()];
    if (const auto held = role ? holders.find({order.org, *role, order.name}) : holders.end(); held != holders.end())
      find(OrderProblem::AlreadyIssued, who() + " has a valid certificate with this role, " + held->second +
                                            "; renew or revoke that one, or give another name");
    return &*bureau;
  }

  void checkTimes(const Certificate& authority) {
    if (m_order->days == 0 && !m_order->until && !templateOf(*m_order, m_around)) return;  // nobody knows how long
    const Validity validity = validityOf(*m_order, m_around);
    if (validity.until <= validity.from)
      find(OrderProblem::EndsBeforeItBegins, who() + " would end before it begins");
    else if (validity.until <= m_around.now)
      find(OrderProblem::AlreadyOver, who() + " would have ended already");
    if (validity.from < authority.notBefore())
      find(OrderProblem::BeginsBeforeAuthority, who() + " would begin before the CA that vouches for it",
           [&](CertificateOrder& mended) { mended.from = authority.notBefore(); });
    if (validity.until > authority.notAfter())
      find(OrderProblem::OutlivesAuthority, who() + " would be valid for longer than the CA that vouches for it",
           [&](CertificateOrder& mended) { mended.until = authority.notAfter(); });
  }

  const OrderSurroundings& m_around;
  std::array<std::map<PersonKey, std::string>, 2>
      m_holders;                              // of certificates that are good now: for signing, and limited ones
  std::map<std::string, std::string> m_keys;  // whose a public key is
  std::set<std::tuple<std::string, std::string, std::string, std::string>> m_seen;
  std::size_t m_place = 0;
  const CertificateOrder* m_order = nullptr;
  std::string m_role;
  std::vector<OrderFinding> m_findings;
};

}  // namespace

std::string roleOf(const CertificateOrder& order, const OrderSurroundings& around) {
  if (!order.role.empty()) return order.role;
  const CertificateTemplate* chosen = templateOf(order, around);
  return chosen ? chosen->role : std::string();
}

Validity validityOf(const CertificateOrder& order, const OrderSurroundings& around) {
  const UnixSeconds from = order.from.value_or(around.now);
  const CertificateTemplate* chosen = templateOf(order, around);
  const std::int64_t days = order.days > 0 ? order.days : chosen ? chosen->days : 0;
  return {from, order.until.value_or(UnixSeconds(from.value + days * kDay))};
}

CertificateProfile profileOf(const CertificateOrder& order, const OrderSurroundings& around) {
  const CertificateTemplate* chosen = templateOf(order, around);
  CertificateProfile out = chosen ? chosen->profile : CertificateProfile();
  out.names = order.names;
  return out;
}

std::vector<OrderFinding> checkOrders(std::span<const CertificateOrder> orders, const OrderSurroundings& around) {
  Checker checker(orders, around);
  std::vector<OrderFinding> out;
  for (std::size_t i = 0; i < orders.size(); ++i)
    for (OrderFinding& finding : checker.check(i, orders[i])) out.push_back(std::move(finding));
  return out;
}

std::vector<OrderFinding> mendOrders(std::vector<CertificateOrder>& orders, const OrderSurroundings& around) {
  std::vector<OrderFinding> findings = checkOrders(orders, around);
  const auto isMendable = [](const OrderFinding& finding) { return finding.mended.has_value(); };
  for (int i = 0; i < kMostMends && std::ranges::any_of(findings, isMendable); ++i) {
    // One of each order at a time: a mended order is looked at again.
    std::size_t last = orders.size();
    for (const OrderFinding& finding : findings) {
      if (!finding.mended || finding.order == last) continue;
      orders[finding.order] = *finding.mended;
      last = finding.order;
    }
    findings = checkOrders(orders, around);
  }
  return findings;
}

}  // namespace mz
