#include "ledger/base/work_pool.h"

namespace mz {

bool WorkPool::Group::done() const { return m_left.load(std::memory_order_acquire) == 0; }

WorkPool::WorkPool(unsigned threads) {
  for (unsigned i = 0; i < threads; ++i)
    m_threads.emplace_back([this] {
      Piece piece;
      for (;;) {
        {
          std::unique_lock lock(m_mutex);
          m_posted.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
          if (m_queue.empty()) return;
          piece = std::move(m_queue.front());
          m_queue.pop_front();
        }
        run(piece);
      }
    });
}

WorkPool::~WorkPool() {
  {
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
  }
  m_posted.notify_all();
  for (std::thread& thread : m_threads) thread.join();
  Piece piece;
  while (take(piece)) run(piece);
}

void WorkPool::post(Group& group, std::function<void()> work) {
  group.m_left.fetch_add(1, std::memory_order_relaxed);
  {
    const std::lock_guard lock(m_mutex);
    m_queue.push_back({&group, std::move(work)});
  }
  m_posted.notify_one();
}

bool WorkPool::take(Piece& piece) {
  const std::lock_guard lock(m_mutex);
  if (m_queue.empty()) return false;
  piece = std::move(m_queue.front());
  m_queue.pop_front();
  return true;
}

void WorkPool::run(Piece& piece) {
  piece.work();
  piece.work = nullptr;
  bool last;
  {
    // Under the lock, so that a waiter cannot destroy the group between the count and the notification.
    const std::lock_guard lock(m_mutex);
    last = piece.group->m_left.fetch_sub(1, std::memory_order_acq_rel) == 1;
  }
  if (last) m_finished.notify_all();
}

void WorkPool::finish(Group& group) {
  Piece piece;
  while (!group.done()) {
    if (take(piece)) {
      run(piece);
      continue;
    }
    std::unique_lock lock(m_mutex);
    m_finished.wait(lock, [&] { return group.done() || !m_queue.empty(); });
  }
}

}  // namespace mz
