#include "ui/chain/audit_panel.h"

#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "models/audit_text.h"
#include "models/error_text.h"
#include "models/format_text.h"
#include "models/journal_note.h"
#include "models/small_file.h"
#include "ui/parts/data_table.h"

namespace mz {

namespace {

constexpr int kRowHeight = 4 * kGrid;
constexpr int kMostTableHeight = 7 * kRowHeight;
constexpr int kProgressWidth = 24 * kGrid;

}  // namespace

AuditPanel::AuditPanel(const PageContext& context, ChainAudit& audit, QWidget* parent)
    : Card(parent),
      m_client(context.client),
      m_files(context.files),
      m_audit(audit),
      m_state(new Badge(context.theme, this)),
      m_sentence(new QLabel(this)),
      m_progress(new QProgressBar(this)),
      m_pause(new QToolButton(this)),
      m_stop(new QToolButton(this)),
      m_save(new QToolButton(this)),
      m_close(new QToolButton(this)),
      m_table(new DataTable(context.theme, context.settings, QStringLiteral("damages"), this)),
      m_model(new TextTableModel(this)) {
  setObjectName(QStringLiteral("auditPanel"));
  m_sentence->setObjectName(QStringLiteral("auditSentence"));
  m_sentence->setWordWrap(true);
  m_progress->setObjectName(QStringLiteral("auditProgress"));
  m_progress->setTextVisible(false);
  m_progress->setFixedWidth(kProgressWidth);
  const auto button = [&](QToolButton* made, const char* name, const char* icon) {
    made->setObjectName(QString::fromLatin1(name));
    made->setIcon(context.theme.icon(QString::fromLatin1(icon)));
    made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    made->setFocusPolicy(Qt::StrongFocus);
  };
  button(m_pause, "pauseAudit", "pause");
  button(m_stop, "stopAudit", "stop");
  button(m_save, "saveAudit", "save");
  button(m_close, "closeAudit", "cross");
  m_close->setToolButtonStyle(Qt::ToolButtonIconOnly);
  m_table->setObjectName(QStringLiteral("damageTable"));
  m_table->setModel(m_model);
  header()->addWidget(m_state);
  header()->addWidget(m_sentence, 1);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_progress, m_pause, m_stop, m_save, m_close})
    header()->addWidget(widget);
  body()->addWidget(m_table);

  connect(m_close, &QToolButton::clicked, this, &AuditPanel::dismiss);
  connect(m_stop, &QToolButton::clicked, &m_audit, &ChainAudit::cancel);
  connect(m_pause, &QToolButton::clicked, this, [this] {
    if (m_audit.paused()) {
      m_audit.resume();
    } else {
      m_audit.pause();
    }
    refresh();
  });
  connect(m_save, &QToolButton::clicked, this, &AuditPanel::save);
  connect(m_table, &DataTable::rowActivated, this, [this](int row) {
    const auto& damages = m_audit.damages();
    if (static_cast<std::size_t>(row) >= damages.size()) return;
    if (const auto& height = damages[static_cast<std::size_t>(row)].height) Q_EMIT blockActivated(*height);
  });
  connect(&m_audit, &ChainAudit::changed, this, &AuditPanel::refresh);
  connect(&m_audit, &ChainAudit::ended, this, &AuditPanel::showReport);
  connect(&m_client, &EngineClient::channelChanged, this, [this] { m_wanted = m_dismissed = false; });
  retranslate();
  refresh();
}

void AuditPanel::showReport() {
  m_wanted = true;
  refresh();
}

void AuditPanel::dismiss() {
  m_wanted = false;
  m_dismissed = true;
  refresh();
}

