#include "ui/certificates/certificates_page.h"

#include <QtCore/QDateTime>
#include <QtCore/QEvent>
#include <QtCore/QItemSelectionModel>
#include <QtCore/QMimeData>
#include <QtGui/QDropEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "models/activity_filter.h"
#include "models/error_text.h"
#include "models/format_text.h"
#include "models/journal_note.h"
#include "models/small_file.h"
#include "ui/certificates/certificate_panel.h"
#include "ui/certificates/expiry_strip.h"
#include "ui/certificates/import_certificates_dialog.h"
#include "ui/certificates/issue_dialog.h"
#include "ui/certificates/renew_dialog.h"
#include "ui/certificates/revoke_dialog.h"
#include "ui/parts/card.h"
#include "ui/parts/data_table.h"
#include "ui/parts/filter_row.h"
#include "ui/parts/layout_keeper.h"
#include "ui/parts/state_view.h"
#include "ui/shell/signing.h"

namespace mz {

namespace {

constexpr int kTreeWidth = 28 * kGrid, kTableWidth = 52 * kGrid, kPanelWidth = 42 * kGrid;
constexpr int kLeastHeight = 32 * kGrid;
constexpr std::uint32_t kListDays = 30;  // a revocation list is good for so long
constexpr std::size_t kMostRevoked = 200;
const QString kOnePrefix = QStringLiteral("certificate/");
const QString kAll = QStringLiteral("certificates/all"), kEnding = QStringLiteral("certificates/ending");

UnixSeconds now() { return UnixSeconds(QDateTime::currentSecsSinceEpoch()); }

}  // namespace

CertificatesPage::CertificatesPage(const PageContext& context, QWidget* parent)
    : Page(parent),
      m_context(context),
      m_client(context.client),
      m_filter(context.client),
      m_authorities(new AuthorityTreeModel(context.client, this)),
      m_table(new CertificateTableModel(context.client, this)),
      m_months(context.client),
      m_title(new QLabel(this)),
      m_issue(new QPushButton(this)),
      m_import(new QPushButton(this)),
      m_list(new QPushButton(this)),
      m_tree(new QTreeView(this)),
      m_treeCard(new Card(this)),
      m_view(new DataTable(context.theme, context.settings, QStringLiteral("certificates"), this)),
      m_count(new QLabel(this)),
      m_notice(new QLabel(this)),
      m_state(new StateView(context.theme, this)),
      m_stack(nullptr),
      m_panel(new CertificatePanel(context, this)) {
  setObjectName(QStringLiteral("certificatesPage"));
  setAcceptDrops(true);
  m_title->setProperty("pageTitle", true);
  m_issue->setObjectName(QStringLiteral("issueCertificates"));
  m_issue->setProperty("primary", true);
  m_issue->setIcon(context.theme.icon(QStringLiteral("plus"), Colour::AccentText));
  m_import->setObjectName(QStringLiteral("importCertificates"));
  m_import->setIcon(context.theme.icon(QStringLiteral("import")));
  m_list->setObjectName(QStringLiteral("saveRevocationList"));
  m_list->setIcon(context.theme.icon(QStringLiteral("save")));
  m_tree->setObjectName(QStringLiteral("authorityTree"));
  m_tree->setModel(m_authorities);
  m_tree->header()->hide();
  m_tree->setFrameShape(QFrame::NoFrame);
  m_tree->setTextElideMode(Qt::ElideRight);
  m_tree->setRootIsDecorated(false);
  m_tree->setItemsExpandable(false);
  m_tree->setIndentation(2 * kGrid);
  m_view->setObjectName(QStringLiteral("certificateTable"));
  m_view->setModel(m_table);
  m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
  m_view->setSortingEnabled(true);
  m_view->sortByColumn(CertificateTableModel::OrgColumn, Qt::AscendingOrder);
  using Model = CertificateTableModel;
  m_view->setColumns({110, 112, 130, 108, 104, 86, 120, 100, 90, 100, 100, 200, 90, 150, 200, 160},
                     {Model::NameColumn, Model::OrgColumn},
                     {Model::OrgColumn, Model::KeyColumn, Model::FromColumn, Model::AlgorithmColumn, Model::SerialColumn,
                      Model::FingerprintColumn, Model::IssuerColumn, Model::RevokedColumn, Model::RevokedAtColumn,
                      Model::ReasonColumn, Model::LabelColumn});
  setFocusProxy(m_view);
  m_count->setObjectName(QStringLiteral("certificateCount"));
  m_count->setProperty("muted", true);
  m_notice->setObjectName(QStringLiteral("certificateNotice"));
  m_notice->setProperty("notice", true);
  m_notice->setWordWrap(true);
  m_notice->hide();
  m_state->setObjectName(QStringLiteral("certificatesState"));

  auto* top = new QHBoxLayout;
  top->setSpacing(kGrid + kGrid / 2);
  top->addWidget(m_title);
  top->addStretch(1);
  top->addWidget(m_list);
  top->addWidget(m_import);
  top->addWidget(m_issue);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
  all->setSpacing(kGrid + kGrid / 2);
  all->addLayout(top);
  all->addWidget(m_notice);
  all->addWidget(new FilterRow(m_filter, context.theme, context.settings, QStringLiteral("certificates"), this));
  all->addWidget(new ExpiryStrip(m_months, m_filter, context.theme, this));
  all->addWidget(makeColumns(), 1);

  connect(&m_filter, &TableFilter::valuesChanged, this, &CertificatesPage::query);
  connect(m_authorities, &AuthorityTreeModel::answered, this, [this] {
    m_tree->expandAll();
    selectAuthority();
    retranslate();
    m_context.actions.refresh();
  });
  connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &CertificatesPage::chooseAuthority);
  connect(m_table, &CertificateTableModel::answered, this, [this] {
    m_error.reset();
    showState();
  });
  const auto fail = [this](const Error& error) {
    m_error = error;
    showState();
  };
  connect(m_table, &CertificateTableModel::failed, this, fail);
  connect(m_authorities, &AuthorityTreeModel::failed, this, fail);
  connect(m_view, &DataTable::currentRowChanged, this, [this](int row) {
    const CertificateRow* certificate = m_table->certificate(row);
    if (!certificate) return;
    m_panel->showCertificate(certificate->certificate.fingerprint);
    Q_EMIT placeChanged();
  });
  connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] { m_context.actions.refresh(); });
  connect(m_panel, &CertificatePanel::messageRaised, this, &Page::messageRaised);
  connect(m_panel, &CertificatePanel::renewAsked, this,
          [this] { whenUnlocked([this, row = m_panel->detail()->row] { renew({row}); }); });
  connect(m_panel, &CertificatePanel::revokeAsked, this,
          [this] { whenUnlocked([this, row = m_panel->detail()->row] { revoke({row}, false); }); });
  connect(m_panel, &CertificatePanel::releaseAsked, this,
          [this] { whenUnlocked([this, row = m_panel->detail()->row] { revoke({row}, true); }); });
  connect(m_state, &StateView::buttonClicked, this, [this] {
    if (m_error) {
      restart();
    } else {
      m_filter.clear();
    }
  });
  connect(m_issue, &QPushButton::clicked, this, [this] { whenUnlocked([this] { openIssue(); }); });
  connect(m_import, &QPushButton::clicked, this, [this] { openImport({}); });
  connect(m_list, &QPushButton::clicked, this, &CertificatesPage::saveRevocationList);
  connect(&m_client, &EngineClient::networkChanged, this, &CertificatesPage::restart);
  // A key that was unlocked, a block that enrolled or revoked something.
  connect(&m_client, &EngineClient::identitiesChanged, this, &CertificatesPage::refresh);
  addActions();
  retranslate();
  restart();
}

