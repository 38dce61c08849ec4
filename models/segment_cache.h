// Rows of a very long table, kept in segments of fixed size: only what was looked at is in memory, and at most `kMostSegments`,
// of which the longest unused go first. Row numbers are the owner's own. Not a QObject; window's thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace mz {

template <class Row, std::size_t kRowsPerSegment = 256, std::size_t kMostSegments = 64>
class SegmentCache {
 public:
  static constexpr std::size_t kRows = kRowsPerSegment;

  static std::uint64_t segmentOf(std::uint64_t row) { return row / kRowsPerSegment; }
  static std::uint64_t firstOf(std::uint64_t segment) { return segment * kRowsPerSegment; }

  // Null while not loaded.
  const Row* find(std::uint64_t row) {
    const auto it = m_segments.find(segmentOf(row));
    if (it == m_segments.end()) return nullptr;
    m_recent.splice(m_recent.begin(), m_recent, it->second.recent);
    const std::size_t offset = row % kRowsPerSegment;
    return offset < it->second.rows.size() ? &it->second.rows[offset] : nullptr;
  }

  // True once per segment until it is put, forgotten or everything is cleared: then the owner loads it.
  bool wants(std::uint64_t segment) { return m_asked.insert(segment).second; }
  void forgetQuestion(std::uint64_t segment) { m_asked.erase(segment); }  // after a failure, or when its rows grew old

  void put(std::uint64_t segment, std::vector<Row> rows) {
    m_asked.insert(segment);
    if (const auto it = m_segments.find(segment); it != m_segments.end()) {
      it->second.rows = std::move(rows);
      return;
    }
    m_recent.push_front(segment);
    m_segments.emplace(segment, Segment{std::move(rows), m_recent.begin()});
    if (m_segments.size() > kMostSegments) {
      const std::uint64_t oldest = m_recent.back();
      m_recent.pop_back();
      m_segments.erase(oldest);
      m_asked.erase(oldest);
    }
  }

  void clear() {
    m_segments.clear();
    m_recent.clear();
    m_asked.clear();
  }
  std::size_t segments() const { return m_segments.size(); }

 private:
  struct Segment {
    std::vector<Row> rows;
    std::list<std::uint64_t>::iterator recent;
  };
  std::unordered_map<std::uint64_t, Segment> m_segments;
  std::list<std::uint64_t> m_recent;
  std::unordered_set<std::uint64_t> m_asked;
};

}  // namespace mz
