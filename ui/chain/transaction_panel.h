// One transaction: who vouches for it (proof path to the cosigned root), who signed what call, what came of it, what it wrote,
// and its receipt to save. Window's thread.
#pragma once

#include <QtWidgets/QWidget>
#include <optional>

#include "models/text_table_model.h"
#include "ui/shell/page.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QStackedLayout;

namespace mz {

class Badge;
class Card;
class ReceiptDialog;
class SignerChainView;
class DataTable;
class FieldList;
class ProofTree;
class StateView;

class TransactionPanel : public QWidget {
  Q_OBJECT

 public:
  explicit TransactionPanel(const PageContext& context, QWidget* parent = nullptr);

  void showTransaction(TransactionNumber number);
  void showNone();
  std::optional<TransactionNumber> number() const { return m_number; }
  std::optional<TransactionId> id() const { return m_transaction ? std::optional(m_transaction->summary.id) : std::nullopt; }
  void scrollToBottom();
  void scrollToChain();
  // Null where no receipt can be given yet.
  ReceiptDialog* openReceipt(bool codes);

 Q_SIGNALS:
  void messageRaised(const QString& sentence, mz::StatusRole role);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  struct Loaded {
    TransactionDetail transaction;
    std::vector<Cosignature> cosignatures;  // of its block's checkpoint
  };
  struct Section {
    QLabel* heading;
    DataTable* table;
    TextTableModel* model;
  };
  Section addSection(QLayout* layout, const QString& name);
  void load();
  void fill();
  void retranslate();
  void save(const char* what, const QString& suggested, const QString& filter,
            std::function<Result<std::string>(Engine&)> make);

  EngineClient& m_client;
  const Theme& m_theme;
  Settings& m_settings;
  FileDialogs& m_files;
  Request m_request, m_saving;
  std::optional<TransactionNumber> m_number;
  std::optional<TransactionDetail> m_transaction;
  std::vector<Cosignature> m_cosignatures;
  QStackedLayout* m_stack;
  StateView* m_view;
  Card* m_card;
  Badge* m_result;
  Badge* m_final;
  QScrollArea* m_scroll;
  QLabel* m_vouches;
  ProofTree* m_tree;
  QLabel* m_checkIcon;
  QLabel* m_check;
  FieldList* m_facts;
  QLabel* m_chainHeading;
  SignerChainView* m_chain;
  Section m_arguments, m_writes, m_events;
  QPushButton* m_saveReceipt;
  QPushButton* m_print;
  QPushButton* m_code;
  QPushButton* m_savePolicy;
};

}  // namespace mz
