// What members agree on and how each says so (rules version 2): a proposal lists the configuration items that it changes and
// reads, with the versions that they had when it was drafted; a decision is one org's word on it. Both are texts of two lines,
// name and canonical JSON, signed by an administrator; the signature stands beside them, so that anyone may carry them
// (docs/formats/proposal.md). Values and pure functions; any thread. Errors: Malformed, TooLarge.
//
// Kept in "system": proposal/<digest>, decision/<digest>/<org>, outcome/<digest>, change/<item> (how often the item was
// changed, and by which proposal last).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/base/types.h"
#include "ledger/format/json.h"

namespace mz {

inline constexpr std::size_t kProposalBytes = std::size_t{60} << 10;  // of its canonical JSON
inline constexpr std::size_t kProposalChanges = 32, kProposalReads = 64;
inline constexpr std::size_t kProposalNote = 2000, kDecisionReason = 1000;  // bytes
inline constexpr std::int64_t kLongestProposal = std::int64_t{366} * 24 * 3600;
inline constexpr std::int64_t kFuture = 600;  // seconds; made at most so far after block time

struct ItemChange {
  std::string item;
  std::uint64_t version = 0;  // 0: as the genesis made it, or absent since
  std::optional<Json> value;  // nullopt: removed
};
struct ItemVersion {
  std::string item;
  std::uint64_t version = 0;
};

struct Proposal {
  ChannelId channel;
  std::uint32_t rules = 0;
  std::vector<ItemChange> changes;  // sorted by item; 1 to 32
  std::vector<ItemVersion> reads;   // sorted by item; others that the change rests on
  std::string note;                 // why, for people
  std::string nonce;                // 32 hexadecimal digits
  UnixSeconds made, expires;
  Fingerprint proposer;

  Json document() const;
  static Result<Proposal> parse(const Json& document);  // strict
  std::string text() const;                             // what is signed
  Digest digest() const;                                // its name: SHA-256 of that text
};

enum class Verdict : std::uint8_t { For, Against, Withdraw };  // the last by the proposer's org
std::string_view verdictName(Verdict verdict);                 // "for", "against", "withdraw"

struct Decision {
  ChannelId channel;
  Digest proposal;
  Verdict verdict = Verdict::For;
  std::string reason;  // needed with Against
  UnixSeconds made;    // of an org's decisions the latest counts
  Fingerprint signer;

  Json document() const;
  static Result<Decision> parse(const Json& document);  // strict
  std::string text() const;
};

// The files in which they travel: the text, and a line with the signature in base64.
template <class Statement>
struct Signed {
  Statement statement;
  Bytes signature;

  std::string file() const { return statement.text() + toBase64(signature) + "\n"; }
  std::string arguments() const;  // of the call that brings it onto the channel
};
using SignedProposal = Signed<Proposal>;
using SignedDecision = Signed<Decision>;
template <>
std::string SignedProposal::arguments() const;  // of "propose"
template <>
std::string SignedDecision::arguments() const;  // of "decide"

// UnsupportedVersion besides. The signature is not verified: the signer's certificate is on the channel.
Result<SignedProposal> readProposalFile(std::string_view text);
Result<SignedDecision> readDecisionFile(std::string_view text);
bool isDecisionFile(std::string_view text);

Result<SignedProposal> proposalOfArguments(const Json& arguments);
Result<SignedDecision> decisionOfArguments(const Json& arguments);

}  // namespace mz
