// Brings a deep link, or a place on another channel, before the pages: waits until the network is open, finds what the link
// names on its channels, chooses that channel, and announces the place inside it once the channel's state is known. A newer
// wish takes the place of an older one. Window's thread.
#pragma once

#include <QtCore/QObject>

#include "models/engine_client.h"
#include "models/link.h"

namespace mz {

class LinkOpener : public QObject {
  Q_OBJECT

 public:
  explicit LinkOpener(EngineClient& client, QObject* parent = nullptr);

  void open(const Link& link);
  // "tx/<number>", "block/<height>", … on this channel; an empty link means no place in particular.
  void go(const std::string& channel, const QString& place);
  void cancel();
  bool isWaiting() const { return m_link.has_value() || m_goal.has_value(); }

 Q_SIGNALS:
  void arrived(const QString& place);  // its channel is chosen and its status known
  void nothingThere(const mz::Link& link, const QString& reason);

 private:
  struct Goal {
    std::string channel;
    QString place;
  };
  void resolve();
  void findTransaction();
  void arriveWhenReady();
  void giveUp(const QString& reason);
  const ChannelInfo* channelOf(const Link& link) const;

  EngineClient& m_client;
  Request m_request;
  std::optional<Link> m_link;
  std::optional<Goal> m_goal;
};

}  // namespace mz
