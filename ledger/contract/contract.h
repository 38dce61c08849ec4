// A contract as the replica sees it, in Lua or native. Contracts are immutable after loading; `call` runs on the executing
// thread only. A refusal is a CallStop with a code; a failure of the surroundings (disk) is a CallStop with `fatal`, which ends
// the batch and never becomes a result.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/base/types.h"
#include "ledger/format/result_code.h"
#include "ledger/identity/certificate.h"

namespace mz {

struct CallStop {
  ResultCode code = ResultCode::ScriptError;
  std::string log;  // English, for the log and for people; never part of a result
  std::optional<Error> fatal;
};
template <class T>
using CallResult = std::expected<T, CallStop>;

struct Creator {
  Subject subject;  // org, role, name
  Fingerprint certificate;
};

struct CallInput {
  std::string_view contract;  // name
  std::string_view function;
  std::string_view arguments;  // canonical JSON text of an object; not yet checked
  Creator creator;
  UnixSeconds time;  // block time
  TransactionId id;
  std::string_view caller;  // contract that called this one; empty for the envelope's own call
  int depth = 0;
  std::uint64_t* instructions = nullptr;  // meter of the whole transaction; null: the call begins a new one
};

// What a running call may do. Keys are the calling contract's own; the host adds its name. Values are canonical JSON text,
// never "null". Limits of bounds.h are enforced by the host (TooManyWrites, TooManyEvents, CallTooDeep, KeyNotAllowed,
// ValueNotAllowed).
class CallHost {
 public:
  virtual ~CallHost() = default;
  virtual CallResult<std::optional<std::string>> get(std::string_view contract, std::string_view key) = 0;
  virtual CallResult<void> put(std::string_view contract, std::string_view key, std::string value) = 0;
  virtual CallResult<void> erase(std::string_view contract, std::string_view key) = 0;
  // Keys under one of the contract's declared ordered prefixes, from <= key < to ("" = to the prefix's end), by bytes.
  virtual CallResult<std::vector<std::pair<std::string, std::string>>> range(std::string_view contract, std::string_view prefix,
                                                                             std::string_view from, std::string_view to,
                                                                             std::size_t limit) = 0;
  virtual CallResult<void> emit(std::string_view contract, std::string_view name, std::string payload) = 0;
  // Calls another contract of the channel in the same transaction; returns its answer (canonical JSON).
  virtual CallResult<std::string> call(const CallInput& input) = 0;
};

class Contract {
 public:
  virtual ~Contract() = default;
  virtual std::string_view name() const = 0;
  virtual const std::vector<std::string>& orderedPrefixes() const = 0;
  // Checks function, role and argument schema, then runs. Returns the function's answer as canonical JSON ("null" if none).
  virtual CallResult<std::string> call(const CallInput& input, CallHost& host) const = 0;
};

}  // namespace mz
