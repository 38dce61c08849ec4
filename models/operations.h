// Long work with progress and Cancel: audits, imports, making the demonstration network. Each runs on a thread of its own pool;
// the status bar lists them. Window's thread only, except that the work itself reports through Progress from any thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QThreadPool>
#include <QtCore/QTimer>
#include <atomic>
#include <memory>
#include <type_traits>
#include <vector>

#include "ledger/base/progress.h"

namespace mz {

class Operation : public QObject {
  Q_OBJECT

 public:
  const QString& title() const { return m_title; }
  std::uint64_t done() const;
  std::uint64_t total() const;  // 0: not known
  int percent() const;          // -1: not known
  bool running() const { return m_running; }
  bool cancelling() const;
  void cancel();
  // Only work that holds nothing which others wait for; said by who starts it.
  void setPausable(bool pausable) { m_pausable = pausable; }
  bool pausable() const { return m_pausable; }
  bool paused() const;
  void pause();
  void resume();

 Q_SIGNALS:
  void progressed();  // at most 10 times a second
  void finished();

 private:
  friend class Operations;
  struct Shared {
    std::atomic<std::uint64_t> done{0}, total{0};
    std::unique_ptr<Progress> progress;
  };
  Operation(QString title, QObject* parent);

  QString m_title;
  std::shared_ptr<Shared> m_shared;
  QTimer m_timer;
  bool m_running = true;
  bool m_pausable = false;
};

class Operations : public QObject {
  Q_OBJECT

 public:
  explicit Operations(QObject* parent = nullptr);
  ~Operations() override;  // cancels and waits

  // Runs work(const Progress&) on a worker, then done(result) here unless the receiver is gone. The operation deletes itself
  // after finished().
  template <class Work, class Done>
  Operation* run(const QString& title, QObject* receiver, Work work, Done done) {
    Operation* operation = add(title);
    m_pool.start([this, operation, shared = operation->m_shared, receiver = QPointer<QObject>(receiver), work = std::move(work),
                  done = std::move(done)]() mutable {
      using Answer = std::invoke_result_t<Work, const Progress&>;
      auto answer = std::make_shared<Answer>(work(*shared->progress));
      QMetaObject::invokeMethod(
          this,
          [this, operation, answer, receiver, done = std::move(done)]() mutable {
            remove(operation);
            if (receiver) done(std::move(*answer));
          },
          Qt::QueuedConnection);
    });
    return operation;
  }

  const std::vector<Operation*>& running() const { return m_running; }

 Q_SIGNALS:
  void changed();  // one began or ended

 private:
  Operation* add(const QString& title);
  void remove(Operation* operation);

  QThreadPool m_pool;
  std::vector<Operation*> m_running;
};

}  // namespace mz
