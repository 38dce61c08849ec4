// A CallHost that keeps state in memory and enforces the limits of bounds.h: package cases, tests and measurements run on it.
// One thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ledger/contract/contract.h"
#include "ledger/format/write.h"

namespace mz {

class MemoryHost final : public CallHost {
 public:
  void add(const Contract& contract) { m_contracts.emplace(contract.name(), &contract); }

  // One transaction: its writes stay when it succeeds and vanish when it stops.
  CallResult<std::string> run(const CallInput& input);

  const std::vector<Write>& writes() const { return m_writes; }  // of the last transaction, in order, one per key
  const std::vector<Event>& events() const { return m_events; }
  const std::string* find(std::string_view contract, std::string_view key) const;

  CallResult<std::optional<std::string>> get(std::string_view contract, std::string_view key) override;
  CallResult<void> put(std::string_view contract, std::string_view key, std::string value) override;
  CallResult<void> erase(std::string_view contract, std::string_view key) override;
  CallResult<std::vector<std::pair<std::string, std::string>>> range(std::string_view contract, std::string_view prefix,
                                                                     std::string_view from, std::string_view to,
                                                                     std::size_t limit) override;
  CallResult<void> emit(std::string_view contract, std::string_view name, std::string payload) override;
  CallResult<std::string> call(const CallInput& input) override;

 private:
  using Key = std::pair<std::string, std::string>;  // contract, key
  CallResult<void> write(std::string_view contract, std::string_view key, std::optional<std::string> value);

  std::map<std::string, const Contract*, std::less<>> m_contracts;
  std::map<Key, std::string> m_state;
  std::vector<Write> m_writes;
  std::vector<Event> m_events;
};

}  // namespace mz
