#include "ledger/channel/proposal.h"

#include <algorithm>

#include "ledger/crypto/hash.h"

namespace mz {

namespace {

constexpr std::string_view kProposalHead = "mingzhang/proposal/v";
constexpr std::string_view kDecisionHead = "mingzhang/decision/v";
constexpr std::string_view kVersion = "1";
constexpr std::size_t kFileBytes = kProposalBytes + 4096;
constexpr std::size_t kSignatureBytes = 256;
constexpr std::string_view kVerdicts[] = {"for", "against", "withdraw"};

std::unexpected<Error> malformed(std::string_view why) {
  return fail(ErrorCode::Malformed, "the proposal or decision cannot be used: " + std::string(why));
}

bool hasExactly(const Json& object, std::initializer_list<std::string_view> names) {
  return object.isObject() && object.members().size() == names.size() &&
         std::ranges::all_of(names, [&](std::string_view name) { return object.find(name) != nullptr; });
}

bool isHex(std::string_view text, std::size_t size) {
  return text.size() == size &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool isItem(std::string_view key) {
  return !key.empty() && key.size() <= 160 && std::ranges::all_of(key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '/';
  });
}

// Text that a person wrote: no control characters but line ends.
bool isProse(std::string_view text, std::size_t most) {
  return text.size() <= most &&
         std::ranges::all_of(text, [](char c) { return c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f); });
}

Result<UnixSeconds> timeAt(const Json& document, std::string_view name) {
  const Json* time = document.find(name);
  if (!time || !time->isInteger() || time->integer() < 0) return malformed("a time in it is none");
  return UnixSeconds(time->integer());
}

Result<std::uint64_t> versionAt(const Json& entry) {
  const Json* version = entry.find("version");
  if (!version || !version->isInteger() || version->integer() < 0) return malformed("the version of an item is none");
  return static_cast<std::uint64_t>(version->integer());
}

// Items in their order, none twice.
Result<std::string> nextItem(const Json& entry, std::string_view before) {
  const std::string_view item = entry.stringAt("item");
  if (!isItem(item)) return malformed("an item has no name that one may have");
  if (item <= before) return malformed("its items are not sorted, or one is there twice");
  return std::string(item);
}

std::string textOf(std::string_view head, const Json& document) {
  return std::string(head) + std::string(kVersion) + "\n" + document.serialize() + "\n";
}

template <class Statement>
Result<Signed<Statement>> readFile(std::string_view text, std::string_view head) {
  if (text.size() > kFileBytes) return fail(ErrorCode::TooLarge, "the file is too large to be a proposal or a decision");
  const std::size_t first = text.find('\n');
  if (!text.starts_with(head) || first == text.npos) return malformed("this file is something else");
  if (text.substr(head.size(), first - head.size()) != kVersion)
    return fail(ErrorCode::UnsupportedVersion, "the file is of a newer version; use a newer program");
  const std::size_t second = text.find('\n', first + 1);
  if (second == text.npos || text.find('\n', second + 1) != text.size() - 1)
    return malformed("it was cut off, or something was added");
  auto document = Json::parseCanonical(text.substr(first + 1, second - first - 1));
  if (!document) return malformed("its second line is not canonical JSON");
  Signed<Statement> out;
  MZ_TRY(out.statement, Statement::parse(*document));
  auto signature = fromBase64(text.substr(second + 1, text.size() - second - 2));
  if (!signature || signature->empty() || signature->size() > kSignatureBytes) return malformed("its signature is none");
  out.signature = std::move(*signature);
  return out;
}

template <class Statement>
Result<Signed<Statement>> ofArguments(const Json& arguments, std::string_view name) {
  if (!hasExactly(arguments, {name, "signature"})) return malformed("the arguments are not a statement and its signature");
  Signed<Statement> out;
  MZ_TRY(out.statement, Statement::parse(*arguments.find(name)));
  auto signature = fromBase64(arguments.stringAt("signature"));
  if (!signature || signature->empty() || signature->size() > kSignatureBytes) return malformed("its signature is none");
  out.signature = std::move(*signature);
  return out;
}

}  // namespace

std::string_view verdictName(Verdict verdict) { return kVerdicts[static_cast<int>(verdict)]; }

Json Proposal::document() const {
  Json::Array changed, read;
  for (const ItemChange& change : changes)
    changed.push_back(Json::object({{"item", Json(change.item)},
                                    {"value", change.value ? *change.value : Json()},
                                    {"version", Json(static_cast<std::int64_t>(change.version))}}));
  for (const ItemVersion& item : reads)
    read.push_back(Json::object({{"item", Json(item.item)}, {"version", Json(static_cast<std::int64_t>(item.version))}}));
  return Json::object({{"changes", Json(std::move(changed))},
                       {"channel", Json(channel.hex())},
                       {"expires", Json(expires.value)},
                       {"made", Json(made.value)},
                       {"nonce", Json(nonce)},
                       {"note", Json(note)},
                       {"proposer", Json(proposer.hex())},
                       {"reads", Json(std::move(read))},
                       {"rules", Json(std::int64_t{rules})}});
}

