// One payment beside the table: every field, what the ledger says about it (transaction, signer, result, finality in words),
// its receipt, the way to the chain, and the trail that the money took. Window's thread.
#pragma once

#include <QtWidgets/QFrame>
#include <optional>

#include "models/engine_client.h"
#include "ui/parts/card.h"
#include "ui/parts/file_dialogs.h"

class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace mz {

class TrailView;

class PaymentDetail : public QFrame {
  Q_OBJECT

 public:
  PaymentDetail(EngineClient& client, Theme& theme, FileDialogs& files, QWidget* parent = nullptr);

  void showPayment(const FinanceRow& payment);
  void showNothing();
  const std::optional<FinanceRow>& payment() const { return m_payment; }
  void refresh();  // finality may have changed

 Q_SIGNALS:
  void closeAsked();
  void chainAsked(mz::TransactionNumber number);
  void narrowAsked(const mz::FinanceFilter& addition);  // only this payee
  void messageRaised(const QString& sentence, mz::StatusRole role);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void load();
  void showFields();
  void showTransaction();
  void showTrail();
  void openReceipt(bool codes);
  void askReceiptFile(const TransactionSummary& transaction);
  void saveReceipt(TransactionNumber number, const QString& file);

  EngineClient& m_client;
  const Theme& m_theme;
  FileDialogs& m_files;
  std::optional<FinanceRow> m_payment;
  std::optional<TransactionDetail> m_transaction;
  std::optional<Error> m_error, m_trailError;
  Request m_request, m_trailRequest, m_receiptRequest;
  QStackedWidget* m_stack;
  QLabel* m_nothing;
  QToolButton* m_close;
  QLabel* m_amount;
  QLabel* m_payee;
  Badge* m_badge;
  QLabel* m_finality;
  FieldList* m_fields;
  QLabel* m_ledgerTitle;
  FieldList* m_ledger;
  QLabel* m_trailTitle;
  QLabel* m_trailNote;
  TrailView* m_trail;
  QPushButton* m_receipt;
  QPushButton* m_print;
  QPushButton* m_code;
  QPushButton* m_chain;
  QPushButton* m_samePayee;
};

}  // namespace mz
