#include "ledger/contract/memory_host.h"

#include <algorithm>

#include "ledger/base/bounds.h"
#include "ledger/format/json.h"

namespace mz {
namespace {

std::unexpected<CallStop> stop(ResultCode code, std::string log) {
  return std::unexpected(CallStop{code, std::move(log), std::nullopt});
}

bool isKey(std::string_view key) { return !key.empty() && key.size() <= bounds::kStateKeyBytes && isValidUtf8(key); }

}  // namespace

CallResult<std::string> MemoryHost::run(const CallInput& input) {
  m_writes.clear();
  m_events.clear();
  auto answer = call(input);
  if (!answer) {
    m_writes.clear();
    m_events.clear();
    return answer;
  }
  for (const Write& write : m_writes) {
    if (write.value) {
      m_state.insert_or_assign({write.contract, write.key}, *write.value);
    } else {
      m_state.erase({write.contract, write.key});
    }
  }
  return answer;
}

const std::string* MemoryHost::find(std::string_view contract, std::string_view key) const {
  const auto found = m_state.find({std::string(contract), std::string(key)});
  return found == m_state.end() ? nullptr : &found->second;
}

CallResult<std::optional<std::string>> MemoryHost::get(std::string_view contract, std::string_view key) {
  if (!isKey(key)) return stop(ResultCode::KeyNotAllowed, "a key has 1 to 256 bytes of UTF-8");
  for (const Write& write : m_writes) {
    if (write.contract == contract && write.key == key) return write.value;
  }
  const std::string* value = find(contract, key);
  return value ? std::optional(*value) : std::nullopt;
}

CallResult<void> MemoryHost::write(std::string_view contract, std::string_view key, std::optional<std::string> value) {
  if (!isKey(key)) return stop(ResultCode::KeyNotAllowed, "a key has 1 to 256 bytes of UTF-8");
  if (value && (value->size() > bounds::kStateValueBytes || *value == "null")) {
    return stop(ResultCode::ValueNotAllowed, "a value is too large or null");
  }
  for (Write& write : m_writes) {
    if (write.contract == contract && write.key == key) {
      write.value = std::move(value);
      return {};
    }
  }
  if (m_writes.size() >= bounds::kCallWrites) return stop(ResultCode::TooManyWrites, "more than 256 writes");
  m_writes.push_back({std::string(contract), std::string(key), std::move(value)});
  return {};
}

CallResult<void> MemoryHost::put(std::string_view contract, std::string_view key, std::string value) {
  return write(contract, key, std::move(value));
}

CallResult<void> MemoryHost::erase(std::string_view contract, std::string_view key) {
  return write(contract, key, std::nullopt);
}

CallResult<std::vector<std::pair<std::string, std::string>>> MemoryHost::range(std::string_view contract,
                                                                               std::string_view prefix, std::string_view from,
                                                                               std::string_view to, std::size_t limit) {
  const auto found = m_contracts.find(contract);
  const bool declared = found != m_contracts.end() && std::ranges::count(found->second->orderedPrefixes(), prefix) > 0;
  if (!declared) return stop(ResultCode::KeyNotAllowed, "range over a prefix that is not declared");
  std::map<std::string, std::string> rows;
  const auto inside = [&](std::string_view key) { return key.starts_with(prefix) && key >= from && (to.empty() || key < to); };
  for (const auto& [key, value] : m_state) {
    if (key.first == contract && inside(key.second)) rows.emplace(key.second, value);
  }
  for (const Write& write : m_writes) {
    if (write.contract != contract || !inside(write.key)) continue;
    if (write.value) {
      rows.insert_or_assign(write.key, *write.value);
    } else {
      rows.erase(write.key);
    }
  }
  std::vector<std::pair<std::string, std::string>> out(rows.begin(), rows.end());
  if (out.size() > limit) out.resize(limit);
  return out;
}

CallResult<void> MemoryHost::emit(std::string_view contract, std::string_view name, std::string payload) {
  if (m_events.size() >= bounds::kCallEvents) return stop(ResultCode::TooManyEvents, "more than 64 events");
  m_events.push_back({std::string(contract), std::string(name), std::move(payload)});
  return {};
}

CallResult<std::string> MemoryHost::call(const CallInput& input) {
  if (input.depth >= static_cast<int>(bounds::kCallDepth))
    return stop(ResultCode::CallTooDeep, "contracts call each other too deeply");
  const auto found = m_contracts.find(input.contract);
  if (found == m_contracts.end()) return stop(ResultCode::UnknownContract, "no contract " + std::string(input.contract));
  return found->second->call(input, *this);
}

}  // namespace mz
