// Finds payees and departments by the initials of their pinyin ("xydl" finds 新源电力). The initials of all names are made once
// and kept for a while: with 90,000 payees that takes a moment, looking through them does not. Any thread but the window's: it
// asks the engine.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <vector>

#include "ledger/engine.h"

namespace mz {

class NameInitials {
 public:
  // Names with the letters among their initials, most payments first; none where the text has anything but ASCII letters and
  // digits, or fewer than two.
  Result<std::vector<FinanceNames::Entry>> find(Engine& engine, const std::string& channel, FinanceGrouping kind,
                                                const std::string& text, std::size_t count);

 private:
  struct Name {
    std::string initials;
    FinanceNames::Entry entry;
  };
  struct List {
    FinanceGrouping kind = FinanceGrouping::Payee;
    std::string channel;
    std::chrono::steady_clock::time_point made;
    std::vector<Name> names;
  };
  Result<const List*> list(Engine& engine, const std::string& channel, FinanceGrouping kind);

  std::mutex m_mutex;
  std::vector<List> m_lists;  // one of each kind
};

}  // namespace mz
