// The payments of the finance read model as columns in memory, in chunks of 65,536 rows whose storage never moves, and their
// form in the channel's file. One thread appends; any thread reads the rows of a published FinanceSnapshot at the same time.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <vector>

#include "ledger/base/bytes.h"
#include "ledger/base/types.h"
#include "ledger/finance/dictionary.h"
#include "ledger/format/date.h"

namespace mz {

inline constexpr std::size_t kChunkRows = 65536;

// 65,536 small numbers, two bytes each until one of them needs four.
class NarrowColumn {
 public:
  NarrowColumn() : m_narrow(std::make_shared_for_overwrite<std::uint16_t[]>(kChunkRows)) {}

  void put(std::size_t row, std::uint32_t value) {
    if (m_narrow && value > 0xFFFF) widen(row);
    if (m_narrow) {
      m_narrow[row] = static_cast<std::uint16_t>(value);
    } else {
      m_wide[row] = value;
    }
  }
  std::uint16_t* narrow() { return m_narrow.get(); }  // null once it is wide
  std::uint32_t at(std::size_t row) const { return m_narrow ? m_narrow[row] : m_wide[row]; }
  // Calls visitor(const uint16_t*) or visitor(const uint32_t*) with the values.
  template <class Visitor>
  decltype(auto) visit(Visitor&& visitor) const {
    return m_narrow ? visitor(static_cast<const std::uint16_t*>(m_narrow.get()))
                    : visitor(static_cast<const std::uint32_t*>(m_wide.get()));
  }

 private:
  void widen(std::size_t rows);  // readers keep the narrow form that they have

  std::shared_ptr<std::uint16_t[]> m_narrow;
  std::shared_ptr<std::uint32_t[]> m_wide;
};

// Dates stand in a NarrowColumn as days since 1900-01-01, which fit two bytes until 2079; earlier ones wrap and take four.
inline constexpr std::int32_t kDateBias = 25567;
inline std::uint32_t storedDate(Date date) { return static_cast<std::uint32_t>(date.days + kDateBias); }
inline Date dateOf(std::uint32_t stored) { return Date(static_cast<std::int32_t>(stored) - kDateBias); }

enum class TextColumn : std::uint8_t { Department, Entity, Programme, Class, Payee, Description, Currency };
inline constexpr std::size_t kTextColumns = 7;

struct PaymentValues {
  std::uint32_t date = 0;  // storedDate()
  std::array<std::uint32_t, kTextColumns> texts{};
  std::int64_t amount = 0;
  std::uint64_t transaction = 0;
  std::uint32_t idHash = 0;  // low half of textHash()
  std::uint32_t referenceHash = 0;
  bool operator==(const PaymentValues&) const = default;
};

struct PaymentChunk {
  NarrowColumn date;
  std::array<NarrowColumn, kTextColumns> texts;
  std::shared_ptr<std::int64_t[]> amount = std::make_shared_for_overwrite<std::int64_t[]>(kChunkRows);
  // Less `firstTransaction`: the transactions of one chunk lie within 2^32 of each other.
  std::shared_ptr<std::uint32_t[]> transaction = std::make_shared_for_overwrite<std::uint32_t[]>(kChunkRows);
  std::shared_ptr<std::uint32_t[]> idHash = std::make_shared_for_overwrite<std::uint32_t[]>(kChunkRows);
  std::shared_ptr<std::uint32_t[]> referenceHash = std::make_shared_for_overwrite<std::uint32_t[]>(kChunkRows);
  std::uint64_t firstTransaction = 0;

  const NarrowColumn& text(TextColumn column) const { return texts[static_cast<std::size_t>(column)]; }
  PaymentValues at(std::size_t row) const;
};

class PaymentColumns {
 public:
  Status append(const PaymentValues& values);  // TooLarge: over 2^32 - 1 payments, or a chunk's transactions too far apart
  std::size_t size() const { return m_size; }
  PaymentValues at(std::size_t row) const { return m_chunks[row / kChunkRows]->at(row % kChunkRows); }
  // The chunks as they are now; the last one shares storage with later appends, beyond its present rows.
  std::vector<std::shared_ptr<const PaymentChunk>> chunks() const;

  // Rows [first, first + count) as bytes: for each column a width, the least value, and the differences from it.
  Bytes encode(std::size_t first, std::size_t count) const;
  static Result<std::vector<PaymentValues>> decode(ByteView bytes);  // Malformed
  // Appends what encode() gave; returns how many rows. Damaged where a text's number is not below its limit.
  Result<std::size_t> appendEncoded(ByteView bytes, const std::array<std::uint32_t, kTextColumns>& limits);

 private:
  std::vector<std::shared_ptr<PaymentChunk>> m_chunks;
  std::size_t m_size = 0;
};

// A consistent state of the read model: its first `size` payments. Any thread.
struct FinanceSnapshot {
  std::uint64_t revision = 0;    // counts committed blocks
  std::uint64_t generation = 0;  // changes when the rows come from elsewhere: loaded again, or rebuilt
  std::size_t size = 0;
  std::vector<std::shared_ptr<const PaymentChunk>> chunks;
  std::array<DictionaryView, kTextColumns> dictionaries;

  const DictionaryView& dictionary(TextColumn column) const { return dictionaries[static_cast<std::size_t>(column)]; }
  std::size_t rowsOf(std::size_t chunk) const { return std::min(kChunkRows, size - chunk * kChunkRows); }
  PaymentValues at(std::size_t row) const { return chunks[row / kChunkRows]->at(row % kChunkRows); }
  std::int64_t amount(std::size_t row) const { return chunks[row / kChunkRows]->amount[row % kChunkRows]; }
  std::int32_t date(std::size_t row) const {
    return static_cast<std::int32_t>(chunks[row / kChunkRows]->date.at(row % kChunkRows));
  }
  std::uint64_t transaction(std::size_t row) const {
    const PaymentChunk& chunk = *chunks[row / kChunkRows];
    return chunk.firstTransaction + chunk.transaction[row % kChunkRows];
  }
};

}  // namespace mz
