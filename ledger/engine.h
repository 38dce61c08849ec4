// The one face of the ledger engine that app/, ui/ and models/ see. Local here; the same face later serves a remote node.
// All functions may be called from any thread and may block for as long as their work takes: the window calls them from worker
// threads only. Values are snapshots. Callbacks run on an engine thread and must only queue; destroying the Handle disconnects.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ledger/alarm.h"
#include "ledger/base/handle.h"
#include "ledger/base/progress.h"
#include "ledger/base/types.h"
#include "ledger/certificate_link.h"
#include "ledger/chain/audit_report.h"
#include "ledger/finance/import.h"
#include "ledger/finance/query.h"
#include "ledger/format/result_code.h"
#include "ledger/network_plan.h"
#include "ledger/title.h"
#include "ledger/tokens.h"

namespace mz {

class Certificates;  // certificates.h
class Proposals;     // proposals.h

struct OrgInfo {
  std::string id;  // "finance", "education"
  Title title;
  std::string region;   // GB/T 2260
  std::string level;    // "city", "district"
  bool voting = false;  // else observer or reader
  bool cosigns = false;
};

struct NetworkInfo {
  std::string domain;  // "jiangcheng.example"
  Title title;
  bool demonstration = false;
  std::filesystem::path directory;
};

struct ChannelInfo {
  ChannelId id;
  std::string name;  // unique in the network: "finance"
  Title title;
  bool isPublic = false;
  std::vector<OrgInfo> members;
  std::vector<std::string> contracts;
};

// A channel that this org was invited to. Nothing of it is here: its members have to admit the org first.
struct AwaitedChannel {
  std::string name;
  ChannelId id;
  Title title;
  bool isPublic = false;
  std::string inviter;         // "<org>/<name>"
  UnixSeconds expires;         // of the invitation
  Fingerprint authority = {};  // of the own org's CA: what the inviter has to be told by another way than the answer file
};

// What an invitation says, when all of it has been checked that can be without the network.
struct InvitationInfo {
  std::string domain;
  Title network;
  bool demonstration = false;
  ChannelId channel;
  std::string channelName;
  Title channelTitle;
  bool isPublic = false;
  std::vector<OrgInfo> members;
  std::vector<std::string> contracts;
  std::vector<std::string> nodes;  // addresses; may be empty
  std::string inviterOrg, inviterName;
  Fingerprint inviterAuthority;  // to be compared with the inviter by another way, as the channel's id
  UnixSeconds issued, expires;
  Digest digest;  // of the file
};

struct ChannelStatus {
  Height height;  // of the newest block
  Height finalHeight;
  std::uint64_t transactions = 0;
  std::uint64_t refused = 0;  // leaves with a result other than executed
  std::uint64_t treeSize = 0;
  Digest root;
  UnixSeconds time;             // block time of the newest block
  std::uint32_t cosigned = 0;   // orgs that cosigned the newest block
  std::uint32_t cosigners = 0;  // n
  std::uint32_t threshold = 0;  // k
  std::uint64_t bytesOnDisk = 0;
  std::string stopped;                  // why this channel takes no blocks (English sentence); empty: running
  std::optional<Error> stoppedBy;       // the same as an error, for a translated sentence
  bool open = true;                     // false: nothing can be asked of it; what is below was read from its file all the same
  std::optional<Height> divergence;     // the first block of which another node signed a different history
  std::vector<std::string> dissenters;  // orgs whose nodes did; `stopped` once this history can no longer be final without them
  bool financeReady = true;             // false: the read model is stale and being rebuilt
};

struct BlockSummary {
  Height height;
  UnixSeconds time;
  std::uint64_t transactions = 0;
  std::uint64_t refused = 0;
  std::uint32_t cosigned = 0;
  bool isFinal = false;
  Digest record;         // SHA-256 of the block record's text
  Digest previous = {};  // the record before, as this block's own record names it; zero in the genesis block
  bool readable = true;  // false: the file is damaged here, and only the height is known
};

// Blocks in a row taken together, for pictures of a long history.
struct BlockRange {
  Height first;
  std::uint64_t blocks = 0;
  UnixSeconds from, until;  // block times of its first and last
  std::uint64_t transactions = 0;
  std::uint64_t refused = 0;
  bool readable = true;  // false: the file is damaged here, and the counts are not known
};

// What was recorded within one period of time.
struct PeriodCount {
  UnixSeconds from;
  std::uint64_t blocks = 0;
  std::uint64_t transactions = 0;
  std::uint64_t refused = 0;
};

struct Cosignature {
  std::string name;  // "<domain>/<org>/<node>"
  std::string org;
  UnixSeconds time;
  bool valid = false;
};

struct BlockDetail {
  BlockSummary summary;
  ChannelId channel;
  std::uint64_t epoch = 1;
  BatchNumber batch;
  Digest batchDigest, previous, writes;
  std::uint64_t configuration = 0;
  std::uint32_t rules = 1;
  std::string record;      // its text
  std::string checkpoint;  // the signed note with all signatures
  LeafIndex firstLeaf;
  TransactionNumber firstTransaction;
  std::string cutter;  // "<org>/<name>"
  std::vector<Cosignature> cosignatures;
};

struct TransactionSummary {
  TransactionNumber number;
  TransactionId id;
  Height height;
  UnixSeconds time;
  std::string contract, function;
  std::string org, signer;  // "finance", staff number
  ResultCode result = ResultCode::Executed;
  std::string resultName;            // "executed", "duplicate_id"
  Title functionTitle, resultTitle;  // from the package's manifest; the result's is empty where the contract did not refuse
  bool hasEnvelope = true;           // false: recorded as digest only
};

struct WriteDetail {
  std::string contract, key;
  std::optional<std::string> before, after;  // canonical JSON; nullopt: absent
};

struct TransactionDetail {
  TransactionSummary summary;
  std::string arguments;  // canonical JSON
  std::uint64_t envelopeBytes = 0;
  UnixSeconds expiry;
  Fingerprint certificate;
  std::string certificateSubject, certificateIssuer, certificateSerial;
  UnixSeconds certificateFrom, certificateUntil;
  std::string role;
  std::vector<CertificateLink> chain;  // the signer's certificate first; judged at this transaction
  std::vector<WriteDetail> writes;
  std::vector<std::pair<std::string, std::string>> events;  // name, payload
  std::string leaf;                                         // its text
  Digest leafHash;
  LeafIndex leafIndex;
  std::uint64_t treeSize = 0;  // the block's checkpoint
  std::vector<Digest> proof;   // inclusion, leaf to root
  Digest root;
  bool isFinal = false;
  std::uint32_t cosigned = 0, cosigners = 0, threshold = 0;
};

// One step of the way that public money took to a payee: what was recorded, who recorded it, how far it is proved.
struct TrailStep {
  FinanceRecord record;
  std::optional<Amount> drawn;  // of an allocation: what payments took of it up to and with this one
  TransactionSummary transaction;
  bool isFinal = false;
  std::uint32_t cosigned = 0, cosigners = 0, threshold = 0;
};

// Which of everybody's transactions are asked for; all conditions hold together.
struct ActivityFilter {
  std::vector<std::string> channels;            // empty: all
  std::string org, signer, contract, function;  // exact; empty: any
  std::optional<bool> refused;                  // nullopt: executed and refused
  std::optional<UnixSeconds> from, until;       // block time, inclusive
  bool operator==(const ActivityFilter&) const = default;
};
struct ActivityRow {
  std::string channel;
  TransactionSummary transaction;
};
// Where a search goes on: for each channel the transactions below this number are still to be looked at.
using ActivityCursor = std::vector<std::pair<std::string, TransactionNumber>>;
struct ActivityPage {
  std::vector<ActivityRow> rows;  // newest first
  ActivityCursor next;
  bool complete = false;  // everything has been looked at
  UnixSeconds reached;    // nothing newer than this is still to come
};

// What was done in this program by who sits before it: kept in a journal beside the network, which only grows at its end.
struct JournalEntry {
  std::uint64_t number = 0;  // from 1, in the order of doing
  UnixSeconds time = {};
  // "unlock", "lock", "password", "submit", "import", "audit", "rebuild", "receipt", "export", "alarm", "token_login", …
  std::string what = {};
  std::string who = {};      // label of the identity; empty where none was needed
  std::string channel = {};  // empty: none
  std::string subject = {};  // what it was about: a file, a transaction id, a contract's function
  std::string result = {};   // "done", or the name of the error or of the ledger's result
  std::string device = {};   // name of the computer
};

struct IdentityInfo {
  std::string label;  // in the keystore
  std::string org, role, name;
  Fingerprint certificate;
  UnixSeconds until;
  bool locked = true;                   // it cannot sign now
  std::optional<TokenName> token = {};  // where its key lies, if not in the keystore
  bool needsPin = false;                // it is locked because that token has not been logged in to
};

struct SubmitResult {
  TransactionId id;
  TransactionNumber number;
  Height height;
  ResultCode result = ResultCode::Executed;
  std::string resultName;
};

class Engine {
 public:
  virtual ~Engine() = default;