QWidget* CertificatesPage::makeColumns() {
  m_treeCard->layout()->setContentsMargins(kGrid, kGrid + kGrid / 2, kGrid, kGrid);
  m_treeCard->body()->addWidget(m_tree, 1);
  m_treeCard->setMinimumWidth(kTreeWidth);
  auto* list = new Card(this);
  list->body()->addWidget(m_count);
  auto* holder = new QWidget(list);
  m_stack = new QStackedLayout(holder);
  m_stack->addWidget(m_state);
  m_stack->addWidget(m_view);
  list->body()->addWidget(holder, 1);
  list->setMinimumWidth(kTableWidth);
  m_panel->setMinimumWidth(kPanelWidth);
  auto* splitter = new QSplitter(Qt::Horizontal, this);
  splitter->setHandleWidth(2 * kGrid);
  splitter->setChildrenCollapsible(false);
  splitter->setMinimumHeight(kLeastHeight);
  splitter->addWidget(m_treeCard);
  splitter->addWidget(list);
  splitter->addWidget(m_panel);
  splitter->setStretchFactor(0, 0);
  splitter->setStretchFactor(1, 1);
  splitter->setStretchFactor(2, 0);
  splitter->setSizes({kTreeWidth, 1000, kPanelWidth + 4 * kGrid});
  keepSizes(*splitter, m_context.settings, QStringLiteral("certificates"));
  // Where the window is too small for the three, they are scrolled, as in the chain.
  auto* columns = new QScrollArea(this);
  columns->setObjectName(QStringLiteral("certificateColumns"));
  columns->setWidgetResizable(true);
  columns->setFrameShape(QFrame::NoFrame);
  columns->setFocusPolicy(Qt::NoFocus);
  columns->setWidget(splitter);
  columns->viewport()->setAutoFillBackground(false);
  splitter->setAutoFillBackground(false);
  return columns;
}

