// A channel's configuration as every replica reads it from the state of the contract "system": who is a member, whose
// signatures count, which contracts run. A value; the replica's executing thread changes it, snapshots of it go to readers.
//
// Items (keys of "system"; docs/formats/configuration.md): channel, rules, member/<org>, cosigner/<org>/<node>,
// policy/finality, contract/<name>, certificate/<fingerprint>, revoked/<org>/<serial>, crl/<org>. Since rules version 2 also
// policy/changes, policy/write, policy/limits, status, frozen/<fingerprint>, and what proposals keep (proposal.h).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "ledger/base/bounds.h"
#include "ledger/channel/change_policy.h"
#include "ledger/channel/write_policy.h"
#include "ledger/crypto/sealing.h"
#include "ledger/format/json.h"
#include "ledger/format/write.h"
#include "ledger/identity/certificate.h"
#include "ledger/merkle/policy.h"

namespace mz {

inline constexpr std::string_view kSystemContract = "system";
inline constexpr std::uint32_t kRulesVersion = 2;      // the newest that this program knows
inline constexpr std::uint32_t kProposalRules = 2;     // the first that knows proposals
inline constexpr std::int64_t kClockTolerance = 3600;  // seconds, where policy/limits says nothing

enum class MemberKind : std::uint8_t { Voting, Observer, Reader };

struct Member {
  std::string org;
  MemberKind kind = MemberKind::Reader;
  Json title;  // {"en", "zh"}
  std::string region, level, superior;
  Suite suite = Suite::International;
  std::vector<Certificate> authorities;  // org CA certificates, the trust anchors at this block
};

struct CosignerKeys {
  std::string org, node;
  std::string name;    // "<domain>/<org>/<node>"
  PublicKey log;       // signs checkpoints as the log; its note key's name is the channel's origin
  PublicKey cosigner;  // signs timestamped cosignatures
};

// What a channel takes: everything; nothing but calls of "system"; nothing any more.
enum class ChannelState : std::uint8_t { Open, Frozen, Closed };

struct ChannelLimits {
  std::int64_t envelopeLifetime = bounds::kEnvelopeLifetimeSeconds;  // seconds; expiry at most this far after block time
  std::int64_t clockTolerance = kClockTolerance;                     // seconds; a node whose clock is further off is told so
};

class Configuration {
 public:
  // Applies one write of the system contract. Malformed where the item is not what its key says.
  Status apply(std::string_view key, const std::optional<std::string>& value);

  const std::string& domain() const { return m_domain; }
  const std::string& name() const { return m_name; }
  const Json& title() const { return m_title; }
  bool isPublic() const { return m_public; }
  bool isDemonstration() const { return m_demonstration; }
  std::uint32_t rules() const { return m_rules; }
  const std::map<std::string, Member, std::less<>>& members() const { return m_members; }
  const Member* member(std::string_view org) const;
  const std::map<std::string, CosignerKeys, std::less<>>& cosigners() const { return m_cosigners; }  // by cosigner name
  const std::map<std::string, Digest, std::less<>>& contracts() const { return m_contracts; }        // package digest by name

  const ChangePolicy& changePolicy() const { return m_changePolicy; }
  const WritePolicy& writePolicy() const { return m_writePolicy; }
  const ChannelLimits& limits() const { return m_limits; }
  ChannelState state() const { return m_state; }
  const std::set<Fingerprint>& frozen() const { return m_frozen; }  // certificates that may not sign
  OrgSet votingOrgs() const;
  // An item that its rules version does not know; nullopt where all fit.
  std::optional<std::string> strangeItem() const;

  // Orgs whose cosignature counts: voting members with a cosigner key; sorted.
  std::vector<std::string> cosigningOrgs() const;
  std::uint32_t fixedFinality() const { return m_finality; }  // k of the policy; 0: the default
  std::uint32_t finalityThreshold() const;  // k: from the policy, default floor(2n/3)+1; 0 where nobody cosigns
  std::string origin(const ChannelId& channel) const;
  Result<Policy> policy(const ChannelId& channel) const;  // C2SP tlog-policy of this configuration

 private:
  Status applyMember(std::string_view key, const std::string& org, const Json* item);
  Status applyCosigner(std::string_view key, std::string_view path, const Json* item);
  Status applyPolicy(std::string_view key, const Json* item);
  Status applyState(std::string_view key, const Json* item);

  std::string m_domain, m_name;
  Json m_title;
  bool m_public = false;
  bool m_demonstration = false;
  std::uint32_t m_rules = 0;
  std::uint32_t m_finality = 0;  // 0: default
  std::map<std::string, Member, std::less<>> m_members;
  std::map<std::string, CosignerKeys, std::less<>> m_cosigners;
  std::map<std::string, Digest, std::less<>> m_contracts;
  ChangePolicy m_changePolicy;
  WritePolicy m_writePolicy;
  ChannelLimits m_limits;
  ChannelState m_state = ChannelState::Open;
  std::set<Fingerprint> m_frozen;
  std::string m_newItem;  // one of those that came with rules version 2
};

// True where a write of this key makes a new configuration number: not those of enrolments, revocations and proposals on their
// way.
bool isConfigurationKey(std::string_view key);

// Registered with a cosigner: signature by each of its two keys over these lines proves that the org holds them.
std::string possessionText(const PublicKey& key, std::string_view cosignerName);
Json cosignerItem(const PrivateKey& log, const PrivateKey& cosigner, std::string_view cosignerName);
Json memberItem(const Member& member);

}  // namespace mz
