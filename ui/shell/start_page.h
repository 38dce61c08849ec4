// What the window shows without a network: the first run with its roads in, opening or making a network, or why that failed and
// what to do next. Window's thread.
#pragma once

#include <QtWidgets/QWidget>

#include "models/operations.h"
#include "ui/theme/theme.h"

class QLabel;
class QPushButton;
class QStackedLayout;

namespace mz {

class Card;
class StateView;

class StartPage : public QWidget {
  Q_OBJECT

 public:
  explicit StartPage(const Theme& theme, QWidget* parent = nullptr);

  void showRoads();
  void showOpening(const QString& folder);
  void showMaking(Operation* operation);
  void showError(const QString& title, const QString& sentence, const QString& detail);

 Q_SIGNALS:
  void demonstrationChosen();
  void folderChosen();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();

  const Theme& m_theme;
  QStackedLayout* m_stack;
  StateView* m_state;
  QLabel* m_logo;
  QLabel* m_title;
  QLabel* m_sentence;
  Card* m_demonstrationCard;
  QLabel* m_demonstrationWords;
  QPushButton* m_demonstration;
  Card* m_folderCard;
  QLabel* m_folderWords;
  QPushButton* m_folder;
};

}  // namespace mz
