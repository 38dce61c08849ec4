#include "models/row_feed.h"

#include <algorithm>
#include <chrono>

#include "models/status_role.h"

namespace mz {

namespace {
constexpr std::size_t kRowsPerPage = 256;
constexpr std::size_t kMostPages = 16;
constexpr int kSliceMilliseconds = 4;
constexpr int kRestMilliseconds = 15;
constexpr int kPatienceMilliseconds = 20'000;
constexpr auto kLook = std::chrono::milliseconds(50);  // how soon a cancellation is seen
}  // namespace

Result<std::vector<QStringList>> RowPipe::next(const Progress& progress) {
  std::unique_lock lock(m_mutex);
  while (m_pages.empty() && !m_ended) {
    if (progress.cancelled()) return fail(ErrorCode::Cancelled, "writing the table was cancelled");
    m_moved.wait_for(lock, kLook);
  }
  if (progress.cancelled()) return fail(ErrorCode::Cancelled, "writing the table was cancelled");
  if (m_error) return std::unexpected(*m_error);
  if (m_pages.empty()) return std::vector<QStringList>();
  std::vector<QStringList> page = std::move(m_pages.front());
  m_pages.pop_front();
  return page;
}

std::uint64_t RowPipe::total() const {
  const std::lock_guard lock(m_mutex);
  return m_total;
}

RowFeed::RowFeed(QAbstractItemModel& model, std::vector<int> columns, RowWords words, int most, QObject* parent)
    : QObject(parent),
      m_model(&model),
      m_columns(std::move(columns)),
      m_words(words),
      m_end(std::min(most, model.rowCount())),
      m_pipe(std::make_shared<RowPipe>()) {
  m_pipe->m_total = static_cast<std::uint64_t>(m_end);
  const auto changed = [this] { end(Error(ErrorCode::Refused, "the table changed while it was read")); };
  connect(&model, &QAbstractItemModel::modelReset, this, changed);
  connect(&model, &QAbstractItemModel::rowsRemoved, this, changed);
  connect(&model, &QObject::destroyed, this, changed);
  // New rows above move the others down; they are not among those that there were.
  connect(&model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) {
    if (first > m_row) return;
    m_row += last - first + 1;
    m_end += last - first + 1;
  });
  connect(&m_timer, &QTimer::timeout, this, &RowFeed::read);
  m_timer.start(0);
}

RowFeed::~RowFeed() { end(Error(ErrorCode::Cancelled, "the window no longer reads the table")); }

bool RowFeed::isFull() const {
  const std::lock_guard lock(m_pipe->m_mutex);
  return m_pipe->m_pages.size() >= kMostPages;
}

void RowFeed::push() {
  if (m_page.empty()) return;
  {
    const std::lock_guard lock(m_pipe->m_mutex);
    m_pipe->m_pages.push_back(std::exchange(m_page, {}));
  }
  m_pipe->m_moved.notify_all();
}

void RowFeed::end(std::optional<Error> error) {
  m_timer.stop();
  {
    const std::lock_guard lock(m_pipe->m_mutex);
    if (m_pipe->m_ended) return;
    m_pipe->m_ended = true;
    m_pipe->m_error = std::move(error);
  }
  m_pipe->m_moved.notify_all();
}

QStringList RowFeed::cells(int row) const {
  QStringList out;
  for (const int column : m_columns) {
    const QModelIndex index = m_model->index(row, column);
    const QVariant plain = m_words == RowWords::Plain ? index.data(kPlainRole) : QVariant();
    out << (plain.isValid() ? plain : index.data()).toString();
  }
  return out;
}

void RowFeed::read() {
  if (!m_model) return;
  QElapsedTimer slice;
  slice.start();
  m_timer.setInterval(0);
  while (m_row < m_end && slice.elapsed() < kSliceMilliseconds) {
    if (isFull()) {
      m_timer.setInterval(kRestMilliseconds);
      return;
    }
    if (const QVariant ready = m_model->index(m_row, m_columns.front()).data(kReadyRole); ready.isValid() && !ready.toBool()) {
      if (!m_waiting.isValid()) m_waiting.start();
      if (m_waiting.elapsed() > kPatienceMilliseconds) return end(Error(ErrorCode::Io, "rows of the table were not read"));
      m_timer.setInterval(kRestMilliseconds);
      return;
    }
    m_waiting.invalidate();
    m_page.push_back(cells(m_row));
    ++m_row;
    if (m_page.size() == kRowsPerPage) push();
  }
  if (m_row < m_end) return;
  push();
  end(std::nullopt);
}

}  // namespace mz
