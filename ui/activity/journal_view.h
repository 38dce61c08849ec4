// What was done in this program, from the journal that it keeps: filters, table. Window's thread.
#pragma once

#include "models/journal_model.h"
#include "ui/shell/page.h"

class QLabel;
class QStackedLayout;

namespace mz {

class DataTable;
class StateView;

class JournalView : public QWidget {
  Q_OBJECT

 public:
  explicit JournalView(const PageContext& context, QWidget* parent = nullptr);

  void setActive(bool active);
  DataTable* table() const { return m_table; }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void showState();

  JournalFilterModel m_filter;
  JournalModel* m_model;
  bool m_active = false;
  DataTable* m_table;
  QLabel* m_count;
  StateView* m_state;
  QStackedLayout* m_stack;
};

}  // namespace mz
