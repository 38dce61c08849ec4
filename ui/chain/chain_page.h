// The chain of the chosen channel: the strip of all its blocks, the table of them (newest first, live), the chosen block, the
// chosen transaction; jump to a block, verify everything that is stored. What is chosen in one is chosen in the others.
// Window's thread.
#pragma once

#include "models/block_model.h"
#include "models/chain_audit.h"
#include "ui/shell/page.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;
class QToolButton;

namespace mz {

class AuditPanel;
class BlockPanel;
class BlockStrip;
class ComparisonView;
class Card;
class DataTable;
class ChannelFailureView;
class StateView;
class TransactionPanel;

class ChainPage : public Page {
  Q_OBJECT

 public:
  explicit ChainPage(const PageContext& context, QWidget* parent = nullptr);

  bool openLink(const QString& link) override;
  QString place() const override;
  QString deepLink() const override;
  QStringList views() const override;
  void showView(const QString& view) override;

  void showBlock(Height height, std::optional<TransactionNumber> transaction = {});
  void showTransaction(TransactionNumber number);
  void verify();
  // Asks for the block to compare the chosen one with: its number, or whichever is chosen next.
  void askForComparison();
  void compare(Height left, Height right);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void refresh();
  void restart();
  Card* makeStripCard();
  QWidget* makeCompareBar();
  void takeCompared();
  std::optional<Height> heightIn(const QString& text);

  PageContext m_context;
  EngineClient& m_client;
  Request m_request;
  ChainAudit m_audit;
  BlockTableModel* m_blocks;
  QLabel* m_title;
  QLabel* m_extent;
  QLineEdit* m_jump;
  QPushButton* m_verify;
  AuditPanel* m_report;
  BlockStrip* m_strip;
  QLabel* m_scale;
  QToolButton *m_zoomOut, *m_zoomIn, *m_showAll, *m_showNewest;
  DataTable* m_table;
  BlockPanel* m_block;
  TransactionPanel* m_transaction;
  StateView* m_view;
  ChannelFailureView* m_failure;
  QLabel* m_notice;
  QWidget* m_compareBar;
  QLabel* m_compareLabel;
  QLineEdit* m_compareWith;
  QPushButton *m_compareNow, *m_compareNot;
  ComparisonView* m_comparison;
  std::optional<Height> m_compared;  // the left block, while the right one is asked for
  QStackedLayout* m_stack;
};

}  // namespace mz
