// What a call changed and announced, and the digests of it that stand in leaves. Values; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/base/types.h"

namespace mz {

struct Write {
  std::string contract;
  std::string key;
  std::optional<std::string> value;  // canonical JSON, never "null"; nullopt: deleted
  bool operator==(const Write&) const = default;
};
struct Event {
  std::string contract;
  std::string name;
  std::string payload;  // canonical JSON
  bool operator==(const Event&) const = default;
};

std::string serializeWrites(std::span<const Write> writes);
std::string serializeEvents(std::span<const Event> events);
Result<std::vector<Event>> parseEvents(std::string_view text);
Digest writesDigest(std::span<const Write> writes);
Digest eventsDigest(std::span<const Event> events);

}  // namespace mz
