#include "ui/certificates/settlement_view.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include "models/activity_filter.h"
#include "models/certificate_text.h"
#include "models/error_text.h"
#include "models/format_text.h"
#include "ui/parts/card.h"
#include "ui/parts/data_table.h"

namespace mz {

SettlementView::SettlementView(const PageContext& context, QWidget* parent)
    : QWidget(parent),
      m_client(context.client),
      m_headline(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_state(new Badge(context.theme, this)),
      m_channels(new TextTableModel(this)),
      m_table(new DataTable(context.theme, context.settings, QStringLiteral("settlement"), this)) {
  m_headline->setObjectName(QStringLiteral("settlementHeadline"));
  m_headline->setProperty("heading", true);
  m_headline->setWordWrap(true);
  m_sentence->setProperty("muted", true);
  m_sentence->setWordWrap(true);
  m_state->setObjectName(QStringLiteral("settlementState"));
  m_table->setObjectName(QStringLiteral("settlementTable"));
  m_table->setModel(m_channels);
  auto* line = new QHBoxLayout;
  line->addWidget(m_state);
  line->addStretch(1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(kGrid);
  layout->addWidget(m_headline);
  layout->addWidget(m_sentence);
  layout->addLayout(line);
  layout->addWidget(m_table, 1);
}

void SettlementView::showReport(const QString& headline, const QString& sentence,
                                const std::vector<ChannelSettlement>& channels) {
  m_headline->setText(headline);
  m_sentence->setText(sentence);
  m_sentence->setVisible(!sentence.isEmpty());
  m_state->setState(settlementRole(channels), settlementText(channels));
  m_state->setAccessibleName(settlementText(channels));
  std::vector<std::vector<TextCell>> rows;
  for (const ChannelSettlement& one : channels) {
    const TextCell state = one.failure ? TextCell{tr("waits"), StatusRole::Attention, false, fromText(one.failure->detail)}
                           : one.missing > 0 ? TextCell{tr("not yet"), StatusRole::Attention}
                                             : TextCell{tr("done"), StatusRole::Good};
    rows.push_back(
        {TextCell{channelTitle(m_client, one.channel)}, state,
         TextCell{one.failure ? errorText(*one.failure)
                              : tr("%1 enrolled, %2 revoked").arg(numberText(one.enrolled), numberText(one.revoked))}});
  }
  m_channels->setTable({tr("Channel"), tr("State"), tr("What was sent")}, std::move(rows));
  m_table->setColumns({150, 110, 240}, {2});
  m_table->setAccessibleName(tr("How far each channel is"));
  m_table->setVisible(!channels.empty());
}

}  // namespace mz
