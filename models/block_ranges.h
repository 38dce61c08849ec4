// The blocks of the chosen channel at every scale, for a picture of ten million of them: at level 0 block by block, at level n
// in ranges of 4^n. Only what is looked at is asked for, in segments, nearest to the middle first and at most two at a time;
// what was looked at before and is no longer is not asked for any more, and answers for another channel are dropped. Window's
// thread. A failed read is told once by failed(), and its segment stays unknown until it is asked for anew.
#pragma once

#include <QtCore/QObject>
#include <array>

#include "models/engine_client.h"
#include "models/segment_cache.h"

namespace mz {

class BlockRanges : public QObject {
  Q_OBJECT

 public:
  static constexpr int kLevels = 16;  // 4^15: more than a billion blocks a range
  static constexpr std::uint64_t blocksAt(int level) { return std::uint64_t{1} << (2 * level); }

  explicit BlockRanges(EngineClient& client, QObject* parent = nullptr);

  std::uint64_t count() const { return m_count; }  // blocks, the genesis included
  // Null while not read. Pointers hold until control returns to the event loop.
  const BlockSummary* block(std::uint64_t height) const;
  const BlockRange* range(int level, std::uint64_t index) const;  // level 1 and up
  // What is in view now: the ranges of this level (blocks at level 0) from `first` to `last`. Asks for what is missing.
  void look(int level, std::uint64_t first, std::uint64_t last);

 Q_SIGNALS:
  void countChanged();
  void loaded();
  void failed(const mz::Error& error);

 private:
  struct Place {
    int level;
    std::uint64_t segment;
    bool operator==(const Place&) const = default;
  };
  static constexpr std::size_t kRows = 256;
  using Blocks = SegmentCache<BlockSummary, kRows>;
  using Ranges = SegmentCache<BlockRange, kRows, 16>;

  void restart();
  void grow();
  void forget(std::uint64_t fromHeight);
  bool wants(const Place& place);
  void askNext();
  template <class Row, class Cache>
  void take(const Place& place, Result<std::vector<Row>> rows, Cache& cache);

  EngineClient& m_client;
  mutable Blocks m_blocks;
  mutable std::array<Ranges, kLevels> m_ranges;
  Request m_request;
  std::vector<Place> m_wishes;  // most wanted last
  int m_underWay = 0;
  std::uint64_t m_count = 0;
  std::uint64_t m_finalBefore = 0;
};

}  // namespace mz