  virtual NetworkInfo network() const = 0;
  virtual std::vector<ChannelInfo> channels() const = 0;

  virtual Result<ChannelStatus> status(const std::string& channel) const = 0;
  virtual Result<std::vector<BlockSummary>> blocks(const std::string& channel, Height first, std::size_t count) const = 0;
  // `count` ranges of `blocksPerRange` blocks each, the first of them beginning at `first`; the chain's last range may have
  // fewer. A range costs the same whatever its length. At most 10,000.
  virtual Result<std::vector<BlockRange>> blockRanges(const std::string& channel, Height first, std::uint64_t blocksPerRange,
                                                      std::size_t count) const = 0;
  // `count` periods of `seconds` each by block time, the first of them beginning at `from`. At most 10,000.
  virtual Result<std::vector<PeriodCount>> periods(const std::string& channel, UnixSeconds from, std::uint32_t seconds,
                                                   std::size_t count) const = 0;
  virtual Result<BlockDetail> block(const std::string& channel, Height height) const = 0;
  virtual Result<std::vector<TransactionSummary>> transactions(const std::string& channel, TransactionNumber first,
                                                               std::size_t count) const = 0;
  virtual Result<TransactionDetail> transaction(const std::string& channel, TransactionNumber number) const = 0;
  // NotFound; a unique prefix of at least 8 hexadecimal digits is enough.
  virtual Result<TransactionNumber> findTransaction(const std::string& channel, const std::string& idPrefix) const = 0;

