// Importing payments from a file, step by step in one window that blocks nothing: choose the file, set what its columns mean
// with a live preview, try or record, and read what came of it with every refused row. The work itself runs in the operations
// centre and goes on when this window is closed. Window's thread.
#pragma once

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QDialog>

#include "models/finance_import_model.h"
#include "ui/shell/page.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace mz {

class DataTable;
class FileDropArea;
class ImportMappingView;
class ImportStylesView;

class ImportDialog : public QDialog {
  Q_OBJECT

 public:
  enum class Step { File, Columns, Running, Result };

  explicit ImportDialog(const PageContext& context, QWidget* parent = nullptr);
  ~ImportDialog() override;

  void takeFile(const QString& file);  // starts anew with it; ignored while an import runs
  Step step() const { return m_step; }
  const ImportReport& report() const { return m_report; }
  ImportProblemModel& problems() { return m_problems; }
  FinancePreviewModel& preview() { return m_preview; }
  void run(bool dryRun);

 Q_SIGNALS:
  void recorded();
  void messageRaised(const QString& sentence, mz::StatusRole role);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  QWidget* makeFileStep();
  QWidget* makeColumnsStep();
  QWidget* makeRunningStep();
  QWidget* makeResultStep();
  ImportOptions options() const;
  void showStep(Step step);
  void startAgain();
  void askFile();
  void loadPreview();
  void takePreview(Result<ImportPreview> answer);
  void takeReport(Result<ImportReport> answer, bool dryRun);
  void showPreview();
  void showReport();
  void askProblemsFile();
  void askProfileName();
  void useProfile();
  void loadProfiles(const QString& chosen = {});
  void retranslate();
  bool mayRun() const;

  PageContext m_context;
  EngineClient& m_client;
  QString m_file;
  Step m_step = Step::File;
  bool m_dryRun = false;
  ImportReport m_report;
  std::optional<ImportPreview> m_previewed;
  std::optional<Error> m_error;
  FinancePreviewModel m_preview;
  ImportProblemModel m_previewProblems;
  ImportProblemModel m_problems;
  Request m_previewRequest, m_profilesRequest;
  QTimer m_previewSoon;
  QPointer<Operation> m_operation;

  QLabel* m_steps;
  QStackedWidget* m_pages;
  FileDropArea* m_drop = nullptr;
  QLabel* m_fileProblem = nullptr;
  QLabel* m_fileLabel = nullptr;
  QLabel* m_recognised = nullptr;
  QLabel* m_profileLabel = nullptr;
  QComboBox* m_profile = nullptr;
  QLabel* m_currencyLabel = nullptr;
  QComboBox* m_currency = nullptr;
  QLabel* m_departmentLabel = nullptr;
  QLineEdit* m_department = nullptr;
  ImportStylesView* m_styles = nullptr;
  QCheckBox* m_strict = nullptr;
  QLabel* m_mappingTitle = nullptr;
  ImportMappingView* m_mapping = nullptr;
  QPushButton* m_saveProfile = nullptr;
  QLabel* m_previewTitle = nullptr;
  QLabel* m_previewState = nullptr;
  DataTable* m_previewTable = nullptr;
  QLabel* m_previewProblemsTitle = nullptr;
  DataTable* m_previewProblemTable = nullptr;
  QLabel* m_runningTitle = nullptr;
  QLabel* m_runningText = nullptr;
  QProgressBar* m_progress = nullptr;
  QLabel* m_resultTitle = nullptr;
  QLabel* m_resultText = nullptr;
  QLabel* m_figures[4] = {};
  QLabel* m_figureNames[4] = {};
  QLabel* m_totals = nullptr;
  QLabel* m_problemsTitle = nullptr;
  QPushButton* m_saveProblems = nullptr;
  DataTable* m_problemTable = nullptr;
  QPushButton* m_back;
  QPushButton* m_close;
  QPushButton* m_try;
  QPushButton* m_go;
};

}  // namespace mz
