// What the one search field finds: actions and pages by name (in either language, or by the initials of the pinyin), and on the
// ledger blocks by height, transactions by the beginning of their id, payees and departments (by their names or the initials of
// their pinyin), enrolled certificates, channels and the identities kept here. Hits lie group by group in one list; the
// window's own are there at once, the ledger's come later, and answers to an older text are dropped. Window's thread.
#pragma once

#include <QtCore/QAbstractListModel>
#include <QtCore/QTimer>
#include <array>
#include <functional>
#include <memory>
#include <vector>

#include "models/engine_client.h"
#include "models/name_initials.h"

namespace mz {

struct SearchHit {
  // In the order of the list: what comes later from the ledger moves nothing that is there already.
  enum class Group : int { Pages, Actions, Channels, Blocks, Transactions, Identities, Payees, Departments };
  Group group = Group::Actions;
  QString title, detail;
  QString link;  // where it leads: MainWindow::openLink
  QString icon;
  QString keys = {};      // its shortcut
  QString obstacle = {};  // why it cannot be done now
};

// How well the words of a query fit one of the names: 0 not at all, more is better.
int searchRank(const QString& query, const QStringList& names);

class SearchModel : public QAbstractListModel {
  Q_OBJECT

 public:
  enum Role : int { DetailRole = Qt::UserRole + 10, LinkRole, IconRole, KeysRole, ObstacleRole, HeadingRole };
  // The window's own hits for a query, best first; everything that is worth offering for an empty one.
  using OwnHits = std::function<std::vector<SearchHit>(const QString& query)>;

  SearchModel(EngineClient& client, OwnHits ownHits, QObject* parent = nullptr);

  void setQuery(const QString& query);
  const QString& query() const { return m_query; }
  bool searching() const { return m_askSoon.isActive() || m_waiting > 0; }

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

 Q_SIGNALS:
  void searchingChanged();

 private:
  enum Source { Own, Certificate, Block, Transaction, Payee, Department, kSources };
  void ask();
  void askBlock(std::uint64_t height);
  void askTransaction(const std::string& prefix);
  void askCertificates();
  void askNames(Source source, FinanceGrouping kind);
  template <class Work, class Done>
  void askFor(Source source, Work work, Done done);
  std::vector<SearchHit> hitsOfTheNetwork() const;
  void setHits(Source source, std::vector<SearchHit> hits);

  EngineClient& m_client;
  OwnHits m_ownHits;
  const std::shared_ptr<NameInitials> m_initials;  // questions under way share it
  QString m_query;
  std::array<std::vector<SearchHit>, kSources> m_found;
  std::vector<SearchHit> m_hits;  // all of m_found, group by group
  std::array<Request, kSources> m_requests;
  int m_waiting = 0;
  QTimer m_askSoon;
};

}  // namespace mz
