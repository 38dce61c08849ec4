// One certificate: its state and why, every field and extension in plain words, on which channels it counts, the authorities
// above it; saved as a file for others. Window's thread.
#pragma once

#include <QtWidgets/QWidget>
#include <optional>

#include "ledger/certificates.h"
#include "models/text_table_model.h"
#include "ui/shell/page.h"

class QLabel;
class QMenu;
class QPushButton;
class QScrollArea;
class QStackedLayout;

namespace mz {

class Badge;
class Card;
class DataTable;
class FieldList;
class StateView;

class CertificatePanel : public QWidget {
  Q_OBJECT

 public:
  explicit CertificatePanel(const PageContext& context, QWidget* parent = nullptr);

  void showCertificate(const Fingerprint& fingerprint);
  void refresh();  // reads it again; what is shown stays until then
  void clear();
  const std::optional<Fingerprint>& shown() const { return m_shown; }
  const std::optional<CertificateDetail>& detail() const { return m_detail; }

 Q_SIGNALS:
  void messageRaised(const QString& sentence, mz::StatusRole role);
  void renewAsked();
  void revokeAsked();
  void releaseAsked();
  void loaded();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void fill();
  void fillFacts(const CertificateDetail& detail);
  void fillChannels(const CertificateDetail& detail);
  void fillFields(const CertificateDetail& detail);
  void save(std::size_t form);  // position in the menu
  void write(std::size_t form, const QString& password);
  void retranslate();

  PageContext m_context;
  EngineClient& m_client;
  Request m_request;
  std::optional<Fingerprint> m_shown;
  std::optional<CertificateDetail> m_detail;
  StateView* m_view;
  Card* m_card;
  Badge* m_state;
  QScrollArea* m_scroll;
  QLabel* m_sentence;
  FieldList* m_facts;
  QLabel* m_channelsHeading;
  TextTableModel* m_channels;
  DataTable* m_channelTable;
  QLabel* m_chainHeading;
  FieldList* m_chain;
  QLabel* m_fieldsHeading;
  FieldList* m_fields;
  QPushButton *m_renew, *m_revoke, *m_release, *m_save;
  QStackedLayout* m_stack;
};

}  // namespace mz
