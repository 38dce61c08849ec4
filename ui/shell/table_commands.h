// What can be done with any table of the window, as named actions: choose its columns, write it as CSV or PDF, print it. They
// act on the table that had the keyboard last, or else on the largest that is seen. Files and papers are written by a worker,
// with progress and Cancel, and noted in the journal. Window's thread.
#pragma once

#include <QtCore/QPointer>

#include "ui/shell/page.h"

namespace mz {

class DataTable;
class RowFeed;
struct TableSheet;

class TableCommands : public QObject {
  Q_OBJECT

 public:
  TableCommands(const PageContext& context, QWidget& window);

  DataTable* table() const;  // null where none is seen

 Q_SIGNALS:
  void messageRaised(const QString& sentence, mz::StatusRole role);

 private:
  void addAction(const char* id, const char* text, const char* icon, const QKeySequence& shortcut,
                 void (TableCommands::*act)(DataTable&));
  void chooseColumns(DataTable& table);
  void saveCsv(DataTable& table);
  void savePdf(DataTable& table);
  void print(DataTable& table);
  TableSheet sheetOf(const DataTable& table) const;
  QString askFile(const DataTable& table, const QString& title, const QString& suffix, const QString& filter);
  template <class Work>
  void run(const QString& title, RowFeed* feed, const std::string& what, const QString& subject, Work work);
  void tell(const Result<std::uint64_t>& written, const QString& subject, bool onPaper);

  PageContext m_context;
  QWidget& m_window;
  QPointer<DataTable> m_last;
};

}  // namespace mz
