#include "ledger/format/leaf.h"

#include <array>
#include <charconv>

#include "ledger/base/bounds.h"

namespace mz {

namespace {

constexpr std::string_view kTransaction = "mingzhang/transaction/v1";
constexpr std::string_view kRejected = "mingzhang/rejected/v1";
constexpr std::string_view kGenesis = "mingzhang/genesis/v1";
constexpr std::string_view kBlock = "mingzhang/block/v1";

// Appends lines; two leaves out of three of a block's cost would otherwise be small strings.
class Writer {
 public:
  explicit Writer(std::string_view type) {
    m_text.reserve(512);
    m_text.append(type).push_back('\n');
  }
  template <class Integer>
  Writer& number(std::string_view name, Integer value) {
    start(name);
    appendNumber(value);
    m_text.push_back('\n');
    return *this;
  }
  template <class Tag>
  Writer& hash(std::string_view name, const Hash32<Tag>& value) {
    start(name);
    appendHex(value.bytes);
    m_text.push_back('\n');
    return *this;
  }
  Writer& numberAndHash(std::string_view name, std::uint64_t number, const Digest& digest) {
    start(name);
    appendNumber(number);
    m_text.push_back(' ');
    appendHex(digest.bytes);
    m_text.push_back('\n');
    return *this;
  }
  std::string take() { return std::move(m_text); }

 private:
  void start(std::string_view name) { m_text.append(name).push_back(' '); }
  template <class Integer>
  void appendNumber(Integer value) {
    std::array<char, 24> digits;
    m_text.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
  }
  void appendHex(const std::array<std::uint8_t, 32>& bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::array<char, 64> out;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      out[2 * i] = kDigits[bytes[i] >> 4];
      out[2 * i + 1] = kDigits[bytes[i] & 15];
    }
    m_text.append(out.data(), out.size());
  }

  std::string m_text;
};

// Takes lines in their order; after the first fault nothing more is taken.
class Reader {
 public:
  explicit Reader(std::string_view text) : m_rest(text) {}

  template <class Integer>
  Reader& number(std::string_view name, Integer& out) {
    parseNumber(line(name), name, out);
    return *this;
  }
  template <class Tag>
  Reader& number(std::string_view name, Number64<Tag>& out) {
    return number(name, out.value);
  }
  Reader& number(std::string_view name, UnixSeconds& out) { return number(name, out.value); }
  template <class Tag>
  Reader& hash(std::string_view name, Hash32<Tag>& out) {
    parseHash(line(name), name, out);
    return *this;
  }
  Reader& numberAndHash(std::string_view name, std::uint64_t& number, Digest& digest) {
    const std::string_view value = line(name);
    const std::size_t space = value.find(' ');
    if (space == std::string_view::npos) {
      refuse(name);
      return *this;
    }
    parseNumber(value.substr(0, space), name, number);
    parseHash(value.substr(space + 1), name, digest);
    return *this;
  }
  Reader& result(ResultCode& out, bool cutterFault) {
    std::uint32_t number = 0;
    this->number("result", number);
    out = static_cast<ResultCode>(number);
    if (isCutterFault(out) != cutterFault) refuse("result");
    return *this;
  }
  Status end() {
    if (m_fault.empty() && !m_rest.empty()) m_fault = "text after the last line";
    if (m_fault.empty()) return {};
    return fail(ErrorCode::Malformed, "leaf: " + m_fault);
  }

 private:
  void refuse(std::string_view name) {
    if (m_fault.empty()) m_fault = "line \"" + std::string(name) + "\" is missing or not as it must be";
  }

  std::string_view line(std::string_view name) {
    const std::size_t end = m_rest.find('\n');
    if (!m_fault.empty() || end == std::string_view::npos || end <= name.size() || !m_rest.starts_with(name) ||
        m_rest[name.size()] != ' ') {
      refuse(name);
      return {};
    }
    const std::string_view value = m_rest.substr(name.size() + 1, end - name.size() - 1);
    m_rest.remove_prefix(end + 1);
    return value;
  }

