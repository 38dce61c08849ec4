#include "ui/certificates/import_certificates_dialog.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "models/certificate_text.h"
#include "models/error_text.h"
#include "models/format_text.h"
#include "ui/certificates/settlement_view.h"
#include "ui/parts/data_table.h"
#include "ui/parts/file_drop_area.h"
#include "ui/parts/form_field.h"
#include "ui/shell/signing.h"

namespace mz {

namespace {

constexpr int kWidth = 92 * kGrid, kHeight = 70 * kGrid;
constexpr qint64 kMostBytes = 16'000'000;  // of all files together

Result<std::vector<ImportSource>> readFiles(const QStringList& files) {
  std::vector<ImportSource> sources;
  qint64 left = kMostBytes;
  for (const QString& path : files) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
      return std::unexpected(Error(ErrorCode::Io, toText(file.errorString())).with("path", toText(path)));
    const QByteArray bytes = file.read(left + 1);
    if (bytes.size() > left) return fail(ErrorCode::TooLarge, "the files have more than 16,000,000 bytes together");
    left -= bytes.size();
    sources.push_back({toText(QFileInfo(path).fileName()), Bytes(bytes.begin(), bytes.end())});
  }
  return sources;
}

}  // namespace

ImportCertificatesDialog::ImportCertificatesDialog(const PageContext& context, QWidget* parent)
    : QDialog(parent),
      m_context(context),
      m_steps(nullptr),
      m_drop(new FileDropArea(context.theme, this)),
      m_count(new QLabel(this)),
      m_found(new TextTableModel(this)),
      m_table(new DataTable(context.theme, context.settings, QStringLiteral("importedCertificates"), this)),
      m_password(new QLineEdit(this)),
      m_passwordField(nullptr),
      m_problem(new QLabel(this)),
      m_report(new SettlementView(context, this)),
      m_other(new QPushButton(tr("Other files…"), this)),
      m_cancel(new QPushButton(tr("Cancel"), this)),
      m_import(new QPushButton(this)) {
  setObjectName(QStringLiteral("importCertificatesDialog"));
  setWindowTitle(tr("Import certificates"));
  auto* heading = new QLabel(windowTitle(), this);
  heading->setProperty("pageTitle", true);
  m_drop->setObjectName(QStringLiteral("dropCertificates"));
  m_drop->setSeveral(true);
  m_drop->setText(tr("Drop files here, or paste their text"));
  m_drop->setSentence(tr("Certificates, chains, keys, requests and revocation lists: PEM, DER, PKCS#7, PKCS#8, PKCS#12."));
  m_drop->setAccessibleName(tr("Choose files with certificates"));
  m_problem->setObjectName(QStringLiteral("importProblem"));
  m_problem->setProperty("problem", true);
  m_problem->setWordWrap(true);
  m_problem->hide();
  auto* pages = new QWidget(this);
  m_steps = new QStackedLayout(pages);
  m_steps->addWidget(m_drop);
  m_steps->addWidget(makeReview());
  m_steps->addWidget(m_report);
  m_other->setObjectName(QStringLiteral("importOther"));
  m_other->setAutoDefault(false);
  m_cancel->setObjectName(QStringLiteral("importCancel"));
  m_cancel->setAutoDefault(false);
  m_import->setObjectName(QStringLiteral("importNow"));
  m_import->setProperty("primary", true);
  m_import->setAutoDefault(false);  // Enter in the password's field tries the password
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_other);
  buttons->addStretch(1);
  buttons->addWidget(m_cancel);
  buttons->addWidget(m_import);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(3 * kGrid, 3 * kGrid, 3 * kGrid, 2 * kGrid);
  layout->setSpacing(kGrid + kGrid / 2);
  layout->addWidget(heading);
  layout->addWidget(pages, 1);
  layout->addWidget(m_problem);
  layout->addLayout(buttons);
  resize(kWidth, kHeight);
  connect(m_drop, &QAbstractButton::clicked, this, &ImportCertificatesDialog::chooseFiles);
  connect(m_drop, &FileDropArea::filesDropped, this, &ImportCertificatesDialog::openFiles);
  connect(m_other, &QPushButton::clicked, this, &ImportCertificatesDialog::chooseFiles);
  connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(m_import, &QPushButton::clicked, this, &ImportCertificatesDialog::import);
  connect(m_password, &QLineEdit::editingFinished, this, &ImportCertificatesDialog::review);
  connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ImportCertificatesDialog::showButtons);
  connect(&context.client, &EngineClient::networkChanged, this, &QDialog::reject);
  m_drop->setFocus();
  showButtons();
}

QWidget* ImportCertificatesDialog::makeReview() {
  auto* page = new QWidget(this);
  m_count->setObjectName(QStringLiteral("importCount"));
  m_count->setProperty("muted", true);
  m_count->setWordWrap(true);
  m_table->setObjectName(QStringLiteral("importFound"));
  m_table->setModel(m_found);
  m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
  m_table->setAccessibleName(tr("What was found"));
  m_password->setObjectName(QStringLiteral("importPassword"));
  m_password->setEchoMode(QLineEdit::Password);
  m_passwordField = new FormField(m_context.theme, m_password, page);
  m_passwordField->setTexts(tr("Password of the files"), tr("Something in them is encrypted. Press Enter to try it."));
  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(kGrid);
  layout->addWidget(m_count);
  layout->addWidget(m_table, 1);
  layout->addWidget(m_passwordField);
  return page;
}

Secret ImportCertificatesDialog::password() const {
  std::string typed = toText(m_password->text());
  return Secret::take(typed);
}

