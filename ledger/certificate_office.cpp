#include "ledger/certificate_office.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "ledger/format/json.h"

namespace mz {

namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::size_t kEnvelopesAtOnce = 500;

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

bool isName(std::string_view text) {
  return !text.empty() && text.size() <= bounds::kNameBytes && isValidUtf8(text) &&
         std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

}  // namespace

struct CertificateOffice::Bureau {
  std::string org;
  Authority authority;
  std::optional<Error> closed;   // why the CA cannot sign now: its token needs its PIN
  std::vector<Identity> people;  // leaves of this org in the keystore, with their keys
};

std::vector<CertificateOffice::Bureau> CertificateOffice::bureaus() const {
  std::vector<Bureau> out;
  const std::string domain = m_engine.network().domain;
  const std::vector<Identity> kept = m_engine.keptIdentities();
  for (const Identity& identity : kept) {
    if (identity.certificate.empty() || !identity.certificate.isAuthority()) continue;
    if (identity.key.empty() && !identity.token) continue;
    const Subject& subject = identity.certificate.subject();
    if (subject.org == domain) continue;  // the network's root signs for no person
    Bureau& bureau = out.emplace_back(Bureau{subject.org, {identity.certificate, identity.key}, {}, {}});
    if (identity.key.empty()) bureau.closed = pinNeeded(identity).error();
  }
  for (Bureau& bureau : out) {
    for (const Identity& identity : kept)
      if (!identity.certificate.empty() && !identity.certificate.isAuthority() &&
          identity.certificate.subject().org == bureau.org && issuedBy(identity.certificate, bureau.authority.certificate))
        bureau.people.push_back(identity);
  }
  return out;
}

Result<CertificateOffice::Bureau> CertificateOffice::bureau(std::string_view org) const {
  std::vector<Bureau> all = bureaus();
  const auto found = std::ranges::find(all, org, &Bureau::org);
  if (m_engine.isLocked()) return fail(ErrorCode::Locked, "the identities are locked; unlock them with their password");
  if (found != all.end() && found->closed) return std::unexpected(std::move(*found->closed));
  if (found != all.end()) return std::move(*found);
  return std::unexpected(
      Error(ErrorCode::NotFound, "the keystore has no CA of " + std::string(org)).with("org", std::string(org)));
}

std::vector<OrderFinding> CertificateOffice::check(std::span<const CertificateOrder> orders) const {
  const std::vector<Bureau> all = bureaus();
  const UnixSeconds now = m_engine.clock().now();
  std::map<std::string, std::set<std::string>> revoked;  // serials by org
  for (const Bureau& bureau : all)
    for (const RevokedEntry& entry : m_acts.revoked(bureau.org)) revoked[bureau.org].insert(entry.serial);
  std::set<std::tuple<std::string, std::string, std::string>> seen;
  std::vector<OrderFinding> findings;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    const CertificateOrder& order = orders[i];
    const auto find = [&](OrderProblem problem, std::string detail, bool mendable = false) {
      findings.push_back({i, problem, std::move(detail), mendable});
    };
    const std::string who = order.org + "/" + order.name;
    const auto role = roleFromName(order.role);
    if (!role || *role == Role::Ca) find(OrderProblem::NoSuchRole, "\"" + order.role + "\" is no role of people or machines");
    if (!isName(order.name)) find(OrderProblem::BadName, "a name has 1 to 64 bytes and no control characters");
    if (!seen.emplace(order.org, order.role, order.name).second)
      find(OrderProblem::TwiceInThisList, who + " stands in the list twice");
    const auto bureau = std::ranges::find(all, order.org, &Bureau::org);
    if (bureau == all.end()) {
      find(OrderProblem::NoAuthority, "the keystore has no CA of " + order.org);
      continue;
    }
    if (bureau->closed) {
      find(OrderProblem::AuthorityNeedsPin, bureau->closed->detail);
      continue;
    }
    const Certificate& authority = bureau->authority.certificate;
    if (authority.notAfter() <= now) {
      find(OrderProblem::AuthorityExpired, "the CA of " + order.org + " has expired; renew it first");
      continue;
    }
    for (const Identity& person : bureau->people) {
      const Certificate& certificate = person.certificate;
      if (role && certificate.subject() == Subject{order.org, *role, order.name} && certificate.notAfter() > now &&
          !revoked[order.org].contains(certificate.serial()))
        find(OrderProblem::AlreadyIssued,
             who + " has a valid certificate with this role, " + person.label + "; revoke that one, or give another name");
    }
    const std::int64_t days = order.days > 0 ? order.days : role ? usualDays(*role) : 0;
    if (now.value + days * kDay > authority.notAfter().value)
      find(OrderProblem::OutlivesAuthority, who + " would be valid for longer than the CA that vouches for it", true);
  }
  return findings;
}

