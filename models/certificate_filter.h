// By what certificates can be filtered: words, role, state, where the key lies, when they end; and the authority that issued
// them, which the tree beside the table sets. Window's thread.
#pragma once

#include <QtCore/QDate>
#include <optional>

#include "models/certificate_text.h"
#include "models/engine_client.h"
#include "models/table_filter.h"

namespace mz {

class CertificateFilterModel : public TableFilter {
  Q_OBJECT

 public:
  static constexpr auto kText = "text", kRole = "role", kState = "state", kKey = "key", kEnds = "ends";

  explicit CertificateFilterModel(EngineClient& client, QObject* parent = nullptr);

  std::vector<Field> fields() const override;
  CertificateFilter filter(UnixSeconds now) const;
  static QString monthValue(QDate month);                          // of the field kEnds: what ends in this month
  void setAuthority(const std::optional<Fingerprint>& authority);  // nullopt: of all
  const std::optional<Fingerprint>& authority() const { return m_authority; }

 private:
  std::optional<Fingerprint> m_authority;
};

}  // namespace mz
