#include "ledger/contract/lua_host.h"

#include <algorithm>
#include <lua.hpp>

#include "ledger/contract/call_context.h"
#include "ledger/contract/lua_json.h"

namespace mz {
namespace {

constexpr std::string_view kCaseKeys = "case/";  // where transition() keeps states

// ---- towards the host: C++ with destructors, no Lua ----

template <class T>
bool keep(CallContext& context, CallResult<T>& result) {
  if (result) return true;
  context.stopped = true;
  context.stop = std::move(result.error());
  return false;
}

bool readState(CallContext& context, std::string_view key) {
  auto result = context.host->get(context.input->contract, key);
  if (!keep(context, result)) return false;
  context.hasText = result->has_value();
  if (context.hasText) context.text = std::move(**result);
  return true;
}

bool writeState(CallContext& context, std::string_view key) {
  auto result = context.host->put(context.input->contract, key, context.out);
  return keep(context, result);
}

bool eraseState(CallContext& context, std::string_view key) {
  auto result = context.host->erase(context.input->contract, key);
  return keep(context, result);
}

bool readRange(CallContext& context, std::string_view prefix, std::string_view from, std::string_view to, std::size_t limit) {
  auto result = context.host->range(context.input->contract, prefix, from, to, limit);
  if (!keep(context, result)) return false;
  context.rows = std::move(*result);
  return true;
}

bool announce(CallContext& context, std::string_view name) {
  auto result = context.host->emit(context.input->contract, name, context.out);
  return keep(context, result);
}

bool callOther(CallContext& context, std::string_view contract, std::string_view function) {
  CallInput input = *context.input;
  input.contract = contract;
  input.function = function;
  input.arguments = context.out;
  input.caller = context.input->contract;
  input.depth = context.input->depth + 1;
  input.instructions = context.instructions;
  auto result = context.host->call(input);
  if (!keep(context, result)) return false;
  context.text = std::move(*result);
  return true;
}

const RefusalManifest* findRefusal(const Manifest& manifest, std::string_view name) {
  for (const RefusalManifest& refusal : manifest.refusals) {
    if (refusal.name == name) return &refusal;
  }
  return nullptr;
}

const StateMachineManifest* findMachine(const Manifest& manifest, std::string_view name) {
  for (const StateMachineManifest& machine : manifest.machines) {
    if (machine.name == name) return &machine;
  }
  return nullptr;
}

// The transition of `function` that may leave `from`; an empty list means that the case begins with it.
const StateMachineManifest::Transition* findTransition(const StateMachineManifest& machine, std::string_view function,
                                                       std::string_view from) {
  for (const auto& transition : machine.transitions) {
    if (transition.function != function) continue;
    if (transition.from.empty() ? from.empty()
                                : std::find(transition.from.begin(), transition.from.end(), from) != transition.from.end()) {
      return &transition;
    }
  }
  return nullptr;
}

void setCaseKey(std::string& key, std::string_view machine, std::string_view name) {
  key.assign(kCaseKeys);
  key.append(machine).append("/").append(name);
}

// ---- towards Lua: no destructors ----

CallContext& running(lua_State* state) {
  CallContext& context = contextOf(state);
  if (!context.host) raiseScriptError(state, "the host is there for functions, not while the contract is loaded");
  return context;
}

std::string_view checkKey(lua_State* state, CallContext& context, int index) {
  const std::string_view key = checkText(state, index);
  if (key.empty() || key.size() > bounds::kStateKeyBytes) {
    raiseStop(state, ResultCode::KeyNotAllowed, "a key has 1 to 256 bytes");
  }
  charge(state, context, charges::kStateAccess);
  return key;
}

void refuseCaseKey(lua_State* state, const CallContext& context, std::string_view key) {
  if (!context.manifest->machines.empty() && key.starts_with(kCaseKeys)) {
    raiseStop(state, ResultCode::KeyNotAllowed, "keys under case/ are written by transition()");
  }
}

void pushAnswer(lua_State* state, CallContext& context) {
  chargeBytes(state, context, context.text.size());
  pushJsonText(state, context.text);
}

int hostGet(lua_State* state) {
  CallContext& context = running(state);
  const std::string_view key = checkKey(state, context, 1);
  if (!readState(context, key)) raiseStopped(state);
  if (context.hasText) {
    pushAnswer(state, context);
  } else {
    lua_pushnil(state);
  }
  return 1;
}

int hostPut(lua_State* state) {
  CallContext& context = running(state);
  const std::string_view key = checkKey(state, context, 1);
  refuseCaseKey(state, context, key);
  lua_settop(state, 2);
  if (isNull(state, 2)) raiseStop(state, ResultCode::ValueNotAllowed, "null is no state value; delete the key");
  writeJson(state, 2, bounds::kStateValueBytes);
  if (!writeState(context, key)) raiseStopped(state);
  return 0;
}

int hostDelete(lua_State* state) {
  CallContext& context = running(state);
  const std::string_view key = checkKey(state, context, 1);
  refuseCaseKey(state, context, key);
  if (!eraseState(context, key)) raiseStopped(state);
  return 0;
}

std::string_view textOrEmpty(lua_State* state, int index) {
  return lua_isnoneornil(state, index) ? std::string_view() : checkText(state, index);
}

int hostRange(lua_State* state) {
  CallContext& context = running(state);
  const std::string_view prefix = checkText(state, 1);
  const std::string_view from = textOrEmpty(state, 2);
  const std::string_view to = textOrEmpty(state, 3);
  const std::int64_t limit = integerOr(state, 4, bounds::kRangeResults);
  if (limit < 0 || limit > static_cast<std::int64_t>(bounds::kRangeResults)) {
    raiseScriptError(state, "range gives at most 1000 rows");
  }
  const auto& prefixes = context.manifest->orderedPrefixes;
  if (std::find(prefixes.begin(), prefixes.end(), prefix) == prefixes.end()) {
    raiseStop(state, ResultCode::KeyNotAllowed, "range over a prefix that the manifest does not declare as ordered");
  }
  charge(state, context, charges::kStateAccess + charges::kRangeRow * static_cast<std::uint64_t>(limit));
  if (!readRange(context, prefix, from, to, static_cast<std::size_t>(limit))) raiseStopped(state);
  lua_createtable(state, static_cast<int>(context.rows.size()), 0);
  markArray(state);
  lua_Integer place = 0;
  for (const auto& [key, value] : context.rows) {
    chargeBytes(state, context, key.size() + value.size());
    lua_createtable(state, 0, 2);
    lua_pushlstring(state, key.data(), key.size());
    lua_setfield(state, -2, "key");
    pushJsonText(state, value);
    lua_setfield(state, -2, "value");
    lua_rawseti(state, -2, ++place);
  }
  return 1;
}

void setTextField(lua_State* state, const char* name, std::string_view text) {
  lua_pushlstring(state, text.data(), text.size());
  lua_setfield(state, -2, name);
}

void pushHex(lua_State* state, ByteView bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  char text[64];
  std::size_t at = 0;
  for (std::uint8_t byte : bytes.first(32)) {
    text[at++] = kDigits[byte >> 4];
    text[at++] = kDigits[byte & 15];
  }
  lua_pushlstring(state, text, at);
}

int hostCreator(lua_State* state) {
  const CallContext& context = running(state);
  const Creator& creator = context.input->creator;
  lua_createtable(state, 0, 4);
  setTextField(state, "org", creator.subject.org);
  setTextField(state, "role", roleName(creator.subject.role));
  setTextField(state, "name", creator.subject.name);
  pushHex(state, creator.certificate.bytes);
  lua_setfield(state, -2, "certificate");
  return 1;
}

int hostTime(lua_State* state) {
  lua_pushinteger(state, running(state).input->time.value);
  return 1;
}

int hostTransaction(lua_State* state) {
  pushHex(state, running(state).input->id.bytes);
  return 1;
}

int hostEmit(lua_State* state) {
  CallContext& context = running(state);
  const std::string_view name = checkText(state, 1);
  if (name.empty() || name.size() > bounds::kNameBytes) raiseScriptError(state, "an event's name has 1 to 64 bytes");
  charge(state, context, charges::kEmit);
  lua_settop(state, 2);
  if (lua_isnil(state, 2)) {
    lua_newtable(state);
    lua_replace(state, 2);
  }
  writeJson(state, 2, bounds::kStateValueBytes);
  if (!announce(context, name)) raiseStopped(state);
  return 0;
}

int hostCall(lua_State* state) {
  CallContext& context = running(state);
  const std::string_view contract = checkText(state, 1);
  const std::string_view function = checkText(state, 2);
  charge(state, context, charges::kStateAccess);
  lua_settop(state, 3);
  if (lua_isnil(state, 3)) {
    lua_newtable(state);
    lua_replace(state, 3);
  }
  writeJson(state, 3, bounds::kEnvelopeBytes);
  if (!callOther(context, contract, function)) raiseStopped(state);
  charge(state, context, 0);  // the other contract may have used the last instruction
  pushAnswer(state, context);
  return 1;
}

int hostRequire(lua_State* state) {
  CallContext& context = contextOf(state);
  if (lua_toboolean(state, 1)) return 0;
  const std::string_view name = checkText(state, 2);
  const RefusalManifest* refusal = findRefusal(*context.manifest, name);
  if (!refusal) raiseStop(state, ResultCode::ScriptError, "require names a refusal that the manifest does not have");
  raiseStop(state, static_cast<ResultCode>(static_cast<std::uint32_t>(ResultCode::ContractRefusal) + refusal->number),
            refusal->name.c_str());
}

// Reads the case's state into the stack; nil where there is no such case. The key is in context.text afterwards.
std::string_view pushCaseState(lua_State* state, CallContext& context) {
  const std::string_view machine = checkText(state, 1);
  const std::string_view name = checkText(state, 2);
  if (!findMachine(*context.manifest, machine)) raiseScriptError(state, "the manifest has no such state machine");
  if (name.empty() || kCaseKeys.size() + machine.size() + 1 + name.size() > bounds::kStateKeyBytes) {
    raiseStop(state, ResultCode::KeyNotAllowed, "a case's key is empty or too long");
  }
  charge(state, context, charges::kStateAccess);
  setCaseKey(context.caseKey, machine, name);
  if (!readState(context, context.caseKey)) raiseStopped(state);
  if (!context.hasText) {
    lua_pushnil(state);
    return {};
  }
  pushAnswer(state, context);
  return checkText(state, -1);
}

int hostState(lua_State* state) {
  pushCaseState(state, running(state));
  return 1;
}

// transition(machine, key): moves the case along the transition that the manifest gives the running function.
int hostTransition(lua_State* state) {
  CallContext& context = running(state);
  const std::string_view from = pushCaseState(state, context);
  const StateMachineManifest* machine = findMachine(*context.manifest, checkText(state, 1));
  const StateMachineManifest::Transition* transition =
      machine ? findTransition(*machine, context.input->function, from) : nullptr;
  if (!transition) raiseStop(state, ResultCode::WrongState, "the case's state does not allow this function");
  context.out.clear();
  appendJsonString(context.out, transition->to);
  charge(state, context, charges::kStateAccess);
  if (!writeState(context, context.caseKey)) raiseStopped(state);
  lua_pushlstring(state, transition->to.data(), transition->to.size());
  return 1;
}

constexpr LibraryFunction kHost[] = {
    {"call", &hostCall},   {"creator", &hostCreator}, {"delete", &hostDelete},         {"emit", &hostEmit},
    {"get", &hostGet},     {"put", &hostPut},         {"range", &hostRange},           {"require", &hostRequire},
    {"state", &hostState}, {"time", &hostTime},       {"transition", &hostTransition}, {"txid", &hostTransaction},
};

}  // namespace

void openHost(lua_State* state) {
  lua_pushglobaltable(state);
  setFunctions(state, kHost, std::size(kHost));
  lua_pop(state, 1);
}

}  // namespace mz
