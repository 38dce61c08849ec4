#include "ui/finance/import_dialog.h"

#include <QtCore/QFileInfo>
#include <QtGui/QScreen>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include "models/error_text.h"
#include "models/finance_export.h"
#include "models/finance_text.h"
#include "models/format_text.h"
#include "models/journal_note.h"
#include "ui/finance/import_mapping_view.h"
#include "ui/finance/import_styles_view.h"
#include "ui/finance/save_profile_dialog.h"
#include "ui/parts/card.h"
#include "ui/parts/data_table.h"
#include "ui/parts/file_drop_area.h"
#include "ui/shell/unlock_dialog.h"

namespace mz {

namespace {

constexpr int kPreviewMilliseconds = 300;
constexpr QSize kSize(1180, 760);
constexpr const char* kCurrencies[] = {"CNY", "HKD", "MOP", "TWD", "GBP", "EUR", "USD", "JPY"};

QLabel* plainLabel(QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  return label;
}

QLabel* mutedLabel(QWidget* parent) {
  QLabel* label = plainLabel(parent);
  label->setProperty("muted", true);
  return label;
}

QLabel* boldLabel(QWidget* parent) {
  QLabel* label = plainLabel(parent);
  label->setFont(Theme::font(TextSize::Body, true));
  return label;
}

}  // namespace

ImportDialog::ImportDialog(const PageContext& context, QWidget* parent)
    : QDialog(parent),
      m_context(context),
      m_client(context.client),
      m_steps(mutedLabel(this)),
      m_pages(new QStackedWidget(this)),
      m_back(new QPushButton(this)),
      m_close(new QPushButton(this)),
      m_try(new QPushButton(this)),
      m_go(new QPushButton(this)) {
  setObjectName(QStringLiteral("importDialog"));
  setModal(false);
  resize(parent != nullptr ? kSize.boundedTo(parent->window()->size()) : kSize);
  m_pages->addWidget(makeFileStep());
  m_pages->addWidget(makeColumnsStep());
  m_pages->addWidget(makeRunningStep());
  m_pages->addWidget(makeResultStep());

  m_back->setObjectName(QStringLiteral("importBack"));
  m_close->setObjectName(QStringLiteral("importClose"));
  m_try->setObjectName(QStringLiteral("importTry"));
  m_go->setObjectName(QStringLiteral("importGo"));
  m_go->setProperty("primary", true);
  for (QPushButton* button : {m_back, m_close, m_try, m_go}) button->setAutoDefault(false);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_back);
  buttons->addStretch();
  buttons->addWidget(m_close);
  buttons->addWidget(m_try);
  buttons->addWidget(m_go);

  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(3 * kGrid, 2 * kGrid, 3 * kGrid, 2 * kGrid);
  all->setSpacing(kGrid + kGrid / 2);
  all->addWidget(m_steps);
  all->addWidget(m_pages, 1);
  all->addLayout(buttons);

  m_previewSoon.setSingleShot(true);
  m_previewSoon.setInterval(kPreviewMilliseconds);
  connect(&m_previewSoon, &QTimer::timeout, this, &ImportDialog::loadPreview);
  connect(m_back, &QPushButton::clicked, this,
          [this] { showStep(m_step == Step::Result && m_dryRun ? Step::Columns : Step::File); });
  connect(m_close, &QPushButton::clicked, this, [this] {
    if (m_step == Step::Running && m_operation) {
      m_operation->cancel();
      m_close->setEnabled(false);
    } else {
      close();
    }
  });
  connect(m_try, &QPushButton::clicked, this, [this] { run(true); });
  connect(m_go, &QPushButton::clicked, this, [this] {
    if (m_step == Step::Result && !m_dryRun) {
      startAgain();
    } else {
      run(false);
    }
  });
  connect(&m_client, &EngineClient::identitiesChanged, this, [this] { showStep(m_step); });
  connect(&m_client, &EngineClient::channelChanged, this, [this] {
    if (m_step != Step::Running) startAgain();
  });
  loadProfiles();
  retranslate();
  startAgain();
}