  template <class Integer>
  void parseNumber(std::string_view value, std::string_view name, Integer& out) {
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), out);
    const bool negative = value.starts_with('-');
    const std::string_view digits = value.substr(negative ? 1 : 0);
    const bool shortest = !digits.starts_with('0') || (digits.size() == 1 && !negative);
    if (fault != std::errc() || end != value.data() + value.size() || !shortest) refuse(name);
  }

  template <class Tag>
  void parseHash(std::string_view value, std::string_view name, Hash32<Tag>& out) {
    auto parsed = Hash32<Tag>::fromHex(value);
    if (parsed)
      out = *parsed;
    else
      refuse(name);
  }

  std::string_view m_rest;
  std::string m_fault;
};

std::string format(const TransactionLeaf& leaf) {
  return Writer(kTransaction)
      .number("height", leaf.height.value)
      .number("time", leaf.time.value)
      .hash("id", leaf.id)
      .hash("envelope", leaf.envelope)
      .number("result", static_cast<std::uint32_t>(leaf.result))
      .hash("writes", leaf.writes)
      .hash("events", leaf.events)
      .take();
}

std::string format(const RejectedLeaf& leaf) {
  return Writer(kRejected)
      .number("height", leaf.height.value)
      .number("time", leaf.time.value)
      .hash("envelope", leaf.envelope)
      .number("result", static_cast<std::uint32_t>(leaf.result))
      .hash("cutter", leaf.cutter)
      .take();
}

std::string format(const GenesisLeaf& leaf) {
  return Writer(kGenesis).number("time", leaf.time.value).hash("genesis", leaf.genesis).hash("writes", leaf.writes).take();
}

std::string format(const BlockRecord& record) {
  return Writer(kBlock)
      .hash("channel", record.channel)
      .number("epoch", record.epoch)
      .number("height", record.height.value)
      .numberAndHash("batch", record.batch.value, record.batchDigest)
      .hash("previous", record.previous)
      .number("time", record.time.value)
      .number("configuration", record.configuration)
      .number("rules", record.rules)
      .number("transactions", record.transactions)
      .hash("writes", record.writes)
      .take();
}

}  // namespace

std::string formatLeaf(const Leaf& leaf) {
  return std::visit([](const auto& kind) { return format(kind); }, leaf);
}

Result<Leaf> parseLeaf(std::string_view text) {
  if (text.size() > bounds::kLeafBytes)
    return fail(ErrorCode::TooLarge,
                "leaf of " + std::to_string(text.size()) + " bytes, allowed are " + std::to_string(bounds::kLeafBytes));
  const std::size_t newline = text.find('\n');
  if (newline == std::string_view::npos) return fail(ErrorCode::Malformed, "leaf: has no line with its type");
  const std::string_view type = text.substr(0, newline);
  Reader in(text.substr(newline + 1));
  if (type == kTransaction) {
    TransactionLeaf leaf;
    MZ_CHECK(in.number("height", leaf.height)
                 .number("time", leaf.time)
                 .hash("id", leaf.id)
                 .hash("envelope", leaf.envelope)
                 .result(leaf.result, false)
                 .hash("writes", leaf.writes)
                 .hash("events", leaf.events)
                 .end());
    return leaf;
  }
  if (type == kRejected) {
    RejectedLeaf leaf;
    MZ_CHECK(in.number("height", leaf.height)
                 .number("time", leaf.time)
                 .hash("envelope", leaf.envelope)
                 .result(leaf.result, true)
                 .hash("cutter", leaf.cutter)
                 .end());
    return leaf;
  }
  if (type == kGenesis) {
    GenesisLeaf leaf;
    MZ_CHECK(in.number("time", leaf.time).hash("genesis", leaf.genesis).hash("writes", leaf.writes).end());
    return leaf;
  }
  if (type == kBlock) {
    BlockRecord record;
    MZ_CHECK(in.hash("channel", record.channel)
                 .number("epoch", record.epoch)
                 .number("height", record.height)
                 .numberAndHash("batch", record.batch.value, record.batchDigest)
                 .hash("previous", record.previous)
                 .number("time", record.time)
                 .number("configuration", record.configuration)
                 .number("rules", record.rules)
                 .number("transactions", record.transactions)
                 .hash("writes", record.writes)
                 .end());
    return record;
  }
  return fail(ErrorCode::Malformed, "leaf: unknown type");
}

}  // namespace mz
