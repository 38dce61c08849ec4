// How many usable certificates end in each of the coming months, asked of the engine for what a filter leaves otherwise.
// Window's thread.
#pragma once

#include <QtCore/QDate>
#include <QtCore/QObject>
#include <vector>

#include "ledger/certificates.h"
#include "models/engine_client.h"

namespace mz {

class ExpiryMonths : public QObject {
  Q_OBJECT

 public:
  static constexpr int kMonths = 12;

  explicit ExpiryMonths(EngineClient& client, QObject* parent = nullptr) : QObject(parent), m_client(client) {}

  // Of the month of `today` and those after it. What the filter says of states and ends is left out.
  void ask(CertificateFilter filter, QDate today);
  void clear();
  QDate first() const { return m_first; }  // the first day of the first month; invalid while nothing is known
  const std::vector<std::uint64_t>& counts() const { return m_counts; }

  static std::pair<UnixSeconds, UnixSeconds> boundsOf(QDate month);  // its first second, and that of the next month

 Q_SIGNALS:
  void changed();

 private:
  EngineClient& m_client;
  Request m_request;
  QDate m_first;
  std::vector<std::uint64_t> m_counts;
};

}  // namespace mz