ImportDialog::~ImportDialog() = default;

QWidget* ImportDialog::makeFileStep() {
  auto* page = new QWidget(this);
  auto* all = new QVBoxLayout(page);
  all->setContentsMargins(0, 0, 0, 0);
  m_drop = new FileDropArea(m_context.theme, page);
  m_drop->setObjectName(QStringLiteral("importDrop"));
  connect(m_drop, &QAbstractButton::clicked, this, &ImportDialog::askFile);
  connect(m_drop, &FileDropArea::filesDropped, this, [this](const QStringList& files) { takeFile(files.front()); });
  all->addWidget(m_drop, 1);
  m_fileProblem = plainLabel(page);
  m_fileProblem->setObjectName(QStringLiteral("importFileProblem"));
  m_fileProblem->setProperty("notice", true);
  m_fileProblem->hide();
  all->addWidget(m_fileProblem);
  return page;
}

QWidget* ImportDialog::makeColumnsStep() {
  auto* page = new QWidget(this);
  auto* left = new QWidget(page);
  auto* form = new QVBoxLayout(left);
  form->setContentsMargins(0, 0, kGrid, 0);
  form->setSpacing(kGrid);
  m_fileLabel = boldLabel(left);
  m_fileLabel->setObjectName(QStringLiteral("importFileName"));
  m_recognised = mutedLabel(left);
  m_recognised->setObjectName(QStringLiteral("importRecognised"));
  form->addWidget(m_fileLabel);
  form->addWidget(m_recognised);

  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(kGrid + kGrid / 2);
  grid->setVerticalSpacing(kGrid / 2);
  grid->setColumnStretch(1, 1);
  grid->setColumnMinimumWidth(0, kImportLabelWidth);
  m_profileLabel = new QLabel(left);
  m_profile = new QComboBox(left);
  m_profile->setObjectName(QStringLiteral("importProfile"));
  m_profile->addItem(QString(), QString());
  m_currencyLabel = new QLabel(left);
  m_currency = new QComboBox(left);
  m_currency->setObjectName(QStringLiteral("importCurrency"));
  m_currency->addItem(QString(), QString());
  for (const char* code : kCurrencies) m_currency->addItem(QString::fromLatin1(code), QString::fromLatin1(code));
  m_departmentLabel = new QLabel(left);
  m_department = new QLineEdit(left);
  m_department->setObjectName(QStringLiteral("importDepartment"));
  m_profileLabel->setBuddy(m_profile);
  m_currencyLabel->setBuddy(m_currency);
  m_departmentLabel->setBuddy(m_department);
  grid->addWidget(m_profileLabel, 0, 0);
  grid->addWidget(m_profile, 0, 1);
  grid->addWidget(m_currencyLabel, 1, 0);
  grid->addWidget(m_currency, 1, 1);
  grid->addWidget(m_departmentLabel, 2, 0);
  grid->addWidget(m_department, 2, 1);
  form->addLayout(grid);
  m_styles = new ImportStylesView(left);
  form->addWidget(m_styles);
  m_strict = new QCheckBox(left);
  m_strict->setObjectName(QStringLiteral("importStrict"));
  form->addWidget(m_strict);
  m_mappingTitle = boldLabel(left);
  form->addWidget(m_mappingTitle);
  m_mapping = new ImportMappingView(left);
  form->addWidget(m_mapping);
  m_saveProfile = new QPushButton(left);
  m_saveProfile->setObjectName(QStringLiteral("saveProfile"));
  m_saveProfile->setIcon(m_context.theme.icon(QStringLiteral("save")));
  m_saveProfile->setAutoDefault(false);
  form->addWidget(m_saveProfile, 0, Qt::AlignLeft);
  form->addStretch();
  auto* scroll = new QScrollArea(page);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setFixedWidth(46 * kGrid);
  scroll->setWidget(left);

  auto* right = new QVBoxLayout;
  right->setSpacing(kGrid);
  m_previewTitle = boldLabel(page);
  m_previewState = plainLabel(page);
  m_previewState->setObjectName(QStringLiteral("importPreviewState"));
  m_previewTable = new DataTable(m_context.theme, m_context.settings, {}, page);
  m_previewTable->setObjectName(QStringLiteral("importPreviewTable"));
  m_previewTable->setModel(&m_preview);
  m_previewTable->setColumns({104, 130, 170, 110, 72, 170, 120, 120, 130, 100, 130}, {});
  m_previewProblemsTitle = boldLabel(page);
  m_previewProblemTable = new DataTable(m_context.theme, m_context.settings, {}, page);
  m_previewProblemTable->setObjectName(QStringLiteral("importPreviewProblems"));
  m_previewProblemTable->setModel(&m_previewProblems);
  m_previewProblemTable->withhold(ImportProblemModel::Detail, true);  // the reason's tooltip has it
  m_previewProblemTable->setColumns({64, 140, 160, 180, 200}, {ImportProblemModel::Value, ImportProblemModel::Reason});
  m_previewProblemTable->setMaximumHeight(22 * kGrid);
  right->addWidget(m_previewTitle);
  right->addWidget(m_previewState);
  right->addWidget(m_previewTable, 1);
  right->addWidget(m_previewProblemsTitle);
  right->addWidget(m_previewProblemTable);
  auto* row = new QHBoxLayout(page);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(2 * kGrid);
  row->addWidget(scroll);
  row->addLayout(right, 1);

  const auto soon = [this] { m_previewSoon.start(); };
  connect(m_profile, &QComboBox::activated, this, &ImportDialog::useProfile);
  connect(m_currency, &QComboBox::activated, this, soon);
  connect(m_department, &QLineEdit::textEdited, this, soon);
  connect(m_styles, &ImportStylesView::changed, this, soon);
  connect(m_mapping, &ImportMappingView::changed, this, soon);
  connect(m_saveProfile, &QPushButton::clicked, this, &ImportDialog::askProfileName);
  return page;
}

