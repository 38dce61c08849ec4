#include "ledger/channel/proposal_calls.h"

#include "ledger/channel/proposal_rules.h"

namespace mz {

namespace {

std::unexpected<CallStop> stop(ResultCode code, std::string log) {
  return std::unexpected(CallStop{code, std::move(log), std::nullopt});
}

CallResult<std::optional<Json>> jsonAt(CallHost& host, const std::string& key) {
  const auto value = host.get(kSystemContract, key);
  if (!value) return std::unexpected(value.error());
  if (!*value) return std::nullopt;
  auto json = Json::parseCanonical(**value);
  if (!json) return std::unexpected(CallStop{ResultCode::ScriptError, key + " is unreadable", json.error()});
  return std::move(*json);
}

// An administrator of a voting member, as this configuration has it.
bool mayDecide(const Certificate& certificate, const Configuration& configuration) {
  const Member* member = configuration.member(certificate.subject().org);
  return certificate.subject().role == Role::Admin && member && member->kind == MemberKind::Voting;
}

}  // namespace

void countDecision(CountedDecisions& counted, const std::string& org, const Json& kept, const Configuration& configuration,
                   const IdentityBook& identities, UnixSeconds at) {
  const auto fingerprint = Fingerprint::fromHex(kept.stringAt("signer"));
  const auto signer = fingerprint ? identities.find(*fingerprint) : nullptr;
  if (!signer || !mayDecide(*signer, configuration) || identities.judge(*signer, configuration, at) != ResultCode::Executed)
    return;
  (kept.stringAt("decision") == verdictName(Verdict::For) ? counted.agreeing : counted.disagreeing).insert(org);
}

CallResult<std::string> ProposalCalls::deciding(const Fingerprint& signer, std::string_view text, ByteView signature,
                                                UnixSeconds at) const {
  const auto certificate = m_identities.find(signer);
  if (!certificate) return stop(ResultCode::SignerNotEnrolled, "the signer's certificate is not on this channel");
  if (!certificate->publicKey().verify(bytesOf(text), signature))
    return stop(ResultCode::SignerSignatureBad, "the signature does not fit the text");
  if (const ResultCode verdict = m_identities.judge(*certificate, m_next, at); verdict != ResultCode::Executed)
    return stop(ResultCode::SignerNotValid, "the signer's certificate may not sign: " + std::string(resultName(verdict)));
  if (!mayDecide(*certificate, m_next))
    return stop(ResultCode::SignerMayNotDecide, "only administrators of voting members propose and decide");
  return certificate->subject().org;
}

CallResult<void> ProposalCalls::checkVersions(const Proposal& proposal, ResultCode refusal, CallHost& host) const {
  const auto check = [&](const std::string& item, std::uint64_t version) -> CallResult<void> {
    const auto change = jsonAt(host, "change/" + item);
    if (!change) return std::unexpected(change.error());
    const std::int64_t now = *change ? (*change)->integerAt("number") : 0;
    if (static_cast<std::uint64_t>(now) == version) return {};
    return stop(refusal, "item " + item + " was changed by proposal " +
                             std::string(*change ? (*change)->stringAt("proposal") : std::string_view("none")));
  };
  if (proposal.rules != m_next.rules()) return stop(refusal, "item rules was changed: it was made for another rules version");
  for (const ItemChange& change : proposal.changes)
    if (auto same = check(change.item, change.version); !same) return same;
  for (const ItemVersion& read : proposal.reads)
    if (auto same = check(read.item, read.version); !same) return same;
  return {};
}

CallResult<std::string> ProposalCalls::propose(const Json& arguments, UnixSeconds at, CallHost& host) const {
  const auto parsed = proposalOfArguments(arguments);
  if (!parsed) return stop(ResultCode::ArgumentsInvalid, parsed.error().detail);
  const Proposal& proposal = parsed->statement;
  if (proposal.channel != m_channel) return stop(ResultCode::ArgumentsInvalid, "the proposal is for another channel");
  const auto org = deciding(proposal.proposer, proposal.text(), parsed->signature, at);
  if (!org) return std::unexpected(org.error());
  if (proposal.made.value > at.value + kFuture) return stop(ResultCode::FromTheFuture, "it was made after this block");
  if (proposal.expires < at) return stop(ResultCode::ProposalExpired, "its time has passed");
  const Digest digest = proposal.digest();
  const std::string key = "proposal/" + digest.hex();
  const auto known = host.get(kSystemContract, key);
  if (!known) return std::unexpected(known.error());
  if (*known) return stop(ResultCode::ProposalThere, "the proposal is on the channel already");
  if (auto same = checkVersions(proposal, ResultCode::ItemChanged, host); !same) return std::unexpected(same.error());
  for (const ItemChange& change : proposal.changes) {
    const auto present = host.get(kSystemContract, change.item);
    if (!present) return std::unexpected(present.error());
    if (*present == (change.value ? std::optional(change.value->serialize()) : std::nullopt))
      return stop(ResultCode::NoChange, "item " + change.item + " has this value already");
  }
  const auto after = configurationAfter(m_next, proposal.changes, m_identities, at);
  if (!after) return stop(after.error().code, after.error().item + ": " + after.error().log);

  auto put = host.put(kSystemContract, key,
                      Json::object({{"org", Json(*org)},
                                    {"proposal", proposal.document()},
                                    {"signature", Json(toBase64(parsed->signature))},
                                    {"time", Json(at.value)}})
                          .serialize());
  if (!put) return std::unexpected(put.error());
  if (put = host.emit(kSystemContract, "proposed",
                      Json::object({{"org", Json(*org)}, {"proposal", Json(digest.hex())}}).serialize());
      !put)
    return std::unexpected(put.error());
  const Decision own{m_channel, digest, Verdict::For, {}, proposal.made, proposal.proposer};
  if (auto kept = keepDecision(own, *org, host); !kept) return std::unexpected(kept.error());
  if (auto done = evaluate(proposal, digest, at, host); !done) return std::unexpected(done.error());
  return Json(digest.hex()).serialize();
}

CallResult<Proposal> ProposalCalls::openProposal(const Digest& digest, UnixSeconds at, CallHost& host) const {
  const auto kept = jsonAt(host, "proposal/" + digest.hex());
  if (!kept) return std::unexpected(kept.error());
  if (!*kept) return stop(ResultCode::UnknownProposal, "the channel has no proposal " + digest.hex());
  const auto outcome = jsonAt(host, "outcome/" + digest.hex());
  if (!outcome) return std::unexpected(outcome.error());
  if (*outcome)
    return stop(ResultCode::ProposalSettled, "the proposal was " + std::string((*outcome)->stringAt("outcome")) + " already");
  const Json* document = (*kept)->find("proposal");
  auto proposal = Proposal::parse(document ? *document : Json());
  if (!proposal) return std::unexpected(CallStop{ResultCode::ScriptError, "the proposal is unreadable", proposal.error()});
  if (proposal->expires < at) return stop(ResultCode::ProposalExpired, "the proposal's time has passed");
  return std::move(*proposal);
}

CallResult<void> ProposalCalls::keepDecision(const Decision& decision, const std::string& org, CallHost& host) const {
  const std::string key = "decision/" + decision.proposal.hex() + "/" + org;
  const auto before = jsonAt(host, key);
  if (!before) return std::unexpected(before.error());
  if (*before) {
    if (decision.made.value == (*before)->integerAt("made") && decision.signer.hex() == (*before)->stringAt("signer") &&
        verdictName(decision.verdict) == (*before)->stringAt("decision"))
      return stop(ResultCode::DecisionRepeated, "this decision of " + org + " is on the channel already");
    if (decision.made.value <= (*before)->integerAt("made"))
      return stop(ResultCode::DecisionNotNewer,
                  "the channel has a decision of " + org + " that was made at the same time or later");
  }
  if (auto put = host.put(kSystemContract, key,
                          Json::object({{"decision", Json(verdictName(decision.verdict))},
                                        {"made", Json(decision.made.value)},
                                        {"reason", Json(decision.reason)},
                                        {"signer", Json(decision.signer.hex())}})
                              .serialize());
      !put)
    return put;
  return host.emit(
      kSystemContract, "decided",
      Json::object(
          {{"decision", Json(verdictName(decision.verdict))}, {"org", Json(org)}, {"proposal", Json(decision.proposal.hex())}})
          .serialize());
}

CallResult<std::string> ProposalCalls::decide(const Json& arguments, UnixSeconds at, CallHost& host) const {
  const auto parsed = decisionOfArguments(arguments);
  if (!parsed) return stop(ResultCode::ArgumentsInvalid, parsed.error().detail);
  const Decision& decision = parsed->statement;
  if (decision.channel != m_channel || decision.verdict == Verdict::Withdraw)
    return stop(ResultCode::ArgumentsInvalid, "it is no decision for or against on this channel");
  const auto org = deciding(decision.signer, decision.text(), parsed->signature, at);
  if (!org) return std::unexpected(org.error());
  if (decision.made.value > at.value + kFuture) return stop(ResultCode::FromTheFuture, "it was made after this block");
  const auto proposal = openProposal(decision.proposal, at, host);
  if (!proposal) return std::unexpected(proposal.error());
  if (auto same = checkVersions(*proposal, ResultCode::ProposalLapsed, host); !same) return std::unexpected(same.error());
  if (auto kept = keepDecision(decision, *org, host); !kept) return std::unexpected(kept.error());
  if (auto done = evaluate(*proposal, decision.proposal, at, host); !done) return std::unexpected(done.error());
  return "null";
}

CallResult<std::string> ProposalCalls::withdraw(const Json& arguments, UnixSeconds at, CallHost& host) const {
  const auto parsed = decisionOfArguments(arguments);
  if (!parsed) return stop(ResultCode::ArgumentsInvalid, parsed.error().detail);
  const Decision& decision = parsed->statement;
  if (decision.channel != m_channel || decision.verdict != Verdict::Withdraw)
    return stop(ResultCode::ArgumentsInvalid, "it withdraws nothing on this channel");
  const auto org = deciding(decision.signer, decision.text(), parsed->signature, at);
  if (!org) return std::unexpected(org.error());
  if (decision.made.value > at.value + kFuture) return stop(ResultCode::FromTheFuture, "it was made after this block");
  const auto proposal = openProposal(decision.proposal, at, host);
  if (!proposal) return std::unexpected(proposal.error());
  const auto proposer = m_identities.find(proposal->proposer);
  if (!proposer || proposer->subject().org != *org)
    return stop(ResultCode::NotTheProposer, "a proposal is withdrawn by the organization that made it");
  if (auto done = settle(
          decision.proposal,
          Json::object({{"outcome", Json("withdrawn")}, {"reason", Json(decision.reason)}, {"time", Json(at.value)}}), host);
      !done)
    return std::unexpected(done.error());
  return "null";
}

CallResult<void> ProposalCalls::settle(const Digest& digest, Json outcome, CallHost& host) const {
  const std::string event(outcome.stringAt("outcome"));
  if (auto put = host.put(kSystemContract, "outcome/" + digest.hex(), outcome.serialize()); !put) return put;
  return host.emit(kSystemContract, event, Json::object({{"proposal", Json(digest.hex())}}).serialize());
}

CallResult<void> ProposalCalls::evaluate(const Proposal& proposal, const Digest& digest, UnixSeconds at, CallHost& host) const {
  const OrgSet voting = m_next.votingOrgs();
  CountedDecisions counted;
  for (const std::string& org : voting) {
    const auto kept = jsonAt(host, "decision/" + digest.hex() + "/" + org);
    if (!kept) return std::unexpected(kept.error());
    if (*kept) countDecision(counted, org, **kept, m_next, m_identities, at);
  }
  if (!m_next.changePolicy().isMet(counted.agreeing, voting)) return {};
  // What could be done when it was proposed may no longer be.
  const auto after = configurationAfter(m_next, proposal.changes, m_identities, at);
  if (!after) return stop(after.error().code, after.error().item + ": " + after.error().log);
  for (const ItemChange& change : proposal.changes) {
    const Json counter =
        Json::object({{"number", Json(static_cast<std::int64_t>(change.version + 1))}, {"proposal", Json(digest.hex())}});
    auto put = change.value ? host.put(kSystemContract, change.item, change.value->serialize())
                            : host.erase(kSystemContract, change.item);
    if (!put) return put;
    if (put = host.put(kSystemContract, "change/" + change.item, counter.serialize()); !put) return put;
  }
  return settle(digest, Json::object({{"outcome", Json("accepted")}, {"time", Json(at.value)}}), host);
}

}  // namespace mz