void CertificatesPage::addActions() {
  const auto add = [this](const char* id, const char* text, const char* icon, std::function<void()> act,
                          std::function<QString()> why) {
    return m_context.actions.add(
        {.id = QString::fromLatin1(id), .text = text, .icon = QString::fromLatin1(icon), .category = ActionCategory::Identity},
        this,
        [this, act = std::move(act)] {
          if (!isVisible()) Q_EMIT linkActivated(QStringLiteral("page/certificates"));
          act();
        },
        std::move(why));
  };
  add(
      "certificates.issue", QT_TRANSLATE_NOOP("mz::Actions", "Issue certificates…"), "plus",
      [this] { whenUnlocked([this] { openIssue(); }); }, [this] { return whyNotIssue(); });
  QAction* const ofSelection[] = {
      add(
          "certificates.renew", QT_TRANSLATE_NOOP("mz::Actions", "Renew the chosen certificates…"), "refresh",
          [this] { whenUnlocked([this, rows = selected()] { renew(rows); }); }, [this] { return whyNotRenew(); }),
      add(
          "certificates.revoke", QT_TRANSLATE_NOOP("mz::Actions", "Revoke the chosen certificates…"), "stop",
          [this] { whenUnlocked([this, rows = selected()] { revoke(rows, false); }); }, [this] { return whyNotRevoke(false); }),
      add(
          "certificates.release", QT_TRANSLATE_NOOP("mz::Actions", "Release the chosen certificates from hold…"), "play",
          [this] { whenUnlocked([this, rows = selected()] { revoke(rows, true); }); }, [this] { return whyNotRevoke(true); })};
  add(
      "certificates.import", QT_TRANSLATE_NOOP("mz::Actions", "Import certificates…"), "import", [this] { openImport({}); },
      [this] { return m_client.ready() ? QString() : tr("Open a network first."); });
  add(
      "certificates.list", QT_TRANSLATE_NOOP("mz::Actions", "Save a revocation list…"), "save",
      [this] { saveRevocationList(); }, [this] { return whyNotIssue(); });
  connect(m_view, &DataTable::cellMenuOpening, this, [ofSelection](QMenu* menu) {
    menu->addSeparator();
    for (QAction* action : ofSelection) menu->addAction(action);
  });
}

void CertificatesPage::restart() {
  m_error.reset();
  m_authorities->clearAll();
  m_table->clear();
  m_months.clear();
  m_panel->clear();
  m_stale = true;
  if (isVisible()) refresh();
  showState();
}

void CertificatesPage::refresh() {
  if (!isVisible() || !m_client.ready()) {
    m_stale = true;
    return;
  }
  m_stale = false;
  m_authorities->refresh();
  if (m_table->isAnswered()) {
    m_table->refresh();
  } else {
    query();
  }
  m_months.ask(m_filter.filter(now()), QDate::currentDate());
  m_panel->refresh();
}

void CertificatesPage::query() {
  if (!isVisible() || !m_client.ready()) return;
  const CertificateFilter filter = m_filter.filter(now());
  if (filter == m_table->filter() && m_table->isAnswered()) return;
  m_table->setFilter(filter);
  m_months.ask(filter, QDate::currentDate());
  showState();
}