QWidget* ImportDialog::makeRunningStep() {
  auto* page = new QWidget(this);
  auto* all = new QVBoxLayout(page);
  all->addStretch(2);
  m_runningTitle = plainLabel(page);
  m_runningTitle->setProperty("heading", true);
  m_runningTitle->setAlignment(Qt::AlignCenter);
  m_progress = new QProgressBar(page);
  m_progress->setObjectName(QStringLiteral("importProgress"));
  m_progress->setTextVisible(false);
  m_progress->setFixedWidth(50 * kGrid);
  m_runningText = mutedLabel(page);
  m_runningText->setObjectName(QStringLiteral("importRunningText"));
  m_runningText->setAlignment(Qt::AlignCenter);
  all->addWidget(m_runningTitle);
  all->addWidget(m_progress, 0, Qt::AlignHCenter);
  all->addWidget(m_runningText);
  all->addStretch(3);
  return page;
}

QWidget* ImportDialog::makeResultStep() {
  auto* page = new QWidget(this);
  auto* all = new QVBoxLayout(page);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(kGrid + kGrid / 2);
  m_resultTitle = plainLabel(page);
  m_resultTitle->setObjectName(QStringLiteral("importResultTitle"));
  m_resultTitle->setProperty("pageTitle", true);
  m_resultText = mutedLabel(page);
  m_resultText->setObjectName(QStringLiteral("importResultText"));
  all->addWidget(m_resultTitle);
  all->addWidget(m_resultText);
  auto* figures = new QHBoxLayout;
  figures->setSpacing(2 * kGrid);
  for (std::size_t i = 0; i < std::size(m_figures); ++i) {
    auto* card = new Card(page);
    card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_figureNames[i] = mutedLabel(card);
    m_figures[i] = plainLabel(card);
    m_figures[i]->setObjectName(QStringLiteral("importFigure%1").arg(i));
    m_figures[i]->setProperty("figure", true);
    card->body()->addWidget(m_figureNames[i]);
    card->body()->addWidget(m_figures[i]);
    figures->addWidget(card, 1);
  }
  all->addLayout(figures);
  m_totals = plainLabel(page);
  m_totals->setObjectName(QStringLiteral("importTotals"));
  m_totals->setTextInteractionFlags(Qt::TextSelectableByMouse);
  all->addWidget(m_totals);
  auto* head = new QHBoxLayout;
  m_problemsTitle = boldLabel(page);
  m_saveProblems = new QPushButton(page);
  m_saveProblems->setObjectName(QStringLiteral("saveProblems"));
  m_saveProblems->setIcon(m_context.theme.icon(QStringLiteral("save")));
  m_saveProblems->setAutoDefault(false);
  head->addWidget(m_problemsTitle, 1);
  head->addWidget(m_saveProblems);
  all->addLayout(head);
  m_problemTable = new DataTable(m_context.theme, m_context.settings, QStringLiteral("finance.import.problems"), page);
  m_problemTable->setObjectName(QStringLiteral("importProblems"));
  m_problemTable->setModel(&m_problems);
  m_problemTable->setColumns({72, 160, 220, 220, 300}, {ImportProblemModel::Detail});
  m_problemTable->setSortingEnabled(true);
  m_problemTable->horizontalHeader()->setSortIndicator(ImportProblemModel::Line, Qt::AscendingOrder);
  all->addWidget(m_problemTable, 1);
  all->addStretch();  // keeps the figures at the top where no row was refused
  connect(m_saveProblems, &QPushButton::clicked, this, &ImportDialog::askProblemsFile);
  return page;
}