  virtual Result<std::string> receipt(const std::string& channel, TransactionNumber number) const = 0;  // NotFinal
  virtual Result<std::string> policy(const std::string& channel) const = 0;
  // An audit that ends, whatever it found, is kept beside the channel until the next one. While the kept one has found damage
  // in more than a read model, the channel can be read and takes no calls: Damaged, with the channel and the first place.
  virtual Result<AuditReport> audit(const std::string& channel, const Progress& progress, const AuditWatch& watch) const = 0;
  virtual Result<std::optional<AuditReport>> lastAudit(const std::string& channel) const = 0;

  virtual std::vector<IdentityInfo> identities() const = 0;
  // Channels that this org waits for. The answer that was made when it joined lies in the network's directory.
  virtual std::vector<AwaitedChannel> awaited() const = 0;
  // The text of an invitation to a channel, signed by an administrator (empty label: the own org's first), valid for 1 to 90
  // days. Locked; CertificateInvalid where this identity may not invite.
  virtual Result<std::string> invitation(const std::string& channel, const std::string& identity, int days) const = 0;
  virtual Status unlock(const std::string& password) = 0;
  virtual void lock() = 0;
  // Durable when it returns. WrongPassword; InvalidArgument with "field" (the new one is no good, network_plan.h).
  virtual Status changePassword(const std::string& from, const std::string& to) = 0;
  virtual Tokens& tokens() = 0;              // lives as long as the engine
  virtual Certificates& certificates() = 0;  // the same
  virtual Proposals& proposals() = 0;        // the same
  // Signs with the named identity, orders, and waits until the block is durable.
  virtual Result<SubmitResult> submit(const std::string& channel, const std::string& identity, const std::string& contract,
                                      const std::string& function, const std::string& arguments) = 0;

  virtual Result<FinanceNames> financeNames(const std::string& channel) const = 0;
  // Names of one kind that contain the text, most payments first: for fields that complete while typing.
  virtual Result<std::vector<FinanceNames::Entry>> financeSuggest(const std::string& channel, FinanceGrouping kind,
                                                                  const std::string& text, std::size_t count) const = 0;
  virtual Result<FinanceTable> financeTable(const std::string& channel, const FinanceFilter& filter, FinanceOrder order,
                                            std::uint64_t offset, std::size_t count) const = 0;
  // Largest |sum| first; months and years in order. At most `most` of them (kEveryGroup), and what the others amount to.
  virtual Result<FinanceGroups> financeGroups(const std::string& channel, const FinanceFilter& filter, FinanceGrouping grouping,
                                              std::size_t most) const = 0;
  virtual Result<FinanceRow> payment(const std::string& channel, std::uint64_t number) const = 0;
  virtual Result<FinanceRow> paymentOfTransaction(const std::string& channel, TransactionNumber number) const = 0;
  virtual Result<std::vector<BudgetLineRow>> budgetLines(const std::string& channel, int year) const = 0;  // 0: all years
  // Budget line, its adjustments recorded before the payment, allocation, payment. Only the last where no allocation is named.
  virtual Result<std::vector<TrailStep>> paymentTrail(const std::string& channel, TransactionNumber payment) const = 0;
  // Makes the finance read model anew from the chain and puts it in the place of the old one, which answers until then; blocks
  // go on being committed. Returns the number of transactions that were read.
  virtual Result<std::uint64_t> rebuildFinance(const std::string& channel, const Progress& progress) = 0;
  virtual Status dumpFinance(const std::string& channel, const std::function<void(std::string_view line)>& sink) const = 0;