void ImportCertificatesDialog::chooseFiles() {
  const QString file = m_context.files.openFile(
      this, tr("Open certificates"),
      tr("Certificates and keys (*.pem *.crt *.cer *.der *.p7b *.p7c *.p12 *.pfx *.key *.csr *.crl);;All files (*)"));
  if (!file.isEmpty()) openFiles({file});
}

void ImportCertificatesDialog::openFiles(const QStringList& files) {
  m_context.operations.run(
      tr("Reading certificates"), this, [files](const Progress&) { return readFiles(files); },
      [this](Result<std::vector<ImportSource>> sources) {
        if (sources) {
          take(std::move(*sources));
        } else {
          showProblem(tr("The files were not read. %1").arg(errorText(sources.error())), fromText(sources.error().detail));
        }
      });
}

void ImportCertificatesDialog::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Paste) && m_steps->currentIndex() != Done) {
    const QByteArray text = QGuiApplication::clipboard()->text().toUtf8();
    if (!text.isEmpty() && text.size() <= kMostBytes)
      take({ImportSource{toText(tr("pasted text")), Bytes(text.begin(), text.end())}});
    return;
  }
  QDialog::keyPressEvent(event);
}

void ImportCertificatesDialog::take(std::vector<ImportSource> sources) {
  m_sources = std::make_shared<const std::vector<ImportSource>>(std::move(sources));
  m_password->clear();
  review();
}

void ImportCertificatesDialog::review() {
  if (!m_sources || m_steps->currentIndex() == Done) return;
  m_problem->hide();
  m_context.client.ask(
      m_reviewing,
      [sources = m_sources, typed = std::make_shared<Secret>(password())](Engine& engine) {
        return engine.certificates().reviewImport(*sources, *typed);
      },
      [this](const Result<ImportReview>& found) {
        if (found) {
          showReview(*found);
        } else {
          showProblem(tr("The files were not read. %1").arg(errorText(found.error())), fromText(found.error().detail));
        }
      });
}

void ImportCertificatesDialog::showReview(const ImportReview& review) {
  m_review = review;
  std::vector<std::vector<TextCell>> rows;
  bool encrypted = false;
  std::uint64_t takeable = 0;
  for (const ImportFinding& finding : review.findings) {
    const bool needsPassword =
        finding.failure && (finding.failure->code == ErrorCode::Locked || finding.failure->code == ErrorCode::WrongPassword);
    encrypted = encrypted || needsPassword;
    takeable += finding.standing == ImportStanding::CanBeTaken ? 1 : 0;
    const QString title = fromText(finding.title.empty() ? finding.name : finding.title);
    rows.push_back({TextCell{importKindText(finding)}, TextCell{title, {}, false, title}, TextCell{fromText(finding.container)},
                    importStandingCell(finding)});
  }
  m_found->setTable({tr("What"), tr("Whose"), tr("Form"), tr("What can be done")}, std::move(rows));
  m_table->setColumns({140, 220, 80, 230}, {1});
  m_passwordField->setVisible(encrypted || !m_password->text().isEmpty());
  const std::uint64_t count = review.findings.size();
  m_count->setText(tr("%1 objects were found; %2 can be taken over. Those that are selected will be.", nullptr, pluralOf(count))
                       .arg(numberText(count), numberText(takeable)));
  m_steps->setCurrentIndex(Found);
  for (int row = 0; row < m_found->rowCount(); ++row)
    if (review.findings[static_cast<std::size_t>(row)].standing == ImportStanding::CanBeTaken)
      m_table->selectionModel()->select(m_found->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
  showButtons();
}

std::vector<std::size_t> ImportCertificatesDialog::chosen() const {
  std::vector<std::size_t> chosen;
  for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
    const auto place = static_cast<std::size_t>(index.row());
    if (place < m_review.findings.size() && m_review.findings[place].standing == ImportStanding::CanBeTaken)
      chosen.push_back(place);
  }
  std::ranges::sort(chosen);
  return chosen;
}

void ImportCertificatesDialog::showButtons() {
  const int step = m_steps->currentIndex();
  const std::uint64_t count = step == Found ? chosen().size() : 0;
  m_other->setVisible(step == Found);
  m_import->setVisible(step == Found);
  m_import->setEnabled(count > 0);
  m_import->setText(tr("Take over %1 objects", nullptr, pluralOf(count)).arg(numberText(count)));
  m_cancel->setText(step == Done ? tr("Close") : tr("Cancel"));
}

void ImportCertificatesDialog::import() {
  m_import->setEnabled(false);
  m_problem->hide();
  runSigned(
      m_context, this, tr("Taking over certificates"),
      [sources = m_sources, typed = std::make_shared<Secret>(password()), chosen = chosen()](Engine& engine,
                                                                                             const Progress& progress) {
        return engine.certificates().importFiles(*sources, *typed, chosen, progress);
      },
      [this](const Result<ImportedCertificates>& done) {
        if (!done) {
          showButtons();
          showProblem(tr("Nothing was taken over. %1").arg(errorText(done.error())), fromText(done.error().detail));
          return;
        }
        m_report->showReport(tr("Taken over"),
                             tr("New identities: %1. Certificates whose keys lie elsewhere: %2. Revocations: %3.")
                                 .arg(numberText(done->labels.size()), numberText(done->issued), numberText(done->revoked)),
                             done->channels);
        m_steps->setCurrentIndex(Done);
        showButtons();
        m_cancel->setDefault(true);
        m_cancel->setFocus();
        Q_EMIT imported();
      });
}

void ImportCertificatesDialog::showProblem(const QString& sentence, const QString& detail) {
  m_problem->setText(sentence);
  m_problem->setToolTip(detail);
  m_problem->show();
}

}  // namespace mz
