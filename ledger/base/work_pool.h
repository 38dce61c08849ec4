// Threads that run small pieces of work in the order they were posted; whoever waits for a piece can help meanwhile. All
// functions are safe on any thread. Work must not throw and must not wait for other work without helping.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mz {

class WorkPool {
 public:
  explicit WorkPool(unsigned threads);
  ~WorkPool();  // finishes what was posted

  // A group counts the pieces of one job that are not done yet.
  class Group {
   public:
    bool done() const;

   private:
    friend class WorkPool;
    std::atomic<std::size_t> m_left{0};
  };

  void post(Group& group, std::function<void()> work);
  // Runs posted work on this thread until the group is done.
  void finish(Group& group);
  unsigned threads() const { return static_cast<unsigned>(m_threads.size()); }

 private:
  struct Piece {
    Group* group;
    std::function<void()> work;
  };
  bool take(Piece& piece);
  void run(Piece& piece);

  std::mutex m_mutex;
  std::condition_variable m_posted, m_finished;
  std::deque<Piece> m_queue;
  bool m_stopping = false;
  std::vector<std::thread> m_threads;
};

}  // namespace mz
