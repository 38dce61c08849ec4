// A run of transactions of the chosen channel (those of one block, or all) as a table in ledger order, read in segments where
// the view looks; or those of a short run that match something. Window's thread. A failed read leaves its rows empty and is
// told by failed().
#pragma once

#include <QtCore/QAbstractTableModel>
#include <optional>
#include <vector>

#include "models/engine_client.h"
#include "models/segment_cache.h"

namespace mz {

// What is looked for; all conditions hold together. Any thread.
struct TransactionMatch {
  QString text;                 // a part of call, signer, contract or result in any language, or the beginning of an id
  std::string org;              // exact; empty: any
  std::optional<bool> refused;  // nullopt: executed and refused
  bool operator==(const TransactionMatch&) const = default;
  bool isEmpty() const { return *this == TransactionMatch(); }
  bool matches(const TransactionSummary& transaction) const;
};

class TransactionTableModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { IdColumn, CallColumn, OrgColumn, SignerColumn, ResultColumn, kColumns };

  explicit TransactionTableModel(EngineClient& client, QObject* parent = nullptr);

  void setRange(TransactionNumber first, std::uint64_t count);
  void clear() { setRange(TransactionNumber(0), 0); }
  // Reads the whole run, which is short, and keeps what matches.
  void setMatch(const TransactionMatch& match);
  bool isMatching() const { return m_looking; }  // the run is being looked through

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

  TransactionNumber numberOf(int row) const;
  int rowOf(TransactionNumber number) const;             // -1 outside
  const TransactionSummary* transaction(int row) const;  // null while it is being read
  void retranslate();

 Q_SIGNALS:
  void matched();  // the run was looked through
  void failed(const mz::Error& error);

 private:
  using Cache = SegmentCache<TransactionSummary>;
  void load(std::uint64_t segment) const;
  void look();

  EngineClient& m_client;
  mutable Cache m_cache;
  mutable Request m_request;
  TransactionNumber m_first;
  std::uint64_t m_count = 0;
  TransactionMatch m_match;
  std::optional<std::vector<TransactionSummary>> m_found;  // while something is looked for
  bool m_looking = false;
};

}  // namespace mz
