#include "models/overview.h"

#include <QtCore/QDateTime>
#include <algorithm>
#include <map>

namespace mz {

namespace {

constexpr int kThrottleMilliseconds = 1000;
constexpr std::size_t kNewest = 9;
constexpr std::int64_t kDay = 86'400;

// The time of the cosignature that made the block final.
std::optional<std::int64_t> secondsToFinal(const BlockDetail& block, std::uint32_t threshold) {
  std::map<std::string, std::int64_t> first;  // of each org
  for (const Cosignature& one : block.cosignatures) {
    if (!one.valid) continue;
    const auto [entry, isNew] = first.emplace(one.org, one.time.value);
    if (!isNew) entry->second = std::min(entry->second, one.time.value);
  }
  if (threshold == 0 || first.size() < threshold) return std::nullopt;
  std::vector<std::int64_t> times;
  for (const auto& [org, time] : first) times.push_back(time);
  std::ranges::sort(times);
  return std::max<std::int64_t>(0, times[threshold - 1] - block.summary.time.value);
}

Result<std::optional<OverviewFigures::Spending>> readSpending(Engine& engine, const std::string& channel, int year) {
  FinanceFilter filter;
  filter.from = Date::fromCivil(year, 1, 1);
  filter.until = Date::fromCivil(year, 12, 31);
  MZ_TRY(const FinanceGroups spent, engine.financeGroups(channel, filter, FinanceGrouping::Year, kEveryGroup));
  MZ_TRY(const std::vector<BudgetLineRow> lines, engine.budgetLines(channel, year));
  struct Sums {
    std::optional<Amount> budget = Amount(), spent = Amount();  // nullopt: too large to add up
    bool hasBudget = false;
    std::uint64_t payments = 0;
  };
  std::map<std::string, Sums> byCurrency;
  for (const BudgetLineRow& line : lines) {
    Sums& sums = byCurrency[line.currency];
    sums.hasBudget = true;
    if (sums.budget) sums.budget = add(*sums.budget, line.adjusted);
  }
  for (const FinanceGroup& group : spent.groups) {
    Sums& sums = byCurrency[group.currency];
    sums.payments += group.count;
    if (sums.spent) sums.spent = group.overflowed ? std::nullopt : add(*sums.spent, group.sum);
  }
  const auto main = std::ranges::max_element(byCurrency, {}, [](const auto& entry) {
    return std::tuple(entry.second.hasBudget, entry.second.budget.value_or(Amount()), entry.second.payments);
  });
  if (main == byCurrency.end() || !main->second.spent) return std::nullopt;
  const Sums& sums = main->second;
  return OverviewFigures::Spending{year, main->first, *sums.spent, sums.hasBudget ? sums.budget : std::nullopt,
                                   byCurrency.size() - 1};
}

}  // namespace

std::uint32_t toleratedLiars(std::uint32_t threshold, std::uint32_t cosigners) {
  return 2 * threshold > cosigners ? 2 * threshold - cosigners - 1 : 0;
}

Result<OverviewFigures> readOverview(Engine& engine, const std::string& channel, UnixSeconds now, UnixSeconds midnight,
                                     int year) {
  OverviewFigures out;
  MZ_TRY(out.status, engine.status(channel));
  const ChannelStatus& status = out.status;
  constexpr std::uint32_t kSeconds = OverviewFigures::kPeriodSeconds;
  out.dayEndsNow = now.value - status.time.value < kDay;
  const std::int64_t end = out.dayEndsNow ? now.value : status.time.value;
  const UnixSeconds from((end / kSeconds + 1) * kSeconds - kDay);
  MZ_TRY(out.day, engine.periods(channel, from, kSeconds, OverviewFigures::kPeriods));
  MZ_TRY(const auto today, engine.periods(channel, midnight, static_cast<std::uint32_t>(kDay), 1));
  if (!today.empty()) out.today = today.front();

  const std::uint64_t first = status.height.value + 1 > kNewest ? status.height.value + 1 - kNewest : 0;
  MZ_TRY(out.newest, engine.blocks(channel, Height(first), kNewest));
  std::ranges::reverse(out.newest);
  std::vector<std::int64_t> waits;
  for (const BlockSummary& summary : out.newest) {
    if (!summary.isFinal || !summary.readable || summary.height.value == 0) continue;
    MZ_TRY(const BlockDetail block, engine.block(channel, summary.height));
    if (const auto seconds = secondsToFinal(block, status.threshold)) waits.push_back(*seconds);
  }
  if (!waits.empty()) {
    std::ranges::sort(waits);
    out.medianToFinal = waits[waits.size() / 2];
    out.longestToFinal = waits.back();
  }
  if (auto audit = engine.lastAudit(channel)) out.audit = std::move(*audit);  // one that cannot be read is as good as none
  if (status.financeReady) {
    MZ_TRY(out.spending, readSpending(engine, channel, year));
  }
  out.alarms = engine.alarms();
  std::erase_if(out.alarms, [](const Alarm& alarm) { return !alarm.lasts(); });
  return out;
}

Overview::Overview(EngineClient& client, QObject* parent) : QObject(parent), m_client(client) {
  m_throttle.setSingleShot(true);
  m_throttle.setInterval(kThrottleMilliseconds);
  connect(&m_throttle, &QTimer::timeout, this, &Overview::ask);
  connect(&m_client, &EngineClient::channelChanged, this, &Overview::restart);
  connect(&m_client, &EngineClient::networkChanged, this, &Overview::restart);
  const auto later = [this] {
    if (m_active && !m_throttle.isActive()) m_throttle.start();
  };
  connect(&m_client, &EngineClient::statusChanged, this, later);
  connect(&m_client, &EngineClient::alarmsChanged, this, later);
}

void Overview::setActive(bool active) {
  if (active == m_active) return;
  m_active = active;
  if (active) ask();
}

void Overview::restart() {
  m_request.renew();
  m_throttle.stop();
  m_figures.reset();
  m_error.reset();
  Q_EMIT changed();
  if (m_active) ask();
}

void Overview::ask() {
  if (!m_client.ready() || m_client.channel().empty()) return;
  const QDateTime now = QDateTime::currentDateTime();
  const UnixSeconds midnight(now.date().startOfDay().toSecsSinceEpoch());
  m_client.ask(
      m_request,
      [channel = m_client.channel(), now = UnixSeconds(now.toSecsSinceEpoch()), midnight, year = now.date().year()](Engine& e) {
        return readOverview(e, channel, now, midnight, year);
      },
      [this](Result<OverviewFigures> figures) {
        if (figures) {
          m_figures = std::move(*figures);
          m_error.reset();
        } else {
          m_error = std::move(figures.error());
        }
        Q_EMIT changed();
      });
}

}  // namespace mz
