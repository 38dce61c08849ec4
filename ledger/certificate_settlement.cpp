#include "ledger/certificate_settlement.h"

#include <algorithm>
#include <map>
#include <optional>

#include "ledger/base/work_pieces.h"
#include "ledger/format/json.h"
#include "ledger/local_engine.h"

namespace mz {

namespace {

constexpr std::size_t kEnvelopesAtOnce = 500;
constexpr std::size_t kPiece = 32;  // envelopes that one thread signs in a row
constexpr int kHold = static_cast<int>(RevocationReason::CertificateHold);
constexpr int kRelease = static_cast<int>(RevocationReason::RemoveFromCrl);

std::string enrolment(const Certificate& certificate) {
  return Json::object({{"certificate", Json(toBase64(certificate.der()))}}).serialize();
}

void keepFirst(Status& first, Status next) {
  if (first && !next) first = std::move(next);
}

}  // namespace

struct CertificateSettlement::Act {
  LocalEngine::SigningIdentity signer;
  std::string function, arguments;
};

struct CertificateSettlement::Sending {
  std::vector<const Act*> acts;            // that were handed in
  std::shared_ptr<Submission> submission;  // null: none was
  Status unsent;                           // why some were not
};

Result<std::uint64_t> CertificateSettlement::listNumber(const ChannelHost& host, std::string_view org) {
  MZ_TRY(const auto item, host.queries().state(kSystemContract, "crl/" + std::string(org)));
  if (!item) return 0;
  MZ_TRY(const Json json, Json::parse(*item));
  return static_cast<std::uint64_t>(std::max<std::int64_t>(json.integerAt("number"), 0));
}

Result<std::vector<ChannelSettlement>> CertificateSettlement::settle(const Progress& progress) const {
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
    for (const Bureau& bureau : m_bureaus) {
      const auto settled = settleOrg(bureau, *host, settlement, progress);
      if (!settled && !settlement.failure) settlement.failure = settled.error();
    }
  }
  return out;
}

std::vector<RevokedEntry> CertificateSettlement::lackingRevocations(const ChannelHost& host, std::string_view org) const {
  std::map<std::string, RevokedEntry> wanted;  // the last word on each serial
  for (const RevocationAct& act : m_acts.acts())
    if (act.org == org)
      for (const RevokedEntry& entry : act.entries) wanted.insert_or_assign(entry.serial, entry);
  std::vector<RevokedEntry> lacking;
  for (const auto& [serial, entry] : wanted) {
    const auto there = host.replica().identities().revocation(org, serial);
    const bool onHold = there && there->reason == kHold;
    // What is revoked for good stays so.
    const bool lacks = entry.reason == kRelease ? onHold : !there || (onHold && entry.reason != kHold);
    if (lacks) lacking.push_back(entry);
  }
  return lacking;
}

Status CertificateSettlement::addRevocations(const Bureau& bureau, const ChannelHost& host, std::vector<Act>& acts,
                                             std::uint64_t& missing) const {
  const std::vector<RevokedEntry> lacking = lackingRevocations(host, bureau.org);
  if (lacking.empty()) return {};
  auto authority = bureau.authorityOn(*host.replica().view().configuration);
  if (!authority) {
    missing += lacking.size();
    return std::unexpected(std::move(authority.error()));
  }
  MZ_TRY(const std::uint64_t last, listNumber(host, bureau.org));
  std::uint64_t number = std::max(last + 1, m_acts.lastNumber(bureau.org));
  for (std::size_t begin = 0; begin < lacking.size(); begin += AuthorityRegister::kRevocationsPerAct, ++number) {
    Json::Array entries;
    for (std::size_t i = begin; i < std::min(begin + AuthorityRegister::kRevocationsPerAct, lacking.size()); ++i)
      entries.push_back(Json::object(
          {{"date", Json(lacking[i].date.value)}, {"reason", Json(lacking[i].reason)}, {"serial", Json(lacking[i].serial)}}));
    acts.push_back({{authority->certificate, authority->key},
                    "revoke",
                    Json::object({{"entries", Json(std::move(entries))},
                                  {"number", Json(static_cast<std::int64_t>(number))},
                                  {"org", Json(bureau.org)}})
                        .serialize()});
  }
  return {};
}

