#include "ui/chain/audit_panel.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "models/format_text.h"
#include "ui/parts/data_table.h"

namespace mz {

namespace {

constexpr int kRowHeight = 4 * kGrid;
constexpr int kMostTableHeight = 7 * kRowHeight;

struct AuditWords {
  Q_DECLARE_TR_FUNCTIONS(mz::AuditPanel)
};

QString partText(const std::string& part) {
  if (part == "file") return AuditWords::tr("file");
  if (part == "block") return AuditWords::tr("block");
  if (part == "envelope") return AuditWords::tr("envelope");
  if (part == "leaf") return AuditWords::tr("leaf");
  if (part == "tree") return AuditWords::tr("history tree");
  if (part == "state") return AuditWords::tr("state");
  if (part == "checkpoint") return AuditWords::tr("checkpoint");
  if (part == "cosignature") return AuditWords::tr("cosignature");
  if (part == "read_model") return AuditWords::tr("finance figures");
  if (part == "index") return AuditWords::tr("index");
  return fromText(part);
}

// The engine's detail stays English; this says what it means.
QString findingText(const std::string& part) {
  if (part == "file") return AuditWords::tr("The file itself is damaged and cannot be read here.");
  if (part == "block") return AuditWords::tr("The block record does not agree with the chain.");
  if (part == "envelope") return AuditWords::tr("The stored envelope does not agree with its leaf or its signature.");
  if (part == "leaf") return AuditWords::tr("The leaf does not agree with the transaction and its result.");
  if (part == "tree") return AuditWords::tr("The history tree does not lead to the signed root.");
  if (part == "state") return AuditWords::tr("The state is not what the transactions produce.");
  if (part == "checkpoint") return AuditWords::tr("The checkpoint or its signature does not hold.");
  if (part == "cosignature") return AuditWords::tr("A cosignature does not hold.");
  if (part == "read_model") return AuditWords::tr("The finance figures are not what the chain gives.");
  if (part == "index") return AuditWords::tr("The index does not lead to what it should.");
  return AuditWords::tr("What is stored does not agree with what was signed.");
}

}  // namespace

AuditPanel::AuditPanel(const Theme& theme, Settings& settings, QWidget* parent)
    : Card(parent),
      m_state(new Badge(theme, this)),
      m_sentence(new QLabel(this)),
      m_close(new QToolButton(this)),
      m_table(new DataTable(theme, settings, QStringLiteral("damages"), this)),
      m_model(new TextTableModel(this)) {
  setObjectName(QStringLiteral("auditPanel"));
  m_sentence->setObjectName(QStringLiteral("auditSentence"));
  m_sentence->setWordWrap(true);
  m_close->setObjectName(QStringLiteral("closeAudit"));
  m_close->setIcon(theme.icon(QStringLiteral("cross")));
  m_table->setObjectName(QStringLiteral("damageTable"));
  m_table->setModel(m_model);
  header()->addWidget(m_state);
  header()->addWidget(m_sentence, 1);
  header()->addWidget(m_close);
  body()->addWidget(m_table);
  connect(m_close, &QToolButton::clicked, this, &QWidget::hide);
  connect(m_table, &DataTable::rowActivated, this, [this](int row) {
    if (const auto& height = m_report.damages[static_cast<std::size_t>(row)].height) Q_EMIT blockActivated(*height);
  });
  hide();
}

void AuditPanel::showReport(AuditReport report) {
  m_report = std::move(report);
  fill();
  show();
}

void AuditPanel::fill() {
  const bool clean = m_report.damages.empty();
  m_state->setState(clean ? StatusRole::Good : StatusRole::Danger, clean ? tr("verified") : tr("damaged"));
  const QString checked = tr("Checked %1 blocks, %2 transactions and %3 signatures in %4 s.")
                              .arg(numberText(m_report.height.value + 1), numberText(m_report.transactions),
                                   numberText(m_report.signatures), QLocale().toString(m_report.seconds, 'f', 1));
  const int damages = static_cast<int>(m_report.damages.size());
  m_sentence->setText(
      clean ? tr("%1 Everything agrees: signatures, hashes, tree, state and figures.").arg(checked)
      : m_report.more
          ? tr("%1 More than %n place(s) are damaged; nothing was repaired or overwritten.", nullptr, damages).arg(checked)
          : tr("%1 %n place(s) are damaged; nothing was repaired or overwritten.", nullptr, damages).arg(checked));
  m_close->setAccessibleName(tr("Close the report"));
  m_close->setToolTip(tr("Close the report"));
  m_table->setAccessibleName(tr("Damaged places"));
  const QString none(QChar(0x2014));
  std::vector<std::vector<TextCell>> rows;
  for (const Damage& damage : m_report.damages) {
    rows.push_back({TextCell{partText(damage.part), StatusRole::Danger},
                    TextCell{damage.height ? numberText(damage.height->value) : none},
                    TextCell{damage.transaction ? numberText(damage.transaction->value) : none},
                    TextCell{damage.id ? shortDigest(*damage.id) : none, {}, true},
                    TextCell{findingText(damage.part), {}, false, fromText(damage.detail)}});
  }
  m_model->setTable({tr("Damaged"), tr("Block"), tr("Transaction"), tr("Id"), tr("What was found")}, std::move(rows));
  m_table->setColumns({140, 90, 100, 130, 300}, 4);
  m_table->setFixedHeight(std::min(kMostTableHeight, (damages + 1) * kRowHeight + kGrid));
  m_table->setVisible(!clean);
}

void AuditPanel::changeEvent(QEvent* event) {
  Card::changeEvent(event);
  if (event->type() == QEvent::LanguageChange && isVisible()) fill();
}

}  // namespace mz
