// Proposals as app/ and models/ see them (Engine::proposals): what members of a channel change in its configuration together
// (docs/proposals.md). All functions may be called from any thread and may block as long as a block takes. Values are
// snapshots. Errors of all: NotFound (channel, proposal), Damaged, Io, UnsupportedVersion (the channel's rules know no
// proposals).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/error.h"
#include "ledger/base/types.h"
#include "ledger/title.h"

namespace mz {

// Rejected: so many are against that the others cannot agree; it opens again if one of them changes its mind, until it expires.
enum class ProposalState : std::uint8_t { Open, Accepted, Rejected, Withdrawn, Lapsed, Expired };

struct ProposalItem {
  std::string item;                          // of the configuration: "member/education"
  std::optional<std::string> before, after;  // canonical JSON; nullopt: absent
};

// One org's word on a proposal.
struct ProposalWord {
  std::string org;
  Title title;
  bool votes = false;    // a voting member now; else its word counts no more
  std::string decision;  // "for", "against"; empty: none yet
  std::string reason;
  std::string signer;  // "<org>/<name>"
  UnixSeconds made;
  std::string discounted;  // why it does not count although it votes: the name of a result; empty: it counts
};

// One group of those who have to agree.
struct ProposalGroup {
  std::uint32_t needed = 0;
  std::vector<std::string> voters, agreeing, disagreeing, silent;  // orgs
};

// What a change means. `org`: who gains or loses; `before`, `after`, `count`: as the kind says.
enum class EffectKind : std::uint8_t {
  MemberIn,    // after: voting, observer, reader
  MemberOut,   // before: the same; count: certificates that can sign no more
  MemberRole,  // before, after
  VoteGained,  // in decisions like this one
  VoteLost,
  CosignsFirst,  // from now on its cosignature counts
  CosignsNoMore,
  AuthorityIn,   // after: fingerprint
  AuthorityOut,  // before: fingerprint; count: certificates that can sign no more
  NodeIn,        // after: node
  NodeOut,       // before: node
  WriteGained,   // after: contract
  WriteLost,     // before: contract
  Finality,      // before, after: "k of n"; count: absent orgs that the new one withstands
  Threshold,     // before, after: "k of n" for each group
  Frozen,        // after: subject of the certificate
  Thawed,
  ChannelFrozen,
  ChannelThawed,
  ChannelClosed,
  Lifetime,        // of envelopes; before, after: seconds
  ClockTolerance,  // before, after: seconds
  Rules,           // before, after: versions
  Details,         // titles, region and the like of a member changed
};
std::string_view effectName(EffectKind kind);  // "member_in", …

struct ProposalEffect {
  EffectKind kind = EffectKind::Details;
  std::string org, before, after;
  std::uint64_t count = 0;
  bool breaks = false;  // somebody can do less than before
};

struct ProposalInfo {
  Digest id;
  ProposalState state = ProposalState::Open;
  std::string note;
  std::string org, proposer;           // "education", "<org>/<name>"
  UnixSeconds made, expires, settled;  // settled: block time of acceptance or withdrawal; 0: neither
  std::vector<ProposalItem> items;     // of an accepted one as they were and became; else as they are now and would become
  std::vector<std::string> reads;
  std::vector<ProposalWord> words;      // of voting members, and of others that have spoken; by org
  std::vector<ProposalGroup> groups;    // who has to agree now; empty where nothing can be said any more
  std::string lapsedBy;                 // item that another proposal changed
  Digest lapsedByProposal;              // that one
  std::string withdrawnFor;             // the reason
  bool needsMe = false;                 // open, and the own org votes and has said nothing that counts
  std::vector<ProposalEffect> effects;  // of a draft, and of one that is asked for by name and not settled; else empty
  std::string refusal;                  // result name where the change cannot be made as things are now; empty: it can
  std::string refusalDetail;
};
std::string_view proposalStateName(ProposalState state);  // "open", …

// A wish, before it is signed.
struct ProposalEdit {
  enum class Kind : std::uint8_t {
    MemberIn,      // file: the answer to an invitation; value: voting, observer, reader
    MemberOut,     // org, with its nodes' keys
    MemberRole,    // org; value
    AuthorityIn,   // file: a CA certificate of a member, DER or PEM
    AuthorityOut,  // value: its fingerprint
    NodeIn,        // file: the answer to an invitation, of a member
    NodeOut,       // org, node
    Finality,      // number: k; 0: the default
    Threshold,     // groups: {need, orgs}
    Write,         // groups: {contract, orgs, roles}
    Limits,        // number: seconds an envelope lives; second: seconds of clock tolerance; both 0: the defaults
    Freeze,        // value: fingerprint of a certificate; reason
    Thaw,          // value
    Channel,       // value: open, frozen, closed
    Rules,         // number: version
  };
  struct Group {
    std::string need;  // of Threshold: "majority", "all", or a number
    std::string contract;
    std::vector<std::string> orgs, roles;
  };
  Kind kind = Kind::Finality;
  std::string org = {}, node = {}, value = {}, reason = {};
  Bytes file = {};
  std::int64_t number = 0, second = 0;
  std::vector<Group> groups = {};
};

struct ProposalDraft {
  std::vector<ProposalEdit> edits;
  std::string note;
  int days = 30;  // that it is open; 1 to 366
};

// What came of bringing a file onto the channel.
struct CarriedProposal {
  Digest proposal;
  std::string result;                         // "executed", "proposal_lapsed", …
  ProposalState state = ProposalState::Open;  // afterwards
};

class Proposals {
 public:
  virtual ~Proposals() = default;

  // Newest first, at most 1,000.
  virtual Result<std::vector<ProposalInfo>> list(const std::string& channel) const = 0;
  // By its id or a unique beginning of it, of at least 8 hexadecimal digits; with its effects. InvalidArgument.
  virtual Result<ProposalInfo> find(const std::string& channel, const std::string& idPrefix) const = 0;
  // What a draft would change and do; nothing is signed. InvalidArgument with "field" (the edit), Malformed (a file).
  virtual Result<ProposalInfo> preview(const std::string& channel, const ProposalDraft& draft) const = 0;

  // The files in which proposals and decisions travel (docs/formats/proposal.md), signed by an identity (empty label: the own
  // org's administrator). Locked, PinNeeded; Refused with "result" where this signer's word would not count, or the change
  // cannot be made.
  virtual Result<std::string> sign(const std::string& channel, const ProposalDraft& draft, const std::string& identity) = 0;
  // "for", "against" (with a reason), "withdraw"; needs nothing but the channel's file here.
  virtual Result<std::string> decide(const std::string& channel, const std::string& idPrefix, const std::string& decision,
                                     const std::string& reason, const std::string& identity) = 0;
  // One that is on the channel.
  virtual Result<std::string> file(const std::string& channel, const std::string& idPrefix) const = 0;
  // Brings such a file onto the channel, whoever signed it; the envelope is signed by this identity. Malformed, WrongChannel.
  virtual Result<CarriedProposal> carry(const std::string& channel, const std::string& file, const std::string& identity) = 0;
};

}  // namespace mz
