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

#include "ledger/base/handle.h"
#include "ledger/base/progress.h"
#include "ledger/base/types.h"
#include "ledger/chain/audit_report.h"
#include "ledger/finance/import.h"
#include "ledger/finance/query.h"
#include "ledger/format/result_code.h"

namespace mz {

// One title in the languages of the interface.
struct Title {
  std::string en, zh;
};

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
  std::string stopped;       // why this channel takes no blocks (English sentence); empty: running
  bool financeReady = true;  // false: the read model is stale and being rebuilt
};

struct BlockSummary {
  Height height;
  UnixSeconds time;
  std::uint64_t transactions = 0;
  std::uint64_t refused = 0;
  std::uint32_t cosigned = 0;
  bool isFinal = false;
  Digest record;  // SHA-256 of the block record's text
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

struct IdentityInfo {
  std::string label;  // in the keystore
  std::string org, role, name;
  Fingerprint certificate;
  UnixSeconds until;
  bool locked = true;
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
  virtual Result<BlockDetail> block(const std::string& channel, Height height) const = 0;
  virtual Result<std::vector<TransactionSummary>> transactions(const std::string& channel, TransactionNumber first,
                                                               std::size_t count) const = 0;
  virtual Result<TransactionDetail> transaction(const std::string& channel, TransactionNumber number) const = 0;
  // NotFound; a unique prefix of at least 8 hexadecimal digits is enough.
  virtual Result<TransactionNumber> findTransaction(const std::string& channel, const std::string& idPrefix) const = 0;

  virtual Result<std::string> receipt(const std::string& channel, TransactionNumber number) const = 0;  // NotFinal
  virtual Result<std::string> policy(const std::string& channel) const = 0;
  virtual Result<AuditReport> audit(const std::string& channel, const Progress& progress) const = 0;

  virtual std::vector<IdentityInfo> identities() const = 0;
  virtual Status unlock(const std::string& password) = 0;
  virtual void lock() = 0;
  // Signs with the named identity, orders, and waits until the block is durable.
  virtual Result<SubmitResult> submit(const std::string& channel, const std::string& identity, const std::string& contract,
                                      const std::string& function, const std::string& arguments) = 0;

  virtual Result<FinanceNames> financeNames(const std::string& channel) const = 0;
  // Names of one kind that contain the text, most payments first: for fields that complete while typing.
  virtual Result<std::vector<FinanceNames::Entry>> financeSuggest(const std::string& channel, FinanceGrouping kind,
                                                                  const std::string& text, std::size_t count) const = 0;
  virtual Result<FinanceTable> financeTable(const std::string& channel, const FinanceFilter& filter, FinanceOrder order,
                                            std::uint64_t offset, std::size_t count) const = 0;
  virtual Result<std::vector<FinanceGroup>> financeGroups(
      const std::string& channel, const FinanceFilter& filter,
      FinanceGrouping grouping) const = 0;  // largest |sum| first; months in order
  virtual Result<FinanceRow> payment(const std::string& channel, std::uint64_t number) const = 0;
  virtual Result<FinanceRow> paymentOfTransaction(const std::string& channel, TransactionNumber number) const = 0;
  virtual Result<std::vector<BudgetLineRow>> budgetLines(const std::string& channel, int year) const = 0;  // 0: all years
  // Budget line, its adjustments recorded before the payment, allocation, payment. Only the last where no allocation is named.
  virtual Result<std::vector<TrailStep>> paymentTrail(const std::string& channel, TransactionNumber payment) const = 0;
  virtual Result<std::uint64_t> rebuildFinance(const std::string& channel, const Progress& progress) = 0;  // rows
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

  // After each durable block. Throttled to at most 20 a second per channel; the last one always arrives.
  virtual Handle onBlock(std::function<void(const std::string& channel, const ChannelStatus& status)> callback) = 0;
};

// Opens a network directory and everything in it. InUse, NotFound, Damaged, UnsupportedVersion, DiskFull, ReadOnly. A channel
// that cannot be opened does not hide the others: its status has `stopped`.
Result<std::unique_ptr<Engine>> openEngine(const std::filesystem::path& directory);

struct DemoOptions {
  std::uint64_t payments = 2000;
  std::uint64_t seed = 1;
};
// Makes the demonstration network in an empty or missing directory, or one in which making it was cut off before there was a
// network; Cancelled leaves nothing behind. The seed decides the data; keys are random, and with them every id. Password of its
// keystore: kDemoPassword, printed and shown wherever it is asked for.
Status createDemoNetwork(const std::filesystem::path& directory, const DemoOptions& options, const Progress& progress);
inline constexpr std::string_view kDemoPassword = "demonstration";

}  // namespace mz