bool ImportDialog::mayRun() const {
  const bool readable = m_previewed && !m_error && (m_previewed->report.rows > m_previewed->report.refused);
  return readable && !m_previewSoon.isActive() && !m_previewRequest.waiting();
}

void ImportDialog::showStep(Step step) {
  m_step = step;
  m_pages->setCurrentIndex(static_cast<int>(step));
  const QString names[] = {tr("1  File"), tr("2  Columns and preview"), tr("3  Result")};
  const int at = step == Step::File ? 0 : step == Step::Columns ? 1 : 2;
  QStringList parts;
  for (int i = 0; i < 3; ++i) {
    const QString name = names[i].toHtmlEscaped();
    parts.append(i == at
                     ? QStringLiteral("<b style=\"color:%1\">%2</b>").arg(m_context.theme.colour(Colour::Accent).name(), name)
                     : name);
  }
  m_steps->setTextFormat(Qt::RichText);
  m_steps->setText(parts.join(QStringLiteral("&nbsp;&nbsp;›&nbsp;&nbsp;")));
  m_steps->setAccessibleName(tr("Step %1 of 3").arg(at + 1));

  const bool done = step == Step::Result;
  m_back->setVisible(step == Step::Columns || (done && m_dryRun));
  m_back->setText(tr("Back"));
  m_close->setEnabled(true);
  m_close->setText(step == Step::Running ? tr("Cancel import") : tr("Close"));
  m_try->setVisible(step == Step::Columns);
  m_try->setText(tr("Check every row"));
  m_try->setToolTip(tr("Reads the whole file and says what would be recorded, without recording anything."));
  m_go->setVisible(step == Step::Columns || done);
  m_go->setText(done && !m_dryRun ? tr("Import another file") : tr("Record payments"));
  m_try->setEnabled(mayRun());
  m_go->setEnabled(done ? !m_dryRun || m_report.recorded > 0 : mayRun());
}

void ImportDialog::startAgain() {
  m_file.clear();
  m_error.reset();
  m_previewed.reset();
  m_previewRequest.renew();
  m_previewSoon.stop();
  m_fileProblem->hide();
  m_preview.setPayments({});
  m_previewProblems.setProblems({});
  m_mapping->reset();
  m_styles->reset();
  m_profile->setCurrentIndex(0);
  m_currency->setCurrentIndex(0);
  m_department->clear();
  m_strict->setChecked(false);
  showStep(Step::File);
}

