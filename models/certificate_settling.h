// After the identities are unlocked: what a CA of this keystore issued or revoked while some channel could not be reached is
// sent to it now, and a notification tells when there was any. Window's thread.
#pragma once

#include <QtCore/QObject>

#include "ledger/certificates.h"
#include "models/engine_client.h"
#include "models/notifications.h"

namespace mz {

class CertificateSettling : public QObject {
  Q_OBJECT

 public:
  CertificateSettling(EngineClient& client, Notifications& notifications, QObject* parent = nullptr);

 private:
  void identitiesChanged();
  void tell(const Result<std::vector<ChannelSettlement>>& settled);

  EngineClient& m_client;
  Notifications& m_notifications;
  Request m_request;
  bool m_unlocked = false;
};

}  // namespace mz
