// A channel's configuration as every replica reads it from the state of the contract "system": who is a member, whose
// signatures count, which contracts run. A value; the replica's executing thread changes it, snapshots of it go to readers.
//
// Items (keys of "system"; docs/formats/configuration.md): channel, rules, member/<org>, cosigner/<org>/<node>,
// policy/finality, contract/<name>, certificate/<fingerprint>, revoked/<org>/<serial>, crl/<org>.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ledger/crypto/sealing.h"
#include "ledger/format/json.h"
#include "ledger/format/write.h"
#include "ledger/identity/certificate.h"
#include "ledger/merkle/policy.h"

namespace mz {

inline constexpr std::string_view kSystemContract = "system";
inline constexpr std::uint32_t kRulesVersion = 1;  // the newest that this program knows

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

  // Orgs whose cosignature counts: voting members with a cosigner key; sorted.
  std::vector<std::string> cosigningOrgs() const;
  std::uint32_t finalityThreshold() const;  // k: from the policy, default floor(2n/3)+1; 0 where nobody cosigns
  std::string origin(const ChannelId& channel) const;
  Result<Policy> policy(const ChannelId& channel) const;  // C2SP tlog-policy of this configuration

 private:
  std::string m_domain, m_name;
  Json m_title;
  bool m_public = false;
  bool m_demonstration = false;
  std::uint32_t m_rules = 0;
  std::uint32_t m_finality = 0;  // 0: default
  std::map<std::string, Member, std::less<>> m_members;
  std::map<std::string, CosignerKeys, std::less<>> m_cosigners;
  std::map<std::string, Digest, std::less<>> m_contracts;
};

// True where a write of this key makes a new configuration number (enrolments and revocations do not).
bool isConfigurationKey(std::string_view key);

// Registered with a cosigner: signature by each of its two keys over these lines proves that the org holds them.
std::string possessionText(const PublicKey& key, std::string_view cosignerName);
Json cosignerItem(const PrivateKey& log, const PrivateKey& cosigner, std::string_view cosignerName);
Json memberItem(const Member& member);

}  // namespace mz
