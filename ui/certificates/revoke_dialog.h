// Revokes certificates of one authority, or holds or releases them: why, since when in doubt, and before anything is done what
// would stop working. Window's thread; revoking is an operation.
#pragma once

#include <QtWidgets/QDialog>

#include "ledger/certificates.h"
#include "models/text_table_model.h"
#include "ui/shell/page.h"

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QLabel;
class QPushButton;
class QStackedLayout;

namespace mz {

class DataTable;
class FormField;
class SettlementView;

class RevokeDialog : public QDialog {
  Q_OBJECT

 public:
  enum class Act { Revoke, Release };
  // At least one, all of one organization whose authority is here (CertificateRow::canRevoke).
  RevokeDialog(const PageContext& context, std::vector<CertificateRow> certificates, Act act, QWidget* parent = nullptr);

 Q_SIGNALS:
  void revoked();

 private:
  QWidget* makeForm();
  RevocationOrder order() const;
  void askPreview();
  void showPreview(const RevocationPreview& preview);
  void revoke();
  void take(const Result<RevocationReport>& report);
  void showProblem(const QString& sentence, const QString& detail);

  const PageContext m_context;
  const std::vector<CertificateRow> m_certificates;
  const Act m_act;
  Request m_previewing;
  QStackedLayout* m_steps;
  QComboBox* m_reason;
  FormField* m_reasonField;
  QCheckBox* m_doubt;
  QDateTimeEdit* m_since;
  QLabel* m_effect;
  TextTableModel* m_preview;
  DataTable* m_previewTable;
  QLabel* m_problem;
  SettlementView* m_report;
  QPushButton *m_cancel, *m_revoke;
};

}  // namespace mz
