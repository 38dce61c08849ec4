// A small network for tests of the chain: orgs with CAs, people and node keys, one channel's genesis with the contract
// public-finance, and what is needed to sign calls and cut batches as a node would. Everything is generated; time stands still
// until a test moves it. One thread.
#pragma once

// Before Qt, which makes the name of CallHost::emit a keyword.
#include "ledger/chain/audit.h"
#include "ledger/chain/replica.h"
#include "ledger/channel_queries.h"
#include "ledger/finance/finance_projection.h"
#include "ledger/identity/keystore.h"
#include "ledger/node_keys.h"

#include <QTemporaryDir>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mz::test {

template <class T>
T must(Result<T> result) {
  if (!result) qFatal("%s", result.error().detail.c_str());
  return std::move(*result);
}
inline void must(const Status& status) {
  if (!status) qFatal("%s", status.error().detail.c_str());
}

inline constexpr std::int64_t kStart = 1'760'000'000;  // when the networks of the tests are founded
inline constexpr std::int64_t kDay = 86'400;

struct TestOrgSpec {
  std::string id;
  MemberKind kind = MemberKind::Voting;
  Suite suite = Suite::International;
};

// Where the limits of certificates lie, for those that are not simply good.
inline Validity goodValidity() { return {UnixSeconds(kStart - kDay), UnixSeconds(kStart + 3650 * kDay)}; }

class TestNetwork {
 public:
  // Three voting orgs (the second on the guomi suite), an observer and a reader.
  static std::vector<TestOrgSpec> fiveOrgs();
  static std::vector<TestOrgSpec> oneOrg();

  // The channel runs this package, or public-finance as it is shipped.
  explicit TestNetwork(const std::vector<TestOrgSpec>& orgs = fiveOrgs(), std::optional<Package> package = std::nullopt,
                       std::uint32_t rules = kRulesVersion);

  // "<org>/<name>": each org has admin, officer, clerk, auditor and node-1, enrolled by the genesis, and its ca.
  const Identity& person(const std::string& label) const;
  const Authority& authority(const std::string& org) const;
  // Somebody with a certificate that is not enrolled yet.
  Identity makePerson(const std::string& org, Role role, const std::string& name, Validity validity = goodValidity());
  Identity makePerson(const Authority& authority, Role role, const std::string& name, Validity validity = goodValidity());
  Authority strangeAuthority(const std::string& org);  // says that it is the org's CA; the channel does not know it

  Call call(const Identity& by, std::string contract, std::string function, std::string arguments);
  Bytes sign(const Call& made, const Identity& by) const;
  Bytes envelope(const Identity& by, std::string contract, std::string function, std::string arguments) {
    return sign(call(by, std::move(contract), std::move(function), std::move(arguments)), by);
  }
  Bytes payment(const Identity& by, std::string id, std::int64_t amount = 12'345);
  Bytes enrolment(const Identity& by, const Certificate& certificate);
  Bytes revocation(const Identity& by, const std::string& org, std::int64_t number,
                   const std::vector<std::pair<std::string, int>>& serialAndReason);
  std::vector<Bytes> opening();  // settings and codes, so that payments are taken

  // Cut by "finance/node-1" unless said otherwise, with the clock's time.
  Batch seal(std::uint64_t number, const Digest& previous, std::vector<Bytes> envelopes, std::vector<ClockEvidence> clocks = {},
             const std::string& cutter = "finance/node-1") const;
  Batch seal(const ReplicaView& view, std::vector<Bytes> envelopes, std::vector<ClockEvidence> clocks = {},
             const std::string& cutter = "finance/node-1") const;
  // The org's node shows its clock on a checkpoint.
  ClockEvidence evidence(const std::string& org, const std::string& checkpoint, Height height, UnixSeconds time) const;
  NoteSignature cosignature(const std::string& org, const std::string& checkpoint, UnixSeconds time) const;
  // Signs for these orgs' nodes; the first one's log key signs too.
  std::unique_ptr<NodeKeys> nodeKeys(const std::vector<std::string>& orgs) const;

  ManualClock clock{UnixSeconds(kStart)};
  std::string genesis;
  ChannelId channel;
  std::uint32_t rules;  // of the calls that are made
  std::vector<std::string> votingOrgs;
  std::unique_ptr<NodeKeys> signer;  // of every voting org

  static std::string cosignerName(const std::string& org) { return "test.example/" + org + "/node-1"; }

 private:
  SystemRandom m_random;
  Authority m_root;
  std::map<std::string, Authority> m_authorities;
  std::map<std::string, Identity> m_people;
  std::map<std::string, Suite> m_suites;
  std::vector<Identity> m_nodeKeys;
};

// A replica with its file and its finance model, which can be closed and opened again.
class TestReplica {
 public:
  TestReplica(TestNetwork& network, std::filesystem::path file, std::string vfs = {});
  ~TestReplica() { close(); }
  static TestReplica made(TestNetwork& network, const std::filesystem::path& file);
  TestReplica(TestReplica&&) = default;

  Status open();
  void close();
  void reopen() {
    close();
    must(open());
  }
  Replica& operator*() const { return *m_replica; }
  Replica* operator->() const { return m_replica.get(); }

  PreparedBatch prepare(Batch batch) const;
  Result<BlockEffects> step(Batch batch, CheckpointSigner& signer) const;
  // Seals with the network's clock, steps with all its cosigners; a failure ends the test.
  BlockEffects apply(std::vector<Bytes> envelopes, std::vector<ClockEvidence> clocks = {}) const;
  AuditReport audit() const;
  std::vector<std::string> dump() const;  // of the finance model

  const std::filesystem::path file;
  FinanceProjection& finance() const { return *m_finance; }

 private:
  TestNetwork& m_network;
  std::string m_vfs;
  std::unique_ptr<FinanceProjection> m_finance;
  std::unique_ptr<Replica> m_replica;
};

AuditReport auditFile(const std::filesystem::path& file, ChannelId channel, bool withFinance = true, std::string_view vfs = {});
std::string describe(const Damage& damage);
std::string describe(const AuditReport& report);

bool smallScale();  // MZ_TEST_SCALE=small: fewer rounds, for runs under sanitizers

}  // namespace mz::test
