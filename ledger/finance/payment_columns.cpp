#include "ledger/finance/payment_columns.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace mz {
namespace {

constexpr std::uint8_t kFormat = 1;
// The texts first, then these.
constexpr std::size_t kDateColumn = kTextColumns;
constexpr std::size_t kAmountColumn = kTextColumns + 1;
constexpr std::size_t kTransactionColumn = kTextColumns + 2;
constexpr std::size_t kIdColumn = kTextColumns + 3;
constexpr std::size_t kReferenceColumn = kTextColumns + 4;
constexpr std::size_t kEncodedColumns = kTextColumns + 5;
constexpr std::size_t kHeaderBytes = 5;        // format, count
constexpr std::size_t kColumnHeaderBytes = 9;  // width, least value
constexpr std::size_t kEncodedRows = kChunkRows;

std::uint64_t valueOf(const PaymentValues& row, std::size_t column) {
  if (column < kTextColumns) return row.texts[column];
  switch (column) {
    case kDateColumn: return static_cast<std::uint64_t>(static_cast<std::int64_t>(static_cast<std::int32_t>(row.date)));
    case kAmountColumn: return static_cast<std::uint64_t>(row.amount);
    case kTransactionColumn: return row.transaction;
    case kIdColumn: return row.idHash;
    default: return row.referenceHash;
  }
}
void setValue(PaymentValues& row, std::size_t column, std::uint64_t value) {
  if (column < kTextColumns) {
    row.texts[column] = static_cast<std::uint32_t>(value);
    return;
  }
  switch (column) {
    case kDateColumn: row.date = static_cast<std::uint32_t>(value); return;
    case kAmountColumn: row.amount = static_cast<std::int64_t>(value); return;
    case kTransactionColumn: row.transaction = value; return;
    case kIdColumn: row.idHash = static_cast<std::uint32_t>(value); return;
    default: row.referenceHash = static_cast<std::uint32_t>(value); return;
  }
}

template <class Integer>
void appendLittleEndian(Bytes& out, Integer value, std::size_t width) {
  for (std::size_t i = 0; i < width; ++i)
    out.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * i)));
}
std::uint64_t littleEndian(const std::uint8_t* at, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width; ++i) value |= std::uint64_t{at[i]} << (8 * i);
  return value;
}

// A segment's bytes, with the place of each column.
struct Encoded {
  struct Column {
    const std::uint8_t* from = nullptr;
    std::size_t width = 0;
    std::uint64_t base = 0;
  };
  std::size_t count = 0;
  std::array<Column, kEncodedColumns> columns;
  const std::uint8_t* end = nullptr;

  static Result<Encoded> open(ByteView bytes) {
    const auto malformed = [] { return fail(ErrorCode::Damaged, "a segment of payments in the read model has a wrong form"); };
    if (bytes.size() < kHeaderBytes || bytes[0] != kFormat) return malformed();
    Encoded out;
    out.count = littleEndian(bytes.data() + 1, 4);
    if (out.count > kEncodedRows) return malformed();
    out.end = bytes.data() + bytes.size();
    std::size_t at = kHeaderBytes;
    for (Column& column : out.columns) {
      if (bytes.size() - at < kColumnHeaderBytes) return malformed();
      column.width = bytes[at];
      column.base = littleEndian(bytes.data() + at + 1, 8);
      at += kColumnHeaderBytes;
      column.from = bytes.data() + at;
      if (column.width > 8 || bytes.size() - at < out.count * column.width) return malformed();
      at += out.count * column.width;
    }
    if (at != bytes.size()) return malformed();
    return out;
  }

  template <class Visit>
  void forEach(std::size_t column, std::size_t first, std::size_t number, const Visit& visit) const {
    const auto [from, width, base] = columns[column];
    const std::uint64_t mask = width == 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * width)) - 1;
    const std::size_t stop = first + number;
    std::size_t i = first;
    // Whole words while eight bytes are there, which is much faster than byte by byte.
    for (; i < stop && static_cast<std::size_t>(end - from) >= i * width + 8; ++i) {
      std::uint64_t word;
      std::memcpy(&word, from + i * width, 8);
      visit(i, base + (word & mask));
    }
    for (; i < stop; ++i) visit(i, base + littleEndian(from + i * width, width));
  }
};

