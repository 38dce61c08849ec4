// Renews certificates: the same organization, role and name, with the same key or a new one; the old one may be revoked at
// once. Window's thread; renewing is an operation.
#pragma once

#include <QtWidgets/QDialog>

#include "ledger/certificates.h"
#include "ui/shell/page.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QRadioButton;
class QSpinBox;
class QStackedLayout;

namespace mz {

class FormField;
class SettlementView;

class RenewDialog : public QDialog {
  Q_OBJECT

 public:
  // At least one, whose authorities are here.
  RenewDialog(const PageContext& context, std::vector<CertificateRow> certificates, QWidget* parent = nullptr);

 Q_SIGNALS:
  void renewed();

 private:
  QWidget* makeForm();
  void renew(bool adjust);
  void take(const Result<IssueReport>& report, bool adjusted);

  const PageContext m_context;
  const std::vector<CertificateRow> m_certificates;
  QStackedLayout* m_steps;
  QRadioButton *m_newKey, *m_sameKey;
  QSpinBox* m_days;
  FormField* m_daysField;
  QCheckBox* m_revokeOld;
  QLabel* m_problem;
  SettlementView* m_report;
  QPushButton *m_cancel, *m_adjust, *m_renew;
};

}  // namespace mz
