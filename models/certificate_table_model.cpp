#include "models/certificate_table_model.h"

#include <QtCore/QDateTime>
#include <algorithm>

#include "models/activity_filter.h"
#include "models/certificate_text.h"
#include "models/format_text.h"

namespace mz {

namespace {

UnixSeconds now() { return UnixSeconds(QDateTime::currentSecsSinceEpoch()); }

// What the engine sorts by; the columns that it cannot sort by are not offered.
std::optional<CertificateColumn> orderOf(int column) {
  switch (column) {
    case CertificateTableModel::NameColumn: return CertificateColumn::Name;
    case CertificateTableModel::RoleColumn: return CertificateColumn::Role;
    case CertificateTableModel::OrgColumn: return CertificateColumn::Org;
    case CertificateTableModel::StateColumn: return CertificateColumn::State;
    case CertificateTableModel::UntilColumn: return CertificateColumn::Until;
    case CertificateTableModel::ChannelsColumn: return CertificateColumn::Enrolled;
    case CertificateTableModel::KeyColumn: return CertificateColumn::Key;
    case CertificateTableModel::FromColumn: return CertificateColumn::From;
    case CertificateTableModel::AlgorithmColumn: return CertificateColumn::Algorithm;
    case CertificateTableModel::SerialColumn: return CertificateColumn::Serial;
    case CertificateTableModel::IssuerColumn: return CertificateColumn::Issuer;
    case CertificateTableModel::RevokedColumn: return CertificateColumn::Revoked;
    case CertificateTableModel::RevokedAtColumn: return CertificateColumn::RevokedAt;
    default: return std::nullopt;
  }
}

}  // namespace

CertificateTableModel::CertificateTableModel(EngineClient& client, QObject* parent)
    : TableModel(kColumns, parent), m_client(client) {}

void CertificateTableModel::setFilter(const CertificateFilter& filter) {
  m_filter = filter;
  m_answered = false;
  start(true);
}

void CertificateTableModel::refresh() { start(false); }

void CertificateTableModel::clear() {
  reset([this] {
    m_request.renew();
    m_cache.clear();
    m_rows = 0;
    m_total = 0;
    m_states = {};
    m_unread.clear();
    m_answered = false;
  });
}

void CertificateTableModel::sort(int column, Qt::SortOrder order) {
  const auto wanted = orderOf(column);
  if (!wanted) return;
  const CertificateOrdering ordering{*wanted, order == Qt::DescendingOrder};
  if (ordering == m_ordering) return;
  m_ordering = ordering;
  if (m_answered) start(true);
}

void CertificateTableModel::start(bool anew) {
  m_client.ask(
      m_request,
      [filter = m_filter, ordering = m_ordering](Engine& engine) {
        return engine.certificates().table(filter, ordering, 0, Cache::kRows);
      },
      [this, anew](Result<CertificateTable> table) {
        if (table) {
          takeFirst(std::move(*table), anew);
        } else {
          Q_EMIT failed(table.error());
        }
      });
}

void CertificateTableModel::takeFirst(CertificateTable table, bool anew) {
  const int count = static_cast<int>(std::min<std::uint64_t>(table.total, static_cast<std::uint64_t>(kMostTableRows)));
  const auto take = [&] {
    m_cache.clear();
    m_cache.put(0, std::move(table.rows));
    m_rows = count;
    m_total = table.total;
    m_states = table.states;
    m_unread = std::move(table.unread);
    m_answered = true;
  };
  if (anew || count != m_rows) {
    reset(take);
  } else {
    take();
    if (m_rows > 0) Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, kColumns - 1));
  }
  Q_EMIT answered();
}

void CertificateTableModel::load(std::uint64_t segment) const {
  const std::uint64_t first = Cache::firstOf(segment);
  m_client.askAlso(
      m_request,
      [filter = m_filter, ordering = m_ordering, first](Engine& engine) {
        return engine.certificates().table(filter, ordering, first, Cache::kRows);
      },
      [this, segment, first](Result<CertificateTable> table) {
        auto* self = const_cast<CertificateTableModel*>(this);  // cell() of a lazily read model is const
        if (!table) {
          Q_EMIT self->failed(table.error());
          return;
        }
        const auto count = static_cast<int>(table->rows.size());
        m_cache.put(segment, std::move(table->rows));
        const int last = std::min(static_cast<int>(first) + count, m_rows) - 1;
        if (last >= static_cast<int>(first))
          Q_EMIT self->dataChanged(index(static_cast<int>(first), 0), index(last, kColumns - 1));
      });
}