// Puts `count` values from the encoded column into rows of the other, `shift` further on; returns the largest.
std::uint32_t fill(NarrowColumn& column, const Encoded& encoded, std::size_t index, std::size_t first, std::size_t count,
                   std::size_t shift) {
  std::uint32_t most = 0;
  if (std::uint16_t* const narrow = column.narrow()) {
    encoded.forEach(index, first, count, [&](std::size_t from, std::uint64_t value) {
      narrow[from + shift] = static_cast<std::uint16_t>(value);
      most = std::max(most, static_cast<std::uint32_t>(value));
    });
    if (most <= 0xFFFF) return most;
  }
  encoded.forEach(index, first, count, [&](std::size_t from, std::uint64_t value) {
    column.put(from + shift, static_cast<std::uint32_t>(value));
    most = std::max(most, static_cast<std::uint32_t>(value));
  });
  return most;
}

}  // namespace

void NarrowColumn::widen(std::size_t rows) {
  m_wide = std::make_shared_for_overwrite<std::uint32_t[]>(kChunkRows);
  std::copy_n(m_narrow.get(), rows, m_wide.get());
  m_narrow.reset();
}

PaymentValues PaymentChunk::at(std::size_t row) const {
  PaymentValues values;
  values.date = date.at(row);
  for (std::size_t i = 0; i < kTextColumns; ++i) values.texts[i] = texts[i].at(row);
  values.amount = amount[row];
  values.transaction = firstTransaction + transaction[row];
  values.idHash = idHash[row];
  values.referenceHash = referenceHash[row];
  return values;
}

Status PaymentColumns::append(const PaymentValues& values) {
  if (m_size == std::numeric_limits<std::uint32_t>::max()) {
    return fail(ErrorCode::TooLarge, "the finance read model is full: 4,294,967,295 payments");
  }
  const std::size_t row = m_size % kChunkRows;
  if (row == 0) {
    m_chunks.push_back(std::make_shared<PaymentChunk>());
    m_chunks.back()->firstTransaction = values.transaction;
  }
  PaymentChunk& chunk = *m_chunks.back();
  const std::uint64_t distance = values.transaction - chunk.firstTransaction;
  if (values.transaction < chunk.firstTransaction || distance > std::numeric_limits<std::uint32_t>::max()) {
    return fail(ErrorCode::TooLarge, "payment of transaction " + std::to_string(values.transaction) +
                                         " lies too far from the payments before it for the finance read model");
  }
  chunk.date.put(row, values.date);
  for (std::size_t i = 0; i < kTextColumns; ++i) chunk.texts[i].put(row, values.texts[i]);
  chunk.amount[row] = values.amount;
  chunk.transaction[row] = static_cast<std::uint32_t>(distance);
  chunk.idHash[row] = values.idHash;
  chunk.referenceHash[row] = values.referenceHash;
  ++m_size;
  return {};
}

std::vector<std::shared_ptr<const PaymentChunk>> PaymentColumns::chunks() const {
  std::vector<std::shared_ptr<const PaymentChunk>> out(m_chunks.begin(), m_chunks.end());
  // A column of the last chunk may still be replaced by a wider one: readers get their own list of columns.
  if (!out.empty()) out.back() = std::make_shared<const PaymentChunk>(*m_chunks.back());
  return out;
}

