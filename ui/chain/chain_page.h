// The chain of the chosen channel: blocks (newest first, live), the chosen block, the chosen transaction; jump to a block,
// verify everything that is stored. Window's thread.
#pragma once

#include "models/block_model.h"
#include "ui/shell/page.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;

namespace mz {

class AuditPanel;
class BlockPanel;
class DataTable;
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

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void refresh();
  void restart();

  PageContext m_context;
  EngineClient& m_client;
  Request m_request;
  BlockTableModel* m_blocks;
  QLabel* m_title;
  QLabel* m_extent;
  QLineEdit* m_jump;
  QPushButton* m_verify;
  AuditPanel* m_audit;
  DataTable* m_table;
  BlockPanel* m_block;
  TransactionPanel* m_transaction;
  StateView* m_view;
  QStackedLayout* m_stack;
  bool m_verifying = false;
};

}  // namespace mz
