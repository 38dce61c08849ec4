#include "ledger/local_proposals.h"

#include <algorithm>

#include "ledger/local_engine.h"
#include "ledger/proposal_reader.h"

namespace mz {

namespace {

constexpr std::int64_t kDay = 24 * 3600;
constexpr int kMostDays = 366;

std::unexpected<Error> wrong(const std::string& field, const std::string& why) {
  return std::unexpected(Error(ErrorCode::InvalidArgument, why).with("field", field));
}

std::unexpected<Error> refused(const std::string& result, const std::string& why) {
  return std::unexpected(Error(ErrorCode::Refused, why).with("result", result));
}

// So that nobody signs what would count for nothing.
Status checkSigner(const ProposalReader& reader, const Certificate& certificate) {
  const std::string discount = reader.discount(certificate);
  if (discount.empty()) return {};
  std::string voters;
  for (const std::string& org : reader.view().configuration->votingOrgs()) voters += (voters.empty() ? "" : ", ") + org;
  const Subject& subject = certificate.subject();
  return refused(discount, "the word of " + subject.org + "/" + subject.name + " (" + std::string(roleName(subject.role)) +
                               ") would not count: " + discount + "; an administrator of one of these has to sign: " + voters);
}

// Its maker's clock, but never before the channel's time, nor before what the org has said already.
UnixSeconds madeAfter(UnixSeconds clock, UnixSeconds channel, UnixSeconds last) {
  return std::max({clock, channel, UnixSeconds(last.value + 1)});
}

}  // namespace

Result<ProposalReader> LocalProposals::reader(const std::string& channel) const {
  MZ_TRY(const ChannelHost* host, m_engine.host(channel));
  if (host->openError()) return std::unexpected(*host->openError());
  return ProposalReader::open(*host, m_engine.ownOrg());
}

Result<std::vector<ProposalInfo>> LocalProposals::list(const std::string& channel) const {
  MZ_TRY(const ProposalReader proposals, reader(channel));
  return proposals.all();
}

Result<ProposalInfo> LocalProposals::find(const std::string& channel, const std::string& idPrefix) const {
  MZ_TRY(const ProposalReader proposals, reader(channel));
  MZ_TRY(const Digest id, proposals.find(idPrefix));
  return proposals.info(id);
}

Result<std::string> LocalProposals::file(const std::string& channel, const std::string& idPrefix) const {
  MZ_TRY(const ProposalReader proposals, reader(channel));
  MZ_TRY(const Digest id, proposals.find(idPrefix));
  MZ_TRY(const SignedProposal kept, proposals.kept(id));
  return kept.file();
}

Result<Proposal> LocalProposals::drafted(const ProposalReader& reader, const ProposalDraft& draft,
                                         const Fingerprint& proposer) const {
  if (draft.days < 1 || draft.days > kMostDays) return wrong("days", "a proposal is open for 1 to 366 days");
  if (draft.note.size() > kProposalNote) return wrong("note", "the note is longer than 2,000 bytes");
  const ReplicaView& view = reader.view();
  Proposal proposal;
  MZ_TRY(const ItemValues values, itemsOf(*view.configuration, view.channel, draft.edits));
  MZ_TRY(proposal.changes, reader.changes(values));
  if (proposal.changes.empty()) return wrong("edits", "nothing would change: all is so already");
  // A node's keys rest on its org being what it is.
  for (const ItemChange& change : proposal.changes) {
    if (!change.item.starts_with("cosigner/")) continue;
    const std::string member = "member/" + change.item.substr(9, change.item.find('/', 9) - 9);
    const auto names = [&](const auto& one) { return one.item == member; };
    if (std::ranges::any_of(proposal.changes, names) || std::ranges::any_of(proposal.reads, names)) continue;
    MZ_TRY(const std::uint64_t version, reader.version(member));
    proposal.reads.push_back({member, version});
  }
  std::ranges::sort(proposal.reads, {}, &ItemVersion::item);
  proposal.channel = view.channel;
  proposal.rules = view.configuration->rules();
  proposal.note = draft.note;
  Bytes nonce(16);
  SystemRandom().fill(nonce);
  proposal.nonce = toHex(nonce);
  proposal.made = madeAfter(m_engine.clock().now(), reader.now(), UnixSeconds());
  proposal.expires = UnixSeconds(proposal.made.value + draft.days * kDay);
  proposal.proposer = proposer;
  MZ_CHECK(Proposal::parse(proposal.document()));  // its own size and texts
  return proposal;
}

Result<ProposalInfo> LocalProposals::preview(const std::string& channel, const ProposalDraft& draft) const {
  MZ_TRY(const ProposalReader proposals, reader(channel));
  MZ_TRY(const Proposal proposal, drafted(proposals, draft, {}));
  return proposals.infoOf(proposal);
}

Result<std::string> LocalProposals::signDraft(const std::string& channel, const ProposalDraft& draft,
                                              const std::string& identity) {
  MZ_TRY(const ProposalReader proposals, reader(channel));
  MZ_TRY(const auto signing, m_engine.administrator(identity));
  MZ_CHECK(checkSigner(proposals, signing.certificate));
  MZ_TRY(Proposal proposal, drafted(proposals, draft, signing.certificate.fingerprint()));
  MZ_TRY(const ProposalInfo info, proposals.infoOf(proposal));
  if (!info.refusal.empty()) return refused(info.refusal, "this change cannot be made: " + info.refusalDetail);
  MZ_TRY(Bytes signature, signing.key.sign(bytesOf(proposal.text())));
  return SignedProposal{std::move(proposal), std::move(signature)}.file();
}

Result<std::string> LocalProposals::sign(const std::string& channel, const ProposalDraft& draft, const std::string& identity) {
  auto file = signDraft(channel, draft, identity);
  JournalEntry entry{.what = "propose", .who = identity, .channel = channel};
  if (file) {
    if (const auto read = readProposalFile(*file)) entry.subject = read->statement.digest().hex();
  }
  m_engine.record(std::move(entry), file ? nullptr : &file.error());
  return file;
}

Result<std::string> LocalProposals::signDecision(const std::string& channel, const std::string& idPrefix,
                                                 const std::string& decision, const std::string& reason,
                                                 const std::string& identity) {
  MZ_TRY(const ProposalReader proposals, reader(channel));
  MZ_TRY(const Digest id, proposals.find(idPrefix));
  MZ_TRY(const ProposalInfo info, proposals.info(id));
  if (info.state != ProposalState::Open && info.state != ProposalState::Rejected)
    return refused(std::string(proposalStateName(info.state)),
                   "nothing can be said about this proposal any more: it is " + std::string(proposalStateName(info.state)));
  MZ_TRY(const auto signing, m_engine.administrator(identity));
  MZ_CHECK(checkSigner(proposals, signing.certificate));
  const std::string& org = signing.certificate.subject().org;
  Decision made;
  made.channel = proposals.view().channel;
  made.proposal = id;
  made.verdict = decision == "for" ? Verdict::For : decision == "against" ? Verdict::Against : Verdict::Withdraw;
  if (verdictName(made.verdict) != decision) return wrong("decision", "a decision is for, against or withdraw");
  if (made.verdict == Verdict::Against && reason.empty()) return wrong("reason", "say why not: the others read it");
  if (made.verdict == Verdict::Withdraw && org != info.org)
    return refused(std::string(resultName(ResultCode::NotTheProposer)),
                   "only " + info.org + ", which made it, can withdraw it");
  made.reason = reason;
  made.signer = signing.certificate.fingerprint();
  const auto said = std::ranges::find(info.words, org, &ProposalWord::org);
  made.made = madeAfter(m_engine.clock().now(), proposals.now(), said == info.words.end() ? UnixSeconds() : said->made);
  if (const auto checked = Decision::parse(made.document()); !checked) return wrong("reason", checked.error().detail);
  MZ_TRY(Bytes signature, signing.key.sign(bytesOf(made.text())));
  return SignedDecision{std::move(made), std::move(signature)}.file();
}

Result<std::string> LocalProposals::decide(const std::string& channel, const std::string& idPrefix, const std::string& decision,
                                           const std::string& reason, const std::string& identity) {
  auto file = signDecision(channel, idPrefix, decision, reason, identity);
  m_engine.record({.what = "decide", .who = identity, .channel = channel, .subject = idPrefix + " " + decision},
                  file ? nullptr : &file.error());
  return file;
}

Result<CarriedProposal> LocalProposals::carry(const std::string& channel, const std::string& file,
                                              const std::string& identity) {
  MZ_TRY(const ProposalReader before, reader(channel));
  CarriedProposal out;
  std::string function, arguments;
  ChannelId meant;
  if (isDecisionFile(file)) {
    MZ_TRY(const SignedDecision decision, readDecisionFile(file));
    meant = decision.statement.channel;
    out.proposal = decision.statement.proposal;
    function = decision.statement.verdict == Verdict::Withdraw ? "withdraw" : "decide";
    arguments = decision.arguments();
  } else {
    MZ_TRY(const SignedProposal proposal, readProposalFile(file));
    meant = proposal.statement.channel;
    out.proposal = proposal.statement.digest();
    function = "propose";
    arguments = proposal.arguments();
  }
  if (meant != before.view().channel) return fail(ErrorCode::WrongChannel, "this file is for another channel, " + meant.hex());
  MZ_TRY(const auto carrying, m_engine.administrator(identity));
  MZ_TRY(const SubmitResult result, m_engine.submit(channel, m_engine.labelOf(carrying.certificate.fingerprint()),
                                                    std::string(kSystemContract), function, arguments));
  out.result = result.resultName;
  MZ_TRY(const ProposalReader after, reader(channel));
  // One that was refused may not be there.
  if (const auto info = after.info(out.proposal)) out.state = info->state;
  return out;
}

}  // namespace mz
