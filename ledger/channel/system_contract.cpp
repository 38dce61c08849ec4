#include "ledger/channel/system_contract.h"

#include <algorithm>

#include "ledger/base/bounds.h"
#include "ledger/identity/authority.h"

namespace mz {

namespace {

std::unexpected<CallStop> stop(ResultCode code, std::string log) {
  return std::unexpected(CallStop{code, std::move(log), std::nullopt});
}

bool hasExactly(const Json& object, std::initializer_list<std::string_view> names) {
  return object.isObject() && object.members().size() == names.size() &&
         std::ranges::all_of(names, [&](std::string_view name) { return object.find(name) != nullptr; });
}

bool isSerial(std::string_view text) {
  return !text.empty() && text.size() <= 40 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

constexpr std::size_t kRevocationsPerCall = 200;
constexpr std::int64_t kCertificateHold = 6;  // RFC 5280 section 5.3.1
constexpr std::int64_t kRemoveFromCrl = 8;

}  // namespace

std::shared_ptr<const Certificate> certificateOfEnrolment(std::string_view arguments) {
  const auto document = Json::parseCanonical(arguments);
  if (!document || !hasExactly(*document, {"certificate"})) return nullptr;
  const auto der = fromBase64(document->stringAt("certificate"));
  if (!der) return nullptr;
  auto certificate = Certificate::fromDer(*der);
  if (!certificate) return nullptr;
  return std::make_shared<const Certificate>(std::move(*certificate));
}

CallResult<std::string> SystemContract::call(const CallInput& input, CallHost& host) const {
  if (!input.caller.empty()) return stop(ResultCode::RoleNotAllowed, "the system contract is not called by other contracts");
  const auto arguments = Json::parseCanonical(input.arguments);
  if (!arguments || !arguments->isObject())
    return stop(ResultCode::ArgumentsInvalid, "arguments are not a canonical JSON object");
  if (input.function == "enrol") return enrol(input, *arguments, host);
  if (input.function == "revoke") return revoke(input, *arguments, host);
  if (m_configuration.rules() >= kProposalRules) {
    if (input.function == "propose") return m_proposals.propose(*arguments, input.time, host);
    if (input.function == "decide") return m_proposals.decide(*arguments, input.time, host);
    if (input.function == "withdraw") return m_proposals.withdraw(*arguments, input.time, host);
  }
  return stop(ResultCode::UnknownFunction, "system has no function " + std::string(input.function));
}

CallResult<std::string> SystemContract::enrol(const CallInput& input, const Json& arguments, CallHost& host) const {
  const auto certificate = certificateOfEnrolment(input.arguments);
  if (!certificate) return stop(ResultCode::ArgumentsInvalid, "expected {\"certificate\": base64 of DER}");
  if (certificate->isAuthority()) return stop(ResultCode::CertificateNotAccepted, "a CA comes onto a channel by proposal");
  const bool own = certificate->fingerprint() == input.creator.certificate;
  const bool byAdmin = input.creator.subject.role == Role::Admin && input.creator.subject.org == certificate->subject().org;
  if (!own && !byAdmin)
    return stop(ResultCode::RoleNotAllowed, "a certificate is enrolled by its own key or by an admin of its org");
  const Member* owner = m_configuration.member(certificate->subject().org);
  if (!owner) return stop(ResultCode::IssuerNotMember, "its org is not a member of the channel");
  if (std::ranges::none_of(owner->authorities,
                           [&](const Certificate& authority) { return issuedBy(*certificate, authority).has_value(); }))
    return stop(ResultCode::CertificateNotAccepted, "no CA of its org on this channel issued it");

  const std::string key = "certificate/" + certificate->fingerprint().hex();
  const auto known = host.get(kSystemContract, key);
  if (!known) return std::unexpected(known.error());
  if (*known) return stop(ResultCode::AlreadyEnrolled, "the certificate is on the channel already");
  if (auto put = host.put(kSystemContract, key, arguments.serialize()); !put) return std::unexpected(put.error());
  return "null";
}

CallResult<std::string> SystemContract::revoke(const CallInput& input, const Json& arguments, CallHost& host) const {
  const Json* entries = arguments.find("entries");
  const Json* number = arguments.find("number");
  const std::string org(arguments.stringAt("org"));
  if (!hasExactly(arguments, {"entries", "number", "org"}) || !entries->isArray() || entries->array().empty() ||
      entries->array().size() > kRevocationsPerCall || !number->isInteger())
    return stop(ResultCode::ArgumentsInvalid, "expected entries (1 to 200), number and org");
  if (input.creator.subject.role != Role::Ca || input.creator.subject.org != org)
    return stop(ResultCode::NotTheAuthority, "a revocation is signed by the org's own CA");

  const std::string counter = "crl/" + org;
  const auto last = host.get(kSystemContract, counter);
  if (!last) return std::unexpected(last.error());
  std::int64_t lastNumber = 0;
  if (*last) {
    const auto item = Json::parseCanonical(**last);
    if (!item) return stop(ResultCode::ScriptError, "the CRL number on the channel is unreadable");
    lastNumber = item->integerAt("number");
  }
  if (number->integer() <= lastNumber) return stop(ResultCode::CrlNumberNotNext, "the CRL number is not above the last one");

  for (const Json& entry : entries->array()) {
    if (!hasExactly(entry, {"date", "reason", "serial"}) || !entry.find("date")->isInteger() ||
        !entry.find("reason")->isInteger() || !isSerial(entry.stringAt("serial")))
      return stop(ResultCode::ArgumentsInvalid, "an entry is {date, reason, serial}");
    const std::int64_t reason = entry.integerAt("reason");
    if (reason < 0 || reason > 10 || reason == 7) return stop(ResultCode::ArgumentsInvalid, "no such CRLReason in RFC 5280");
    const std::string key = "revoked/" + org + "/" + std::string(entry.stringAt("serial"));
    const auto before = host.get(kSystemContract, key);
    if (!before) return std::unexpected(before.error());
    const auto item = *before ? Json::parseCanonical(**before) : Result<Json>(Json());
    const bool onHold = item && item->integerAt("reason") == kCertificateHold;
    CallResult<void> done;
    if (reason == kRemoveFromCrl) {
      if (!onHold) return stop(ResultCode::ArgumentsInvalid, "only a certificate on hold can be released");
      done = host.erase(kSystemContract, key);
    } else {
      // Else a hold and its release would make good again what was revoked for good.
      if (reason == kCertificateHold && *before && !onHold)
        return stop(ResultCode::ArgumentsInvalid, "a certificate that is revoked cannot be put on hold");
      done =
          host.put(kSystemContract, key, Json::object({{"date", *entry.find("date")}, {"reason", Json(reason)}}).serialize());
    }
    if (!done) return std::unexpected(done.error());
  }
  if (auto put = host.put(kSystemContract, counter, Json::object({{"number", *number}}).serialize()); !put)
    return std::unexpected(put.error());
  return "null";
}

}  // namespace mz
