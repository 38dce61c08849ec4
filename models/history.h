// The way that somebody took through the window, for Back and Forward: pages and what was chosen on them. A jump is always a
// step; choosing something on the same page is one when the choice before was looked at for a while, so that going down a list
// with the arrow keys does not fill the way. Values; time is given by the caller in milliseconds.
#pragma once

#include <QtCore/QString>
#include <cstdint>
#include <string>
#include <vector>

namespace mz {

struct Place {
  std::string channel;
  QString page;
  QString link;  // what is chosen there; empty: nothing in particular

  bool operator==(const Place&) const = default;
};

class History {
 public:
  void jump(const Place& place, std::int64_t now);    // another page, a link, a search
  void choose(const Place& place, std::int64_t now);  // another choice on the same page
  // Where to go now; what the pages then choose on the way there is no new step. Only where canGoBack, canGoForward.
  Place back();
  Place forward();
  bool canGoBack() const { return m_at > 0; }
  bool canGoForward() const { return m_at + 1 < m_places.size(); }
  void clear();

 private:
  void push(const Place& place);

  std::vector<Place> m_places;
  std::size_t m_at = 0;
  std::int64_t m_since = 0;   // when the current place was chosen
  bool m_travelling = false;  // on the way to m_places[m_at]
};

}  // namespace mz
