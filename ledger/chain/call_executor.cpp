#include "ledger/chain/call_executor.h"

#include <algorithm>

#include "ledger/base/bounds.h"
#include "ledger/format/json.h"

namespace mz {

namespace {

std::unexpected<CallStop> stop(ResultCode code, std::string log) {
  return std::unexpected(CallStop{code, std::move(log), std::nullopt});
}
std::unexpected<CallStop> fatal(const Error& error) {
  return std::unexpected(CallStop{ResultCode::ScriptError, error.detail, error});
}

std::string fullKey(std::string_view contract, std::string_view key) {
  std::string full;
  full.reserve(contract.size() + 1 + key.size());
  return full.append(contract).append(1, '/').append(key);
}

}  // namespace

bool isOrderedKey(const Contract& contract, std::string_view key) {
  return std::ranges::any_of(contract.orderedPrefixes(), [&](const std::string& prefix) { return key.starts_with(prefix); });
}

Result<CallOutcome> CallExecutor::run(const CallInput& input) {
  m_writes.clear();
  m_positions.clear();
  m_events.clear();
  const auto answer = call(input);
  CallOutcome outcome;
  if (!answer) {
    if (answer.error().fatal) return std::unexpected(*answer.error().fatal);
    outcome.code = answer.error().code;
    outcome.log = answer.error().log;
    return outcome;
  }
  outcome.writes = std::move(m_writes);
  outcome.events = std::move(m_events);
  return outcome;
}

CallResult<std::optional<std::string>> CallExecutor::get(std::string_view contract, std::string_view key) {
  const std::string full = fullKey(contract, key);
  if (const auto pending = m_positions.find(full); pending != m_positions.end()) return m_writes[pending->second].value;
  auto value = m_state.get(full);
  if (!value) return fatal(value.error());
  return std::move(*value);
}

CallResult<void> CallExecutor::write(std::string_view contract, std::string_view key, std::optional<std::string> value) {
  if (key.empty() || contract.size() + 1 + key.size() > bounds::kStateKeyBytes || !isValidUtf8(key))
    return stop(ResultCode::KeyNotAllowed, "a state key is empty, too long or not UTF-8");
  if (value && (value->empty() || value->size() > bounds::kStateValueBytes || *value == "null"))
    return stop(ResultCode::ValueNotAllowed, "a state value is null or too large");
  const auto [position, isNew] = m_positions.try_emplace(fullKey(contract, key), m_writes.size());
  if (!isNew) {
    m_writes[position->second].value = std::move(value);
    return {};
  }
  if (m_writes.size() >= bounds::kCallWrites) return stop(ResultCode::TooManyWrites, "the call writes too many keys");
  m_writes.push_back({std::string(contract), std::string(key), std::move(value)});
  return {};
}

CallResult<void> CallExecutor::put(std::string_view contract, std::string_view key, std::string value) {
  return write(contract, key, std::move(value));
}

CallResult<void> CallExecutor::erase(std::string_view contract, std::string_view key) {
  return write(contract, key, std::nullopt);
}

CallResult<std::vector<std::pair<std::string, std::string>>> CallExecutor::range(std::string_view contract,
                                                                                 std::string_view prefix, std::string_view from,
                                                                                 std::string_view to, std::size_t limit) {
  const auto found = m_contracts.find(contract);
  if (found == m_contracts.end() || !isOrderedKey(*found->second, prefix))
    return stop(ResultCode::KeyNotAllowed, "the prefix is not declared as ordered");
  limit = std::min(limit, bounds::kRangeResults);
  const std::string full = fullKey(contract, prefix);
  const std::string low = from.empty() ? std::string() : fullKey(contract, from);
  const std::string high = to.empty() ? std::string() : fullKey(contract, to);
  // What this call has deleted so far may hide some of what is stored, so ask for that many more.
  auto stored = m_state.range(full, low, high, limit + m_writes.size());
  if (!stored) return fatal(stored.error());
  std::map<std::string, std::string> merged;
  for (auto& [key, value] : *stored) merged.emplace(std::move(key), std::move(value));
  for (const Write& pending : m_writes) {
    const std::string key = fullKey(pending.contract, pending.key);
    if (!key.starts_with(full) || key < low || (!high.empty() && key >= high)) continue;
    if (pending.value)
      merged.insert_or_assign(key, *pending.value);
    else
      merged.erase(key);
  }
  std::vector<std::pair<std::string, std::string>> out;
  for (auto& [key, value] : merged) {
    if (out.size() == limit) break;
    out.emplace_back(key.substr(contract.size() + 1), std::move(value));
  }
  return out;
}

CallResult<void> CallExecutor::emit(std::string_view contract, std::string_view name, std::string payload) {
  if (m_events.size() >= bounds::kCallEvents) return stop(ResultCode::TooManyEvents, "the call emits too many events");
  if (name.empty() || name.size() > bounds::kNameBytes || !isValidUtf8(name) || payload.size() > bounds::kStateValueBytes)
    return stop(ResultCode::ValueNotAllowed, "an event's name or payload is too long, or its name is not UTF-8");
  m_events.push_back({std::string(contract), std::string(name), std::move(payload)});
  return {};
}

CallResult<std::string> CallExecutor::call(const CallInput& input) {
  if (input.depth >= static_cast<int>(bounds::kCallDepth)) return stop(ResultCode::CallTooDeep, "calls are nested too deep");
  const auto found = m_contracts.find(input.contract);
  if (found == m_contracts.end()) return stop(ResultCode::UnknownContract, "no contract " + std::string(input.contract));
  return found->second->call(input, *this);
}

}  // namespace mz