const CertificateRow* CertificateTableModel::certificate(int row) const {
  if (row < 0 || row >= m_rows) return nullptr;
  const auto position = static_cast<std::uint64_t>(row);
  const CertificateRow* found = m_cache.find(position);
  if (m_cache.wants(Cache::segmentOf(position))) load(Cache::segmentOf(position));
  return found;
}

int CertificateTableModel::rowOf(const Fingerprint& fingerprint) const {
  const std::uint64_t most = std::min<std::uint64_t>(static_cast<std::uint64_t>(m_rows), Cache::kRows);
  for (std::uint64_t row = 0; row < most; ++row) {
    const CertificateRow* found = m_cache.find(row);
    if (found && found->certificate.fingerprint == fingerprint) return static_cast<int>(row);
  }
  return -1;
}

QVariant CertificateTableModel::cell(int row, int column, int role) const {
  if (role == kReadyRole) return certificate(row) != nullptr;
  if (role == kMonospaceRole) return column == SerialColumn || column == FingerprintColumn;
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != kStatusRole && role != kPlainRole) return {};
  const CertificateRow* found = certificate(row);
  if (!found) return {};
  const CertificateInfo& certificate = found->certificate;
  if (role == kStatusRole)
    return column == StateColumn ? QVariant(static_cast<int>(certificateStateRole(*found, now()))) : QVariant();
  if (role == kPlainRole || role == Qt::ToolTipRole) {
    switch (column) {
      case SerialColumn: return fromText(certificate.serial);
      case FingerprintColumn: return fromText(certificate.fingerprint.hex());
      case UntilColumn: return role == kPlainRole ? QVariant() : QVariant(timeExactText(certificate.until));
      case FromColumn: return role == kPlainRole ? QVariant() : QVariant(timeExactText(certificate.from));
      case StateColumn:
        return role == Qt::ToolTipRole && found->reason ? QVariant(revocationReasonText(*found->reason)) : QVariant();
      default: return {};
    }
  }
  return text(*found, column);
}

QString CertificateTableModel::text(const CertificateRow& row, int column) const {
  const CertificateInfo& certificate = row.certificate;
  switch (column) {
    case NameColumn: return fromText(certificate.name.empty() ? certificate.org : certificate.name);
    case RoleColumn: return row.isAuthority ? tr("authority") : roleText(certificate.role);
    case OrgColumn: return orgTitle(m_client, m_client.channel(), certificate.org);
    case StateColumn: return certificateStateText(row, now());
    case UntilColumn: return dayText(certificate.until);
    case ChannelsColumn: return enrolledText(row);
    case KeyColumn: return keyPlaceText(row.key);
    case FromColumn: return dayText(certificate.from);
    case AlgorithmColumn: return fromText(row.keyAlgorithm);
    case SerialColumn: return headText(certificate.serial);
    case FingerprintColumn: return headText(certificate.fingerprint.hex());
    case IssuerColumn: return fromText(certificate.issuer);
    case RevokedColumn: return revokedText(row);
    case RevokedAtColumn: return row.revokedAt ? timeText(*row.revokedAt) : QString();
    case ReasonColumn: return row.reason ? revocationReasonText(*row.reason) : QString();
    case LabelColumn: return fromText(row.label);
    default: return {};
  }
}

QString CertificateTableModel::heading(int column) const {
  switch (column) {
    case NameColumn: return tr("Name");
    case RoleColumn: return tr("Role");
    case OrgColumn: return tr("Organization");
    case StateColumn: return tr("State");
    case UntilColumn: return tr("Ends");
    case ChannelsColumn: return tr("On channels");
    case KeyColumn: return tr("Key");
    case FromColumn: return tr("Begins");
    case AlgorithmColumn: return tr("Algorithm");
    case SerialColumn: return tr("Serial number");
    case FingerprintColumn: return tr("Fingerprint");
    case IssuerColumn: return tr("Issuer");
    case RevokedColumn: return tr("Revoked on");
    case RevokedAtColumn: return tr("Revoked at");
    case ReasonColumn: return tr("Reason");
    case LabelColumn: return tr("Label");
    default: return {};
  }
}

QString CertificateTableModel::headingHelp(int column) const {
  switch (column) {
    case NameColumn: return tr("Staff number, or name of a machine");
    case ChannelsColumn: return tr("On how many of its organization's channels it is enrolled");
    case RevokedColumn: return tr("On how many of its organization's channels it is revoked");
    case LabelColumn: return tr("Name of the identity in this program's keystore");
    default: return {};
  }
}

}  // namespace mz