Status CertificateSettlement::addEnrolments(const Bureau& bureau, const ChannelHost& host, std::vector<Act>& acts,
                                            std::uint64_t& missing) const {
  Status first;
  const UnixSeconds now = m_engine.clock().now();
  const IdentityBook& book = host.replica().identities();
  const auto isWanted = [&](const Certificate& certificate) {
    return !isLimited(certificate) && !book.find(certificate.fingerprint()) && certificate.notAfter() > now &&
           !bureau.revoked.contains(certificate.serial());
  };
  for (const Identity& person : bureau.people) {
    if (!isWanted(person.certificate)) continue;
    if (person.key.empty() && person.token) {  // its token may come later
      ++missing;
      keepFirst(first, pinNeeded(person));
      continue;
    }
    // By its own key: nobody else needs to be there.
    acts.push_back({{person.certificate, person.key}, "enrol", enrolment(person.certificate)});
  }
  // Who has the key elsewhere is enrolled by an administrator, who must be on the channel already.
  const auto admin = std::ranges::find_if(bureau.people, [&](const Identity& person) {
    return person.certificate.subject().role == Role::Admin && !person.key.empty() &&
           book.find(person.certificate.fingerprint()) && person.certificate.notAfter() > now &&
           !bureau.revoked.contains(person.certificate.serial());
  });
  for (const Certificate& other : bureau.others) {
    if (!isWanted(other)) continue;
    if (admin == bureau.people.end()) {
      ++missing;
      keepFirst(first, std::unexpected(Error(ErrorCode::NotFound, "the keystore has no administrator of " + bureau.org +
                                                                      " who could enrol " + other.subject().name)
                                           .with("org", bureau.org)));
      continue;
    }
    acts.push_back({{admin->certificate, admin->key}, "enrol", enrolment(other)});
  }
  return first;
}

Status CertificateSettlement::settleOrg(const Bureau& bureau, ChannelHost& host, ChannelSettlement& settlement,
                                        const Progress& progress) const {
  if (host.replica().view().configuration->member(bureau.org) == nullptr) return {};
  // Revocations first: whatever is wrong with somebody's enrolment must not hold them up. The channel's own state says what it
  // lacks, not its CRL number: another program with the same CA may have gone further there without knowing of these.
  std::vector<Act> acts;
  Status first = addRevocations(bureau, host, acts, settlement.missing);  // the other acts are sent all the same
  keepFirst(first, addEnrolments(bureau, host, acts, settlement.missing));
  settlement.missing += acts.size();
  // While a channel writes some down, the next ones are signed.
  Sending before;
  for (std::size_t begin = 0; begin < acts.size() && !progress.cancelled(); begin += kEnvelopesAtOnce) {
    const std::size_t count = std::min(kEnvelopesAtOnce, acts.size() - begin);
    auto sending = send(host, std::span(acts).subspan(begin, count));
    keepFirst(first, collect(bureau, before, settlement));
    before = sending ? std::move(*sending) : Sending{{}, nullptr, std::unexpected(std::move(sending.error()))};
    progress.report(begin + count, acts.size());
  }
  keepFirst(first, collect(bureau, before, settlement));
  if (progress.cancelled()) return fail(ErrorCode::Cancelled, "cancelled; what is missing is sent the next time");
  return first;
}

Result<CertificateSettlement::Sending> CertificateSettlement::send(ChannelHost& host, std::span<const Act> acts) const {
  std::vector<std::optional<Result<PreparedEnvelope>>> prepared(acts.size());
  inPieces(m_engine.pool(), acts.size(), kPiece, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      prepared[i] = m_engine.prepare(host, acts[i].signer, std::string(kSystemContract), acts[i].function, acts[i].arguments);
  });
  Sending out;
  std::vector<PreparedEnvelope> envelopes;
  for (std::size_t i = 0; i < acts.size(); ++i) {
    Result<PreparedEnvelope>& envelope = *prepared[i];
    if (envelope) {
      envelopes.push_back(std::move(*envelope));
      out.acts.push_back(&acts[i]);
    } else {  // a token that was pulled out
      keepFirst(out.unsent, std::unexpected(std::move(envelope.error())));
    }
  }
  if (envelopes.empty()) return out;
  MZ_TRY(const auto runner, host.taking());
  out.submission = runner->submit(std::move(envelopes));
  return out;
}

Status CertificateSettlement::collect(const Bureau& bureau, const Sending& sending, ChannelSettlement& settlement) {
  Status first = sending.unsent;
  if (!sending.submission) return first;
  const auto& answers = sending.submission->wait();
  for (std::size_t i = 0; i < sending.acts.size(); ++i) {
    const Act& act = *sending.acts[i];
    const Submission::Answer& answer = answers[i];
    Status done = answer.taken;
    if (done && answer.failure) done = std::unexpected(*answer.failure);
    if (done && answer.result.result != ResultCode::Executed && answer.result.result != ResultCode::AlreadyEnrolled)
      done = std::unexpected(Error(ErrorCode::Refused, "the channel refused " + act.function + " of " + bureau.org + ": " +
                                                           std::string(resultName(answer.result.result)))
                                 .with("result", std::string(resultName(answer.result.result))));
    if (!done) {
      keepFirst(first, std::move(done));
      continue;
    }
    --settlement.missing;
    ++(act.function == "enrol" ? settlement.enrolled : settlement.revoked);
  }
  return first;
}

}  // namespace mz
