// A contract whose functions are Lua. Immutable to its callers; `call` runs on the executing thread only, and may be entered
// again from inside of itself through another contract.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ledger/contract/package.h"
#include "ledger/contract/sandbox.h"

namespace mz {

class LuaContract final : public Contract {
 public:
  // `package` is kept alive. Malformed when the source does not compile or the chunk fails.
  static Result<std::unique_ptr<Contract>> load(Package package);

  std::string_view name() const override { return m_package.manifest().name; }
  const std::vector<std::string>& orderedPrefixes() const override { return m_package.manifest().orderedPrefixes; }
  CallResult<std::string> call(const CallInput& input, CallHost& host) const override;

 private:
  explicit LuaContract(Package package) : m_package(std::move(package)) {}
  Result<std::unique_ptr<Sandbox>> takeSandbox() const;

  Package m_package;
  std::string m_bytecode;
  CLocale m_locale;
  // Idle ones. A call within a call of the same contract needs a second; there are never more than bounds::kCallDepth.
  mutable std::vector<std::unique_ptr<Sandbox>> m_idle;
};

}  // namespace mz