void ImportDialog::askFile() {
  const QString file =
      m_context.files.openFile(this, tr("Choose a file with payments"), tr("Tables (*.csv *.tsv *.txt);;All files (*)"));
  if (!file.isEmpty()) takeFile(file);
}

void ImportDialog::takeFile(const QString& file) {
  if (m_step == Step::Running) return;
  startAgain();
  m_file = file;
  showPreview();
  showStep(Step::Columns);
  m_profile->setFocus();
  loadPreview();
}

ImportOptions ImportDialog::options() const {
  ImportOptions out;
  out.file = std::filesystem::path(m_file.toStdU16String());
  out.profile = toText(m_profile->currentData().toString());
  out.mapping = m_mapping->overrides();
  // What the user changes, changes the recognised profile; without its name the engine would take the changes alone.
  if (out.profile.empty() && m_previewed) out.profile = m_previewed->report.profile;
  out.currency = toText(m_currency->currentData().toString());
  out.department = toText(m_department->text().simplified());
  out.styles = m_styles->chosen();
  out.strict = m_strict->isChecked();
  if (const IdentityInfo* identity = m_client.identity()) out.identity = identity->label;
  return out;
}

void ImportDialog::loadPreview() {
  m_previewState->setText(tr("Reading the first rows…"));
  m_client.ask(
      m_previewRequest,
      [channel = m_client.channel(), options = options()](Engine& engine) { return engine.previewImport(channel, options); },
      [this](Result<ImportPreview> answer) { takePreview(std::move(answer)); });
  showStep(m_step);
}

void ImportDialog::takePreview(Result<ImportPreview> answer) {
  if (m_step != Step::Columns) return;
  if (!answer) {
    m_error = answer.error();
    // A file that cannot be read at all leads back to the choice; a mapping that does not work stays here to be mended.
    if (!m_previewed && answer.error().code == ErrorCode::NotFound) {
      m_fileProblem->setText(tr("There is no file %1.").arg(m_file));
      m_fileProblem->setToolTip(fromText(answer.error().detail));
      m_fileProblem->show();
      showStep(Step::File);
      return;
    }
    m_preview.setPayments({});
    m_previewProblems.setProblems({});
    std::vector<std::string> headings;
    for (const auto& [name, value] : m_error->parameters) {
      if (name == "heading") headings.push_back(value);
    }
    if (!headings.empty() && m_mapping->offer(headings)) m_previewSoon.start();
  } else {
    m_error.reset();
    m_previewed = std::move(*answer);
    m_mapping->setRecognised(m_previewed->report.headings, m_previewed->report.mapping);
    m_styles->setFound(m_previewed->report);
    if (m_previewed->report.kind == "budget_lines") {
      m_preview.setBudgetLines(m_previewed->firstBudgetLines);
    } else {
      m_preview.setPayments(m_previewed->first);
    }
    m_previewProblems.setProblems(m_previewed->report.problems);
  }
  showPreview();
  showStep(m_step);
}

