// What the overview shows of the chosen channel, read together so that its figures belong together: at most once a second, and
// only while somebody looks. What cannot be known stays empty. Window's thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <optional>

#include "models/engine_client.h"

namespace mz {

struct OverviewFigures {
  static constexpr std::uint32_t kPeriodSeconds = 600;
  static constexpr std::size_t kPeriods = 144;  // a day

  struct Spending {
    int year = 0;
    std::string currency;  // the one with the largest budget
    Amount spent;
    std::optional<Amount> budget;
    std::size_t otherCurrencies = 0;
  };

  ChannelStatus status;
  std::vector<PeriodCount> day;      // oldest first
  bool dayEndsNow = true;            // else at the newest block, which is older than a day
  PeriodCount today;                 // since local midnight
  std::vector<BlockSummary> newest;  // newest first
  // From block time to the cosignature that made it final, in seconds; the median and the longest of the newest final blocks.
  std::optional<std::int64_t> medianToFinal, longestToFinal;
  std::optional<AuditReport> audit;
  std::optional<Spending> spending;
  std::vector<Alarm> alarms;  // that last
};

// Any thread. `midnight`: the beginning of today.
Result<OverviewFigures> readOverview(Engine& engine, const std::string& channel, UnixSeconds now, UnixSeconds midnight,
                                     int year);
// How many may sign falsely before a final block can be contradicted: two sets of k among n share 2k-n, and one of those is
// honest.
std::uint32_t toleratedLiars(std::uint32_t threshold, std::uint32_t cosigners);

class Overview : public QObject {
  Q_OBJECT

 public:
  explicit Overview(EngineClient& client, QObject* parent = nullptr);

  void setActive(bool active);
  const std::optional<OverviewFigures>& figures() const { return m_figures; }
  const std::optional<Error>& error() const { return m_error; }

 Q_SIGNALS:
  void changed();

 private:
  void restart();
  void ask();

  EngineClient& m_client;
  Request m_request;
  QTimer m_throttle;
  bool m_active = false;
  std::optional<OverviewFigures> m_figures;
  std::optional<Error> m_error;
};

}  // namespace mz