void CertificatesPage::showState() {
  const bool any = m_table->rowCount() > 0;
  const auto& states = m_table->states();
  const auto of = [&](CertificateState state) { return states[static_cast<std::size_t>(state)]; };
  QString count;
  if (m_table->isAnswered()) {
    count = tr("%1 certificates", nullptr, pluralOf(m_table->total())).arg(numberText(m_table->total()));
    if (of(CertificateState::Revoked) + of(CertificateState::OnHold) > 0)
      count =
          tr("%1; %2 revoked or on hold").arg(count, numberText(of(CertificateState::Revoked) + of(CertificateState::OnHold)));
  }
  m_count->setText(any ? count : QString());
  QStringList unread;
  for (const std::string& channel : m_table->unread()) unread << channelTitle(m_client, channel);
  m_notice->setText(
      tr("What is on these channels is not known here, because they are not open: %1").arg(unread.join(tr(", "))));
  m_notice->setVisible(!unread.isEmpty());
  if (m_error && !any) {
    m_state->showError(tr("The certificates cannot be shown"), errorText(*m_error), tr("Try again"), fromText(m_error->detail));
  } else if (any) {
    m_stack->setCurrentWidget(m_view);
    if (!m_view->currentIndex().isValid() && !m_panel->shown()) m_view->setCurrentIndex(m_table->index(0, 0));
    return;
  } else if (!m_table->isAnswered()) {
    m_state->showLoading(tr("Reading the certificates"));
  } else if (m_filter.isEmpty() && !m_filter.authority()) {
    m_state->showEmpty(QStringLiteral("certificate"), tr("No certificate is known here"),
                       tr("What the authorities of this network issue appears here, and what the channels have."));
  } else {
    m_state->showEmpty(QStringLiteral("filter"), tr("No certificate matches"),
                       tr("Nothing that the filters above let through. Change one of them, or clear them."),
                       m_filter.isEmpty() ? QString() : tr("Clear filters"));
  }
  m_stack->setCurrentWidget(m_state);
}

void CertificatesPage::chooseAuthority(const QModelIndex& index) {
  const AuthorityInfo* authority = m_authorities->authority(index);
  m_filter.setAuthority(authority ? std::optional(authority->certificate.fingerprint) : std::nullopt);
  if (authority) m_panel->showCertificate(authority->certificate.fingerprint);
}

// The tree was filled anew: what was chosen stays so.
void CertificatesPage::selectAuthority() {
  const QModelIndex index = m_authorities->indexOf(m_filter.authority());
  const QSignalBlocker quiet(m_tree->selectionModel());
  m_tree->setCurrentIndex(index);
  m_tree->viewport()->update();
}

std::vector<CertificateRow> CertificatesPage::selected() const {
  std::vector<CertificateRow> rows;
  for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
    if (const CertificateRow* row = m_table->certificate(index.row())) rows.push_back(*row);
  return rows;
}

QString CertificatesPage::whyNotIssue() const {
  if (!m_client.ready()) return tr("Open a network first.");
  if (!m_authorities->isAnswered()) return tr("Open the page “Certificates” first.");
  return m_authorities->signing().empty() ? tr("No authority that can sign is on this computer.") : QString();
}

QString CertificatesPage::whyNotRenew() const {
  const std::vector<CertificateRow> rows = selected();
  if (rows.empty()) return tr("Choose certificates in the table first.");
  const bool good = std::ranges::all_of(rows, [](const CertificateRow& row) {
    return row.canRevoke && !row.isAuthority && row.state != CertificateState::Revoked;
  });
  return good ? QString() : tr("Among the chosen ones is an authority, a revoked one, or one of another authority.");
}

QString CertificatesPage::whyNotRevoke(bool release) const {
  const std::vector<CertificateRow> rows = selected();
  if (rows.empty()) return tr("Choose certificates in the table first.");
  if (rows.size() > kMostRevoked) return tr("Choose at most %n certificates at once.", nullptr, static_cast<int>(kMostRevoked));
  const std::string& org = rows.front().certificate.org;
  const bool good = std::ranges::all_of(rows, [&](const CertificateRow& row) {
    const bool held = row.state == CertificateState::OnHold;
    return row.canRevoke && !row.isAuthority && row.certificate.org == org &&
           (release ? held : row.state != CertificateState::Revoked);
  });
  if (good) return {};
  return release ? tr("Choose only certificates of one organization that are on hold.")
                 : tr("Choose only certificates of one organization whose authority is on this computer, not yet revoked.");
}

