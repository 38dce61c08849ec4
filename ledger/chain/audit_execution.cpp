#include "ledger/chain/audit_execution.h"

#include <algorithm>

#include "ledger/chain/judgement.h"
#include "ledger/channel/system_contract.h"
#include "ledger/format/leaf.h"

namespace mz {

namespace {

// Nullopt where it is no full key.
std::optional<Write> writeOf(const StoredVersion& version) {
  const auto slash = version.key.find('/');
  if (slash == std::string::npos) return std::nullopt;
  return Write{version.key.substr(0, slash), version.key.substr(slash + 1), version.value};
}

}  // namespace

Status AuditExecution::begin(std::span<const Write> genesis) {
  for (const Write& write : genesis) {
    MZ_CHECK(m_chain.configuration.begin(write.key, write.value, m_chain.identities));
    const std::string key = std::string(kSystemContract) + "/" + write.key;
    const auto stored = m_tables.version(m_chain.nextVersion);
    if (!stored || !*stored || (*stored)->key != key || (*stored)->value != write.value ||
        (*stored)->transaction != kGenesisTransaction)
      m_findings.damage({Height(0), {}, {}}, "state", "item " + write.key + " of the genesis block is stored differently");
    m_indexes.addState(key, m_chain.nextVersion);
    MZ_CHECK(m_state.put(key, write.value, m_chain.nextVersion++, true));
  }
  return m_chain.contracts.bind(m_chain.id, m_chain.configuration, m_chain.identities);
}

void AuditExecution::compareVersions(const CallOutcome& outcome, const StoredTransaction& stored, const AuditPlace& place) {
  const auto versions = m_tables.versions(stored.firstVersion, stored.writes);
  if (!versions) return m_findings.damage(place, "state", versions.error().detail);
  bool same = versions->size() == outcome.writes.size() && stored.firstVersion == m_chain.nextVersion;
  for (std::size_t i = 0; same && i < versions->size(); ++i) {
    const StoredVersion& version = (*versions)[i];
    const Write& write = outcome.writes[i];
    same = version.row == m_chain.nextVersion + i && version.transaction == stored.number && version.value == write.value &&
           version.key.size() == write.contract.size() + 1 + write.key.size() && version.key.starts_with(write.contract) &&
           version.key[write.contract.size()] == '/' && version.key.ends_with(write.key);
  }
  if (!same) m_findings.damage(place, "state", "the stored writes are not the ones that executing the call gives");
}

Status AuditExecution::keep(const Write& write) {
  const ContractTable& contracts = m_chain.contracts.table();
  const auto contract = contracts.find(write.contract);
  const std::string key = write.contract + "/" + write.key;
  m_indexes.addState(key, m_chain.nextVersion);
  MZ_CHECK(m_state.put(key, write.value, m_chain.nextVersion++,
                       contract != contracts.end() && isOrderedKey(*contract->second, write.key)));
  if (write.contract != kSystemContract) return {};
  return m_chain.configuration.write(write.key, write.value, m_chain.identities);
}

Status AuditExecution::endBlock() {
  if (!m_chain.configuration.changed()) return {};
  MZ_CHECK(m_chain.configuration.turn(m_chain.identities));
  return m_chain.contracts.bind(m_chain.id, m_chain.configuration, m_chain.identities);
}

// Takes over what the file says was written by transactions that cannot be read, so that the later ones find their state.
Status AuditExecution::skipVersions(std::uint64_t until, Height height) {
  while (m_chain.nextVersion < until) {
    const std::uint64_t row = m_chain.nextVersion;
    const auto version = m_tables.version(row);
    const auto write = version && *version ? writeOf(**version) : std::nullopt;
    if (!write) {
      m_findings.damage({height, {}, {}}, "state", "state version " + std::to_string(row) + " is missing or not readable");
      m_chain.nextVersion = until;
      return {};
    }
    MZ_CHECK(keep(*write));
  }
  return {};
}

Status AuditExecution::skipToNextBlock(Height height) {
  const auto next = m_tables.block(height.next());
  std::uint64_t until = next && *next ? (*next)->firstVersion : m_chain.nextVersion;
  if (next && !*next) {
    MZ_TRY(Statement end, m_tables.database().prepare("SELECT ifnull(max(row) + 1, 0) FROM version"));
    if (end.step()) until = static_cast<std::uint64_t>(end.integer(0));
  }
  return skipVersions(until, height);
}

Result<CallOutcome> AuditExecution::outcomeOf(AuditedBlock& block, std::size_t i, UnixSeconds time, CallExecutor& executor) {
  const StoredTransaction& stored = block.transactions[i];
  PreparedEnvelope& prepared = block.envelopes[i];
  ResultCode code = judgeForm(prepared, m_chain.id, m_chain.configuration.inForce(), time);
  if (code == ResultCode::Executed) {
    ++m_findings.report().signatures;
    code = judgeSigner(prepared, m_chain.identities, m_chain.configuration.inForce(), time);
  }
  if (code == ResultCode::Executed) return execute(executor, prepared, m_chain.configuration.inForce(), time);
  m_findings.damage({block.stored.height, stored.number, prepared.id}, "envelope",
                    "the envelope does not pass the checks that it once passed (" + std::string(resultName(code)) +
                        "): its bytes have changed");
  // Go on from what the file says was written, so that one damage is not reported as many.
  CallOutcome outcome;
  outcome.code = stored.result;
  if (const auto versions = m_tables.versions(stored.firstVersion, stored.writes))
    for (const StoredVersion& version : *versions)
      if (auto write = writeOf(version)) outcome.writes.push_back(std::move(*write));
  return outcome;
}

Status AuditExecution::checkTransaction(AuditedBlock& block, std::size_t i, UnixSeconds time, CallExecutor& executor) {
  const StoredTransaction& stored = block.transactions[i];
  const PreparedEnvelope& prepared = block.envelopes[i];
  const AuditPlace place{block.stored.height, stored.number, prepared.id};
  MZ_TRY(CallOutcome outcome, outcomeOf(block, i, time, executor));
  if (outcome.code != stored.result)
    m_findings.damage(place, "block",
                      "the stored result is " + std::string(resultName(stored.result)) + ", executing the call gives " +
                          std::string(resultName(outcome.code)));
  if (serializeEvents(outcome.events) != (stored.events.empty() ? "[]" : stored.events))
    m_findings.damage(place, "block", "the stored events are not the ones that executing the call gives");
  compareVersions(outcome, stored, place);
  for (const Write& write : outcome.writes) MZ_CHECK(keep(write));

  const TransactionLeaf leaf{
      block.stored.height,         time, prepared.id, prepared.digest, outcome.code, writesDigest(outcome.writes),
      eventsDigest(outcome.events)};
  block.computed.push_back(leafHash(bytesOf(formatLeaf(leaf))));
  block.writes.push_back(leaf.writes);
  block.outcomeOf.push_back(block.outcomes.size());
  block.outcomes.push_back(std::move(outcome));
  return {};
}

void AuditExecution::checkRefused(const AuditedBlock& block, std::uint64_t refused) {
  const std::uint64_t before = m_refused.value_or(block.stored.refusedBefore);
  if (refused != block.stored.refused || before != block.stored.refusedBefore)
    m_findings.damage({block.stored.height, {}, {}}, "block", "the counts of refused transactions are wrong");
  // What was lost may have been refused or not.
  const bool lost = std::ranges::find(block.unreadable, true) != block.unreadable.end();
  m_refused = lost ? std::nullopt : std::optional(before + refused);
}

Status AuditExecution::check(AuditedBlock& block, UnixSeconds time, const Fingerprint& cutter) {
  const Height height = block.stored.height;
  CallExecutor executor(m_state, m_chain.contracts.table());
  std::uint64_t refused = 0;
  bool gap = false;
  for (std::size_t i = 0; i < block.transactions.size(); ++i) {
    const StoredTransaction& stored = block.transactions[i];
    if (gap && !block.unreadable[i]) MZ_CHECK(skipVersions(stored.firstVersion, height));
    gap = block.unreadable[i];
    if (stored.result != ResultCode::Executed) ++refused;
    if (!stored.envelope.empty()) {
      MZ_CHECK(checkTransaction(block, i, time, executor));
      continue;
    }
    if (!isCutterFault(stored.result)) m_findings.damage({height, stored.number, {}}, "envelope", "the envelope is missing");
    block.computed.push_back(leafHash(bytesOf(formatLeaf(RejectedLeaf{height, time, stored.digest, stored.result, cutter}))));
    block.outcomeOf.push_back(AuditedBlock::kNone);
  }
  if (gap) MZ_CHECK(skipToNextBlock(height));
  checkRefused(block, refused);
  // However many transactions changed it, the configuration gets one new number a block.
  if (m_chain.configuration.changed()) ++m_chain.configurationNumber;
  return {};
}

}  // namespace mz