void ImportDialog::showPreview() {
  m_fileLabel->setText(QFileInfo(m_file).fileName());
  m_fileLabel->setToolTip(m_file);
  m_previewTitle->setText(tr("As it would be recorded"));
  const bool recognised = m_previewed && !m_previewed->report.profile.empty();
  if (recognised) m_recognised->setText(tr("Recognised as %1.").arg(fromText(m_previewed->report.profile)));
  m_recognised->setVisible(recognised);
  m_saveProfile->setEnabled(m_previewed && !m_error);
  const bool problems = m_previewed && !m_previewed->report.problems.empty();
  m_previewProblemsTitle->setVisible(problems);
  m_previewProblemTable->setVisible(problems);
  m_previewState->setProperty("notice", m_error.has_value());
  m_previewState->setProperty("muted", !m_error.has_value());
  Theme::restyle(m_previewState);
  m_previewState->setToolTip(m_error ? fromText(m_error->detail) : QString());
  if (m_error) {
    const std::string missing(m_error->parameter("field"));
    const bool unknown = m_error->code == ErrorCode::InvalidArgument && !m_error->parameter("heading").empty();
    m_previewState->setText(!missing.empty() ? tr("Still missing: choose where “%1” comes from.").arg(importFieldTitle(missing))
                            : unknown        ? tr("No profile knows this file. Choose on the left what its columns mean.")
                                             : tr("The file cannot be read like this. %1").arg(fromText(m_error->detail)));
  } else if (m_previewed) {
    const ImportReport& report = m_previewed->report;
    m_previewProblemsTitle->setText(tr("Of the first %1 rows, %2 would be refused", nullptr, pluralOf(report.rows))
                                        .arg(numberText(report.rows), numberText(report.refused)));
    m_previewState->setText(
        report.refused == 0
            ? tr("The first %1 rows can all be recorded.", nullptr, pluralOf(report.rows)).arg(numberText(report.rows))
            : tr("Of the first %1 rows, %2 can be recorded.", nullptr, pluralOf(report.rows))
                  .arg(numberText(report.rows), numberText(report.rows - std::min(report.refused, report.rows))));
  }
}

void ImportDialog::run(bool dryRun) {
  const std::shared_ptr<Engine> engine = m_client.engine();
  if (!engine || m_file.isEmpty() || m_step == Step::Running) return;
  const IdentityInfo* identity = m_client.identity();
  if (!dryRun && identity != nullptr && identity->locked) {
    auto* unlock = new UnlockDialog(m_client, this);
    unlock->setAttribute(Qt::WA_DeleteOnClose);
    connect(unlock, &QDialog::accepted, this, [this] { run(false); });
    unlock->open();
    return;
  }
  m_dryRun = dryRun;
  ImportOptions wanted = options();
  wanted.dryRun = dryRun;
  const QString name = QFileInfo(m_file).fileName();
  const QString title = dryRun ? tr("Checking %1").arg(name) : tr("Importing %1").arg(name);
  m_operation = m_context.operations.run(
      title, this,
      [engine, channel = m_client.channel(), wanted](const Progress& progress) {
        return engine->importPayments(channel, wanted, progress);
      },
      [this, dryRun](Result<ImportReport> answer) { takeReport(std::move(answer), dryRun); });
  const auto showProgress = [this] {
    if (!m_operation) return;
    const int percent = m_operation->percent();
    m_progress->setRange(0, percent < 0 ? 0 : 100);
    m_progress->setValue(std::max(percent, 0));
    m_runningText->setText(m_operation->cancelling() ? tr("Cancelling…")
                           : percent < 0
                               ? tr("Reading the file…")
                               : tr("%1 of %2 rows").arg(numberText(m_operation->done()), numberText(m_operation->total())));
  };
  connect(m_operation, &Operation::progressed, this, showProgress);
  m_runningTitle->setText(title);
  showProgress();
  showStep(Step::Running);
}

void ImportDialog::takeReport(Result<ImportReport> answer, bool dryRun) {
  if (!answer) {
    m_error = answer.error();
    const bool cancelled = answer.error().code == ErrorCode::Cancelled;
    const QString sentence = cancelled
                                 ? tr("The import was cancelled. Payments recorded before that stay; importing the file again "
                                      "adds only what is missing.")
                                 : tr("The import stopped. %1").arg(errorText(answer.error()));
    m_report = {};
    m_problems.setProblems({});
    showStep(Step::Columns);
    showPreview();
    m_previewState->setText(sentence);
    if (cancelled && dryRun) m_previewState->setText(tr("The check was cancelled."));
    m_error.reset();
    showStep(Step::Columns);
    Q_EMIT messageRaised(m_previewState->text(), cancelled ? StatusRole::Neutral : StatusRole::Danger);
    if (!dryRun) Q_EMIT recorded();
    return;
  }
  m_report = std::move(*answer);
  m_problems.setProblems(std::move(m_report.problems));
  m_report.problems.clear();
  showReport();
  showStep(Step::Result);
  if (dryRun) return;
  Q_EMIT recorded();
  Q_EMIT messageRaised(m_resultTitle->text(), m_report.refused > 0 ? StatusRole::Attention : StatusRole::Good);
}

