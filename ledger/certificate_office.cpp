#include "ledger/certificate_office.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <set>

#include "ledger/base/work_pieces.h"
#include "ledger/certificate_settlement.h"
#include "ledger/local_engine.h"

namespace mz {

namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::size_t kPiece = 32;  // certificates that one thread makes in a row

std::unexpected<Error> locked() {
  return fail(ErrorCode::Locked, "the identities are locked; unlock them with their password");
}

std::unexpected<Error> noAuthority(std::string_view org) {
  return std::unexpected(
      Error(ErrorCode::NotFound, "the keystore has no CA of " + std::string(org)).with("org", std::string(org)));
}

}  // namespace

Result<std::vector<Bureau>> CertificateOffice::bureaus() const {
  if (m_engine.isLocked()) return locked();
  return bureausOf(m_engine, m_acts, m_memory);
}

Result<Bureau> CertificateOffice::bureau(std::string_view org) const {
  MZ_TRY(std::vector<Bureau> all, bureaus());
  const auto found = std::ranges::find(all, org, &Bureau::org);
  if (found == all.end()) return noAuthority(org);
  return std::move(*found);
}

Result<std::vector<OrderFinding>> CertificateOffice::check(std::span<const CertificateOrder> orders) const {
  MZ_TRY(const std::vector<Bureau> all, bureaus());
  return checkOrders(orders, around(all));
}

OrderSurroundings CertificateOffice::around(std::span<const Bureau> bureaus) const {
  return {bureaus, m_templates, m_engine.clock().now()};
}

Result<PrivateKey> CertificateOffice::keyFor(const Making& making, const Certificate& authority) const {
  if (making.key) return *making.key;
  const KeyAlgorithm algorithm = authority.publicKey().algorithm();
  if (!making.order.key) return PrivateKey::generate(algorithm);
  if (algorithm != KeyAlgorithm::P256)
    return std::unexpected(
        Error(ErrorCode::InvalidArgument, "people of " + making.order.org + " sign with SM2, and keys on tokens are of P-256")
            .with("org", making.order.org));
  MZ_TRY(const PublicKey half, m_engine.localTokens().publicKey(*making.order.key));
  return m_engine.localTokens().privateKey(*making.order.key, half);
}

Result<IssueReport> CertificateOffice::issue(std::vector<CertificateOrder> orders, bool adjust, const Progress& progress) {
  MZ_TRY(const std::vector<Bureau> all, bureaus());
  std::vector<Making> makings;
  makings.reserve(orders.size());
  for (CertificateOrder& order : orders) makings.push_back({.order = std::move(order)});
  return make(std::move(makings), adjust, all, progress);
}

Result<CertificateOffice::Making> CertificateOffice::renewal(const RenewalOrder& order, std::span<const Bureau> bureaus) const {
  const auto refuse = [&](ErrorCode code, const std::string& why) {
    return std::unexpected(Error(code, why).with("certificate", order.certificate.hex()));
  };
  const auto makingOf = [&](const Certificate& certificate) {
    const Subject& subject = certificate.subject();
    Making making;
    making.order = {subject.org, std::string(roleName(subject.role)), subject.name, order.days};
    making.profile = profileIn(certificate);
    making.replaced = certificate.serial();
    making.revokeReplaced = order.revokeOld;
    return making;
  };
  for (const Bureau& bureau : bureaus) {
    for (const Identity& person : bureau.people) {
      if (person.certificate.fingerprint() != order.certificate) continue;
      Making making = makingOf(person.certificate);
      making.order.key = person.token;
      if (order.sameKey && !person.token) making.key = person.key;
      if (bureau.revoked.contains(making.replaced))
        return refuse(ErrorCode::InvalidArgument, person.label + " is revoked; issue a new certificate instead");
      return making;
    }
    for (const Certificate& other : bureau.others) {
      if (other.fingerprint() != order.certificate) continue;
      Making making = makingOf(other);
      if (!order.sameKey)
        return refuse(ErrorCode::InvalidArgument, "the key of " + bureau.org + "/" + other.subject().name +
                                                      " lies elsewhere; renew it with the same key, or ask for a request");
      if (bureau.revoked.contains(making.replaced))
        return refuse(ErrorCode::InvalidArgument, bureau.org + "/" + other.subject().name + " is revoked");
      making.publicKey = other.publicKey();
      return making;
    }
  }
  return refuse(ErrorCode::NotFound, "no CA of this keystore has issued the certificate " + order.certificate.hex());
}

