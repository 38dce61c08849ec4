// By what everybody's transactions can be filtered: channel, organization, signer, call, result, period. Calls are offered as
// far as they have been seen, because only their packages know all of them. Window's thread.
#pragma once

#include <QtCore/QDate>
#include <map>

#include "models/engine_client.h"
#include "models/table_filter.h"

namespace mz {

class ActivityFilterModel : public TableFilter {
  Q_OBJECT

 public:
  static constexpr auto kChannel = "channel", kOrg = "org", kSigner = "signer", kCall = "call", kResult = "result",
                        kPeriod = "period", kFrom = "from", kUntil = "until";

  explicit ActivityFilterModel(EngineClient& client, QObject* parent = nullptr);

  std::vector<Field> fields() const override;
  ActivityFilter filter(QDate today) const;
  void learn(const std::vector<ActivityRow>& rows);  // calls that fieldsChanged() then offers
  void showRefusedToday();                           // on every channel

  static QString callOf(const TransactionSummary& transaction);  // the value of the call's field

 private:
  EngineClient& m_client;
  std::map<std::pair<std::string, std::string>, Title> m_calls;  // contract, function
};

// The organization's title wherever it is a member; its id where nothing knows it.
QString orgTitle(const EngineClient& client, const std::string& channel, const std::string& org);
QString channelTitle(const EngineClient& client, const std::string& channel);

}  // namespace mz