Result<PrivateKey> CertificateOffice::keyFor(const CertificateOrder& order, const Authority& authority) const {
  if (!order.key) return PrivateKey::generate(authority.key.algorithm());
  if (authority.key.algorithm() != KeyAlgorithm::P256)
    return std::unexpected(
        Error(ErrorCode::InvalidArgument, "people of " + order.org + " sign with SM2, and keys on tokens are of P-256")
            .with("org", order.org));
  MZ_TRY(const PublicKey half, m_engine.localTokens().publicKey(*order.key));
  return m_engine.localTokens().privateKey(*order.key, half);
}

Result<IssueReport> CertificateOffice::issue(std::span<const CertificateOrder> orders, bool shorten, const Progress& progress) {
  if (m_engine.isLocked()) return fail(ErrorCode::Locked, "the identities are locked; unlock them with their password");
  for (const OrderFinding& finding : check(orders)) {
    if (finding.mendable && shorten) continue;
    if (finding.problem == OrderProblem::AuthorityNeedsPin)
      if (const auto closed = bureau(orders[finding.order].org); !closed) return std::unexpected(closed.error());
    return std::unexpected(Error(ErrorCode::InvalidArgument, finding.detail)
                               .with("problem", std::string(orderProblemName(finding.problem)))
                               .with("order", std::to_string(finding.order)));
  }
  const std::vector<Bureau> all = bureaus();
  const UnixSeconds now = m_engine.clock().now();
  SystemRandom random;
  std::vector<Identity> made;
  IssueReport report;
  for (const CertificateOrder& order : orders) {
    if (progress.cancelled()) return fail(ErrorCode::Cancelled, "cancelled; no certificate was issued");
    const auto bureau = std::ranges::find(all, order.org, &Bureau::org);
    const Role role = *roleFromName(order.role);
    const std::int64_t days = order.days > 0 ? order.days : usualDays(role);
    const Validity validity{now, std::min(UnixSeconds(now.value + days * kDay), bureau->authority.certificate.notAfter())};
    MZ_TRY(PrivateKey key, keyFor(order, bureau->authority));
    MZ_TRY(Certificate certificate,
           mz::issue(bureau->authority, {order.org, role, order.name}, key.publicKey(), validity, random));
    std::string label = m_engine.labelFor(certificate);
    report.issued.push_back({label, order.org, order.role, order.name, certificate.serial(), certificate.notBefore(),
                             certificate.notAfter(), certificate.fingerprint()});
    made.push_back({std::move(certificate), std::move(key), std::move(label), order.key});
    progress.report(made.size(), orders.size());
  }
  MZ_CHECK(m_engine.keep(std::move(made)));
  MZ_TRY(report.channels, settle(progress));
  return report;
}

Result<RevocationReport> CertificateOffice::revoke(const RevocationOrder& order, const Progress& progress) {
  MZ_TRY(const Bureau issuing, bureau(order.org));
  if (order.serials.empty() || order.serials.size() > AuthorityRegister::kRevocationsPerAct)
    return fail(ErrorCode::InvalidArgument, "between 1 and 200 certificates are revoked at once");
  const auto revoked = m_acts.revoked(order.org);
  RevocationAct act{order.org, m_acts.lastNumber(order.org), {}};
  for (const std::string& serial : order.serials) {
    const auto known = std::ranges::find(revoked, serial, &RevokedEntry::serial);
    const bool onHold = known != revoked.end() && known->reason == static_cast<int>(RevocationReason::CertificateHold);
    const bool serialIsOne =
        !serial.empty() && serial.size() <= 40 && serial.find_first_not_of("0123456789abcdef") == serial.npos;
    const auto refuse = [&](const std::string& why) {
      return std::unexpected(
          Error(ErrorCode::InvalidArgument, "certificate " + serial + " of " + order.org + ": " + why).with("serial", serial));
    };
    if (!serialIsOne) return refuse("a serial number is 1 to 40 lower-case hexadecimal digits");
    if (serial == issuing.authority.certificate.serial()) return refuse("a CA is withdrawn by the members, not by itself");
    if (order.reason == RevocationReason::RemoveFromCrl && !onHold)
      return refuse("it is not on hold, so it cannot be released");
    if (order.reason != RevocationReason::RemoveFromCrl && known != revoked.end() && !onHold)
      return refuse("it is revoked already");
    if (order.reason == RevocationReason::CertificateHold && onHold) return refuse("it is on hold already");
    act.entries.push_back({serial, m_engine.clock().now(), static_cast<int>(order.reason)});
  }
  // Another program with the same CA may have gone further on some channel.
  for (const std::string& name : m_engine.channelNames()) {
    MZ_TRY(const ChannelHost* host, m_engine.host(name));
    if (host->openError()) continue;
    MZ_TRY(const std::uint64_t number, lastNumber(*host, order.org));
    act.number = std::max(act.number, number);
  }
  RevocationReport report;
  report.number = ++act.number;
  MZ_CHECK(m_acts.add(std::move(act)));
  MZ_TRY(report.channels, settle(progress));
  return report;
}

