// Writes into the journal what was done outside the engine: files saved, tables printed. A worker's thread, where the deed is
// done as well. What was done is done, also where the journal cannot be written.
#pragma once

#include "ledger/engine.h"
#include "models/engine_client.h"

namespace mz {

struct Deed {
  std::string what;     // "receipt", "export", "print"
  std::string who;      // see whoActs()
  std::string channel;  // empty: none
  std::string subject;  // the file, or what was printed
};

// Label of the identity that acts from this window; empty without any. Window's thread.
inline std::string whoActs(const EngineClient& client) {
  const IdentityInfo* identity = client.identity();
  return identity ? identity->label : std::string();
}

// Hands the result on after it is noted.
template <class Value>
Result<Value> noted(Engine& engine, const Deed& deed, Result<Value> result) {
  (void)engine.note({.what = deed.what,
                     .who = deed.who,
                     .channel = deed.channel,
                     .subject = deed.subject,
                     .result = result ? std::string("done") : std::string(errorName(result.error().code))});
  return result;
}

}  // namespace mz
