#include "ledger/format/wire.h"

#include <google/protobuf/unknown_field_set.h>

namespace mz {

namespace {

constexpr std::size_t kOnStack = 2048;  // most envelopes and every usual call are shorter

bool encodesTo(const google::protobuf::Message& message, ByteView bytes) {
  if (message.ByteSizeLong() != bytes.size()) return false;
  std::array<std::uint8_t, kOnStack> small;
  std::unique_ptr<std::uint8_t[]> large;
  std::uint8_t* buffer = small.data();
  if (bytes.size() > small.size()) {
    large = std::make_unique_for_overwrite<std::uint8_t[]>(bytes.size());
    buffer = large.get();
  }
  message.SerializeWithCachedSizesToArray(buffer);
  return bytes.empty() || std::memcmp(buffer, bytes.data(), bytes.size()) == 0;
}

}  // namespace

Bytes encodeMessage(const google::protobuf::Message& message) {
  Bytes out(message.ByteSizeLong());
  message.SerializeWithCachedSizesToArray(out.data());
  return out;
}

Status decodeMessage(google::protobuf::Message& message, ByteView bytes, const char* what) {
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    return fail(ErrorCode::Malformed, std::string(what) + ": not a protobuf message of this kind");
  if (!message.GetReflection()->GetUnknownFields(message).empty())
    return fail(ErrorCode::Malformed, std::string(what) + ": has a field that these rules do not know");
  if (!encodesTo(message, bytes))
    return fail(ErrorCode::Malformed, std::string(what) + ": not in the one encoding that is allowed");
  return {};
}

}  // namespace mz
