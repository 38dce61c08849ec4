#include "models/block_filter.h"

#include "models/format_text.h"

namespace mz {

namespace {
const QString kText = QStringLiteral("text"), kOrg = QStringLiteral("org"), kResult = QStringLiteral("result"),
              kRefused = QStringLiteral("refused"), kExecuted = QStringLiteral("executed");
}  // namespace

BlockFilterModel::BlockFilterModel(EngineClient& client, QObject* parent) : TableFilter(parent), m_client(client) {
  connect(&m_client, &EngineClient::channelChanged, this, [this] {
    clear();  // organizations of one channel mean nothing in another
    Q_EMIT fieldsChanged();
  });
}

std::vector<TableFilter::Field> BlockFilterModel::fields() const {
  Field org{kOrg, Field::Kind::Choice, tr("Organization"), {{{}, tr("All organizations")}}};
  if (const ChannelInfo* channel = m_client.channelInfo())
    for (const OrgInfo& member : channel->members)
      org.choices.push_back({fromText(member.id), titleText(member.title, member.id)});
  return {{kText, Field::Kind::Text, tr("Call, signer or id"), {}},
          org,
          {kResult,
           Field::Kind::Choice,
           tr("Result"),
           {{{}, tr("Executed and refused")}, {kExecuted, tr("Executed")}, {kRefused, tr("Refused")}}}};
}

TransactionMatch BlockFilterModel::match() const {
  TransactionMatch match;
  match.text = value(kText);
  match.org = toText(value(kOrg));
  if (const QString result = value(kResult); !result.isEmpty()) match.refused = result == kRefused;
  return match;
}

}  // namespace mz
