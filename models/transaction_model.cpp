#include "models/transaction_model.h"

#include <algorithm>
#include <iterator>
#include <limits>

#include "models/format_text.h"

namespace mz {

namespace {
constexpr std::size_t kReadAtOnce = 1000;
constexpr std::size_t kMostFound = 50'000;  // a block has at most 5,000
}  // namespace

bool TransactionMatch::matches(const TransactionSummary& transaction) const {
  if (!org.empty() && transaction.org != org) return false;
  if (refused && *refused != (transaction.result != ResultCode::Executed)) return false;
  if (text.isEmpty()) return true;
  const auto has = [this](const std::string& part) { return fromText(part).contains(text, Qt::CaseInsensitive); };
  return has(transaction.signer) || has(transaction.contract) || has(transaction.function) ||
         has(transaction.functionTitle.en) || has(transaction.functionTitle.zh) || has(transaction.resultName) ||
         has(transaction.resultTitle.en) || has(transaction.resultTitle.zh) ||
         fromText(transaction.id.hex()).startsWith(text, Qt::CaseInsensitive);
}

TransactionTableModel::TransactionTableModel(EngineClient& client, QObject* parent)
    : QAbstractTableModel(parent), m_client(client) {
  connect(&m_client, &EngineClient::channelChanged, this, &TransactionTableModel::clear);
  connect(&m_client, &EngineClient::networkChanged, this, &TransactionTableModel::clear);
}

void TransactionTableModel::setRange(TransactionNumber first, std::uint64_t count) {
  beginResetModel();
  m_request.renew();
  m_cache.clear();
  m_first = first;
  m_count = std::min<std::uint64_t>(count, static_cast<std::uint64_t>(std::numeric_limits<int>::max()));
  m_found.reset();
  m_looking = false;
  if (!m_match.isEmpty()) m_found.emplace();
  endResetModel();
  look();
}

void TransactionTableModel::setMatch(const TransactionMatch& match) {
  if (match == m_match) return;
  m_match = match;
  setRange(m_first, m_count);
}

void TransactionTableModel::look() {
  if (!m_found || m_count == 0) return;
  m_looking = true;
  m_client.ask(
      m_request,
      [channel = m_client.channel(), match = m_match, next = m_first,
       end = m_first.value + m_count](Engine& engine) mutable -> Result<std::vector<TransactionSummary>> {
        std::vector<TransactionSummary> found;
        while (next.value < end && found.size() < kMostFound) {
          const auto count = std::min<std::uint64_t>(kReadAtOnce, end - next.value);
          MZ_TRY(std::vector<TransactionSummary> rows, engine.transactions(channel, next, static_cast<std::size_t>(count)));
          if (rows.empty()) break;
          next = TransactionNumber(rows.back().number.value + 1);
          std::ranges::copy_if(rows, std::back_inserter(found), [&match](const auto& row) { return match.matches(row); });
        }
        return found;
      },
      [this](Result<std::vector<TransactionSummary>> found) {
        m_looking = false;
        if (!found) {
          Q_EMIT failed(found.error());
          return;
        }
        beginResetModel();
        m_found = std::move(*found);
        endResetModel();
        Q_EMIT matched();
      });
}

void TransactionTableModel::load(std::uint64_t segment) const {
  // Segments count from the first row of this run; an answer never reaches beyond it.
  const std::uint64_t firstRow = Cache::firstOf(segment);
  const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(Cache::kRows, m_count - firstRow));
  const TransactionNumber first(m_first.value + firstRow);
  m_client.askAlso(
      m_request, [channel = m_client.channel(), first, count](Engine& e) { return e.transactions(channel, first, count); },
      [this, segment, firstRow](Result<std::vector<TransactionSummary>> rows) {
        auto* self = const_cast<TransactionTableModel*>(this);  // data() of a lazily read model is const
        if (!rows) {
          Q_EMIT self->failed(rows.error());
          return;
        }
        if (rows->empty()) return;
        const std::uint64_t last = std::min<std::uint64_t>(firstRow + rows->size(), m_count) - 1;
        m_cache.put(segment, std::move(*rows));
        Q_EMIT self->dataChanged(index(static_cast<int>(firstRow), 0), index(static_cast<int>(last), kColumns - 1));
      });
}

int TransactionTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_found ? m_found->size() : m_count);
}
int TransactionTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

TransactionNumber TransactionTableModel::numberOf(int row) const {
  if (m_found) return (*m_found)[static_cast<std::size_t>(row)].number;
  return TransactionNumber(m_first.value + static_cast<std::uint64_t>(row));
}
int TransactionTableModel::rowOf(TransactionNumber number) const {
  if (m_found) {
    const auto at = std::ranges::lower_bound(*m_found, number, {}, &TransactionSummary::number);
    return at != m_found->end() && at->number == number ? static_cast<int>(at - m_found->begin()) : -1;
  }
  if (number < m_first || number.value - m_first.value >= m_count) return -1;
  return static_cast<int>(number.value - m_first.value);
}

const TransactionSummary* TransactionTableModel::transaction(int row) const {
  if (row < 0 || row >= rowCount()) return nullptr;
  if (m_found) return &(*m_found)[static_cast<std::size_t>(row)];
  const auto position = static_cast<std::uint64_t>(row);
  const TransactionSummary* found = m_cache.find(position);
  if (m_cache.wants(Cache::segmentOf(position))) load(Cache::segmentOf(position));
  return found;
}

QVariant TransactionTableModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  if (role == kReadyRole) return transaction(index.row()) != nullptr;
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != kStatusRole && role != kLinkRole &&
      role != kMonospaceRole && role != kPlainRole) {
    return {};
  }
  if (role == kLinkRole || role == kMonospaceRole) return index.column() == IdColumn;
  const TransactionSummary* found = transaction(index.row());
  if (!found) return {};
  if (role == kStatusRole) {
    return index.column() == ResultColumn ? QVariant(static_cast<int>(resultRole(found->result))) : QVariant();
  }
  if (role == kPlainRole) return index.column() == IdColumn ? QVariant(fromText(found->id.hex())) : QVariant();
  if (role == Qt::ToolTipRole) {
    switch (index.column()) {
      case IdColumn: return fromText(found->id.hex());
      case CallColumn: return fromText(found->contract);
      case ResultColumn: return fromText(found->resultName);
      default: return {};
    }
  }
  switch (index.column()) {
    case IdColumn: return headText(found->id.hex());
    case CallColumn: return found->hasEnvelope ? titleText(found->functionTitle, found->function) : tr("not kept");
    case OrgColumn: {
      const OrgInfo* org = m_client.org(found->org);
      return org ? titleText(org->title, org->id) : fromText(found->org);
    }
    case SignerColumn: return fromText(found->signer);
    case ResultColumn: return resultText(found->result, found->resultTitle);
    default: return {};
  }
}

QVariant TransactionTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case IdColumn: return tr("Id");
    case CallColumn: return tr("Call");
    case OrgColumn: return tr("Signed for");
    case SignerColumn: return tr("Signer");
    case ResultColumn: return tr("Result");
    default: return {};
  }
}

void TransactionTableModel::retranslate() {
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
  if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

}  // namespace mz