  // InvalidArgument where nothing says what the columns mean: parameters "heading" name them, "field" what is still missing.
  virtual Result<ImportPreview> previewImport(const std::string& channel, const ImportOptions& options) const = 0;
  virtual Result<ImportReport> importPayments(const std::string& channel, const ImportOptions& options,
                                              const Progress& progress) = 0;
  virtual std::vector<std::string> importProfiles() const = 0;  // shipped and saved ones, by name
  // Keeps what these options say of their file as a profile in the network's directory: later files with the same headings are
  // recognised by it. Replaces a saved one of its name. AlreadyThere: a shipped one has the name. Malformed: it is no name (1
  // to 64 letters, digits, '-' or '_'). Others as previewImport.
  virtual Status saveImportProfile(const std::string& name, const ImportOptions& options) = 0;

  // What everybody did on the channels that this program has, newest first, beginning at the cursor (empty: at the newest).
  // Looks at a bounded number of transactions, so a page may have fewer rows than asked for, or none, and still not be
  // complete.
  virtual Result<ActivityPage> activity(const ActivityFilter& filter, const ActivityCursor& from, std::size_t count) const = 0;
  // What was done in this program, newest first, from below this number on (0: the newest).
  virtual std::vector<JournalEntry> journal(std::uint64_t below, std::size_t count) const = 0;
  // For what is done outside the engine (files written, papers printed); number, time and device are filled in here.
  virtual Status note(const JournalEntry& entry) = 0;

  // Lasting ones first, then those that are over; newest first.
  virtual std::vector<Alarm> alarms() const = 0;
  virtual Status acknowledgeAlarm(std::uint64_t number, const std::string& who, const std::string& note) = 0;  // NotFound
  virtual std::vector<AlarmRule> alarmRules() const = 0;
  virtual Status setAlarmRule(const AlarmRule& rule) = 0;  // by its kind: InvalidArgument
  virtual Status checkAlarms() = 0;                        // all of them now, whatever their intervals say
  // After a check that raised, ended or repeated an alarm, and after an acknowledgement.
  virtual Handle onAlarm(std::function<void()> callback) = 0;

  // After each durable block, and after an audit, which may have stopped the channel or let it go on. Throttled to at most 20 a
  // second per channel; the last one always arrives.
  virtual Handle onBlock(std::function<void(const std::string& channel, const ChannelStatus& status)> callback) = 0;
};

// Opens a network directory and everything in it. InUse, NotFound, Damaged, UnsupportedVersion, DiskFull, ReadOnly. A channel
// that cannot be opened does not hide the others: its status has `stopped`.
Result<std::unique_ptr<Engine>> openEngine(const std::filesystem::path& directory);

struct DemoOptions {
  std::uint64_t payments = 2000;
  std::uint64_t seed = 1;
};
// Networks are made in an empty or missing directory, or one in which making was cut off; Cancelled and failure leave nothing
// behind. AlreadyThere where something else lies there, InUse where another program is making one there.
//
// The demonstration: the seed decides the data; keys are random, and with them every id. Password of its keystore:
// kDemoPassword, printed and shown wherever it is asked for.
Status createDemoNetwork(const std::filesystem::path& directory, const DemoOptions& options, const Progress& progress);
inline constexpr std::string_view kDemoPassword = "demonstration";
// A network of one org, with one channel that takes calls at once. What the plan says must be good (network_plan.h).
Result<MadeNetwork> createNetwork(const std::filesystem::path& directory, const NetworkPlan& plan, const Progress& progress);

// Reads an invitation file and checks all of it. Malformed, TooLarge, UnsupportedVersion, BadSignature, CertificateInvalid,
// Expired, and what reading a file can fail with.
Result<InvitationInfo> readInvitation(const std::filesystem::path& file);
// Makes what can be made before the members have admitted the org: its keys, a directory that awaits the channel, and in it the
// answer to be sent to the inviter.
Result<MadeNetwork> joinNetwork(const std::filesystem::path& directory, const std::filesystem::path& invitation,
                                const JoinPlan& plan, const Progress& progress);

}  // namespace mz
