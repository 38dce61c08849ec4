// Issues certificates: for one person or machine, for a list of them that is typed, pasted or read from a file, or for the key
// of a signing request. Says while somebody enters it what speaks against it, and offers the mend. Window's thread; issuing is
// an operation.
#pragma once

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QDialog>
#include <optional>

#include "models/authority_tree_model.h"
#include "models/certificate_list.h"
#include "models/text_table_model.h"
#include "ui/shell/page.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QStackedLayout;

namespace mz {

class DataTable;
class FormField;
class SettlementView;

class IssueDialog : public QDialog {
  Q_OBJECT

 public:
  // At least one authority can sign, see AuthorityTreeModel::signing. `org`: the one that is chosen at first.
  IssueDialog(const PageContext& context, const AuthorityTreeModel& authorities, const std::string& org,
              QWidget* parent = nullptr);

  void setNames(const QString& lines);
  void openFile(const QString& file);
  void openRequest(const QString& file);

 Q_SIGNALS:
  void issued();

 private:
  enum Step { Form, Running, Done };
  QWidget* makeForm(const AuthorityTreeModel& authorities, const std::string& org);
  QWidget* makeRunning();
  void askKinds();
  void showRequest();
  void checkSoon();
  void check();
  void takeFindings(const std::vector<OrderFinding>& findings);
  void showButtons();
  void issue(bool adjust);
  void take(const Result<IssueReport>& report);
  void showProblem(const QString& sentence, const QString& detail = {});

  const PageContext m_context;
  Request m_checking, m_kindsRequest;
  QTimer m_checkSoon;
  CertificateList m_list;
  std::optional<RequestReview> m_request;  // for its key
  std::vector<OrderFinding> m_findings;
  bool m_checked = false;  // m_findings are of what is entered now
  QPointer<Operation> m_operation;
  QStackedLayout* m_steps;
  QComboBox *m_org, *m_kind;
  QSpinBox* m_days;
  QPlainTextEdit* m_names;
  FormField *m_orgField, *m_kindField, *m_daysField, *m_namesField;
  QWidget* m_requestBar;
  QLabel* m_requestWords;
  QPushButton *m_file, *m_requestFile, *m_noRequest;
  QLabel* m_count;
  TextTableModel* m_findingModel;
  DataTable* m_findingTable;
  QLabel* m_problem;
  QLabel* m_runningText;
  QProgressBar* m_progress;
  SettlementView* m_report;
  QPushButton *m_cancel, *m_adjust, *m_issue;
};

}  // namespace mz
