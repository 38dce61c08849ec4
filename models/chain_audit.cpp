#include "models/chain_audit.h"

#include <mutex>

#include "models/format_text.h"

namespace mz {

struct ChainAudit::Found {
  std::mutex mutex;
  std::optional<Height> checked;
  std::vector<Damage> damages;
};

ChainAudit::ChainAudit(EngineClient& client, Operations& operations, QObject* parent)
    : QObject(parent), m_client(client), m_operations(operations) {
  connect(&m_client, &EngineClient::channelChanged, this, &ChainAudit::restart);
  connect(&m_client, &EngineClient::networkChanged, this, &ChainAudit::forgetNetwork);
  restart();
}

const ChainAudit::Running* ChainAudit::current() const {
  const auto found = m_running.find(m_client.channel());
  return found == m_running.end() ? nullptr : &found->second;
}

void ChainAudit::forgetNetwork() {
  for (const auto& [channel, running] : m_running) running.operation->cancel();
  m_running.clear();
  restart();
}

void ChainAudit::restart() {
  m_last.reset();
  noteDamagedHeights();
  m_request.renew();
  if (!m_client.channel().empty()) {
    m_client.ask(
        m_request, [channel = m_client.channel()](Engine& e) { return e.lastAudit(channel); },
        [this](Result<std::optional<AuditReport>> report) {
          if (!report) return;  // a report that cannot be read is as good as none
          m_last = std::move(*report);
          noteDamagedHeights();
          Q_EMIT changed();
        });
  }
  Q_EMIT changed();
}

void ChainAudit::start() {
  const auto engine = m_client.engine();
  if (!engine || running()) return;
  const ChannelInfo* info = m_client.channelInfo();
  const std::string channel = m_client.channel();
  const auto found = std::make_shared<Found>();
  Operation* operation = m_operations.run(
      tr("Verifying channel %1").arg(info ? titleText(info->title, info->name) : fromText(channel)), this,
      [engine, channel, found](const Progress& progress) {
        AuditWatch watch;
        watch.checked = [&](Height height) {
          const std::lock_guard lock(found->mutex);
          found->checked = height;
        };
        watch.damaged = [&](const Damage& damage) {
          const std::lock_guard lock(found->mutex);
          found->damages.push_back(damage);
        };
        return engine->audit(channel, progress, watch);
      },
      [this, channel, found](Result<AuditReport> report) { end(channel, found, std::move(report)); });
  operation->setPausable(true);
  connect(operation, &Operation::progressed, this, &ChainAudit::take);
  m_running[channel] = {operation, found, {}, {}};
  noteDamagedHeights();
  Q_EMIT changed();
}

void ChainAudit::end(const std::string& channel, const std::shared_ptr<Found>& found, Result<AuditReport> report) {
  const auto running = m_running.find(channel);
  if (running == m_running.end() || running->second.found != found) return;  // of the network before
  m_running.erase(running);
  if (channel != m_client.channel()) return;
  if (report) {
    m_request.renew();  // what was kept before is older
    m_last = *report;
  }
  noteDamagedHeights();
  Q_EMIT changed();
  if (report) {
    Q_EMIT ended(*report);
  } else {
    Q_EMIT failed(report.error());
  }
}

void ChainAudit::pause() {
  if (running()) current()->operation->pause();
}
void ChainAudit::resume() {
  if (running()) current()->operation->resume();
}
void ChainAudit::cancel() {
  if (running()) current()->operation->cancel();
}

void ChainAudit::take() {
  const auto it = m_running.find(m_client.channel());
  if (it == m_running.end()) return;
  Running& running = it->second;
  {
    const std::lock_guard lock(running.found->mutex);
    running.checked = running.found->checked;
    if (running.found->damages.size() != running.damages.size()) running.damages = running.found->damages;
  }
  noteDamagedHeights();
  Q_EMIT changed();
}

void ChainAudit::noteDamagedHeights() {
  m_damagedHeights.clear();
  for (const Damage& damage : damages()) {
    if (damage.height) m_damagedHeights.insert(damage.height->value);
  }
}

std::optional<Height> ChainAudit::checkedUntil() const {
  if (const Running* running = current()) return running->checked;
  return m_last ? std::optional(m_last->height) : std::nullopt;
}

const std::vector<Damage>& ChainAudit::damages() const {
  static const std::vector<Damage> kNone;
  if (const Running* running = current()) return running->damages;
  return m_last ? m_last->damages : kNone;
}

BlockState ChainAudit::stateOf(Height first, Height last) const {
  const auto& status = m_client.status();
  if (status && status->divergence && last >= *status->divergence) return BlockState::Divergent;
  const auto damaged = m_damagedHeights.lower_bound(first.value);
  if (damaged != m_damagedHeights.end() && *damaged <= last.value) return BlockState::Damaged;
  if (!status || last > status->finalHeight) return BlockState::Executed;
  const auto checked = checkedUntil();
  return checked && last <= *checked ? BlockState::Verified : BlockState::Final;
}

}  // namespace mz