Result<std::uint64_t> CertificateOffice::lastNumber(const ChannelHost& host, std::string_view org) const {
  MZ_TRY(const auto item, host.queries().state(kSystemContract, "crl/" + std::string(org)));
  if (!item) return 0;
  MZ_TRY(const Json json, Json::parse(*item));
  return static_cast<std::uint64_t>(std::max<std::int64_t>(json.integerAt("number"), 0));
}

Result<std::vector<RevokedEntry>> CertificateOffice::lackingRevocations(const ChannelHost& host, std::string_view org) const {
  constexpr int kHold = static_cast<int>(RevocationReason::CertificateHold);
  constexpr int kRelease = static_cast<int>(RevocationReason::RemoveFromCrl);
  std::map<std::string, RevokedEntry> wanted;  // the last word on each serial
  for (const RevocationAct& act : m_acts.acts())
    if (act.org == org)
      for (const RevokedEntry& entry : act.entries) wanted.insert_or_assign(entry.serial, entry);
  std::vector<RevokedEntry> lacking;
  for (const auto& [serial, entry] : wanted) {
    MZ_TRY(const auto item, host.queries().state(kSystemContract, "revoked/" + std::string(org) + "/" + serial));
    int there = -1;
    if (item) {
      MZ_TRY(const Json json, Json::parse(*item));
      there = static_cast<int>(json.integerAt("reason"));
    }
    // What is revoked for good stays so.
    const bool lacks = entry.reason == kRelease ? there == kHold : !item || (there == kHold && entry.reason != kHold);
    if (lacks) lacking.push_back(entry);
  }
  return lacking;
}

Result<std::vector<ChannelSettlement>> CertificateOffice::settle(const Progress& progress) {
  if (m_engine.isLocked()) return fail(ErrorCode::Locked, "the identities are locked; unlock them with their password");
  const std::vector<Bureau> all = bureaus();
  std::vector<ChannelSettlement> out;
  for (const std::string& name : m_engine.channelNames()) {
    if (progress.cancelled())
      return fail(ErrorCode::Cancelled, "cancelled; the channels that were not reached are settled later");
    ChannelSettlement& settlement = out.emplace_back();
    settlement.channel = name;
    MZ_TRY(ChannelHost * host, m_engine.host(name));
    if (host->openError()) {
      settlement.failure = host->openError();
      continue;
    }
    for (const Bureau& bureau : all) {
      const auto settled = settleOrg(bureau, *host, settlement, progress);
      if (!settled && !settlement.failure) settlement.failure = settled.error();
    }
  }
  return out;
}

