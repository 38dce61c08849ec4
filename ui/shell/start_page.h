// What the window shows without a network: the first run with its roads in, one of these roads, opening or making a network, or
// why that failed and what to do next. Window's thread.
#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include "ledger/network_plan.h"
#include "models/operations.h"
#include "ui/parts/file_dialogs.h"
#include "ui/theme/theme.h"

class QLabel;
class QPushButton;
class QStackedLayout;

namespace mz {

class Card;
class CreationWizard;
class StateView;

class StartPage : public QWidget {
  Q_OBJECT

 public:
  // `networks`: the folder below which new networks lie unless somebody chooses another.
  StartPage(const Theme& theme, FileDialogs& files, const QString& networks, QWidget* parent = nullptr);

  void showRoads();
  CreationWizard& showCreation();
  void showOpening(const QString& folder);
  void showMakingDemonstration(Operation* operation);
  void showMaking(Operation* operation, const QString& title);
  void backToForm();  // of the road that was begun, as it was left; the roads where there is none
  void showError(const QString& title, const QString& sentence, const QString& detail);

 Q_SIGNALS:
  void demonstrationChosen();
  void folderChosen();
  void creationPlanned(const mz::NetworkPlan& plan, const QString& folder);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void showMaking(Operation* operation, const QString& title, const QString& sentence);
  void buttonPressed();

  const Theme& m_theme;
  FileDialogs& m_files;
  const QString m_networks;
  QPointer<Operation> m_making;
  QStackedLayout* m_stack;
  StateView* m_state;
  QLabel* m_logo;
  QLabel* m_title;
  QLabel* m_sentence;
  Card* m_demonstrationCard;
  QLabel* m_demonstrationWords;
  QPushButton* m_demonstration;
  Card* m_creationCard;
  QLabel* m_creationWords;
  QPushButton* m_creation;
  QLabel* m_folderWords;
  QPushButton* m_folder;
  QPointer<CreationWizard> m_wizard;  // the road that was begun
};

}  // namespace mz
