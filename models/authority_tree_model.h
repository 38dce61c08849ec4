// The authorities as a tree: first the entry for all certificates, then the network's root with the authority of each
// organization below it. Window's thread.
#pragma once

#include <QtGui/QStandardItemModel>
#include <optional>
#include <vector>

#include "ledger/certificates.h"
#include "models/engine_client.h"

namespace mz {

class AuthorityTreeModel : public QStandardItemModel {
  Q_OBJECT

 public:
  explicit AuthorityTreeModel(EngineClient& client, QObject* parent = nullptr);

  void refresh();  // asks the engine
  void clearAll();
  const std::vector<AuthorityInfo>& authorities() const { return m_authorities; }
  // Those that can sign from here, by organization.
  std::vector<const AuthorityInfo*> signing() const;
  const AuthorityInfo* authority(const QModelIndex& index) const;  // null for the entry of all
  const AuthorityInfo* authority(const Fingerprint& fingerprint) const;
  QModelIndex indexOf(const std::optional<Fingerprint>& fingerprint) const;  // nullopt: the entry of all
  bool isAnswered() const { return m_answered; }
  QString title(const AuthorityInfo& authority) const;  // "Finance Bureau", "Root of jiangcheng.example"
  void retranslate();

 Q_SIGNALS:
  void answered();
  void failed(const mz::Error& error);

 private:
  void fill();

  EngineClient& m_client;
  Request m_request;
  std::vector<AuthorityInfo> m_authorities;
  bool m_answered = false;
};

}  // namespace mz
