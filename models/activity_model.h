// What everybody did on the channels of this program, newest first, as far as it has been looked through. The engine looks at a
// bounded number of transactions at a time: further ones come while scrolling as long as that finds any, and by lookFurther()
// where a filter lets little through. New blocks do not move the rows; newer() counts what they brought. Window's thread.
#pragma once

#include <QtCore/QTimer>
#include <optional>

#include "models/engine_client.h"
#include "models/table_model.h"

namespace mz {

class ActivityModel : public TableModel {
  Q_OBJECT

 public:
  enum Column { TimeColumn, ChannelColumn, CallColumn, OrgColumn, SignerColumn, ResultColumn, BlockColumn, IdColumn, kColumns };
  static constexpr std::size_t kMostRows = 50'000;

  explicit ActivityModel(EngineClient& client, QObject* parent = nullptr);

  void setFilter(const ActivityFilter& filter);  // begins anew
  const ActivityFilter& filter() const { return m_filter; }
  void restart();               // from the newest on
  void lookFurther();           // until there are more rows or a good deal was looked through; goes on where it ended
  void setActive(bool active);  // counts new ones only while somebody looks

  const ActivityRow& row(int number) const { return m_found[static_cast<std::size_t>(number)]; }
  bool isLoading() const { return m_loading; }
  bool isAnswered() const { return m_answered; }  // at least once since the filter was set
  bool isComplete() const { return m_complete; }  // everything was looked through
  bool isCut() const { return m_found.size() >= kMostRows; }
  UnixSeconds reached() const { return m_reached; }  // nothing newer than this is still to come
  std::uint64_t newer() const { return m_newer; }
  bool newerAtLeast() const { return m_newerAtLeast; }

  bool canFetchMore(const QModelIndex& parent) const override;
  void fetchMore(const QModelIndex& parent) override;

 Q_SIGNALS:
  void stateChanged();  // what is known of the rows: loading, complete, how far, how many are newer
  void failed(const mz::Error& error);

 private:
  struct Start {
    std::map<std::string, std::uint64_t> heads;
    UnixSeconds time;
    ActivityPage page;
  };
  int rows() const override { return static_cast<int>(m_found.size()); }
  bool isFigure(int column) const override { return column == BlockColumn; }
  QVariant cell(int number, int column, int role) const override;
  QString heading(int column) const override;
  QString text(const ActivityRow& row, int column) const;

  void ask(std::size_t mostPages);
  void take(ActivityPage page);
  void countNewer();
  void takeFailure(const Error& error);

  EngineClient& m_client;
  Request m_request, m_newerRequest;
  QTimer m_countSoon;
  ActivityFilter m_filter;
  std::vector<ActivityRow> m_found;
  std::map<std::string, std::uint64_t> m_heads;  // transactions of each channel when the newest row was asked for
  UnixSeconds m_headTime;                        // no new block is older
  ActivityCursor m_cursor;
  UnixSeconds m_reached;
  std::uint64_t m_newer = 0;
  bool m_newerAtLeast = false;
  bool m_active = false, m_loading = false, m_answered = false, m_complete = false;
  bool m_dense = false;  // the page before brought rows: scrolling may ask for the next
};

}  // namespace mz