Result<IssueReport> CertificateOffice::renew(std::span<const RenewalOrder> orders, bool adjust, const Progress& progress) {
  MZ_TRY(const std::vector<Bureau> all, bureaus());
  std::vector<Making> makings;
  for (const RenewalOrder& order : orders) {
    MZ_TRY(Making making, renewal(order, all));
    makings.push_back(std::move(making));
  }
  return make(std::move(makings), adjust, all, progress);
}

Result<IssueReport> CertificateOffice::make(std::vector<Making> makings, bool adjust, std::span<const Bureau> bureaus,
                                            const Progress& progress) {
  OrderSurroundings surroundings = around(bureaus);
  std::vector<CertificateOrder> orders;
  for (const Making& making : makings) {
    orders.push_back(making.order);
    if (!making.replaced.empty()) surroundings.renewed.emplace(making.order.org, making.order.role, making.order.name);
  }
  for (const OrderFinding& finding : adjust ? mendOrders(orders, surroundings) : checkOrders(orders, surroundings)) {
    if (finding.problem == OrderProblem::AuthorityNeedsPin)
      return std::unexpected(std::ranges::find(bureaus, orders[finding.order].org, &Bureau::org)->authority().error());
    return std::unexpected(Error(ErrorCode::InvalidArgument, finding.detail)
                               .with("problem", std::string(orderProblemName(finding.problem)))
                               .with("order", std::to_string(finding.order)));
  }

  std::vector<Result<Identity>> results(makings.size(), fail(ErrorCode::Cancelled, "cancelled; no certificate was issued"));
  std::atomic<std::size_t> count = 0;
  inPieces(m_engine.pool(), makings.size(), kPiece, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end && !progress.cancelled(); ++i) {
      makings[i].order = orders[i];
      results[i] = makeOne(makings[i], surroundings);
      progress.report(++count, makings.size());
    }
  });

  std::vector<Identity> made;
  std::vector<Certificate> elsewhere;
  std::set<std::string> labels;
  IssueReport report;
  for (std::size_t i = 0; i < makings.size(); ++i) {
    MZ_TRY(Identity identity, std::move(results[i]));
    const Certificate& certificate = identity.certificate;
    if (!identity.key.empty()) {
      identity.label = m_engine.labelFor(certificate);
      if (!labels.insert(identity.label).second) identity.label += "/" + certificate.serial().substr(0, 8);
    }
    const Subject& subject = certificate.subject();
    report.issued.push_back({identity.label, subject.org, std::string(roleName(subject.role)), subject.name,
                             certificate.serial(), certificate.notBefore(), certificate.notAfter(), certificate.fingerprint()});
    if (identity.key.empty())
      elsewhere.push_back(certificate);
    else
      made.push_back(std::move(identity));
  }
  MZ_CHECK(m_engine.keep(std::move(made)));
  MZ_CHECK(m_acts.addIssued(elsewhere));
  MZ_CHECK(supersede(makings));
  MZ_TRY(report.channels, settle(progress));
  return report;
}

// Without its label; without a key where that lies elsewhere.
Result<Identity> CertificateOffice::makeOne(const Making& making, const OrderSurroundings& surroundings) const {
  const CertificateOrder& order = making.order;
  MZ_TRY(const Authority authority, std::ranges::find(surroundings.bureaus, order.org, &Bureau::org)->authority());
  std::optional<PublicKey> half = making.publicKey;
  if (!order.request.empty()) {
    MZ_TRY(CertificateRequest request, readRequest(order.request));
    half = std::move(request.key);
  }
  Identity out;
  out.token = order.key;
  if (!half) {
    MZ_TRY(out.key, keyFor(making, authority.certificate));
    half = out.key.publicKey();
  }
  SystemRandom random;
  MZ_TRY(out.certificate,
         mz::issue(authority, {order.org, *roleFromName(roleOf(order, surroundings)), order.name}, *half,
                   validityOf(order, surroundings), random, making.profile ? *making.profile : profileOf(order, surroundings)));
  return out;
}

// The new certificates are durable before the old ones are withdrawn.
Status CertificateOffice::supersede(std::span<const Making> makings) {
  std::map<std::string, RevocationOrder> acts;  // by org
  for (const Making& making : makings) {
    if (!making.revokeReplaced) continue;
    RevocationOrder& order = acts[making.order.org];
    order.org = making.order.org;
    order.reason = RevocationReason::Superseded;
    order.serials.push_back(making.replaced);
    if (order.serials.size() < AuthorityRegister::kRevocationsPerAct) continue;
    MZ_CHECK(decide(order));
    order.serials.clear();
  }
  for (const auto& [org, order] : acts)
    if (!order.serials.empty()) MZ_CHECK(decide(order));
  return {};
}

