// What a page shows of a channel that cannot be opened: what is the matter, the next step, and everything that is known of it
// all the same. Window's thread.
#pragma once

#include <QtWidgets/QWidget>

#include "models/engine_client.h"
#include "ui/theme/theme.h"

class QLabel;
class QPushButton;

namespace mz {

class FieldList;

class ChannelFailureView : public QWidget {
  Q_OBJECT

 public:
  ChannelFailureView(EngineClient& client, const Theme& theme, QWidget* parent = nullptr);

  void refresh();  // as the client's status is now; also after another language was chosen

 Q_SIGNALS:
  void verifyAsked();

 private:
  EngineClient& m_client;
  const Theme& m_theme;
  QLabel *m_icon, *m_title, *m_sentence, *m_stepHeading, *m_step, *m_factsHeading;
  QPushButton* m_verify;
  FieldList* m_facts;
};

}  // namespace mz
