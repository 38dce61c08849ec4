// Help for the page that is shown (F1), beside it: a short text per page from resources/help, in the language of the window.
// Links inside it lead to places of the window, never outside. Window's thread.
#pragma once

#include <QtWidgets/QFrame>

#include "ui/shell/page.h"

class QLabel;
class QTextBrowser;
class QToolButton;

namespace mz {

class HelpPanel : public QFrame {
  Q_OBJECT

 public:
  explicit HelpPanel(const PageContext& context, QWidget* parent = nullptr);

  void showPage(const QString& page);  // the general text where there is none for it
  static QString fileOf(const QString& page, const QString& language);

 Q_SIGNALS:
  void linkActivated(const QString& link);
  void closeAsked();

 protected:
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void load();
  void spaceOut();

  const Language& m_language;
  const Theme& m_theme;
  QString m_page;
  QLabel* m_title;
  QToolButton* m_close;
  QTextBrowser* m_text;
};

}  // namespace mz
