#include "models/block_model.h"

#include <algorithm>

#include "ledger/format/date.h"
#include "models/format_text.h"

namespace mz {

BlockTableModel::BlockTableModel(EngineClient& client, QObject* parent) : QAbstractTableModel(parent), m_client(client) {
  connect(&m_client, &EngineClient::channelChanged, this, &BlockTableModel::restart);
  connect(&m_client, &EngineClient::networkChanged, this, &BlockTableModel::restart);
  connect(&m_client, &EngineClient::statusChanged, this, &BlockTableModel::grow);
  grow();
}

void BlockTableModel::restart() {
  beginResetModel();
  m_request.renew();
  m_cache.clear();
  m_count = 0;
  m_finalBefore = 0;
  endResetModel();
  grow();
}

void BlockTableModel::grow() {
  const auto& status = m_client.status();
  if (!status) return;
  const std::uint64_t count = status->height.value + 1;
  if (count < m_count) {  // another ledger under the same name: nothing that was read holds
    beginResetModel();
    m_request.renew();
    m_cache.clear();
    m_count = count;
    endResetModel();
  } else if (count > m_count) {
    const std::uint64_t old = m_count;
    const std::uint64_t most = static_cast<std::uint64_t>(kMostTableRows);
    const std::uint64_t come = std::min(count - old, most), all = std::min(old, most) + come;
    if (all > most) {  // the oldest make room
      const int listed = rows(), leave = static_cast<int>(all - most);
      beginRemoveRows({}, listed - leave, listed - 1);
      m_removed = leave;
      endRemoveRows();
    }
    beginInsertRows({}, 0, static_cast<int>(come) - 1);
    m_removed = 0;
    m_count = count;
    endInsertRows();
    if (old > 0) refreshOpen(Height(std::min(m_finalBefore, old - 1)));
  } else if (status->finalHeight.value != m_finalBefore) {
    refreshOpen(Height(m_finalBefore));
  }
  m_finalBefore = status->finalHeight.value;
}

void BlockTableModel::refreshOpen(Height from) {
  // Old rows stay on the screen until the answer is there.
  const std::uint64_t last = Cache::segmentOf(m_count - 1);
  for (std::uint64_t segment = Cache::segmentOf(from.value); segment <= last; ++segment) {
    m_cache.forgetQuestion(segment);
    if (m_cache.find(Cache::firstOf(segment))) {
      m_cache.wants(segment);
      load(segment);
    }
  }
}

void BlockTableModel::load(std::uint64_t segment) const {
  const Height first(Cache::firstOf(segment));
  m_client.askAlso(
      m_request, [channel = m_client.channel(), first](Engine& e) { return e.blocks(channel, first, Cache::kRows); },
      [this, segment, first](Result<std::vector<BlockSummary>> blocks) {
        auto* self = const_cast<BlockTableModel*>(this);  // data() of a lazily read model is const
        if (!blocks) {
          Q_EMIT self->failed(blocks.error());
          return;
        }
        if (blocks->empty() || m_count == 0) return;
        m_cache.put(segment, std::move(*blocks));
        const std::uint64_t newest = std::min(first.value + Cache::kRows, m_count) - 1;
        if (first.value > newest || rowOf(Height(newest)) < 0) return;
        const int oldest = rowOf(first) < 0 ? rows() - 1 : rowOf(first);
        Q_EMIT self->dataChanged(index(rowOf(Height(newest)), 0), index(oldest, kColumns - 1));
      });
}

int BlockTableModel::rows() const {
  return static_cast<int>(std::min(m_count, static_cast<std::uint64_t>(kMostTableRows))) - m_removed;
}
int BlockTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : rows(); }
int BlockTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

Height BlockTableModel::heightOf(int row) const { return Height(m_count - 1 - static_cast<std::uint64_t>(row)); }
int BlockTableModel::rowOf(Height height) const {
  if (height.value >= m_count) return -1;
  const std::uint64_t row = m_count - 1 - height.value;
  return row < static_cast<std::uint64_t>(rows()) ? static_cast<int>(row) : -1;
}

const BlockSummary* BlockTableModel::block(int row) const {
  if (row < 0 || row >= rows()) return nullptr;
  const std::uint64_t height = heightOf(row).value;
  const std::uint64_t segment = Cache::segmentOf(height);
  const BlockSummary* found = m_cache.find(height);
  if (m_cache.wants(segment)) load(segment);
  return found;
}

QVariant BlockTableModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  if (role == kReadyRole) return block(index.row()) != nullptr;
  if (role == Qt::TextAlignmentRole) {
    return int((index.column() == TransactionsColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  }
  if (index.column() == HeightColumn) {
    if (role == Qt::DisplayRole) return numberText(heightOf(index.row()).value);
    if (role == kPlainRole) return QString::number(heightOf(index.row()).value);
    if (role == kLinkRole) return true;
    return {};
  }
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != kStatusRole && role != kPlainRole) return {};
  const BlockSummary* found = block(index.row());
  if (!found) return {};
  if (role == kStatusRole) {
    return index.column() == StateColumn ? QVariant(static_cast<int>(blockStateRole(*found))) : QVariant();
  }
  if (role == kPlainRole) {
    if (index.column() == TimeColumn) return fromText(formatTime(found->time));
    if (index.column() == TransactionsColumn) return QString::number(found->transactions);
    return {};
  }
  if (role == Qt::ToolTipRole) {
    if (index.column() == TimeColumn) return timeText(found->time);
    if (index.column() == TransactionsColumn && found->refused > 0) {
      return tr("%n refused", nullptr, static_cast<int>(found->refused));
    }
    return {};
  }
  switch (index.column()) {
    case TimeColumn: return timeShortText(found->time);
    case TransactionsColumn: return numberText(found->transactions);
    case StateColumn: return blockStateText(*found, m_client.status() ? m_client.status()->cosigners : 0);
    default: return {};
  }
}

QVariant BlockTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    return int((section == TransactionsColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case HeightColumn: return tr("Block");
    case TimeColumn: return tr("Time");
    case TransactionsColumn: return tr("Count");
    case StateColumn: return tr("State");
    default: return {};
  }
}

void BlockTableModel::retranslate() {
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
  if (m_count > 0) Q_EMIT dataChanged(index(0, 0), index(rows() - 1, kColumns - 1));
}

QString blockStateText(const BlockSummary& block, std::uint32_t cosigners) {
  return block.isFinal ? BlockTableModel::tr("final %1/%2").arg(block.cosigned).arg(cosigners)
                       : BlockTableModel::tr("cosigned %1/%2").arg(block.cosigned).arg(cosigners);
}

StatusRole blockStateRole(const BlockSummary& block) { return block.isFinal ? StatusRole::Good : StatusRole::Pending; }

}  // namespace mz
