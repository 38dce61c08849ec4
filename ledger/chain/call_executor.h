// Runs one envelope's call over a view of the state and collects what it writes and announces; nothing of a refused call
// remains. One per block, on the executing thread; the audit uses the same one.
#pragma once

#include <map>
#include <memory>
#include <unordered_map>

#include "ledger/contract/contract.h"
#include "ledger/format/write.h"

namespace mz {

class StateView {
 public:
  virtual ~StateView() = default;
  virtual Result<std::optional<std::string>> get(std::string_view fullKey) = 0;  // "<contract>/<key>"
  virtual Result<std::vector<std::pair<std::string, std::string>>> range(std::string_view prefix, std::string_view from,
                                                                         std::string_view to, std::size_t limit) = 0;
};

using ContractTable = std::map<std::string, std::shared_ptr<const Contract>, std::less<>>;

bool isOrderedKey(const Contract& contract, std::string_view key);

struct CallOutcome {
  ResultCode code = ResultCode::Executed;
  std::string log;
  std::vector<Write> writes;
  std::vector<Event> events;
};

class CallExecutor final : public CallHost {
 public:
  CallExecutor(StateView& state, const ContractTable& contracts) : m_state(state), m_contracts(contracts) {}

  Result<CallOutcome> run(const CallInput& input);  // an Error is a failure of the surroundings

  CallResult<std::optional<std::string>> get(std::string_view contract, std::string_view key) override;
  CallResult<void> put(std::string_view contract, std::string_view key, std::string value) override;
  CallResult<void> erase(std::string_view contract, std::string_view key) override;
  CallResult<std::vector<std::pair<std::string, std::string>>> range(std::string_view contract, std::string_view prefix,
                                                                     std::string_view from, std::string_view to,
                                                                     std::size_t limit) override;
  CallResult<void> emit(std::string_view contract, std::string_view name, std::string payload) override;
  CallResult<std::string> call(const CallInput& input) override;

 private:
  CallResult<void> write(std::string_view contract, std::string_view key, std::optional<std::string> value);

  StateView& m_state;
  const ContractTable& m_contracts;
  std::vector<Write> m_writes;                               // in the order of each key's first write
  std::unordered_map<std::string, std::size_t> m_positions;  // full key -> index into m_writes
  std::vector<Event> m_events;
};

}  // namespace mz