Status CertificateOffice::settleOrg(const Bureau& bureau, ChannelHost& host, ChannelSettlement& settlement,
                                    const Progress& progress) const {
  const ReplicaView view = host.replica().view();
  if (view.configuration->member(bureau.org) == nullptr) return {};
  struct Act {
    LocalEngine::SigningIdentity signer;
    std::string function, arguments;
  };
  std::vector<Act> acts;
  Status first;  // failure; the other acts are sent all the same
  const UnixSeconds now = m_engine.clock().now();
  const auto revoked = m_acts.revoked(bureau.org);
  // Revocations first: whatever is wrong with somebody's enrolment must not hold them up. The channel's own state says what it
  // lacks, not its CRL number: another program with the same CA may have gone further there without knowing of these.
  MZ_TRY(const std::uint64_t last, lastNumber(host, bureau.org));
  MZ_TRY(const std::vector<RevokedEntry> lacking, lackingRevocations(host, bureau.org));
  std::uint64_t number = std::max(last + 1, m_acts.lastNumber(bureau.org));
  if (bureau.closed && !lacking.empty()) {
    settlement.missing += lacking.size();
    first = std::unexpected(*bureau.closed);
  }
  for (std::size_t begin = 0; begin < lacking.size() && !bureau.closed;
       begin += AuthorityRegister::kRevocationsPerAct, ++number) {
    Json::Array entries;
    for (std::size_t i = begin; i < std::min(begin + AuthorityRegister::kRevocationsPerAct, lacking.size()); ++i)
      entries.push_back(Json::object(
          {{"date", Json(lacking[i].date.value)}, {"reason", Json(lacking[i].reason)}, {"serial", Json(lacking[i].serial)}}));
    acts.push_back({{bureau.authority.certificate, bureau.authority.key},
                    "revoke",
                    Json::object({{"entries", Json(std::move(entries))},
                                  {"number", Json(static_cast<std::int64_t>(number))},
                                  {"org", Json(bureau.org)}})
                        .serialize()});
  }
  for (const Identity& person : bureau.people) {
    const Certificate& certificate = person.certificate;
    if (host.replica().identities().find(certificate.fingerprint()) || certificate.notAfter() <= now ||
        std::ranges::find(revoked, certificate.serial(), &RevokedEntry::serial) != revoked.end())
      continue;
    if (person.key.empty() && person.token) {  // its token may come later
      ++settlement.missing;
      if (first) first = pinNeeded(person);
      continue;
    }
    // By its own key: nobody else needs to be there.
    acts.push_back(
        {{certificate, person.key}, "enrol", Json::object({{"certificate", Json(toBase64(certificate.der()))}}).serialize()});
  }
  settlement.missing += acts.size();
  for (std::size_t begin = 0; begin < acts.size(); begin += kEnvelopesAtOnce) {
    if (progress.cancelled()) return fail(ErrorCode::Cancelled, "cancelled; what is missing is sent the next time");
    const std::size_t end = std::min(begin + kEnvelopesAtOnce, acts.size());
    std::vector<PreparedEnvelope> envelopes;
    std::vector<const Act*> sent;
    for (std::size_t i = begin; i < end; ++i) {
      auto envelope = m_engine.prepare(host, acts[i].signer, std::string(kSystemContract), acts[i].function, acts[i].arguments);
      if (envelope) {
        envelopes.push_back(std::move(*envelope));
        sent.push_back(&acts[i]);
      } else if (first) {  // a token that was pulled out
        first = std::unexpected(std::move(envelope.error()));
      }
    }
    if (sent.empty()) continue;
    MZ_TRY(const auto runner, host.taking());
    const auto submission = runner->submit(std::move(envelopes));
    const auto& answers = submission->wait();
    for (std::size_t i = 0; i < sent.size(); ++i) {
      const Submission::Answer& answer = answers[i];
      Status done = answer.taken;
      if (done && answer.failure) done = std::unexpected(*answer.failure);
      if (done && answer.result.result != ResultCode::Executed && answer.result.result != ResultCode::AlreadyEnrolled)
        done = std::unexpected(Error(ErrorCode::Refused, "the channel refused " + sent[i]->function + " of " + bureau.org +
                                                             ": " + std::string(resultName(answer.result.result)))
                                   .with("result", std::string(resultName(answer.result.result))));
      if (!done) {
        if (first) first = std::move(done);
        continue;
      }
      --settlement.missing;
      ++(sent[i]->function == "enrol" ? settlement.enrolled : settlement.revoked);
    }
  }
  return first;
}

Result<Bytes> CertificateOffice::revocationList(std::string_view org, std::uint32_t days) const {
  MZ_TRY(const Bureau issuing, bureau(org));
  const UnixSeconds now = m_engine.clock().now();
  return makeCrl(issuing.authority, std::max<std::uint64_t>(m_acts.lastNumber(org), 1), m_acts.revoked(org),
                 {now, UnixSeconds(now.value + std::int64_t{days} * kDay)});
}

}  // namespace mz
