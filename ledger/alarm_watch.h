// Measures what alarms are about, each kind at its own interval, on a thread of its own, and keeps the alarm book up to date.
// Any thread. What a kind measures, its threshold and its intervals stand in one table (alarm_watch.cpp).
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#include "ledger/alarm_book.h"
#include "ledger/base/handle.h"

namespace mz {

class Journal;
class LocalEngine;

class AlarmWatch {
 public:
  // The engine and the journal must outlive it. A file that cannot be read is put aside as <file>.damaged.
  AlarmWatch(const LocalEngine& engine, const Journal& journal, const std::filesystem::path& file);
  ~AlarmWatch();

  void start();
  Status checkAll();

  std::vector<Alarm> alarms() const;
  std::vector<AlarmRule> rules() const;
  Status acknowledge(std::uint64_t number, const std::string& who, const std::string& note);
  Status setRule(const AlarmRule& rule);
  Handle onAlarm(std::function<void()> callback);

 private:
  struct Listeners;
  void run();
  bool check(const AlarmRule& rule);
  void tell();

  const LocalEngine& m_engine;
  const Journal& m_journal;
  mutable std::mutex m_mutex;  // the book; not held while measuring
  AlarmBook m_book;
  std::map<std::string, std::chrono::steady_clock::time_point, std::less<>> m_checked;
  std::shared_ptr<Listeners> m_listeners;
  std::condition_variable m_wake;
  bool m_ending = false;
  std::thread m_thread;
};

}  // namespace mz
