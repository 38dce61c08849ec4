#include "models/engine_client.h"

#include <algorithm>

namespace mz {

namespace {
constexpr int kWorkers = 3;
constexpr int kThrottleMilliseconds = 100;
}  // namespace

// The engine's thread writes here and queues at most one event for the window's thread.
struct EngineClient::Incoming {
  std::mutex mutex;
  std::map<std::string, ChannelStatus> newest;
  EngineClient* client = nullptr;  // null once the client is gone
  bool queued = false;
};

EngineClient::EngineClient(QObject* parent) : QObject(parent), m_incoming(std::make_shared<Incoming>()) {
  m_pool.setMaxThreadCount(kWorkers);
  m_incoming->client = this;
  m_throttle.setSingleShot(true);
  m_throttle.setInterval(kThrottleMilliseconds);
  connect(&m_throttle, &QTimer::timeout, this, &EngineClient::takeIncoming);
}

EngineClient::~EngineClient() {
  m_onBlock.reset();
  m_onAlarm.reset();
  {
    const std::lock_guard lock(m_incoming->mutex);
    m_incoming->client = nullptr;
  }
  m_pool.waitForDone();
}

void EngineClient::attach(std::unique_ptr<Engine> engine) {
  detach();
  auto gone = std::make_shared<std::promise<void>>();
  m_gone = gone->get_future().share();
  m_engine = std::shared_ptr<Engine>(engine.release(), [gone](Engine* last) {
    delete last;
    gone->set_value();
  });
  m_onBlock = m_engine->onBlock([incoming = m_incoming](const std::string& channel, const ChannelStatus& status) {
    const std::lock_guard lock(incoming->mutex);
    incoming->newest.insert_or_assign(channel, status);
    if (incoming->queued || !incoming->client) return;
    incoming->queued = true;
    // The timer belongs to the window's thread: it starts there.
    QMetaObject::invokeMethod(&incoming->client->m_throttle, qOverload<>(&QTimer::start), Qt::QueuedConnection);
  });
  m_onAlarm = m_engine->onAlarm([incoming = m_incoming] {
    const std::lock_guard lock(incoming->mutex);
    if (incoming->client) QMetaObject::invokeMethod(incoming->client, &EngineClient::alarmsChanged, Qt::QueuedConnection);
  });

  struct Opening {
    NetworkInfo network;
    std::vector<ChannelInfo> channels;
    std::vector<AwaitedChannel> awaited;
    std::vector<IdentityInfo> identities;
  };
  ask(
      m_opening, [](Engine& e) { return Opening{e.network(), e.channels(), e.awaited(), e.identities()}; },
      [this](Opening opening) {
        m_network = std::move(opening.network);
        m_channels = std::move(opening.channels);
        m_awaited = std::move(opening.awaited);
        m_identities = std::move(opening.identities);
        m_ready = true;
        if (!m_channels.empty()) {
          const auto open = std::ranges::find_if(m_channels, [](const ChannelInfo& c) { return c.isPublic; });
          m_channel = open == m_channels.end() ? m_channels.front().name : open->name;
        }
        Q_EMIT networkChanged();
        Q_EMIT identitiesChanged();
        Q_EMIT channelChanged();
        refreshStatus();
      });
}

void EngineClient::detach() {
  m_onBlock.reset();
  m_onAlarm.reset();
  m_opening.renew();
  m_statusRequest.renew();
  m_identityRequest.renew();
  {
    const std::lock_guard lock(m_incoming->mutex);
    m_incoming->newest.clear();
  }
  if (!m_engine) return;
  // The last owner of an engine closes files: that is a worker's job.
  m_pool.start([engine = std::move(m_engine)]() mutable { engine.reset(); });
  m_engine.reset();
  const bool was = std::exchange(m_ready, false);
  m_network = {};
  m_channels.clear();
  m_awaited.clear();
  m_identities.clear();
  m_channel.clear();
  m_identity.clear();
  m_status.reset();
  m_statusError.reset();
  if (was) Q_EMIT networkChanged();
}

const ChannelInfo* EngineClient::channelInfo() const {
  const auto it = std::ranges::find(m_channels, m_channel, &ChannelInfo::name);
  return it == m_channels.end() ? nullptr : &*it;
}

bool EngineClient::channelUnreadable() const { return m_status && !m_status->open; }

const OrgInfo* EngineClient::org(const std::string& id) const {
  const ChannelInfo* info = channelInfo();
  if (!info) return nullptr;
  const auto it = std::ranges::find(info->members, id, &OrgInfo::id);
  return it == info->members.end() ? nullptr : &*it;
}

const IdentityInfo* EngineClient::identity() const {
  if (m_identities.empty()) return nullptr;
  const auto it = std::ranges::find(m_identities, m_identity, &IdentityInfo::label);
  return it == m_identities.end() ? &m_identities.front() : &*it;
}

void EngineClient::chooseIdentity(const std::string& label) {
  if (label == m_identity) return;
  m_identity = label;
  Q_EMIT identitiesChanged();
}

void EngineClient::chooseChannel(const std::string& name) {
  if (name == m_channel || std::ranges::find(m_channels, name, &ChannelInfo::name) == m_channels.end()) return;
  m_channel = name;
  m_status.reset();
  m_statusError.reset();
  Q_EMIT channelChanged();
  refreshStatus();
}

void EngineClient::refreshStatus() {
  if (m_channel.empty()) return;
  ask(
      m_statusRequest, [channel = m_channel](Engine& e) { return e.status(channel); },
      [this](Result<ChannelStatus> status) {
        if (status) {
          m_status = std::move(*status);
          m_statusError.reset();
        } else {
          m_statusError = std::move(status.error());
        }
        Q_EMIT statusChanged();
      });
}

void EngineClient::takeIncoming() {
  std::map<std::string, ChannelStatus> newest;
  {
    const std::lock_guard lock(m_incoming->mutex);
    newest.swap(m_incoming->newest);
    m_incoming->queued = false;
  }
  if (!m_ready || newest.empty()) return;
  if (const auto it = newest.find(m_channel); it != newest.end()) {
    m_statusRequest.renew();  // an older answer must not replace this
    m_status = it->second;
    m_statusError.reset();
    Q_EMIT statusChanged();
  }
  Q_EMIT blocksArrived();
}

void EngineClient::unlock(const std::string& password, std::function<void(Status)> done) {
  ask(
      m_identityRequest,
      [password](Engine& e) {
        Status status = e.unlock(password);
        return std::pair(std::move(status), e.identities());
      },
      [this, done = std::move(done)](std::pair<Status, std::vector<IdentityInfo>> answer) {
        // Whoever waits goes on to sign, so the identities must be known to be unlocked by then.
        m_identities = std::move(answer.second);
        Q_EMIT identitiesChanged();
        done(answer.first);
      });
}

void EngineClient::logInToToken(const TokenName& token, Secret pin, std::function<void(Result<TokenLogin>)> done) {
  ask(
      m_identityRequest,
      // Shared, because what waits for a worker has to be copyable; there is one of it, and it is overwritten with the last
      // owner.
      [token, typed = std::make_shared<Secret>(std::move(pin))](Engine& e) {
        Result<TokenLogin> login = e.tokens().logIn(token, std::move(*typed));
        return std::pair(std::move(login), e.identities());
      },
      [this, done = std::move(done)](std::pair<Result<TokenLogin>, std::vector<IdentityInfo>> answer) {
        m_identities = std::move(answer.second);
        Q_EMIT identitiesChanged();
        done(std::move(answer.first));
      });
}

void EngineClient::logOutOfToken(const TokenName& token) {
  ask(
      m_identityRequest,
      [token](Engine& e) {
        e.tokens().logOut(token);
        return e.identities();
      },
      [this](std::vector<IdentityInfo> identities) {
        m_identities = std::move(identities);
        Q_EMIT identitiesChanged();
      });
}

void EngineClient::lock() {
  ask(
      m_identityRequest,
      [](Engine& e) {
        e.lock();
        return e.identities();
      },
      [this](std::vector<IdentityInfo> identities) {
        m_identities = std::move(identities);
        Q_EMIT identitiesChanged();
      });
}

}  // namespace mz