void ImportDialog::showReport() {
  const ImportReport& report = m_report;
  const bool refusedAll = m_strict->isChecked() && report.refused > 0 && report.recorded == 0;
  if (m_dryRun) {
    m_resultTitle->setText(
        tr("%1 payments would be recorded", nullptr, pluralOf(report.recorded)).arg(numberText(report.recorded)));
  } else if (refusedAll) {
    m_resultTitle->setText(tr("Nothing was recorded"));
  } else if (report.recorded == 0 && report.alreadyThere > 0 && report.refused == 0) {
    m_resultTitle->setText(tr("Everything in this file is on the ledger already"));
  } else {
    m_resultTitle->setText(tr("%1 payments recorded", nullptr, pluralOf(report.recorded)).arg(numberText(report.recorded)));
  }
  QStringList sentences;
  if (m_dryRun) sentences.append(tr("This was a check; nothing has been written."));
  if (refusedAll && !m_dryRun) sentences.append(tr("At least one row is bad, and you asked for all or nothing."));
  if (report.seconds > 0)
    sentences.append(tr("%1 rows in %2 seconds.", nullptr, pluralOf(report.rows))
                         .arg(numberText(report.rows), QLocale().toString(report.seconds, 'f', 1)));
  m_resultText->setText(sentences.join(QLatin1Char(' ')));
  const std::uint64_t values[] = {report.rows, report.recorded, report.alreadyThere, report.refused};
  const QString names[] = {tr("Rows in the file"), m_dryRun ? tr("Would be recorded") : tr("Recorded"), tr("Already there"),
                           tr("Refused")};
  for (std::size_t i = 0; i < std::size(m_figures); ++i) {
    m_figures[i]->setText(numberText(values[i]));
    m_figures[i]->setAccessibleName(QStringLiteral("%1: %2").arg(names[i], numberText(values[i])));
    m_figureNames[i]->setText(names[i]);
  }
  const auto list = [](const FinanceTotals& totals) {
    QStringList out;
    for (const auto& sum : totals.sums) out.append(moneyText(sum.sum, sum.currency));
    return out.join(QStringLiteral("  ·  "));
  };
  QStringList totals;
  if (!report.totals.sums.empty())
    totals.append((m_dryRun ? tr("Sum that would be recorded: %1") : tr("Sum recorded: %1")).arg(list(report.totals)));
  if (!report.refusedTotals.sums.empty()) totals.append(tr("Sum of refused rows: %1").arg(list(report.refusedTotals)));
  m_totals->setText(totals.join(QLatin1Char('\n')));
  m_totals->setVisible(!totals.isEmpty());
  const bool problems = m_problems.rowCount() > 0;
  m_problemsTitle->setText(
      tr("%1 refused rows", nullptr, m_problems.rowCount()).arg(numberText(static_cast<std::uint64_t>(m_problems.rowCount()))));
  m_problemsTitle->setVisible(problems);
  m_saveProblems->setVisible(problems);
  m_problemTable->setVisible(problems);
}

void ImportDialog::loadProfiles(const QString& chosen) {
  m_client.ask(
      m_profilesRequest, [](Engine& engine) { return engine.importProfiles(); },
      [this, chosen](const std::vector<std::string>& profiles) {
        const QString before = chosen.isEmpty() ? m_profile->currentData().toString() : chosen;
        while (m_profile->count() > 1) m_profile->removeItem(1);
        for (const std::string& profile : profiles) m_profile->addItem(fromText(profile), fromText(profile));
        m_profile->setCurrentIndex(std::max(0, m_profile->findData(before)));
        if (!chosen.isEmpty()) useProfile();
      });
}

