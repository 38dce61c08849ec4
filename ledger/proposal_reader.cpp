#include "ledger/proposal_reader.h"

#include <algorithm>

#include "ledger/channel/proposal_calls.h"
#include "ledger/channel/proposal_rules.h"
#include "ledger/proposal_effects.h"

namespace mz {

namespace {

constexpr std::size_t kMostProposals = 1000, kShortestPrefix = 8;
constexpr std::string_view kProposals = "proposal/", kDecisions = "decision/", kOutcomes = "outcome/", kChanges = "change/";

std::string fullKey(std::string_view key) { return std::string(kSystemContract) + "/" + std::string(key); }

Title titleOf(const Json& json) { return {std::string(json.stringAt("en")), std::string(json.stringAt("zh"))}; }

std::string nameOf(const Certificate* certificate) {
  return certificate ? certificate->subject().org + "/" + certificate->subject().name : std::string();
}

}  // namespace

struct ProposalReader::Source {
  explicit Source(Database opened) : database(std::move(opened)), tables(database) {}
  Database database;
  ChannelTables tables;
};

ProposalReader::ProposalReader(const ChannelHost& host, std::string ownOrg, std::unique_ptr<Source> source)
    : m_host(&host), m_ownOrg(std::move(ownOrg)), m_source(std::move(source)), m_view(host.replica().view()) {}

Result<ProposalReader> ProposalReader::open(const ChannelHost& host, std::string ownOrg) {
  if (const std::uint32_t rules = host.replica().view().configuration->rules(); rules < kProposalRules)
    return std::unexpected(
        Error(ErrorCode::UnsupportedVersion, "this channel runs under rules version " + std::to_string(rules) +
                                                 ", which knows no proposals; its members go on together in a new channel")
            .with("rules", std::to_string(rules)));
  MZ_TRY(Database database, Database::open(host.file(), OpenMode::Read));
  return ProposalReader(host, std::move(ownOrg), std::make_unique<Source>(std::move(database)));
}

Result<std::optional<Json>> ProposalReader::json(const std::string& key) const {
  const Replica& replica = m_host->replica();
  MZ_TRY(const auto version,
         versionBefore(m_source->tables, replica.stateIndex(), replica.stateHash(), fullKey(key), UINT64_MAX));
  if (!version || !version->value) return std::nullopt;
  MZ_TRY(Json parsed, Json::parseCanonical(*version->value));
  return parsed;
}

Result<std::vector<std::pair<std::string, std::string>>> ProposalReader::range(const std::string& prefix) const {
  std::vector<std::pair<std::string, std::string>> out;
  const std::string full = fullKey(prefix);
  MZ_TRY(Statement s, m_source->database.prepare("SELECT o.key, v.value FROM ordered o JOIN version v ON v.row = o.row "
                                                 "WHERE o.key >= ?1 ORDER BY o.key"));
  s.bindText(1, full);
  for (;;) {
    MZ_TRY(const bool row, s.step());
    if (!row || !s.text(0).starts_with(full)) return out;
    out.emplace_back(std::string(s.text(0).substr(full.size())), std::string(s.text(1)));
  }
}

Result<std::uint64_t> ProposalReader::version(const std::string& item) const {
  MZ_TRY(const auto change, json(std::string(kChanges) + item));
  return change ? static_cast<std::uint64_t>(change->integerAt("number")) : 0;
}

Result<std::vector<ItemChange>> ProposalReader::changes(const ItemValues& values) const {
  std::vector<ItemChange> out;
  for (const auto& [item, value] : values) {
    MZ_TRY(const auto present, json(item));
    if (present == value) continue;
    MZ_TRY(const std::uint64_t version, this->version(item));
    out.push_back({item, version, value});
  }
  return out;
}

Result<Digest> ProposalReader::find(const std::string& idPrefix) const {
  if (idPrefix.size() < kShortestPrefix)
    return fail(ErrorCode::InvalidArgument, "give at least the first 8 digits of the proposal's id");
  MZ_TRY(const auto found, range(std::string(kProposals) + idPrefix));
  if (found.empty())
    return std::unexpected(
        Error(ErrorCode::NotFound, "no proposal on this channel begins with " + idPrefix).with("proposal", idPrefix));
  if (found.size() > 1)
    return fail(ErrorCode::InvalidArgument, "several proposals begin with " + idPrefix + "; give more digits");
  return Digest::fromHex(idPrefix + found.front().first);
}

Result<SignedProposal> ProposalReader::kept(const Digest& id) const {
  MZ_TRY(const auto entry, json(std::string(kProposals) + id.hex()));
  const Json* document = entry ? entry->find("proposal") : nullptr;
  if (!document)
    return std::unexpected(Error(ErrorCode::NotFound, "the channel has no proposal " + id.hex()).with("proposal", id.hex()));
  SignedProposal out;
  MZ_TRY(out.statement, Proposal::parse(*document));
  MZ_TRY(out.signature, fromBase64(entry->stringAt("signature")));
  return out;
}

std::string ProposalReader::discount(const Certificate& signer) const {
  const Subject& subject = signer.subject();
  const IdentityBook& identities = m_host->replica().identities();
  if (!identities.find(signer.fingerprint())) return std::string(resultName(ResultCode::SignerNotEnrolled));
  if (const ResultCode verdict = identities.judge(signer, *m_view.configuration, now()); verdict != ResultCode::Executed)
    return std::string(resultName(verdict));
  const Member* member = m_view.configuration->member(subject.org);
  if (subject.role != Role::Admin || !member || member->kind != MemberKind::Voting)
    return std::string(resultName(ResultCode::SignerMayNotDecide));
  return {};
}

// What orgs have said, and those that vote and have said nothing.
Status ProposalReader::readWords(ProposalInfo& info) const {
  const Configuration& configuration = *m_view.configuration;
  std::map<std::string, ProposalWord> words;
  for (const std::string& org : configuration.votingOrgs()) words[org].org = org;
  MZ_TRY(const auto decisions, range(std::string(kDecisions) + info.id.hex() + "/"));
  for (const auto& [org, text] : decisions) {
    MZ_TRY(const Json decision, Json::parseCanonical(text));
    ProposalWord& word = words[org];
    word.org = org;
    word.decision = decision.stringAt("decision");
    word.reason = decision.stringAt("reason");
    word.made = UnixSeconds(decision.integerAt("made"));
    const auto fingerprint = Fingerprint::fromHex(decision.stringAt("signer"));
    const auto signer = fingerprint ? m_host->replica().identities().find(*fingerprint) : nullptr;
    word.signer = nameOf(signer.get());
    if (signer) word.discounted = discount(*signer);
  }
  for (auto& [org, word] : words) {
    const Member* member = configuration.member(org);
    if (member) word.title = titleOf(member->title);
    word.votes = member && member->kind == MemberKind::Voting;
    info.words.push_back(std::move(word));
  }
  return {};
}

void ProposalReader::countGroups(ProposalInfo& info) const {
  if (info.state != ProposalState::Open) return;
  const Configuration& configuration = *m_view.configuration;
  const OrgSet voting = configuration.votingOrgs();
  OrgSet agreeing, disagreeing;
  for (const ProposalWord& word : info.words) {
    if (!word.votes || word.decision.empty() || !word.discounted.empty()) continue;
    (word.decision == verdictName(Verdict::For) ? agreeing : disagreeing).insert(word.org);
  }
  for (const ChangePolicy::Group& group : configuration.changePolicy().groups()) {
    ProposalGroup& out = info.groups.emplace_back();
    out.needed = static_cast<std::uint32_t>(ChangePolicy::needed(group, voting));
    for (const std::string& org : ChangePolicy::voters(group, voting)) {
      out.voters.push_back(org);
      (agreeing.contains(org) ? out.agreeing : disagreeing.contains(org) ? out.disagreeing : out.silent).push_back(org);
    }
  }
  if (!configuration.changePolicy().isReachable(voting, disagreeing)) info.state = ProposalState::Rejected;
  info.needsMe = info.state == ProposalState::Open && voting.contains(m_ownOrg) && !agreeing.contains(m_ownOrg) &&
                 !disagreeing.contains(m_ownOrg);
}

// Before and after: of an accepted one as it was then, of others as things are now.
Status ProposalReader::readItems(ProposalInfo& info, const Proposal& proposal) const {
  const Replica& replica = m_host->replica();
  std::uint64_t before = UINT64_MAX;
  if (info.state == ProposalState::Accepted) {
    MZ_TRY(const auto outcome, versionBefore(m_source->tables, replica.stateIndex(), replica.stateHash(),
                                             fullKey(std::string(kOutcomes) + info.id.hex()), UINT64_MAX));
    // Each change was written with its counter, all of them right before the outcome.
    if (outcome) before = outcome->row - 2 * proposal.changes.size();
  }
  for (const ItemChange& change : proposal.changes) {
    ProposalItem item{change.item, {}, change.value ? std::optional(change.value->serialize()) : std::nullopt};
    MZ_TRY(const auto version,
           versionBefore(m_source->tables, replica.stateIndex(), replica.stateHash(), fullKey(change.item), before));
    if (version) item.before = version->value;
    info.items.push_back(std::move(item));
  }
  for (const ItemVersion& read : proposal.reads) info.reads.push_back(read.item);
  return {};
}

// Whether it is settled, expired, or has lapsed.
Status ProposalReader::judge(ProposalInfo& info, const Proposal& proposal) const {
  MZ_TRY(const auto outcome, json(std::string(kOutcomes) + info.id.hex()));
  if (outcome) {
    const bool accepted = outcome->stringAt("outcome") == "accepted";
    info.state = accepted ? ProposalState::Accepted : ProposalState::Withdrawn;
    info.settled = UnixSeconds(outcome->integerAt("time"));
    info.withdrawnFor = outcome->stringAt("reason");
    return {};
  }
  std::vector<ItemVersion> versions = proposal.reads;
  for (const ItemChange& change : proposal.changes) versions.push_back({change.item, change.version});
  if (proposal.rules != m_view.configuration->rules()) info.lapsedBy = "rules";
  for (const ItemVersion& one : versions) {
    MZ_TRY(const auto change, json(std::string(kChanges) + one.item));
    if (static_cast<std::uint64_t>(change ? change->integerAt("number") : 0) == one.version) continue;
    info.lapsedBy = one.item;
    if (const auto by = Digest::fromHex(change ? change->stringAt("proposal") : std::string_view()))
      info.lapsedByProposal = *by;
    break;
  }
  if (!info.lapsedBy.empty())
    info.state = ProposalState::Lapsed;
  else if (proposal.expires < now())
    info.state = ProposalState::Expired;
  return {};
}

void ProposalReader::foresee(ProposalInfo& info, const Proposal& proposal) const {
  const IdentityBook& identities = m_host->replica().identities();
  const auto after = configurationAfter(*m_view.configuration, proposal.changes, identities, now());
  if (after) {
    info.effects = effectsOf(*m_view.configuration, *after, identities, now());
    return;
  }
  info.refusal = resultName(after.error().code);
  info.refusalDetail = (after.error().item.empty() ? "" : after.error().item + ": ") + after.error().log;
}

Result<ProposalInfo> ProposalReader::summary(const Digest& id, const Json& kept) const {
  const Json* document = kept.find("proposal");
  MZ_TRY(const Proposal proposal, Proposal::parse(document ? *document : Json()));
  ProposalInfo info;
  info.id = id;
  info.note = proposal.note;
  info.org = kept.stringAt("org");
  info.proposer = nameOf(m_host->replica().identities().find(proposal.proposer).get());
  info.made = proposal.made;
  info.expires = proposal.expires;
  MZ_CHECK(judge(info, proposal));
  MZ_CHECK(readItems(info, proposal));
  MZ_CHECK(readWords(info));
  countGroups(info);
  return info;
}

Result<std::vector<ProposalInfo>> ProposalReader::all() const {
  MZ_TRY(const auto entries, range(std::string(kProposals)));
  std::vector<std::pair<std::int64_t, Digest>> order;
  std::map<Digest, Json> kept;
  for (const auto& [hex, text] : entries) {
    MZ_TRY(const Digest id, Digest::fromHex(hex));
    MZ_TRY(Json entry, Json::parseCanonical(text));
    order.emplace_back(-entry.integerAt("time"), id);
    kept.emplace(id, std::move(entry));
  }
  std::ranges::sort(order);
  order.resize(std::min(order.size(), kMostProposals));
  std::vector<ProposalInfo> out;
  for (const auto& [time, id] : order) {
    MZ_TRY(ProposalInfo info, summary(id, kept.at(id)));
    out.push_back(std::move(info));
  }
  return out;
}

Result<ProposalInfo> ProposalReader::info(const Digest& id) const {
  MZ_TRY(const auto entry, json(std::string(kProposals) + id.hex()));
  if (!entry)
    return std::unexpected(Error(ErrorCode::NotFound, "the channel has no proposal " + id.hex()).with("proposal", id.hex()));
  MZ_TRY(ProposalInfo info, summary(id, *entry));
  MZ_TRY(const SignedProposal signedOne, kept(id));
  if (info.state == ProposalState::Open || info.state == ProposalState::Rejected) foresee(info, signedOne.statement);
  return info;
}

Result<ProposalInfo> ProposalReader::infoOf(const Proposal& proposal) const {
  ProposalInfo info;
  info.id = proposal.digest();
  info.note = proposal.note;
  const auto proposer = m_host->replica().identities().find(proposal.proposer);
  if (proposer) info.org = proposer->subject().org;
  info.proposer = nameOf(proposer.get());
  info.made = proposal.made;
  info.expires = proposal.expires;
  MZ_CHECK(judge(info, proposal));
  MZ_CHECK(readItems(info, proposal));
  MZ_CHECK(readWords(info));
  countGroups(info);
  foresee(info, proposal);
  return info;
}

}  // namespace mz
