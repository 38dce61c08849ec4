#include "models/history.h"

namespace mz {

namespace {
constexpr std::int64_t kLookedAtMilliseconds = 1500;
constexpr std::size_t kMost = 200;
}  // namespace

void History::push(const Place& place) {
  if (!m_places.empty()) m_places.resize(m_at + 1);
  if (m_places.size() == kMost) m_places.erase(m_places.begin());
  m_places.push_back(place);
  m_at = m_places.size() - 1;
}

void History::jump(const Place& place, std::int64_t now) {
  m_travelling = false;
  m_since = now;
  if (!m_places.empty() && m_places[m_at] == place) return;
  push(place);
}

void History::choose(const Place& place, std::int64_t now) {
  if (m_places.empty()) {
    jump(place, now);
    return;
  }
  Place& current = m_places[m_at];
  if (m_travelling) {
    // Pages choose their first row on the way; what counts is where the way leads.
    if (place == current) m_travelling = false;
    m_since = now;
    return;
  }
  if (place == current) return;
  const bool elsewhere = place.page != current.page || place.channel != current.channel;
  if (elsewhere || (!current.link.isEmpty() && now - m_since >= kLookedAtMilliseconds)) {
    push(place);
  } else {
    current = place;
  }
  m_since = now;
}

Place History::back() {
  m_travelling = true;
  return m_places[--m_at];
}

Place History::forward() {
  m_travelling = true;
  return m_places[++m_at];
}

void History::clear() {
  m_places.clear();
  m_at = 0;
  m_travelling = false;
}

}  // namespace mz
