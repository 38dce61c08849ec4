#include "ui/certificates/issue_dialog.h"

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "models/certificate_text.h"
#include "models/error_text.h"
#include "models/format_text.h"
#include "ui/certificates/settlement_view.h"
#include "ui/parts/data_table.h"
#include "ui/parts/form_field.h"
#include "ui/shell/signing.h"

namespace mz {

namespace {
constexpr int kWidth = 84 * kGrid, kHeight = 78 * kGrid;
constexpr int kCheckMilliseconds = 300;
constexpr int kMostDays = 36'500;
constexpr int kMostShown = 200;
constexpr qint64 kMostFileBytes = 2'000'000;
constexpr qint64 kMostRequestBytes = 100'000;

// At most so many bytes.
Result<QByteArray> readSmall(const QString& file, qint64 most) {
  QFile in(file);
  if (!in.open(QIODevice::ReadOnly))
    return std::unexpected(Error(ErrorCode::Io, toText(in.errorString())).with("path", toText(file)));
  QByteArray bytes = in.read(most + 1);
  if (bytes.size() > most) return fail(ErrorCode::TooLarge, "the file has more than " + std::to_string(most) + " bytes");
  return bytes;
}

}  // namespace

IssueDialog::IssueDialog(const PageContext& context, const AuthorityTreeModel& authorities, const std::string& org,
                         QWidget* parent)
    : QDialog(parent),
      m_context(context),
      m_steps(nullptr),
      m_org(new QComboBox(this)),
      m_kind(new QComboBox(this)),
      m_days(new QSpinBox(this)),
      m_names(new QPlainTextEdit(this)),
      m_requestBar(new QWidget(this)),
      m_requestWords(new QLabel(m_requestBar)),
      m_file(new QPushButton(tr("List from a file…"), this)),
      m_requestFile(new QPushButton(tr("Signing request…"), this)),
      m_noRequest(new QPushButton(tr("Without it"), m_requestBar)),
      m_count(new QLabel(this)),
      m_findingModel(new TextTableModel(this)),
      m_findingTable(new DataTable(context.theme, context.settings, QStringLiteral("orderFindings"), this)),
      m_problem(new QLabel(this)),
      m_runningText(new QLabel(this)),
      m_progress(new QProgressBar(this)),
      m_report(new SettlementView(context, this)),
      m_cancel(new QPushButton(tr("Cancel"), this)),
      m_adjust(new QPushButton(tr("Adjust and issue"), this)),
      m_issue(new QPushButton(tr("Issue"), this)) {
  setObjectName(QStringLiteral("issueDialog"));
  setWindowTitle(tr("Issue certificates"));
  auto* heading = new QLabel(windowTitle(), this);
  heading->setProperty("pageTitle", true);
  auto* pages = new QWidget(this);
  m_steps = new QStackedLayout(pages);
  m_steps->addWidget(makeForm(authorities, org));
  m_steps->addWidget(makeRunning());
  m_steps->addWidget(m_report);
  m_cancel->setObjectName(QStringLiteral("issueCancel"));
  m_cancel->setAutoDefault(false);
  m_adjust->setObjectName(QStringLiteral("issueAdjusted"));
  m_adjust->setAutoDefault(false);
  m_issue->setObjectName(QStringLiteral("issueNow"));
  m_issue->setProperty("primary", true);
  m_issue->setDefault(true);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  for (QPushButton* button : {m_cancel, m_adjust, m_issue}) buttons->addWidget(button);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(3 * kGrid, 3 * kGrid, 3 * kGrid, 2 * kGrid);
  layout->setSpacing(kGrid + kGrid / 2);
  layout->addWidget(heading);
  layout->addWidget(pages, 1);
  layout->addLayout(buttons);
  resize(kWidth, kHeight);

  m_checkSoon.setSingleShot(true);
  m_checkSoon.setInterval(kCheckMilliseconds);
  connect(&m_checkSoon, &QTimer::timeout, this, &IssueDialog::check);
  connect(m_org, &QComboBox::currentIndexChanged, this, &IssueDialog::checkSoon);
  connect(m_kind, &QComboBox::currentIndexChanged, this, &IssueDialog::checkSoon);
  connect(m_days, &QSpinBox::valueChanged, this, &IssueDialog::checkSoon);
  connect(m_names, &QPlainTextEdit::textChanged, this, &IssueDialog::checkSoon);
  connect(m_file, &QPushButton::clicked, this, [this] {
    const QString file = m_context.files.openFile(this, tr("Open a list"), tr("Lists (*.csv *.txt);;All files (*)"));
    if (!file.isEmpty()) openFile(file);
  });
  connect(m_requestFile, &QPushButton::clicked, this, [this] {
    const QString file =
        m_context.files.openFile(this, tr("Open a signing request"), tr("Signing requests (*.csr *.req *.p10 *.pem *.der)"));
    if (!file.isEmpty()) openRequest(file);
  });
  connect(m_noRequest, &QPushButton::clicked, this, [this] {
    m_request.reset();
    showRequest();
  });
  connect(m_adjust, &QPushButton::clicked, this, [this] { issue(true); });
  connect(m_issue, &QPushButton::clicked, this, [this] { issue(false); });
  connect(m_cancel, &QPushButton::clicked, this, [this] {
    if (m_operation) {
      m_operation->cancel();
    } else {
      reject();
    }
  });
  connect(&context.client, &EngineClient::networkChanged, this, &QDialog::reject);
  m_names->setFocus();
  showButtons();
  askKinds();
}

QWidget* IssueDialog::makeForm(const AuthorityTreeModel& authorities, const std::string& org) {
  auto* form = new QWidget(this);
  for (const AuthorityInfo* authority : authorities.signing())
    m_org->addItem(authorities.title(*authority), fromText(authority->certificate.org));
  m_org->setCurrentIndex(std::max(0, m_org->findData(fromText(org))));
  m_org->setObjectName(QStringLiteral("issueOrg"));
  m_kind->setObjectName(QStringLiteral("issueKind"));
  m_days->setObjectName(QStringLiteral("issueDays"));
  m_days->setRange(0, kMostDays);
  m_days->setButtonSymbols(QAbstractSpinBox::NoButtons);
  m_days->setSpecialValueText(tr("As usual for this kind"));
  m_days->setSuffix(tr(" days"));
  m_names->setObjectName(QStringLiteral("issueNames"));
  m_names->setTabChangesFocus(true);
  m_names->setPlaceholderText(tr("officer-0431\nofficer-0432\nzhang-7, auditor"));
  m_file->setObjectName(QStringLiteral("issueFromFile"));
  m_file->setIcon(m_context.theme.icon(QStringLiteral("import")));
  m_requestFile->setObjectName(QStringLiteral("issueFromRequest"));
  m_requestFile->setIcon(m_context.theme.icon(QStringLiteral("certificate")));
  m_noRequest->setObjectName(QStringLiteral("issueWithoutRequest"));
  m_noRequest->setAutoDefault(false);
  m_requestWords->setObjectName(QStringLiteral("issueRequest"));
  m_requestWords->setWordWrap(true);
  auto* request = new QHBoxLayout(m_requestBar);
  request->setContentsMargins(0, 0, 0, 0);
  request->addWidget(m_requestWords, 1);
  request->addWidget(m_noRequest, 0, Qt::AlignTop);
  m_requestBar->hide();
  m_count->setObjectName(QStringLiteral("issueCount"));
  m_count->setProperty("muted", true);
  m_findingTable->setObjectName(QStringLiteral("issueFindings"));
  m_findingTable->setModel(m_findingModel);
  m_findingTable->setAccessibleName(tr("What speaks against it"));
  m_findingTable->hide();
  m_problem->setObjectName(QStringLiteral("issueProblem"));
  m_problem->setWordWrap(true);
  m_problem->setProperty("problem", true);
  m_problem->hide();

  m_orgField = new FormField(m_context.theme, m_org, form);
  m_orgField->setTexts(tr("Authority"), {});
  m_kindField = new FormField(m_context.theme, m_kind, form);
  m_kindField->setTexts(tr("Kind"), {});
  m_daysField = new FormField(m_context.theme, m_days, form);
  m_daysField->setTexts(tr("Valid for"), {});
  m_namesField = new FormField(m_context.theme, m_names, form);
  m_namesField->setTexts(tr("Staff numbers, or names of machines"),
                         tr("One a line; another role may follow after a comma. No names of people: a certificate stays on "
                            "channels for ever."));
  auto* choices = new QHBoxLayout;
  choices->setSpacing(2 * kGrid);
  choices->addWidget(m_orgField, 3);
  choices->addWidget(m_kindField, 2);
  choices->addWidget(m_daysField, 2);
  auto* below = new QHBoxLayout;
  below->addWidget(m_count, 1);
  below->addWidget(m_requestFile);
  below->addWidget(m_file);
  auto* layout = new QVBoxLayout(form);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(kGrid + kGrid / 2);
  layout->addLayout(choices);
  layout->addWidget(m_requestBar);
  layout->addWidget(m_namesField, 2);
  layout->addLayout(below);
  layout->addWidget(m_findingTable, 1);
  layout->addWidget(m_problem);
  return form;
}

QWidget* IssueDialog::makeRunning() {
  auto* running = new QWidget(this);
  m_runningText->setObjectName(QStringLiteral("issueRunning"));
  m_runningText->setAlignment(Qt::AlignHCenter);
  auto* layout = new QVBoxLayout(running);
  layout->addStretch(1);
  layout->addWidget(m_runningText);
  layout->addWidget(m_progress);
  layout->addStretch(1);
  return running;
}

void IssueDialog::setNames(const QString& lines) { m_names->setPlainText(lines); }

// Until they are known the role decides.
void IssueDialog::askKinds() {
  m_context.client.ask(
      m_kindsRequest, [](Engine& engine) { return engine.certificates().templates(); },
      [this](const Result<std::vector<CertificateTemplate>>& kinds) {
        if (!kinds) {
          showProblem(errorText(kinds.error()), fromText(kinds.error().detail));
          return;
        }
        for (const CertificateTemplate& kind : *kinds) m_kind->addItem(templateText(kind), fromText(kind.id));
        m_kind->setCurrentIndex(std::max(0, m_kind->findData(QStringLiteral("officer"))));
        checkSoon();
      });
}

void IssueDialog::openFile(const QString& file) {
  m_context.operations.run(
      tr("Reading %1").arg(QFileInfo(file).fileName()), this,
      [file](const Progress&) -> Result<QString> {
        MZ_TRY(const QByteArray bytes, readSmall(file, kMostFileBytes));
        const QString text = QString::fromUtf8(bytes);
        if (text.contains(QChar::Null)) return fail(ErrorCode::Malformed, "the file is no text");
        return text;
      },
      [this](const Result<QString>& text) {
        if (text) {
          m_problem->hide();
          setNames(*text);
        } else {
          showProblem(tr("The list was not read. %1").arg(errorText(text.error())), fromText(text.error().detail));
        }
      });
}

void IssueDialog::openRequest(const QString& file) {
  const std::shared_ptr<Engine> engine = m_context.client.engine();
  if (!engine) return;
  m_context.operations.run(
      tr("Reading %1").arg(QFileInfo(file).fileName()), this,
      [file, engine](const Progress&) -> Result<RequestReview> {
        MZ_TRY(const QByteArray bytes, readSmall(file, kMostRequestBytes));
        return engine->certificates().readRequest(Bytes(bytes.begin(), bytes.end()));
      },
      [this](const Result<RequestReview>& request) {
        if (!request) {
          showProblem(tr("The request cannot be used. %1").arg(errorText(request.error())), fromText(request.error().detail));
          return;
        }
        m_problem->hide();
        m_request = *request;
        if (const int org = m_org->findData(fromText(request->org)); org >= 0) m_org->setCurrentIndex(org);
        if (const int kind = m_kind->findData(fromText(request->role)); kind >= 0) m_kind->setCurrentIndex(kind);
        if (!request->name.empty()) setNames(fromText(request->name));
        showRequest();
      });
}

void IssueDialog::showRequest() {
  m_requestBar->setVisible(m_request.has_value());
  if (m_request) {
    QStringList asked{nameText(m_request->description.subject)};
    for (const AlternativeName& name : m_request->names) asked << fromText(name.value);
    m_requestWords->setText(tr("For the key of a request (%1), which asks: %2. Only what stands below is taken over.")
                                .arg(keyText(m_request->description), asked.join(tr("; "))));
  }
  checkSoon();
}

void IssueDialog::checkSoon() {
  m_checked = false;
  CertificateOrder common;
  common.org = toText(m_org->currentData().toString());
  common.templateId = toText(m_kind->currentData().toString());
  common.days = static_cast<std::uint32_t>(m_days->value());
  m_list = readCertificateList(m_names->toPlainText(), common);
  const std::uint64_t count = m_list.orders.size();
  if (m_request && count > 0) {
    m_list.orders.front().request = m_request->der;
    m_list.orders.front().names = m_request->names;
  }
  QString words = m_request && count > 1 ? tr("A request is for one certificate: leave one line.")
                  : count == 0           ? tr("Nothing is entered yet.")
                                         : tr("%1 certificates", nullptr, pluralOf(count)).arg(numberText(count));
  if (m_list.unread > 0) words += tr("; the last %n lines are too many and left out", nullptr, m_list.unread);
  m_count->setText(words);
  m_checkSoon.start();
  showButtons();
}

void IssueDialog::check() {
  if (m_list.orders.empty()) {
    takeFindings({});
    return;
  }
  m_context.client.ask(
      m_checking, [orders = m_list.orders](Engine& engine) { return engine.certificates().check(orders); },
      [this](const Result<std::vector<OrderFinding>>& findings) {
        if (findings) {
          takeFindings(*findings);
          return;
        }
        // What has to be unlocked first is asked for when somebody issues.
        const ErrorCode code = findings.error().code;
        if (code == ErrorCode::Locked || code == ErrorCode::PinNeeded) {
          takeFindings({});
        } else {
          showProblem(errorText(findings.error()), fromText(findings.error().detail));
        }
      });
}

void IssueDialog::takeFindings(const std::vector<OrderFinding>& findings) {
  m_checked = true;
  m_findings = findings;
  // A token asks for its PIN when it is needed.
  std::erase_if(m_findings, [](const OrderFinding& one) { return one.problem == OrderProblem::AuthorityNeedsPin; });
  std::vector<std::vector<TextCell>> rows;
  for (const OrderFinding& finding : m_findings) {
    if (rows.size() >= kMostShown || finding.order >= m_list.orders.size()) break;
    rows.push_back({TextCell{numberText(static_cast<std::uint64_t>(m_list.lines[finding.order]))},
                    TextCell{fromText(m_list.orders[finding.order].name)},
                    TextCell{orderProblemText(finding), {}, false, fromText(finding.detail)},
                    finding.mended ? TextCell{orderMendText(finding), StatusRole::Attention}
                                   : TextCell{tr("change the line"), StatusRole::Danger}});
  }
  m_findingModel->setTable({tr("Line"), tr("Name"), tr("What speaks against it"), tr("What can be done")}, std::move(rows));
  m_findingTable->setColumns({48, 96, 300, 136}, {2});
  m_findingTable->setVisible(!m_findings.empty());
  showButtons();
}

void IssueDialog::showButtons() {
  const bool form = m_steps->currentIndex() == Form;
  const bool mendable = std::ranges::all_of(m_findings, [](const OrderFinding& one) { return one.mended.has_value(); });
  const bool ready = form && m_checked && !m_list.orders.empty() && (!m_request || m_list.orders.size() == 1);
  m_issue->setVisible(form);
  m_issue->setEnabled(ready && m_findings.empty());
  m_adjust->setVisible(form && m_checked && !m_findings.empty() && mendable);
  m_adjust->setEnabled(ready);
  m_cancel->setText(m_steps->currentIndex() == Done ? tr("Close") : tr("Cancel"));
}

void IssueDialog::issue(bool adjust) {
  m_problem->hide();
  m_steps->setCurrentIndex(Running);
  m_runningText->setText(
      tr("Issuing %1 certificates…", nullptr, pluralOf(m_list.orders.size())).arg(numberText(m_list.orders.size())));
  m_progress->setRange(0, 0);
  showButtons();
  runSigned(
      m_context, this, tr("Issuing certificates"),
      [orders = m_list.orders, adjust](Engine& engine, const Progress& progress) {
        return engine.certificates().issue(orders, adjust, progress);
      },
      [this](const Result<IssueReport>& report) { take(report); },
      [this](Operation* operation) {
        m_operation = operation;
        connect(operation, &Operation::progressed, this, [this, operation] {
          const int percent = operation->percent();
          m_progress->setRange(0, percent < 0 ? 0 : 100);
          m_progress->setValue(std::max(percent, 0));
        });
      });
}

void IssueDialog::take(const Result<IssueReport>& report) {
  if (!report) {
    m_steps->setCurrentIndex(Form);
    showButtons();
    if (report.error().code == ErrorCode::Cancelled)
      showProblem(tr("Cancelled. No certificate was issued."));
    else
      showProblem(tr("Nothing was issued. %1").arg(errorText(report.error())), fromText(report.error().detail));
    return;
  }
  const std::uint64_t count = report->issued.size();
  m_report->showReport(tr("%1 certificates are issued", nullptr, pluralOf(count)).arg(numberText(count)),
                       m_request ? tr("Save it from its page and send it to whoever made the request.")
                                 : tr("Their keys lie encrypted in this program's keystore, until each is handed over."),
                       report->channels);
  m_steps->setCurrentIndex(Done);
  showButtons();
  m_cancel->setDefault(true);
  m_cancel->setFocus();
  Q_EMIT issued();
}

void IssueDialog::showProblem(const QString& sentence, const QString& detail) {
  m_problem->setText(sentence);
  m_problem->setToolTip(detail);
  m_problem->show();
}

}  // namespace mz
