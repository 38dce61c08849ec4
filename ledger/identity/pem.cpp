#include "ledger/identity/pem.h"

#include <algorithm>

namespace mz {

namespace {

constexpr std::string_view kBegin = "-----BEGIN ", kEnd = "-----END ", kDashes = "-----";
constexpr std::size_t kLabelBytes = 64;

std::unexpected<Error> malformed(std::size_t block, const std::string& why) {
  return std::unexpected(
      Error(ErrorCode::Malformed, "block " + std::to_string(block) + " " + why).with("block", std::to_string(block)));
}

// What stands before an empty line, where there are headers.
std::string_view takeHeaders(std::string_view& body) {
  if (body.substr(0, body.find('\n')).find(':') == body.npos) {
    const auto first = body.find_first_not_of("\r\n");
    if (first == body.npos || body.substr(first, body.find('\n', first) - first).find(':') == body.npos) return {};
    body.remove_prefix(first);
  }
  for (const std::string_view gap : {"\n\n", "\n\r\n"}) {
    const auto end = body.find(gap);
    if (end == body.npos) continue;
    const std::string_view headers = body.substr(0, end);
    body.remove_prefix(end + gap.size());
    return headers;
  }
  return {};
}

}  // namespace

bool looksLikePem(std::string_view text) { return text.find(kBegin) != text.npos; }

Result<std::vector<PemBlock>> readPem(std::string_view text, std::size_t most) {
  std::vector<PemBlock> out;
  for (std::size_t begin = text.find(kBegin); begin != text.npos; begin = text.find(kBegin)) {
    if (out.size() == most) return fail(ErrorCode::TooLarge, "there are more than " + std::to_string(most) + " objects");
    const std::size_t number = out.size() + 1;
    text.remove_prefix(begin + kBegin.size());
    const std::size_t dashes = text.find(kDashes);
    if (dashes == text.npos || dashes == 0 || dashes > kLabelBytes || text.substr(0, dashes).find('\n') != text.npos)
      return malformed(number, "does not begin with its name");
    PemBlock block;
    block.label = text.substr(0, dashes);
    text.remove_prefix(dashes + kDashes.size());
    const std::size_t end = text.find(std::string(kEnd) + block.label + std::string(kDashes));
    if (end == text.npos) return malformed(number, "(" + block.label + ") has no end");
    std::string_view body = text.substr(0, end);
    if (body.find(kBegin) != body.npos) return malformed(number, "(" + block.label + ") has no end before the next begins");
    block.headers = takeHeaders(body);
    std::string base64(body);
    std::erase_if(base64, [](char c) { return c == '\n' || c == '\r' || c == ' ' || c == '\t'; });
    auto der = fromBase64(base64);
    if (!der) return malformed(number, "(" + block.label + ") is not in base64");
    block.der = std::move(*der);
    out.push_back(std::move(block));
    text.remove_prefix(end);
  }
  return out;
}

std::string pemOf(std::string_view label, ByteView der) {
  const std::string base64 = toBase64(der);
  std::string out = std::string(kBegin) + std::string(label) + std::string(kDashes);
  for (std::size_t i = 0; i < base64.size(); i += 64) out.append("\n").append(base64, i, 64);
  return out.append("\n").append(kEnd).append(label).append(kDashes).append("\n");
}

}  // namespace mz
