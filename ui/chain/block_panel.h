// One block: its state, its transactions, every field of its record with a line what it is, who cosigned it, its checkpoint.
// Window's thread.
#pragma once

#include <QtWidgets/QWidget>
#include <optional>

#include "models/block_filter.h"
#include "models/text_table_model.h"
#include "models/transaction_model.h"
#include "ui/shell/page.h"

class QLabel;
class QPlainTextEdit;
class QStackedLayout;
class QTabWidget;

namespace mz {

class Badge;
class Card;
class DataTable;
class FieldList;
class FilterRow;
class StateView;

class BlockPanel : public QWidget {
  Q_OBJECT

 public:
  explicit BlockPanel(const PageContext& context, QWidget* parent = nullptr);

  // Shows this block; its first transaction is selected, or the given one.
  void showBlock(Height height, std::optional<TransactionNumber> select = {});
  void clear();
  std::optional<Height> height() const { return m_height; }
  void showTab(int tab);

 Q_SIGNALS:
  void transactionSelected(mz::TransactionNumber number);
  void noTransaction();  // the block has none

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void load();
  void fill();
  void fillTabs();
  void selectRow(int row);
  void showMatches();

  EngineClient& m_client;
  const Theme& m_theme;
  Request m_request;
  std::optional<Height> m_height;
  std::optional<TransactionNumber> m_select;
  std::optional<BlockDetail> m_block;
  TransactionTableModel* m_transactions;
  BlockFilterModel m_filter;
  TextTableModel* m_cosignatures;
  QStackedLayout* m_stack;
  Card* m_card;
  Badge* m_state;
  FieldList* m_facts;
  QTabWidget* m_tabs;
  QWidget* m_transactionTab;
  FilterRow* m_filterRow;
  DataTable* m_table;
  StateView* m_noMatch;
  QStackedLayout* m_tableStack;
  DataTable* m_cosignatureTable;
  FieldList* m_record;
  QPlainTextEdit* m_checkpoint;
  StateView* m_view;
};

}  // namespace mz