Result<std::vector<std::optional<Error>>> CertificateOffice::refusals(const RevocationOrder& order) const {
  MZ_TRY(const Bureau issuing, bureau(order.org));
  if (order.serials.empty() || order.serials.size() > AuthorityRegister::kRevocationsPerAct)
    return fail(ErrorCode::InvalidArgument, "between 1 and 200 certificates are revoked at once");
  std::map<std::string, int> revoked;  // reason by serial
  for (const RevokedEntry& entry : m_acts.revoked(order.org)) revoked.emplace(entry.serial, entry.reason);
  std::set<std::string> seen;
  const auto reasonAgainst = [&](const std::string& serial) -> std::string {
    const auto known = revoked.find(serial);
    const bool onHold = known != revoked.end() && known->second == static_cast<int>(RevocationReason::CertificateHold);
    if (serial.empty() || serial.size() > 40 || serial.find_first_not_of("0123456789abcdef") != serial.npos)
      return "a serial number is 1 to 40 lower-case hexadecimal digits";
    if (!seen.insert(serial).second) return "it stands in the list twice";
    if (std::ranges::any_of(issuing.authorities,
                            [&](const Identity& authority) { return authority.certificate.serial() == serial; }))
      return "a CA is withdrawn by the members, not by itself";
    if (order.reason == RevocationReason::RemoveFromCrl)
      return onHold ? std::string() : "it is not on hold, so it cannot be released";
    if (known != revoked.end() && !onHold) return "it is revoked already";
    if (order.reason == RevocationReason::CertificateHold && onHold) return "it is on hold already";
    return {};
  };
  std::vector<std::optional<Error>> out;
  for (const std::string& serial : order.serials) {
    const std::string why = reasonAgainst(serial);
    if (why.empty()) {
      out.emplace_back();
      continue;
    }
    std::string detail = "certificate ";
    detail.append(serial).append(" of ").append(order.org).append(": ").append(why);
    out.emplace_back(Error(ErrorCode::InvalidArgument, std::move(detail)).with("serial", serial));
  }
  return out;
}

Status CertificateOffice::decide(const RevocationOrder& order) {
  RevocationAct act{order.org, 0, {}};
  for (const std::string& serial : order.serials)
    act.entries.push_back({serial, m_engine.clock().now(), static_cast<int>(order.reason), order.invalidSince});
  return addAct(std::move(act));
}

Status CertificateOffice::addAct(RevocationAct act) {
  act.number = m_acts.lastNumber(act.org);
  // Another program with the same CA may have gone further on some channel.
  for (const std::string& name : m_engine.channelNames()) {
    MZ_TRY(const ChannelHost* host, m_engine.host(name));
    if (host->openError()) continue;
    MZ_TRY(const std::uint64_t number, CertificateSettlement::listNumber(*host, act.org));
    act.number = std::max(act.number, number);
  }
  ++act.number;
  return m_acts.add(std::move(act));
}

Result<RevocationReport> CertificateOffice::revoke(const RevocationOrder& order, const Progress& progress) {
  MZ_TRY(const auto refused, refusals(order));
  for (const std::optional<Error>& refusal : refused)
    if (refusal) return std::unexpected(*refusal);
  if (order.invalidSince && *order.invalidSince > m_engine.clock().now())
    return fail(ErrorCode::InvalidArgument, "an invalidity date lies in the past");
  MZ_TRY(const Bureau issuing, bureau(order.org));
  MZ_CHECK(issuing.authority());  // before anything is decided that no channel could be told
  MZ_CHECK(decide(order));
  RevocationReport report;
  report.number = m_acts.lastNumber(order.org);
  MZ_TRY(report.channels, settle(progress));
  return report;
}

Result<std::vector<ChannelSettlement>> CertificateOffice::settle(const Progress& progress) {
  MZ_TRY(const std::vector<Bureau> all, bureaus());
  return CertificateSettlement(m_engine, m_acts, all).settle(progress);
}

Result<Bytes> CertificateOffice::revocationList(std::string_view org, std::uint32_t days) const {
  MZ_TRY(const Bureau issuing, bureau(org));
  MZ_TRY(const Authority authority, issuing.authority());
  const UnixSeconds now = m_engine.clock().now();
  return makeCrl(authority, std::max<std::uint64_t>(m_acts.lastNumber(org), 1), m_acts.revoked(org),
                 {now, UnixSeconds(now.value + std::int64_t{days} * kDay)});
}

}  // namespace mz
