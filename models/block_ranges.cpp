#include "models/block_ranges.h"

#include <algorithm>

namespace mz {

namespace {
constexpr int kMostUnderWay = 2;
}

BlockRanges::BlockRanges(EngineClient& client, QObject* parent) : QObject(parent), m_client(client) {
  connect(&m_client, &EngineClient::channelChanged, this, &BlockRanges::restart);
  connect(&m_client, &EngineClient::networkChanged, this, &BlockRanges::restart);
  connect(&m_client, &EngineClient::statusChanged, this, &BlockRanges::grow);
  grow();
}

void BlockRanges::restart() {
  m_request.renew();
  m_blocks.clear();
  for (Ranges& ranges : m_ranges) ranges.clear();
  m_wishes.clear();
  m_underWay = 0;
  m_count = m_finalBefore = 0;
  Q_EMIT countChanged();
  grow();
}

void BlockRanges::grow() {
  const auto& status = m_client.status();
  if (!status) return;
  const std::uint64_t count = status->height.value + 1, finalHeight = status->finalHeight.value;
  if (count < m_count) {  // another ledger under the same name
    m_count = 0;
    restart();
    return;
  }
  // Old rows stay on the screen until the answer is there.
  if (m_count > 0 && (count > m_count || finalHeight != m_finalBefore)) forget(std::min(m_finalBefore, m_count - 1));
  const bool grown = count > m_count;
  m_count = count;
  m_finalBefore = finalHeight;
  if (grown) {
    Q_EMIT countChanged();
  } else {
    Q_EMIT loaded();
  }
}

void BlockRanges::forget(std::uint64_t fromHeight) {
  for (std::uint64_t segment = Blocks::segmentOf(fromHeight); segment <= Blocks::segmentOf(m_count - 1); ++segment)
    m_blocks.forgetQuestion(segment);
  for (int level = 1; level < kLevels; ++level) {
    // Only the last range changes its content.
    const std::uint64_t last = (m_count - 1) / blocksAt(level);
    m_ranges[static_cast<std::size_t>(level)].forgetQuestion(Ranges::segmentOf(last));
  }
}

const BlockSummary* BlockRanges::block(std::uint64_t height) const { return m_blocks.find(height); }

const BlockRange* BlockRanges::range(int level, std::uint64_t index) const {
  return m_ranges[static_cast<std::size_t>(level)].find(index);
}

void BlockRanges::look(int level, std::uint64_t first, std::uint64_t last) {
  m_wishes.clear();
  if (m_count == 0) return;
  const std::uint64_t most = (m_count - 1) / blocksAt(level);
  const std::uint64_t from = std::min(first, most) / kRows, until = std::min(last, most) / kRows, middle = (from + until) / 2;
  for (std::uint64_t segment = from; segment <= until; ++segment) m_wishes.push_back({level, segment});
  std::ranges::sort(m_wishes, std::ranges::greater(), [middle](const Place& place) {
    return place.segment > middle ? place.segment - middle : middle - place.segment;
  });
  askNext();
}

bool BlockRanges::wants(const Place& place) {
  return place.level == 0 ? m_blocks.wants(place.segment)
                          : m_ranges[static_cast<std::size_t>(place.level)].wants(place.segment);
}

void BlockRanges::askNext() {
  while (m_underWay < kMostUnderWay && !m_wishes.empty()) {
    const Place place = m_wishes.back();
    m_wishes.pop_back();
    if (!wants(place)) continue;
    ++m_underWay;
    const std::uint64_t each = blocksAt(place.level);
    const Height first(place.segment * kRows * each);
    if (place.level == 0) {
      m_client.askAlso(
          m_request, [channel = m_client.channel(), first](Engine& e) { return e.blocks(channel, first, kRows); },
          [this, place](Result<std::vector<BlockSummary>> rows) { take(place, std::move(rows), m_blocks); });
    } else {
      m_client.askAlso(
          m_request,
          [channel = m_client.channel(), first, each](Engine& e) { return e.blockRanges(channel, first, each, kRows); },
          [this, place](Result<std::vector<BlockRange>> rows) {
            take(place, std::move(rows), m_ranges[static_cast<std::size_t>(place.level)]);
          });
    }
  }
}

template <class Row, class Cache>
void BlockRanges::take(const Place& place, Result<std::vector<Row>> rows, Cache& cache) {
  --m_underWay;
  if (rows) {
    cache.put(place.segment, std::move(*rows));
    Q_EMIT loaded();
  } else {
    Q_EMIT failed(rows.error());
  }
  askNext();
}

}  // namespace mz
