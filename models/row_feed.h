// Hands the rows of a table from the window's thread to a worker that writes them, however many there are: read in slices so
// short that the window stays quick, waiting for rows that the model still has to read (kReadyRole), never further ahead of the
// worker than a few pages. RowFeed: window's thread. RowPipe: the worker's end, any thread.
#pragma once

#include <QtCore/QAbstractItemModel>
#include <QtCore/QElapsedTimer>
#include <QtCore/QPointer>
#include <QtCore/QStringList>
#include <QtCore/QTimer>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>

#include "ledger/base/error.h"
#include "ledger/base/progress.h"

namespace mz {

enum class RowWords { Shown, Plain };  // as on the screen; as other programs read them, where the model knows how (kPlainRole)

class RowPipe {
 public:
  // The next page; empty: that was all. Cancelled; Io where rows could not be read; Refused where the table changed meanwhile.
  Result<std::vector<QStringList>> next(const Progress& progress);
  std::uint64_t total() const;  // rows that there are to come

 private:
  friend class RowFeed;
  mutable std::mutex m_mutex;
  std::condition_variable m_moved;
  std::deque<std::vector<QStringList>> m_pages;
  std::uint64_t m_total = 0;
  bool m_ended = false;
  std::optional<Error> m_error;
};

class RowFeed : public QObject {
  Q_OBJECT

 public:
  // The first `most` rows that the model has now, in these columns.
  RowFeed(QAbstractItemModel& model, std::vector<int> columns, RowWords words, int most, QObject* parent = nullptr);
  ~RowFeed() override;

  std::shared_ptr<RowPipe> pipe() const { return m_pipe; }

 private:
  void read();
  QStringList cells(int row) const;
  bool isFull() const;
  void push();
  void end(std::optional<Error> error);

  QPointer<QAbstractItemModel> m_model;
  std::vector<int> m_columns;
  RowWords m_words;
  int m_row = 0, m_end = 0;
  std::vector<QStringList> m_page;
  std::shared_ptr<RowPipe> m_pipe;
  QTimer m_timer;
  QElapsedTimer m_waiting;  // for a row that is being read
};

}  // namespace mz
