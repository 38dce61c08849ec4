// The blocks of the chosen channel as a table, newest first (of more than kMostTableRows those): rows are read in segments
// where the view looks. New blocks appear at the top without moving what is loaded; blocks that were not final are read again
// as cosignatures come in. Window's thread. A failed read leaves its rows empty and is told once by failed().
#pragma once

#include <QtCore/QAbstractTableModel>

#include "models/engine_client.h"
#include "models/segment_cache.h"
#include "models/status_role.h"
#include "models/table_model.h"

namespace mz {

class BlockTableModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { HeightColumn, TimeColumn, TransactionsColumn, StateColumn, kColumns };

  explicit BlockTableModel(EngineClient& client, QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  Height heightOf(int row) const;
  int rowOf(Height height) const;  // -1 outside
  bool isCut() const { return m_count > static_cast<std::uint64_t>(kMostTableRows); }
  const BlockSummary* block(int row) const;  // null while it is being read
  void retranslate();

 Q_SIGNALS:
  void failed(const mz::Error& error);

 private:
  using Cache = SegmentCache<BlockSummary>;

  void restart();
  void grow();
  int rows() const;
  void load(std::uint64_t segment) const;
  void refreshOpen(Height from);

  EngineClient& m_client;
  mutable Cache m_cache;
  mutable Request m_request;
  std::uint64_t m_count = 0;  // blocks, genesis included
  int m_removed = 0;          // rows at the end that make room for new ones
  std::uint64_t m_finalBefore = 0;
};

// "final 7/9" and its role, the same wherever a block is shown.
QString blockStateText(const BlockSummary& block, std::uint32_t cosigners);
StatusRole blockStateRole(const BlockSummary& block);

}  // namespace mz
