#include "ui/certificates/certificate_panel.h"

#include <QtCore/QDateTime>
#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include "ledger/base/bytes.h"
#include "models/activity_filter.h"
#include "models/certificate_text.h"
#include "models/error_text.h"
#include "models/format_text.h"
#include "models/journal_note.h"
#include "models/small_file.h"
#include "ui/certificates/file_password_dialog.h"
#include "ui/parts/card.h"
#include "ui/parts/data_table.h"
#include "ui/parts/flow_layout.h"
#include "ui/parts/state_view.h"
#include "ui/shell/signing.h"

namespace mz {

namespace {

struct Form {
  ExportForm form;
  const char* title;
  const char* ending;
  bool secret = false;  // it holds the key, and is encrypted with a password
};
constexpr Form kForms[] = {
    {ExportForm::Pem, QT_TRANSLATE_NOOP("mz::CertificatePanel", "Certificate, PEM…"), "pem"},
    {ExportForm::Der, QT_TRANSLATE_NOOP("mz::CertificatePanel", "Certificate, DER…"), "der"},
    {ExportForm::Chain, QT_TRANSLATE_NOOP("mz::CertificatePanel", "Certificate with those above it, PEM…"), "pem"},
    {ExportForm::Pkcs7, QT_TRANSLATE_NOOP("mz::CertificatePanel", "Certificate with those above it, PKCS#7…"), "p7b"},
    {ExportForm::Pkcs12, QT_TRANSLATE_NOOP("mz::CertificatePanel", "With its key, PKCS#12…"), "p12", true},
    {ExportForm::Bundle, QT_TRANSLATE_NOOP("mz::CertificatePanel", "With its key for a node or server, PEM…"), "pem", true},
    {ExportForm::Calendar, QT_TRANSLATE_NOOP("mz::CertificatePanel", "Its end for a calendar…"), "ics"}};

UnixSeconds now() { return UnixSeconds(QDateTime::currentSecsSinceEpoch()); }

Field longHex(const QString& label, const std::string& hex) { return {label, shortHex(hex), {}, true, fromText(hex)}; }

QLabel* sectionHeading(QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setFont(Theme::font(TextSize::Body, true));
  return label;
}

}  // namespace

CertificatePanel::CertificatePanel(const PageContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_client(context.client),
      m_view(new StateView(context.theme, this)),
      m_card(new Card(this)),
      m_state(new Badge(context.theme, this)),
      m_scroll(new QScrollArea(this)),
      m_sentence(new QLabel(this)),
      m_facts(new FieldList(context.theme, 1, this)),
      m_channelsHeading(sectionHeading(this)),
      m_channels(new TextTableModel(this)),
      m_channelTable(new DataTable(context.theme, context.settings, QStringLiteral("certificateChannels"), this)),
      m_chainHeading(sectionHeading(this)),
      m_chain(new FieldList(context.theme, 1, this)),
      m_fieldsHeading(sectionHeading(this)),
      m_fields(new FieldList(context.theme, 1, this)),
      m_renew(new QPushButton(this)),
      m_revoke(new QPushButton(this)),
      m_release(new QPushButton(this)),
      m_save(new QPushButton(this)) {
  setObjectName(QStringLiteral("certificatePanel"));
  m_state->setObjectName(QStringLiteral("certificateState"));
  m_sentence->setObjectName(QStringLiteral("certificateSentence"));
  m_sentence->setWordWrap(true);
  m_sentence->setProperty("muted", true);
  m_facts->setObjectName(QStringLiteral("certificateFacts"));
  m_channelTable->setObjectName(QStringLiteral("certificateChannelTable"));
  m_channelTable->setModel(m_channels);
  m_channelTable->setGrowing(true);
  m_chain->setObjectName(QStringLiteral("certificateChain"));
  m_fields->setObjectName(QStringLiteral("certificateFields"));
  m_fields->setExplained(true);
  m_renew->setObjectName(QStringLiteral("renewCertificate"));
  m_renew->setIcon(context.theme.icon(QStringLiteral("refresh")));
  m_revoke->setObjectName(QStringLiteral("revokeCertificate"));
  m_revoke->setIcon(context.theme.icon(QStringLiteral("stop")));
  m_release->setObjectName(QStringLiteral("releaseCertificate"));
  m_release->setIcon(context.theme.icon(QStringLiteral("play")));
  m_save->setObjectName(QStringLiteral("saveCertificate"));
  m_save->setIcon(context.theme.icon(QStringLiteral("save")));
  m_save->setMenu(new QMenu(m_save));

  auto* inner = new QWidget(m_scroll);
  auto* layout = new QVBoxLayout(inner);
  layout->setContentsMargins(0, 0, kGrid, 0);
  layout->setSpacing(kGrid);
  layout->addWidget(m_sentence);
  layout->addWidget(m_facts);
  layout->addSpacing(kGrid / 2);
  layout->addWidget(m_channelsHeading);
  layout->addWidget(m_channelTable);
  layout->addSpacing(kGrid / 2);
  layout->addWidget(m_chainHeading);
  layout->addWidget(m_chain);
  layout->addSpacing(kGrid / 2);
  layout->addWidget(m_fieldsHeading);
  layout->addWidget(m_fields);
  layout->addStretch(1);
  m_scroll->setWidget(inner);
  m_scroll->setWidgetResizable(true);
  m_scroll->setFrameShape(QFrame::NoFrame);
  m_scroll->setMinimumHeight(3 * kGrid);
  m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_scroll->viewport()->setAutoFillBackground(false);

  auto* states = new QHBoxLayout;
  states->addWidget(m_state);
  states->addStretch(1);
  m_card->body()->addLayout(states);
  m_card->body()->addWidget(m_scroll, 1);
  auto* line = new QFrame(this);
  line->setProperty("line", true);
  m_card->body()->addWidget(line);
  auto* buttons = new FlowLayout(kGrid);
  for (QPushButton* button : {m_renew, m_revoke, m_release, m_save}) buttons->addWidget(button);
  m_card->body()->addLayout(buttons);
  m_stack = new QStackedLayout(this);
  auto* waiting = new Card(this);
  waiting->body()->addWidget(m_view, 1);
  m_stack->addWidget(waiting);
  m_stack->addWidget(m_card);

  connect(m_view, &StateView::buttonClicked, this, &CertificatePanel::refresh);
  connect(m_renew, &QPushButton::clicked, this, &CertificatePanel::renewAsked);
  connect(m_revoke, &QPushButton::clicked, this, &CertificatePanel::revokeAsked);
  connect(m_release, &QPushButton::clicked, this, &CertificatePanel::releaseAsked);
  retranslate();
  clear();
}

void CertificatePanel::clear() {
  m_request.renew();
  m_shown.reset();
  m_detail.reset();
  m_view->showEmpty(QStringLiteral("certificate"), tr("No certificate selected"),
                    tr("Choose one in the table to see everything that it says."));
  m_stack->setCurrentIndex(0);
}

void CertificatePanel::showCertificate(const Fingerprint& fingerprint) {
  if (m_shown == fingerprint) return;
  m_shown = fingerprint;
  m_detail.reset();
  if (m_stack->currentIndex() == 0) m_view->showLoading(tr("Reading the certificate"));
  refresh();
}

void CertificatePanel::refresh() {
  if (!m_shown) return;
  m_client.ask(
      m_request, [fingerprint = *m_shown](Engine& engine) { return engine.certificates().detail(fingerprint); },
      [this](Result<CertificateDetail> detail) {
        if (!detail) {
          m_view->showError(tr("This certificate cannot be read"), errorText(detail.error()), tr("Try again"),
                            fromText(detail.error().detail));
          m_stack->setCurrentIndex(0);
          return;
        }
        const bool first = !m_detail;
        m_detail = std::move(*detail);
        fill();
        if (first) m_scroll->ensureVisible(0, 0);
        m_stack->setCurrentIndex(1);
        Q_EMIT loaded();
      });
}

void CertificatePanel::fill() {
  if (!m_detail) return;
  const CertificateDetail& detail = *m_detail;
  const CertificateRow& row = detail.row;
  const auto orgs = [this](const std::string& org) { return orgTitle(m_client, m_client.channel(), org); };
  m_card->setTitle(certificateTitle(row.certificate, orgs));
  m_state->setState(certificateStateRole(row, now()), certificateStateText(row, now()));
  const bool dead = row.state == CertificateState::Revoked;
  QString sentence;
  if (row.state == CertificateState::Revoked || row.state == CertificateState::OnHold) {
    sentence = row.reason ? revocationReasonText(*row.reason) + tr(". ") : QString();
    sentence += tr("What it signed before stays good; nothing new is taken.");
  } else if (row.state == CertificateState::Expired) {
    sentence = tr("Its time is over: nothing new is taken that it signs. What it signed before stays good.");
  } else if (detail.description.weak) {
    sentence = tr("Its key or its hash is weak by today's measure.");
  }
  m_sentence->setText(sentence);
  m_sentence->setVisible(!sentence.isEmpty());
  fillFacts(detail);
  fillChannels(detail);
  fillFields(detail);
  m_renew->setVisible(!row.isAuthority && !dead);
  m_renew->setEnabled(row.canRevoke);
  m_revoke->setVisible(!row.isAuthority && !dead);
  m_revoke->setEnabled(row.canRevoke);
  m_release->setVisible(row.state == CertificateState::OnHold);
  m_release->setEnabled(row.canRevoke);
  for (std::size_t i = 0; i < std::size(kForms); ++i)
    m_save->menu()->actions().at(static_cast<qsizetype>(i))->setEnabled(!kForms[i].secret || row.key == KeyPlace::Keystore);
  const QString elsewhere = row.canRevoke ? QString() : tr("The key of its authority is not on this computer.");
  for (QPushButton* button : {m_renew, m_revoke, m_release}) button->setToolTip(elsewhere);
}

void CertificatePanel::fillFacts(const CertificateDetail& detail) {
  const CertificateRow& row = detail.row;
  const CertificateInfo& certificate = row.certificate;
  std::vector<Field> fields{{tr("Valid from"), timeText(certificate.from), {}, false, timeExactText(certificate.from)},
                            {tr("Valid until"), timeText(certificate.until), {}, false, timeExactText(certificate.until)},
                            {tr("Key"), keyText(detail.description)},
                            {tr("Where it lies"), keyPlaceText(row.key)},
                            longHex(tr("Serial number"), certificate.serial),
                            longHex(tr("Fingerprint"), certificate.fingerprint.hex())};
  if (!row.label.empty()) fields.push_back({tr("In the keystore"), fromText(row.label)});
  if (row.revokedAt) fields.push_back({tr("Revoked at"), timeText(*row.revokedAt), {}, false, timeExactText(*row.revokedAt)});
  if (row.invalidSince)
    fields.push_back({tr("In doubt since"), timeText(*row.invalidSince), {}, false, timeExactText(*row.invalidSince)});
  m_facts->setFields(fields);
  std::vector<Field> chain;
  for (const CertificateRow& above : detail.chain)
    chain.push_back({above.isAuthority && above.certificate.name == "root"
                         ? tr("Root")
                         : orgTitle(m_client, m_client.channel(), above.certificate.org),
                     tr("%1, until %2").arg(certificateStateText(above, now()), dayText(above.certificate.until)),
                     {},
                     false,
                     fromText(above.certificate.fingerprint.hex())});
  m_chain->setFields(chain);
  m_chain->setVisible(!chain.empty());
  m_chainHeading->setVisible(!chain.empty());
}

void CertificatePanel::fillChannels(const CertificateDetail& detail) {
  std::vector<std::vector<TextCell>> rows;
  for (const CertificateDetail::OnChannel& on : detail.channels) {
    TextCell state{tr("not there"), StatusRole::Neutral};
    QString since;
    if (on.failure) {
      state = {tr("cannot be asked"), StatusRole::Attention, false, errorText(*on.failure)};
    } else if (on.link) {
      const CertificateLink& link = *on.link;
      const bool held = on.reason == RevocationReason::CertificateHold;
      state = {held ? tr("on hold") : standingText(link.standing), held ? StatusRole::Attention : standingRole(link)};
      since = link.revoked ? tr("in block %1").arg(numberText(link.revoked->value))
              : link.since ? tr("since block %1").arg(numberText(link.since->value))
                           : QString();
    }
    rows.push_back({TextCell{channelTitle(m_client, on.channel)}, state, TextCell{since}});
  }
  m_channelsHeading->setVisible(!rows.empty());
  m_channelTable->setVisible(!rows.empty());
  m_channels->setTable({tr("Channel"), tr("State"), tr("Since")}, std::move(rows));
  m_channelTable->setColumns({96, 100, 112}, {0});
}

void CertificatePanel::fillFields(const CertificateDetail& detail) {
  const CertificateDescription& description = detail.description;
  std::vector<Field> fields{
      {tr("Subject"), nameText(description.subject), tr("Whom it names.")},
      {tr("Issuer"), nameText(description.issuer), tr("Who signed it.")},
      {tr("Version"), QString::number(description.version), tr("Of the format X.509 (RFC 5280).")},
      {tr("Signature"), fromText(description.signatureAlgorithm), tr("How the issuer signed it.")},
  };
  for (const DescribedExtension& extension : description.extensions) {
    const QString text = extensionText(extension);
    const bool hex = !extension.items.empty() && extension.items.front().kind.ends_with("key_id");
    fields.push_back({extensionTitle(extension), hex ? shortHex(toText(text)) : text,
                      extension.critical
                          ? tr("%1, critical: who does not understand it refuses the certificate.").arg(fromText(extension.oid))
                          : fromText(extension.oid),
                      hex, hex ? text : QString()});
  }
  m_fields->setFields(fields);
}

void CertificatePanel::save(std::size_t number) {
  if (!m_detail) return;
  const Form& form = kForms[number];
  if (form.secret) {
    auto* dialog = new FilePasswordDialog(m_context.theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &FilePasswordDialog::chosen, this, [this, number](const QString& password) { write(number, password); });
    dialog->open();
  } else {
    write(number, {});
  }
}

void CertificatePanel::write(std::size_t number, const QString& password) {
  if (!m_detail) return;
  const Form& form = kForms[number];
  const CertificateInfo& certificate = m_detail->row.certificate;
  const QString name = fromText(certificate.org + "-" + (certificate.name.empty() ? certificate.role : certificate.name));
  const QString ending = QString::fromLatin1(form.ending);
  const QString file = m_context.files.saveFile(this, tr("Save the certificate"), name + u'.' + ending,
                                                tr("Files of this form (*.%1)").arg(ending));
  if (file.isEmpty()) return;
  std::string typed = toText(password);
  runSigned(
      m_context, this, tr("Saving the certificate"),
      [file, kind = form.form, fingerprint = certificate.fingerprint, secret = std::make_shared<Secret>(Secret::take(typed)),
       deed = Deed{"export", whoActs(m_client), m_client.channel(), toText(file)}](Engine& engine, const Progress&) -> Status {
        MZ_TRY(const Bytes content, engine.certificates().exported({fingerprint}, kind, *secret));
        return noted(engine, deed, writeSmallFile(file, textOf(content)));
      },
      [this, file](const Status& written) {
        Q_EMIT messageRaised(
            written ? tr("Saved %1").arg(file) : tr("The certificate was not saved. %1").arg(errorText(written.error())),
            written ? StatusRole::Good : StatusRole::Danger);
      });
}

void CertificatePanel::retranslate() {
  m_channelsHeading->setText(tr("On channels"));
  m_channelTable->setAccessibleName(tr("Channels on which the certificate counts"));
  m_chainHeading->setText(tr("Signed by"));
  m_fieldsHeading->setText(tr("Everything it says"));
  m_renew->setText(tr("Renew…"));
  m_revoke->setText(tr("Revoke…"));
  m_release->setText(tr("Release…"));
  m_save->setText(tr("Save as"));
  for (QPushButton* button : {m_renew, m_revoke, m_release, m_save}) button->setAccessibleName(button->text());
  QMenu& menu = *m_save->menu();
  menu.clear();
  for (std::size_t i = 0; i < std::size(kForms); ++i) menu.addAction(tr(kForms[i].title), this, [this, i] { save(i); });
  if (!m_shown) clear();
}

void CertificatePanel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  retranslate();
  fill();
}

}  // namespace mz
