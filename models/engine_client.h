// The window's side of the engine: runs every engine call on a worker thread and answers on the window's thread, keeps a
// snapshot of what every page needs (network, channels, status, identities), and turns the engine's block callback into
// throttled signals. Window's thread only. Errors are the engine's own Result values, handed on unchanged.
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QThreadPool>
#include <QtCore/QTimer>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "ledger/engine.h"
#include "models/request.h"

namespace mz {

class EngineClient : public QObject {
  Q_OBJECT

 public:
  explicit EngineClient(QObject* parent = nullptr);
  ~EngineClient() override;

  // Takes the engine and announces it by networkChanged once its network, channels and identities are known. Replaces the one
  // before, which ends when its last call has returned.
  void attach(std::unique_ptr<Engine> engine);
  void detach();
  // For long work (Operations::run); null without a network.
  std::shared_ptr<Engine> engine() const { return m_engine; }
  bool ready() const { return m_ready; }
  // Ready once the engine that was attached last is gone, and its directory free; not valid before the first. Calls and long
  // work keep an engine alive after detach().
  std::shared_future<void> gone() const { return m_gone; }

  const NetworkInfo& network() const { return m_network; }
  const std::vector<ChannelInfo>& channels() const { return m_channels; }
  const std::vector<AwaitedChannel>& awaited() const { return m_awaited; }
  const ChannelInfo* channelInfo() const;  // of the chosen channel; null without one
  const std::string& channel() const { return m_channel; }
  void chooseChannel(const std::string& name);
  const std::optional<ChannelStatus>& status() const { return m_status; }  // of the chosen channel
  const std::optional<Error>& statusError() const { return m_statusError; }
  // The chosen channel's file could not be opened: status() says why, and there is nothing else to show of it.
  bool channelUnreadable() const;
  const std::vector<IdentityInfo>& identities() const { return m_identities; }
  const OrgInfo* org(const std::string& id) const;  // in the chosen channel
  // Who signs from this window: one of identities(); null without any.
  const IdentityInfo* identity() const;
  void chooseIdentity(const std::string& label);

  // `done` comes after identities() says so.
  void unlock(const std::string& password, std::function<void(Status)> done);
  void lock();
  // The same for identities whose keys lie on a token. PinNeeded and TokenAbsent of any call name the token that is meant
  // (parameters "library", "token", "serial").
  void logInToToken(const TokenName& token, Secret pin, std::function<void(Result<TokenLogin>)> done);
  void logOutOfToken(const TokenName& token);

  // Runs work(engine) on a worker and then done(result) here. Earlier questions of the same request are dropped.
  template <class Work, class Done>
  void ask(Request& request, Work work, Done done) {
    request.renew();
    askAlso(request, std::move(work), std::move(done));
  }
  // The same, beside the questions of this request that are still under way.
  template <class Work, class Done>
  void askAlso(Request& request, Work work, Done done) {
    if (!m_engine) return;
    using Answer = std::invoke_result_t<Work, Engine&>;
    const auto newest = request.m_newest;
    const std::uint64_t token = newest->load();
    Request* const asked = &request;
    ++request.m_waiting;
    ++m_underWay;
    m_pool.start([this, engine = m_engine, newest, token, asked, work = std::move(work), done = std::move(done)]() mutable {
      std::shared_ptr<Answer> answer;
      if (newest->load() == token) answer = std::make_shared<Answer>(work(*engine));
      engine.reset();
      QMetaObject::invokeMethod(
          this,
          [this, newest, token, asked, answer, done = std::move(done)]() mutable {
            // The counter moved also when the request was destroyed: only then may `asked` be gone.
            if (newest->load() == token) {
              --asked->m_waiting;
              if (answer) done(std::move(*answer));
            }
            if (--m_underWay == 0) Q_EMIT idle();
          },
          Qt::QueuedConnection);
    });
  }

  // No question is waiting for its answer.
  bool isIdle() const { return m_underWay == 0 && (m_ready || !m_engine); }

 Q_SIGNALS:
  void networkChanged();     // another network, or none
  void channelChanged();     // another channel is chosen; status may follow later
  void statusChanged();      // of the chosen channel; at most 10 times a second
  void blocksArrived();      // on any channel; at most 10 times a second
  void identitiesChanged();  // locked, unlocked, a token logged in to or out of
  void alarmsChanged();      // the engine's alarms() has something new
  void idle();

 private:
  struct Incoming;  // what the engine's thread hands over
  void takeIncoming();
  void refreshStatus();

  std::shared_ptr<Engine> m_engine;
  std::shared_future<void> m_gone;
  QThreadPool m_pool;
  std::shared_ptr<Incoming> m_incoming;
  Handle m_onBlock, m_onAlarm;
  QTimer m_throttle;
  bool m_ready = false;
  int m_underWay = 0;
  Request m_opening, m_statusRequest, m_identityRequest;
  NetworkInfo m_network;
  std::vector<ChannelInfo> m_channels;
  std::vector<AwaitedChannel> m_awaited;
  std::vector<IdentityInfo> m_identities;
  std::string m_channel, m_identity;
  std::optional<ChannelStatus> m_status;
  std::optional<Error> m_statusError;
};

}  // namespace mz
