#include "ledger/format/write.h"

#include "ledger/base/bounds.h"
#include "ledger/crypto/hash.h"
#include "ledger/format/json.h"

namespace mz {

namespace {

// Opens the inner array with its two leading strings: ["contract","name",
void startEntry(std::string& out, std::string_view contract, std::string_view name) {
  out += out.size() > 1 ? ",[" : "[";
  appendJsonString(out, contract);
  out.push_back(',');
  appendJsonString(out, name);
  out.push_back(',');
}

}  // namespace

std::string serializeWrites(std::span<const Write> writes) {
  std::string out = "[";
  for (const Write& write : writes) {
    startEntry(out, write.contract, write.key);
    out += write.value ? std::string_view(*write.value) : std::string_view("null");
    out.push_back(']');
  }
  out.push_back(']');
  return out;
}

std::string serializeEvents(std::span<const Event> events) {
  std::string out = "[";
  for (const Event& event : events) {
    startEntry(out, event.contract, event.name);
    out += event.payload;
    out.push_back(']');
  }
  out.push_back(']');
  return out;
}

Result<std::vector<Event>> parseEvents(std::string_view text) {
  // The payloads may be as deep as any value and lie two arrays further in.
  MZ_TRY(const Json list, Json::parseCanonical(text, bounds::kJsonDepth + 2));
  if (!list.isArray()) return fail(ErrorCode::Malformed, "events: not an array");
  std::vector<Event> events;
  events.reserve(list.array().size());
  for (const Json& item : list.array()) {
    if (!item.isArray() || item.array().size() != 3 || !item.array()[0].isString() || !item.array()[1].isString())
      return fail(ErrorCode::Malformed, "events: an entry is not [contract, name, payload]");
    events.push_back({item.array()[0].string(), item.array()[1].string(), item.array()[2].serialize()});
  }
  return events;
}

Digest writesDigest(std::span<const Write> writes) { return sha256(bytesOf(serializeWrites(writes))); }

Digest eventsDigest(std::span<const Event> events) { return sha256(bytesOf(serializeEvents(events))); }

}  // namespace mz
