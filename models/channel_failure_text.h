// What to say where a channel cannot be opened: what happened, where, what can be done, and what of its file can still be told.
// By the reason that the engine gives, in the language of the window. Window's thread.
#pragma once

#include <QtCore/QString>
#include <utility>
#include <vector>

#include "models/engine_client.h"

namespace mz {

struct ChannelFailureText {
  QString title;
  QString sentence;  // what is the matter
  QString nextStep;
  bool verifying = false;                          // verifying says more
  std::vector<std::pair<QString, QString>> facts;  // label, value: what is known all the same
};

// Of the chosen channel, whose status says that it is not open.
ChannelFailureText channelFailureText(const EngineClient& client);

// Why an open channel takes no calls; empty: it takes them.
QString stoppedText(const ChannelStatus& status);

}  // namespace mz
