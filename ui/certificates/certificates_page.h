// The certificates: the tree of authorities, the table of everything they have issued, the chosen one; issuing, renewing,
// revoking, files of other programs (also dropped here), and revocation lists for the outside. Window's thread.
#pragma once

#include "models/authority_tree_model.h"
#include "models/certificate_filter.h"
#include "models/certificate_table_model.h"
#include "models/expiry_months.h"
#include "ui/shell/page.h"

class QLabel;
class QPushButton;
class QStackedLayout;
class QTreeView;

namespace mz {

class Card;
class CertificatePanel;
class DataTable;
class IssueDialog;
class StateView;

class CertificatesPage : public Page {
  Q_OBJECT

 public:
  explicit CertificatesPage(const PageContext& context, QWidget* parent = nullptr);

  // "certificate/<fingerprint>", "certificates/ending" (within 30 days), "certificates/all".
  bool openLink(const QString& link) override;
  QString place() const override;
  QString deepLink() const override;
  QStringList views() const override;
  void showView(const QString& view) override;

 protected:
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void addActions();
  QWidget* makeColumns();
  void restart();
  void refresh();  // what is shown stays until the answers are there
  void query();
  void showState();
  void chooseAuthority(const QModelIndex& index);
  void selectAuthority();
  std::vector<CertificateRow> selected() const;
  QString whyNotIssue() const;
  QString whyNotRevoke(bool release) const;  // the selected ones
  QString whyNotRenew() const;
  // What an authority does can be judged only with its keys: asks for the password first where they are locked.
  void whenUnlocked(std::function<void()> act);
  IssueDialog* openIssue();  // null where no authority here can sign
  void renew(const std::vector<CertificateRow>& rows);
  void revoke(const std::vector<CertificateRow>& rows, bool release);
  void openImport(const QStringList& files);
  void saveRevocationList();
  void retranslate();

  PageContext m_context;
  EngineClient& m_client;
  CertificateFilterModel m_filter;
  AuthorityTreeModel* m_authorities;
  CertificateTableModel* m_table;
  ExpiryMonths m_months;
  std::optional<Error> m_error;
  bool m_stale = true;
  QLabel* m_title;
  QPushButton *m_issue, *m_import, *m_list;
  QTreeView* m_tree;
  Card* m_treeCard;
  DataTable* m_view;
  QLabel *m_count, *m_notice;
  StateView* m_state;
  QStackedLayout* m_stack;
  CertificatePanel* m_panel;
};

}  // namespace mz