// What was set by hand before goes: the preview shows what the profile alone makes of the file.
void ImportDialog::useProfile() {
  m_previewed.reset();
  m_mapping->reset();
  m_styles->reset();
  m_currency->setCurrentIndex(0);
  m_department->clear();
  m_previewSoon.start();
}

void ImportDialog::askProfileName() {
  QStringList known;
  for (int i = 1; i < m_profile->count(); ++i) known.append(m_profile->itemData(i).toString());
  auto* dialog = new SaveProfileDialog(m_client, options(), known, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog] {
    Q_EMIT messageRaised(tr("The mapping is saved as profile %1.").arg(dialog->name()), StatusRole::Good);
    loadProfiles(dialog->name());
  });
  dialog->open();
}

void ImportDialog::askProblemsFile() {
  const QString file =
      m_context.files.saveFile(this, tr("Save refused rows"), tr("refused rows") + QStringLiteral(".csv"), tr("CSV (*.csv)"));
  if (file.isEmpty()) return;
  const std::shared_ptr<Engine> engine = m_client.engine();
  if (!engine) return;
  QStringList headings;
  for (int column = 0; column < m_problems.columnCount(); ++column)
    headings.append(m_problems.headerData(column, Qt::Horizontal).toString());
  m_context.operations.run(
      tr("Saving refused rows"), this,
      [engine, problems = m_problems.problems(), headings, file,
       deed = Deed{"export", whoActs(m_client), m_client.channel(), toText(file)}](const Progress&) {
        return noted(*engine, deed, exportProblems(problems, headings, file));
      },
      [this, file](Result<std::uint64_t> answer) {
        if (answer) {
          Q_EMIT messageRaised(tr("%1 refused rows written to %2.", nullptr, pluralOf(*answer)).arg(numberText(*answer), file),
                               StatusRole::Good);
        } else {
          Q_EMIT messageRaised(tr("The list was not saved. %1").arg(errorText(answer.error())), StatusRole::Danger);
        }
      });
}

void ImportDialog::retranslate() {
  setWindowTitle(tr("Import payments"));
  m_drop->setText(tr("Drop a CSV file here, or press to choose one"));
  m_drop->setSentence(
      tr("From your finance system or spreadsheet. Encoding, separator and date style are recognised, and nothing is "
         "recorded before you have seen a preview."));
  m_drop->setAccessibleName(tr("Choose a file with payments"));
  m_profileLabel->setText(tr("Profile"));
  m_profile->setItemText(0, tr("Recognise by headings"));
  m_profile->setAccessibleName(tr("Profile"));
  m_currencyLabel->setText(tr("Currency"));
  m_currency->setItemText(0, tr("As in the file or profile"));
  m_currency->setAccessibleName(tr("Currency of the whole file"));
  m_departmentLabel->setText(tr("Department"));
  m_department->setPlaceholderText(tr("As in the file"));
  m_department->setToolTip(tr("For a file of one body: the same department for every row."));
  m_department->setAccessibleName(tr("Department for every row"));
  m_strict->setText(tr("Record nothing if any row is bad"));
  m_mappingTitle->setText(tr("Columns"));
  m_previewTable->setAccessibleName(tr("Preview of the payments"));
  m_previewProblemTable->setAccessibleName(tr("Rows of the preview that would be refused"));
  m_problemTable->setAccessibleName(tr("Refused rows"));
  m_progress->setAccessibleName(tr("Progress of the import"));
  m_saveProblems->setText(tr("Save as CSV…"));
  m_saveProblems->setAccessibleName(tr("Save refused rows as CSV"));
  m_styles->retranslate();
  m_mapping->retranslate();
  m_saveProfile->setText(tr("Save mapping as profile…"));
  m_saveProfile->setToolTip(tr("Later files with the same headings are then recognised by themselves."));
  m_preview.retranslate();
  m_previewProblems.retranslate();
  m_problems.retranslate();
  showPreview();
  showReport();
  showStep(m_step);
}

void ImportDialog::changeEvent(QEvent* event) {
  QDialog::changeEvent(event);
  if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) retranslate();
}

}  // namespace mz
