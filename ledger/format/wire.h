// Strict protobuf: there is one encoding of each message, and only that one is read. For the .cpp files of this room.
// Functions are pure; any thread.
#pragma once

#include <google/protobuf/message.h>

#include <array>
#include <cstring>
#include <memory>
#include <string>

#include "ledger/base/bytes.h"

namespace mz {

Bytes encodeMessage(const google::protobuf::Message& message);

// Malformed unless `bytes` are exactly what encodeMessage gives for the message that they hold: unknown fields, fields out of
// order or given twice, default values written out, numbers not in their shortest form and trailing bytes all fail that.
Status decodeMessage(google::protobuf::Message& message, ByteView bytes, const char* what);

}  // namespace mz