void CertificatesPage::whenUnlocked(std::function<void()> act) {
  const bool locked = std::ranges::any_of(m_client.identities(),
                                          [](const IdentityInfo& identity) { return identity.locked && !identity.needsPin; });
  if (!locked) {
    act();
  } else {
    askForKey(m_context, Error(ErrorCode::Locked, "the identities are locked"), this, std::move(act), [] {});
  }
}

IssueDialog* CertificatesPage::openIssue() {
  if (m_authorities->signing().empty()) return nullptr;
  const AuthorityInfo* chosen = m_filter.authority() ? m_authorities->authority(*m_filter.authority()) : nullptr;
  const IdentityInfo* identity = m_client.identity();
  auto* dialog = new IssueDialog(m_context, *m_authorities,
                                 chosen && !chosen->isRoot ? chosen->certificate.org
                                 : identity                ? identity->org
                                                           : std::string(),
                                 this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &IssueDialog::issued, this, &CertificatesPage::refresh);
  dialog->open();
  return dialog;
}

void CertificatesPage::renew(const std::vector<CertificateRow>& rows) {
  if (rows.empty()) return;
  auto* dialog = new RenewDialog(m_context, rows, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &RenewDialog::renewed, this, &CertificatesPage::refresh);
  dialog->open();
}

void CertificatesPage::revoke(const std::vector<CertificateRow>& rows, bool release) {
  if (rows.empty()) return;
  auto* dialog = new RevokeDialog(m_context, rows, release ? RevokeDialog::Act::Release : RevokeDialog::Act::Revoke, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &RevokeDialog::revoked, this, &CertificatesPage::refresh);
  dialog->open();
}

void CertificatesPage::openImport(const QStringList& files) {
  if (!m_client.ready()) return;
  auto* dialog = new ImportCertificatesDialog(m_context, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &ImportCertificatesDialog::imported, this, &CertificatesPage::refresh);
  dialog->open();
  if (!files.isEmpty()) dialog->openFiles(files);
}

void CertificatesPage::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void CertificatesPage::dropEvent(QDropEvent* event) {
  QStringList files;
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) files << url.toLocalFile();
  if (!files.isEmpty()) openImport(files);
}

void CertificatesPage::saveRevocationList() {
  const std::vector<const AuthorityInfo*> signing = m_authorities->signing();
  if (signing.empty()) return;
  const AuthorityInfo* chosen = m_filter.authority() ? m_authorities->authority(*m_filter.authority()) : nullptr;
  if (!chosen || chosen->isRoot || std::ranges::find(signing, chosen) == signing.end()) {
    const IdentityInfo* identity = m_client.identity();
    const auto own = std::ranges::find_if(
        signing, [&](const AuthorityInfo* one) { return identity && one->certificate.org == identity->org; });
    chosen = own == signing.end() ? signing.front() : *own;
  }
  const std::string org = chosen->certificate.org;
  const QString file = m_context.files.saveFile(this, tr("Save the revocation list of %1").arg(m_authorities->title(*chosen)),
                                                fromText(org) + QStringLiteral(".crl"), tr("Revocation lists (*.crl)"));
  if (file.isEmpty()) return;
  runSigned(
      m_context, this, tr("Making a revocation list"),
      [org, file, deed = Deed{"export", whoActs(m_client), {}, toText(file)}](Engine& engine, const Progress&) -> Status {
        MZ_TRY(const Bytes list, engine.certificates().revocationList(org, kListDays));
        return noted(engine, deed, writeSmallFile(file, textOf(list)));
      },
      [this, file](const Status& saved) {
        Q_EMIT messageRaised(saved ? tr("Saved %1. It is good for %n days.", nullptr, static_cast<int>(kListDays)).arg(file)
                                   : tr("The list was not saved. %1").arg(errorText(saved.error())),
                             saved ? StatusRole::Good : StatusRole::Danger);
      });
}

