#include "ledger/contract/lua_contract.h"

#include <algorithm>

namespace mz {
namespace {

std::unexpected<CallStop> stop(ResultCode code, std::string log) {
  return std::unexpected(CallStop{code, std::move(log), std::nullopt});
}

const FunctionManifest* findFunction(const Manifest& manifest, std::string_view name) {
  for (const FunctionManifest& function : manifest.functions) {
    if (function.name == name) return &function;
  }
  return nullptr;
}

}  // namespace

Result<std::unique_ptr<Contract>> LuaContract::load(Package package) {
  std::unique_ptr<LuaContract> contract(new LuaContract(std::move(package)));
  MZ_TRY(contract->m_bytecode, compileContract(contract->m_package.source()));
  MZ_TRY(auto sandbox, Sandbox::create(contract->m_bytecode, contract->m_package.manifest()));
  contract->m_idle.push_back(std::move(sandbox));
  return std::unique_ptr<Contract>(std::move(contract));
}

Result<std::unique_ptr<Sandbox>> LuaContract::takeSandbox() const {
  if (m_idle.empty()) return Sandbox::create(m_bytecode, m_package.manifest());
  std::unique_ptr<Sandbox> sandbox = std::move(m_idle.back());
  m_idle.pop_back();
  return sandbox;
}

CallResult<std::string> LuaContract::call(const CallInput& input, CallHost& host) const {
  const FunctionManifest* function = findFunction(m_package.manifest(), input.function);
  if (!function) return stop(ResultCode::UnknownFunction, "no function " + std::string(input.function));
  if (std::find(function->roles.begin(), function->roles.end(), input.creator.subject.role) == function->roles.end()) {
    return stop(ResultCode::RoleNotAllowed,
                std::string(roleName(input.creator.subject.role)) + " may not call " + function->name);
  }
  auto arguments = Json::parseCanonical(input.arguments);
  if (!arguments) return stop(ResultCode::ArgumentsInvalid, arguments.error().detail);
  if (!function->compiled.accepts(*arguments)) {
    const auto violations = function->compiled.violations(*arguments);
    return stop(ResultCode::ArgumentsInvalid,
                violations.empty() ? "" : violations[0].path + " breaks " + violations[0].keyword);
  }

  auto sandbox = takeSandbox();
  if (!sandbox) return std::unexpected(CallStop{ResultCode::ScriptError, sandbox.error().detail, sandbox.error()});
  std::uint64_t instructions = 0;
  CallContext context;
  context.manifest = &m_package.manifest();
  context.input = &input;
  context.host = &host;
  context.arguments = &*arguments;
  context.instructions = input.instructions ? input.instructions : &instructions;
  const CLocale::Use locale(m_locale);
  CallResult<std::string> answer = (*sandbox)->run(context);
  m_idle.push_back(std::move(*sandbox));
  return answer;
}

}  // namespace mz