void AuditPanel::refresh() {
  const bool running = m_audit.running();
  const auto& report = m_audit.lastReport();
  const std::size_t damages = m_audit.damages().size();
  setVisible(running || (report && (m_wanted || (damages > 0 && !m_dismissed))));
  for (QWidget* widget : std::initializer_list<QWidget*>{m_progress, m_pause, m_stop}) widget->setVisible(running);
  m_save->setVisible(!running && report);
  m_close->setVisible(!running);
  if (running) {
    const int percent = m_audit.percent();
    m_progress->setRange(0, percent < 0 ? 0 : 100);
    m_progress->setValue(percent);
    m_progress->setAccessibleName(tr("Verifying"));
    m_pause->setText(m_audit.paused() ? tr("Go on") : tr("Pause"));
    m_pause->setAccessibleName(m_audit.paused() ? tr("Go on verifying") : tr("Pause verifying"));
    m_state->setState(damages > 0        ? StatusRole::Danger
                      : m_audit.paused() ? StatusRole::Attention
                                         : StatusRole::Pending,
                      m_audit.paused() ? tr("paused") : tr("verifying"));
    const auto checked = m_audit.checkedUntil();
    QString sentence =
        checked ? tr("Checked up to block %1.").arg(numberText(checked->value)) : tr("Beginning with the first block.");
    if (damages > 0) sentence = tr("%1 %n place(s) damaged so far.", nullptr, static_cast<int>(damages)).arg(sentence);
    m_sentence->setText(sentence);
  } else if (report) {
    m_state->setState(damages == 0 ? StatusRole::Good : StatusRole::Danger, damages == 0 ? tr("verified") : tr("damaged"));
    m_sentence->setText(tr("%1 (%2)").arg(auditSentence(*report), timeText(report->ended)));
  }
  if (damages != m_listed) fillTable();
  m_table->setVisible(damages > 0);
}

void AuditPanel::fillTable() {
  const auto& damages = m_audit.damages();
  m_listed = damages.size();
  const QString none(QChar(0x2014));
  std::vector<std::vector<TextCell>> rows;
  for (const Damage& damage : damages) {
    rows.push_back({TextCell{damagedPartText(damage.part), StatusRole::Danger},
                    TextCell{damage.height ? numberText(damage.height->value) : none},
                    TextCell{damage.transaction ? numberText(damage.transaction->value) : none},
                    TextCell{damage.id ? shortDigest(*damage.id) : none, {}, true},
                    TextCell{damageExplanation(damage.part), {}, false, fromText(damage.detail)}});
  }
  m_model->setTable({tr("Damaged"), tr("Block"), tr("Transaction"), tr("Id"), tr("What was found")}, std::move(rows));
  m_table->setColumns({140, 90, 100, 130, 300}, {4});
  m_table->setFixedHeight(std::min(kMostTableHeight, (static_cast<int>(m_listed) + 1) * kRowHeight + kGrid));
}

void AuditPanel::save() {
  const auto& report = m_audit.lastReport();
  if (!report) return;
  const ChannelInfo* info = m_client.channelInfo();
  const QString channel = info ? titleText(info->title, info->name) : fromText(report->channel);
  const QString file = m_files.saveFile(this, tr("Save report"), QStringLiteral("%1-audit.txt").arg(fromText(report->channel)),
                                        tr("Text (*.txt);;JSON (*.json)"));
  if (file.isEmpty()) return;
  const QByteArray content = file.endsWith(QLatin1StringView(".json"), Qt::CaseInsensitive)
                                 ? auditJson(*report)
                                 : auditPlainText(*report, channel).toUtf8();
  m_client.ask(
      m_saving,
      [content, file, deed = Deed{"export", whoActs(m_client), report->channel, toText(file)}](Engine& engine) {
        return noted(engine, deed, writeSmallFile(file, {content.constData(), static_cast<std::size_t>(content.size())}));
      },
      [this, file](const Status& written) {
        Q_EMIT messageRaised(written ? tr("Saved %1").arg(QFileInfo(file).fileName()) : errorText(written.error()),
                             written ? StatusRole::Good : StatusRole::Danger);
      });
}

void AuditPanel::retranslate() {
  m_stop->setText(tr("Stop"));
  m_stop->setAccessibleName(tr("Stop verifying"));
  m_save->setText(tr("Save report…"));
  m_save->setAccessibleName(tr("Save report"));
  m_close->setAccessibleName(tr("Close the report"));
  m_close->setToolTip(tr("Close the report"));
  m_table->setAccessibleName(tr("Damaged places"));
}

void AuditPanel::changeEvent(QEvent* event) {
  Card::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  retranslate();
  fillTable();
  refresh();
}

}  // namespace mz
