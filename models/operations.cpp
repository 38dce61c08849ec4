#include "models/operations.h"

#include <algorithm>

namespace mz {

namespace {
constexpr int kProgressMilliseconds = 100;
constexpr int kMostAtOnce = 3;
}  // namespace

Operation::Operation(QString title, QObject* parent)
    : QObject(parent), m_title(std::move(title)), m_shared(std::make_shared<Shared>()) {
  Shared* shared = m_shared.get();  // owns the progress whose callback this is
  m_shared->progress = std::make_unique<Progress>([shared](std::uint64_t done, std::uint64_t total) {
    shared->done.store(done, std::memory_order_relaxed);
    shared->total.store(total, std::memory_order_relaxed);
  });
  m_timer.setInterval(kProgressMilliseconds);
  connect(&m_timer, &QTimer::timeout, this, &Operation::progressed);
  m_timer.start();
}

std::uint64_t Operation::done() const { return m_shared->done.load(std::memory_order_relaxed); }
std::uint64_t Operation::total() const { return m_shared->total.load(std::memory_order_relaxed); }
int Operation::percent() const {
  const std::uint64_t all = total();
  return all == 0 ? -1 : static_cast<int>(std::min<std::uint64_t>(100, done() * 100 / all));
}
bool Operation::cancelling() const { return m_shared->progress->cancelRequested(); }
void Operation::cancel() {
  m_shared->progress->cancel();
  Q_EMIT progressed();
}

bool Operation::paused() const { return m_shared->progress->pauseRequested(); }
void Operation::pause() {
  if (!m_pausable || cancelling()) return;
  m_shared->progress->pause();
  Q_EMIT progressed();
}
void Operation::resume() {
  m_shared->progress->resume();
  Q_EMIT progressed();
}

Operations::Operations(QObject* parent) : QObject(parent) { m_pool.setMaxThreadCount(kMostAtOnce); }

Operations::~Operations() {
  for (Operation* operation : m_running) operation->cancel();
  m_pool.waitForDone();
}

Operation* Operations::add(const QString& title) {
  auto* operation = new Operation(title, this);
  m_running.push_back(operation);
  Q_EMIT changed();
  return operation;
}

void Operations::remove(Operation* operation) {
  std::erase(m_running, operation);
  operation->m_running = false;
  operation->m_timer.stop();
  Q_EMIT operation->finished();
  operation->deleteLater();
  Q_EMIT changed();
}

}  // namespace mz
