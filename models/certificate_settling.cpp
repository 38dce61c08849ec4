#include "models/certificate_settling.h"

#include <QtCore/QLocale>
#include <QtCore/QStringList>
#include <algorithm>

#include "models/format_text.h"

namespace mz {

CertificateSettling::CertificateSettling(EngineClient& client, Notifications& notifications, QObject* parent)
    : QObject(parent), m_client(client), m_notifications(notifications) {
  connect(&m_client, &EngineClient::identitiesChanged, this, &CertificateSettling::identitiesChanged);
}

void CertificateSettling::identitiesChanged() {
  const bool unlocked = std::ranges::any_of(m_client.identities(), [](const IdentityInfo& one) { return !one.locked; });
  if (unlocked && !m_unlocked) {
    m_client.ask(
        m_request, [](Engine& engine) { return engine.certificates().settle(Progress()); },
        [this](const Result<std::vector<ChannelSettlement>>& settled) { tell(settled); });
  }
  m_unlocked = unlocked;
}

void CertificateSettling::tell(const Result<std::vector<ChannelSettlement>>& settled) {
  // Locked again meanwhile: the next unlocking asks anew.
  if (!settled && settled.error().code == ErrorCode::Locked) return;
  int reached = 0;
  QStringList lacking;
  if (settled) {
    for (const ChannelSettlement& one : *settled) {
      if (one.enrolled + one.revoked > 0) ++reached;
      if (one.missing > 0) lacking << fromText(one.channel);
    }
  }
  if (reached > 0) {
    m_notifications.post({QStringLiteral("settled"), StatusRole::Good, [] { return tr("Channels were brought up to date"); },
                          [reached] {
                            return tr("%n channel(s) took over what the certificate authority had issued or revoked.", nullptr,
                                      reached);
                          }});
  }
  if (!settled || !lacking.isEmpty()) {
    m_notifications.post({QStringLiteral("unsettled"), StatusRole::Attention,
                          [] { return tr("Not every channel has what was issued or revoked"); },
                          [lacking, detail = settled ? QString() : fromText(settled.error().detail)] {
                            return lacking.isEmpty() ? detail
                                                     : tr("It is sent when the identities are unlocked next. Missing on: %1.")
                                                           .arg(QLocale().createSeparatedList(lacking));
                          }});
  }
}

}  // namespace mz
