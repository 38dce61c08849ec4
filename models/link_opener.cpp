#include "models/link_opener.h"

#include <algorithm>

#include "models/error_text.h"
#include "models/format_text.h"

namespace mz {

namespace {
struct Found {
  std::string channel;
  TransactionNumber number;
};

QString placeOf(const Link& link) {
  if (link.kind == Link::Kind::Payment) return QStringLiteral("payment/%1").arg(link.number);
  if (link.kind == Link::Kind::Comparison) return QStringLiteral("compare/%1/%2").arg(link.number).arg(link.other);
  return QStringLiteral("block/%1").arg(link.number);
}

}  // namespace

LinkOpener::LinkOpener(EngineClient& client, QObject* parent) : QObject(parent), m_client(client) {
  connect(&m_client, &EngineClient::networkChanged, this, &LinkOpener::resolve);
  connect(&m_client, &EngineClient::statusChanged, this, &LinkOpener::arriveWhenReady);
}

void LinkOpener::open(const Link& link) {
  cancel();
  m_link = link;
  resolve();
}

void LinkOpener::go(const std::string& channel, const QString& place) {
  cancel();
  m_goal = {channel, place};
  m_client.chooseChannel(channel);
  arriveWhenReady();
}

void LinkOpener::cancel() {
  m_request.renew();
  m_link.reset();
  m_goal.reset();
}

const ChannelInfo* LinkOpener::channelOf(const Link& link) const {
  const auto& channels = m_client.channels();
  const auto it = std::ranges::find_if(
      channels, [&](const ChannelInfo& info) { return info.name == link.channel || info.id.hex() == link.channel; });
  return it == channels.end() ? nullptr : &*it;
}

void LinkOpener::resolve() {
  if (!m_client.ready()) {
    m_goal.reset();
    return;
  }
  if (!m_link) return;
  const Link link = *m_link;
  if (link.kind == Link::Kind::Page) {
    cancel();
    Q_EMIT arrived(QStringLiteral("page/") + link.page);
    return;
  }
  if (link.kind == Link::Kind::Transaction) {
    findTransaction();
    return;
  }
  const ChannelInfo* info = channelOf(link);
  if (!info) {
    giveUp(tr("This network has no channel “%1” that you may read.").arg(fromText(link.channel)));
    return;
  }
  m_client.ask(
      m_request,
      [channel = info->name, link](Engine& e) -> Status {
        if (link.kind == Link::Kind::Block || link.kind == Link::Kind::Comparison) {
          MZ_TRY([[maybe_unused]] const auto block, e.block(channel, Height(std::max(link.number, link.other))));
        } else {
          MZ_TRY([[maybe_unused]] const auto payment, e.payment(channel, link.number));
        }
        return {};
      },
      [this, link, channel = info->name](const Status& there) {
        if (there) {
          go(channel, placeOf(link));
        } else if (there.error().code == ErrorCode::NotFound) {
          giveUp(link.kind != Link::Kind::Payment
                     ? tr("Channel “%1” has no block %2 yet.")
                           .arg(fromText(channel), numberText(std::max(link.number, link.other)))
                     : tr("Channel “%1” has no payment %2.").arg(fromText(channel), numberText(link.number)));
        } else {
          giveUp(errorText(there.error()));
        }
      });
}

void LinkOpener::findTransaction() {
  std::vector<std::string> channels{m_client.channel()};  // most links lead to what is being read
  for (const ChannelInfo& info : m_client.channels()) {
    if (info.name != channels.front()) channels.push_back(info.name);
  }
  m_client.ask(
      m_request,
      [channels, id = m_link->transaction.hex()](Engine& e) -> Result<Found> {
        Error last(ErrorCode::NotFound, "no channel");
        for (const std::string& channel : channels) {
          const auto number = e.findTransaction(channel, id);
          if (number) return Found{channel, *number};
          if (last.code == ErrorCode::NotFound) last = number.error();
        }
        return std::unexpected(last);
      },
      [this](const Result<Found>& found) {
        if (found) {
          go(found->channel, QStringLiteral("tx/%1").arg(found->number.value));
        } else if (found.error().code == ErrorCode::NotFound) {
          giveUp(tr("No channel that you may read has this transaction."));
        } else {
          giveUp(errorText(found.error()));
        }
      });
}

void LinkOpener::arriveWhenReady() {
  if (!m_goal || !m_client.ready()) return;
  if (m_client.channel() != m_goal->channel) {
    m_goal.reset();  // somebody chose another one meanwhile
    return;
  }
  if (!m_client.status() && !m_client.statusError()) return;
  const QString place = m_goal->place;
  cancel();
  Q_EMIT arrived(place);
}

void LinkOpener::giveUp(const QString& reason) {
  const Link link = *m_link;
  cancel();
  Q_EMIT nothingThere(link, reason);
}

}  // namespace mz
