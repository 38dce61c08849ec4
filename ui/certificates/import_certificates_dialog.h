// Reviews what lies in files of other programs, or in text that was pasted or dropped: everything that was found, what each is
// here already, and what can be taken over. Window's thread; reading and taking over are operations.
#pragma once

#include <QtWidgets/QDialog>
#include <memory>

#include "ledger/certificates.h"
#include "models/text_table_model.h"
#include "ui/shell/page.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;

namespace mz {

class DataTable;
class FileDropArea;
class FormField;
class SettlementView;

class ImportCertificatesDialog : public QDialog {
  Q_OBJECT

 public:
  explicit ImportCertificatesDialog(const PageContext& context, QWidget* parent = nullptr);

  void openFiles(const QStringList& files);

 Q_SIGNALS:
  void imported();

 protected:
  void keyPressEvent(QKeyEvent* event) override;  // pasting

 private:
  enum Step { Empty, Found, Done };
  QWidget* makeReview();
  void chooseFiles();
  void take(std::vector<ImportSource> sources);
  void review();
  void showReview(const ImportReview& review);
  std::vector<std::size_t> chosen() const;  // places of selected findings that can be taken over
  void showButtons();
  void import();
  void showProblem(const QString& sentence, const QString& detail = {});
  Secret password() const;

  const PageContext m_context;
  Request m_reviewing;
  std::shared_ptr<const std::vector<ImportSource>> m_sources;
  ImportReview m_review;
  QStackedLayout* m_steps;
  FileDropArea* m_drop;
  QLabel* m_count;
  TextTableModel* m_found;
  DataTable* m_table;
  QLineEdit* m_password;
  FormField* m_passwordField;
  QLabel* m_problem;
  SettlementView* m_report;
  QPushButton *m_other, *m_cancel, *m_import;
};

}  // namespace mz
