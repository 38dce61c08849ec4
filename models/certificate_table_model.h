// All certificates that a filter leaves, of any number: rows are read in segments where the view looks, and answers to an older
// question are ignored. Counts are the engine's, exact for the filter. Window's thread; failures arrive as failed().
#pragma once

#include <QtCore/QTimer>
#include <array>

#include "ledger/certificates.h"
#include "models/engine_client.h"
#include "models/segment_cache.h"
#include "models/table_model.h"

namespace mz {

class CertificateTableModel : public TableModel {
  Q_OBJECT

 public:
  enum Column {
    NameColumn,
    RoleColumn,
    OrgColumn,
    StateColumn,
    UntilColumn,
    ChannelsColumn,
    KeyColumn,
    FromColumn,
    AlgorithmColumn,
    SerialColumn,
    FingerprintColumn,
    IssuerColumn,
    RevokedColumn,
    RevokedAtColumn,
    ReasonColumn,
    LabelColumn,
    kColumns
  };

  explicit CertificateTableModel(EngineClient& client, QObject* parent = nullptr);

  void setFilter(const CertificateFilter& filter);
  const CertificateFilter& filter() const { return m_filter; }
  void refresh();  // what is shown stays until the new rows are there
  void clear();

  bool isAnswered() const { return m_answered; }  // at least once since the filter was set
  std::uint64_t total() const { return m_total; }
  const std::array<std::uint64_t, kCertificateStates>& states() const { return m_states; }
  const std::vector<std::string>& unread() const { return m_unread; }  // channels of which nothing is known here
  const CertificateRow* certificate(int row) const;                    // null while it is being read
  int rowOf(const Fingerprint& fingerprint) const;                     // among the rows that were read; -1: unknown

  void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

 Q_SIGNALS:
  void answered();
  void failed(const mz::Error& error);

 private:
  using Cache = SegmentCache<CertificateRow>;
  int rows() const override { return m_rows; }
  bool isFigure(int column) const override { return column == ChannelsColumn || column == RevokedColumn; }
  QVariant cell(int row, int column, int role) const override;
  QString heading(int column) const override;
  QString headingHelp(int column) const override;
  QString text(const CertificateRow& row, int column) const;
  void start(bool anew);
  void takeFirst(CertificateTable table, bool anew);
  void load(std::uint64_t segment) const;

  EngineClient& m_client;
  mutable Request m_request;
  mutable Cache m_cache;
  CertificateFilter m_filter;
  CertificateOrdering m_ordering;
  std::uint64_t m_total = 0;
  std::array<std::uint64_t, kCertificateStates> m_states{};
  std::vector<std::string> m_unread;
  int m_rows = 0;
  bool m_answered = false;
};

}  // namespace mz