Result<Proposal> Proposal::parse(const Json& document) {
  if (!hasExactly(document, {"changes", "channel", "expires", "made", "nonce", "note", "proposer", "reads", "rules"}))
    return malformed("a member of it is missing or not known");
  if (document.serialize().size() > kProposalBytes)
    return fail(ErrorCode::TooLarge, "the proposal is larger than 60 KiB; make several of it");
  Proposal out;
  MZ_TRY(out.channel, ChannelId::fromHex(document.stringAt("channel")));
  MZ_TRY(out.proposer, Fingerprint::fromHex(document.stringAt("proposer")));
  MZ_TRY(out.made, timeAt(document, "made"));
  MZ_TRY(out.expires, timeAt(document, "expires"));
  const std::int64_t rules = document.integerAt("rules");
  if (rules < 1 || rules > 0xffffffff) return malformed("its rules version is none");
  out.rules = static_cast<std::uint32_t>(rules);
  out.nonce = document.stringAt("nonce");
  out.note = document.stringAt("note");
  if (!isHex(out.nonce, 32) || !document.find("note")->isString() || !isProse(out.note, kProposalNote))
    return malformed("its nonce or its note is none");
  if (out.expires <= out.made || out.expires.value - out.made.value > kLongestProposal)
    return malformed("it is open for no time, or for more than a year");

  const Json* changes = document.find("changes");
  const Json* reads = document.find("reads");
  if (!changes->isArray() || changes->array().empty() || changes->array().size() > kProposalChanges || !reads->isArray() ||
      reads->array().size() > kProposalReads)
    return malformed("it changes nothing, or too much at once");
  for (const Json& entry : changes->array()) {
    const Json* value = entry.find("value");
    if (!hasExactly(entry, {"item", "value", "version"}) || (!value->isNull() && !value->isObject()))
      return malformed("a change of it is not {item, value, version}");
    ItemChange change;
    MZ_TRY(change.item, nextItem(entry, out.changes.empty() ? std::string_view() : out.changes.back().item));
    MZ_TRY(change.version, versionAt(entry));
    if (value->isObject()) change.value = *value;
    out.changes.push_back(std::move(change));
  }
  for (const Json& entry : reads->array()) {
    if (!hasExactly(entry, {"item", "version"})) return malformed("what it reads is not {item, version}");
    ItemVersion read;
    MZ_TRY(read.item, nextItem(entry, out.reads.empty() ? std::string_view() : out.reads.back().item));
    MZ_TRY(read.version, versionAt(entry));
    if (std::ranges::find(out.changes, read.item, &ItemChange::item) != out.changes.end())
      return malformed("an item is there twice");
    out.reads.push_back(std::move(read));
  }
  return out;
}

std::string Proposal::text() const { return textOf(kProposalHead, document()); }

Digest Proposal::digest() const { return sha256(bytesOf(text())); }

Json Decision::document() const {
  return Json::object({{"channel", Json(channel.hex())},
                       {"decision", Json(verdictName(verdict))},
                       {"made", Json(made.value)},
                       {"proposal", Json(proposal.hex())},
                       {"reason", Json(reason)},
                       {"signer", Json(signer.hex())}});
}

Result<Decision> Decision::parse(const Json& document) {
  if (!hasExactly(document, {"channel", "decision", "made", "proposal", "reason", "signer"}))
    return malformed("a member of it is missing or not known");
  Decision out;
  MZ_TRY(out.channel, ChannelId::fromHex(document.stringAt("channel")));
  MZ_TRY(out.proposal, Digest::fromHex(document.stringAt("proposal")));
  MZ_TRY(out.signer, Fingerprint::fromHex(document.stringAt("signer")));
  MZ_TRY(out.made, timeAt(document, "made"));
  const auto verdict = std::ranges::find(kVerdicts, document.stringAt("decision"));
  if (verdict == std::end(kVerdicts)) return malformed("a decision is for, against or withdraw");
  out.verdict = static_cast<Verdict>(verdict - std::begin(kVerdicts));
  out.reason = document.stringAt("reason");
  if (!document.find("reason")->isString() || !isProse(out.reason, kDecisionReason))
    return malformed("its reason is too long, or no text");
  if (out.verdict == Verdict::Against && out.reason.empty()) return malformed("a decision against says why");
  return out;
}

std::string Decision::text() const { return textOf(kDecisionHead, document()); }

template <>
std::string SignedProposal::arguments() const {
  return Json::object({{"proposal", statement.document()}, {"signature", Json(toBase64(signature))}}).serialize();
}

template <>
std::string SignedDecision::arguments() const {
  return Json::object({{"decision", statement.document()}, {"signature", Json(toBase64(signature))}}).serialize();
}

Result<SignedProposal> readProposalFile(std::string_view text) { return readFile<Proposal>(text, kProposalHead); }
Result<SignedDecision> readDecisionFile(std::string_view text) { return readFile<Decision>(text, kDecisionHead); }
bool isDecisionFile(std::string_view text) { return text.starts_with(kDecisionHead); }

Result<SignedProposal> proposalOfArguments(const Json& arguments) { return ofArguments<Proposal>(arguments, "proposal"); }
Result<SignedDecision> decisionOfArguments(const Json& arguments) { return ofArguments<Decision>(arguments, "decision"); }

}  // namespace mz
