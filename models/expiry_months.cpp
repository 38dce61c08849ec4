#include "models/expiry_months.h"

#include <QtCore/QDateTime>
#include <utility>

namespace mz {

std::pair<UnixSeconds, UnixSeconds> ExpiryMonths::boundsOf(QDate month) {
  const QDate first(month.year(), month.month(), 1);
  return {UnixSeconds(first.startOfDay().toSecsSinceEpoch()), UnixSeconds(first.addMonths(1).startOfDay().toSecsSinceEpoch())};
}

void ExpiryMonths::ask(CertificateFilter filter, QDate today) {
  const QDate first(today.year(), today.month(), 1);
  std::vector<std::pair<UnixSeconds, UnixSeconds>> months;
  for (int i = 0; i < kMonths; ++i) months.push_back(boundsOf(first.addMonths(i)));
  filter.states = {CertificateState::Valid, CertificateState::NotYetValid};
  m_client.ask(
      m_request,
      [filter, months](Engine& engine) mutable -> Result<std::vector<std::uint64_t>> {
        std::vector<std::uint64_t> counts;
        for (const auto& [from, before] : months) {
          filter.endsFrom = from;
          filter.endsBefore = before;
          MZ_TRY(const CertificateTable table, engine.certificates().table(filter, {}, 0, 0));
          counts.push_back(table.total);
        }
        return counts;
      },
      [this, first](Result<std::vector<std::uint64_t>> counts) {
        if (!counts) return;  // the table beside it says why
        m_first = first;
        m_counts = std::move(*counts);
        Q_EMIT changed();
      });
}

void ExpiryMonths::clear() {
  m_request.renew();
  m_first = {};
  m_counts.clear();
  Q_EMIT changed();
}

}  // namespace mz