Bytes PaymentColumns::encode(std::size_t first, std::size_t count) const {
  std::vector<PaymentValues> rows;
  rows.reserve(count);
  for (std::size_t i = first; i < first + count; ++i) rows.push_back(at(i));

  Bytes out;
  out.reserve(kHeaderBytes + kEncodedColumns * kColumnHeaderBytes + count * 40);
  out.push_back(kFormat);
  appendLittleEndian(out, count, 4);
  std::vector<std::uint64_t> values(count);
  for (std::size_t column = 0; column < kEncodedColumns; ++column) {
    for (std::size_t i = 0; i < count; ++i) values[i] = valueOf(rows[i], column);
    // Compared as signed numbers: amounts are below zero at times, everything else is far from the sign bit.
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t most = std::numeric_limits<std::int64_t>::min();
    for (const std::uint64_t value : values) {
      least = std::min(least, static_cast<std::int64_t>(value));
      most = std::max(most, static_cast<std::int64_t>(value));
    }
    const std::uint64_t base = static_cast<std::uint64_t>(least);
    const std::uint64_t range = count == 0 ? 0 : static_cast<std::uint64_t>(most) - base;
    const std::size_t width = (static_cast<std::size_t>(std::bit_width(range)) + 7) / 8;
    out.push_back(static_cast<std::uint8_t>(width));
    appendLittleEndian(out, base, 8);
    const std::size_t start = out.size();
    out.resize(start + count * width);
    std::uint8_t* to = out.data() + start;
    for (const std::uint64_t value : values) {
      const std::uint64_t difference = value - base;
      for (std::size_t i = 0; i < width; ++i) *to++ = static_cast<std::uint8_t>(difference >> (8 * i));
    }
  }
  return out;
}

Result<std::vector<PaymentValues>> PaymentColumns::decode(ByteView bytes) {
  MZ_TRY(const Encoded encoded, Encoded::open(bytes));
  std::vector<PaymentValues> rows(encoded.count);
  for (std::size_t column = 0; column < kEncodedColumns; ++column) {
    encoded.forEach(column, 0, encoded.count, [&](std::size_t i, std::uint64_t value) { setValue(rows[i], column, value); });
  }
  return rows;
}

Result<std::size_t> PaymentColumns::appendEncoded(ByteView bytes, const std::array<std::uint32_t, kTextColumns>& limits) {
  MZ_TRY(const Encoded encoded, Encoded::open(bytes));
  if (m_size + encoded.count > std::numeric_limits<std::uint32_t>::max()) {
    return fail(ErrorCode::TooLarge, "the finance read model has more than 4,294,967,295 payments");
  }
  for (std::size_t done = 0; done < encoded.count;) {
    const std::size_t row = m_size % kChunkRows;
    const std::size_t count = std::min(encoded.count - done, kChunkRows - row);
    if (row == 0) {
      m_chunks.push_back(std::make_shared<PaymentChunk>());
      encoded.forEach(kTransactionColumn, done, 1,
                      [&](std::size_t, std::uint64_t value) { m_chunks.back()->firstTransaction = value; });
    }
    PaymentChunk& chunk = *m_chunks.back();
    const std::size_t shift = row - done;  // may wrap, and wraps back when a row is added
    bool sound = true;
    for (std::size_t i = 0; i < kTextColumns; ++i) {
      sound &= fill(chunk.texts[i], encoded, i, done, count, shift) < limits[i];
    }
    fill(chunk.date, encoded, kDateColumn, done, count, shift);
    std::int64_t* const amounts = chunk.amount.get();
    encoded.forEach(kAmountColumn, done, count,
                    [&](std::size_t from, std::uint64_t value) { amounts[from + shift] = static_cast<std::int64_t>(value); });
    std::uint32_t* const transactions = chunk.transaction.get();
    std::uint64_t farthest = 0;
    encoded.forEach(kTransactionColumn, done, count, [&](std::size_t from, std::uint64_t value) {
      const std::uint64_t distance = value - chunk.firstTransaction;
      farthest = std::max(farthest, distance);
      transactions[from + shift] = static_cast<std::uint32_t>(distance);
    });
    sound &= farthest <= std::numeric_limits<std::uint32_t>::max();
    std::uint32_t* const ids = chunk.idHash.get();
    encoded.forEach(kIdColumn, done, count,
                    [&](std::size_t from, std::uint64_t value) { ids[from + shift] = static_cast<std::uint32_t>(value); });
    std::uint32_t* const references = chunk.referenceHash.get();
    encoded.forEach(kReferenceColumn, done, count, [&](std::size_t from, std::uint64_t value) {
      references[from + shift] = static_cast<std::uint32_t>(value);
    });
    if (!sound) return fail(ErrorCode::Damaged, "payments of the finance read model name texts that are missing");
    done += count;
    m_size += count;
  }
  return encoded.count;
}

}  // namespace mz