bool CertificatesPage::openLink(const QString& link) {
  if (link == kAll) {
    m_filter.setAuthority(std::nullopt);
    m_filter.clear();
    return true;
  }
  if (link == kEnding) {
    m_filter.setAuthority(std::nullopt);
    m_filter.setJson({{QString::fromLatin1(CertificateFilterModel::kEnds), QString::number(kSoonDays)}});
    return true;
  }
  if (!link.startsWith(kOnePrefix)) return false;
  const auto fingerprint = Fingerprint::fromHex(toText(link.mid(kOnePrefix.size())));
  if (!fingerprint) return false;
  m_panel->showCertificate(*fingerprint);
  if (const int row = m_table->rowOf(*fingerprint); row >= 0) m_view->setCurrentIndex(m_table->index(row, 0));
  return true;
}

QString CertificatesPage::place() const {
  return m_panel->shown() ? kOnePrefix + fromText(m_panel->shown()->hex()) : QString();
}

QString CertificatesPage::deepLink() const { return QStringLiteral("mingzhang:page/certificates"); }

QStringList CertificatesPage::views() const {
  return {QStringLiteral("start"),         QStringLiteral("authority"), QStringLiteral("nothing"), QStringLiteral("issue"),
          QStringLiteral("issueFindings"), QStringLiteral("renew"),     QStringLiteral("revoke"),  QStringLiteral("import")};
}

void CertificatesPage::showView(const QString& view) {
  for (QDialog* dialog : findChildren<QDialog*>()) dialog->close();
  m_filter.setAuthority(std::nullopt);
  m_filter.setJson(view == QLatin1StringView("nothing")
                       ? QJsonObject{{QString::fromLatin1(CertificateFilterModel::kText), QStringLiteral("no such name")}}
                       : QJsonObject());
  selectAuthority();
  if (view == QLatin1StringView("authority") && m_authorities->rowCount() > 1) {
    const QModelIndex root = m_authorities->index(1, 0);
    m_tree->setCurrentIndex(m_authorities->rowCount(root) > 0 ? m_authorities->index(0, 0, root) : root);
  } else if (view == QLatin1StringView("issue")) {
    if (IssueDialog* dialog = openIssue()) dialog->setNames(QStringLiteral("officer-0501\nofficer-0502\nli-7, auditor"));
  } else if (view == QLatin1StringView("issueFindings")) {
    if (IssueDialog* dialog = openIssue())
      dialog->setNames(QStringLiteral("officer-0501\nofficer-0501\nli-7, emperor\n%1").arg(QString(80, u'x')));
  } else if (view == QLatin1StringView("import")) {
    openImport({});
  } else if (view == QLatin1StringView("renew") || view == QLatin1StringView("revoke")) {
    for (int row = 0; row < std::min(m_table->rowCount(), 50); ++row) {
      const CertificateRow* certificate = m_table->certificate(row);
      if (!certificate || certificate->isAuthority || !certificate->canRevoke) continue;
      if (view == QLatin1StringView("renew")) {
        renew({*certificate});
      } else {
        revoke({*certificate}, false);
      }
      break;
    }
  }
}

void CertificatesPage::retranslate() {
  m_title->setText(tr("Certificates"));
  m_issue->setText(tr("Issue…"));
  m_issue->setAccessibleName(tr("Issue certificates"));
  m_issue->setEnabled(whyNotIssue().isEmpty());
  m_issue->setToolTip(whyNotIssue());
  m_import->setText(tr("Import…"));
  m_import->setAccessibleName(tr("Import certificates"));
  m_list->setText(tr("Revocation list…"));
  m_list->setAccessibleName(tr("Save a revocation list"));
  m_list->setEnabled(whyNotIssue().isEmpty());
  m_list->setToolTip(whyNotIssue().isEmpty() ? tr("A file (CRL) for programs outside of the network; channels need none.")
                                             : whyNotIssue());
  m_treeCard->setTitle(tr("Authorities"));
  m_tree->setAccessibleName(tr("Authorities"));
  m_view->setAccessibleName(tr("Certificates"));
}

void CertificatesPage::changeEvent(QEvent* event) {
  Page::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  retranslate();
  m_table->retranslate();
  m_authorities->retranslate();
  m_tree->expandAll();
  selectAuthority();
  showState();
}

void CertificatesPage::showEvent(QShowEvent* event) {
  Page::showEvent(event);
  if (m_stale) refresh();
}

}  // namespace mz
