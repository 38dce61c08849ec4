// What the window shows without a network: the first run with its roads in, one of these roads, opening or making a network, or
// why that failed and what to do next. Window's thread.
#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include "ledger/network_plan.h"
#include "ui/first_run/join_wizard.h"
#include "ui/shell/page.h"

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
  StartPage(const PageContext& context, InvitationReader reader, const QString& networks, QWidget* parent = nullptr);

  void showRoads();
  CreationWizard& showCreation();
  JoinWizard& showJoining();
  void showOpening(const QString& folder);
  void showMakingDemonstration(Operation* operation);
  void showMaking(Operation* operation, const QString& title);
  void backToForm();  // of the road that was begun, as it was left; the roads where there is none
  void showError(const QString& title, const QString& sentence, const QString& detail);

 Q_SIGNALS:
  void demonstrationChosen();
  void folderChosen();
  void creationPlanned(const mz::NetworkPlan& plan, const QString& folder);
  void joiningPlanned(const mz::JoinPlan& plan, const QString& invitation, const QString& folder);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void showMaking(Operation* operation, const QString& title, const QString& sentence);
  void begin(Wizard* wizard);
  void buttonPressed();

  const PageContext m_context;
  const InvitationReader m_reader;
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
  Card* m_joiningCard;
  QLabel* m_joiningWords;
  QPushButton* m_joining;
  QLabel* m_folderWords;
  QPushButton* m_folder;
  QPointer<Wizard> m_wizard;  // the road that was begun
};

}  // namespace mz
