// The road "create a network": asks for what no default can give, and hands over a plan that is good. Window's thread.
#pragma once

#include "ledger/network_plan.h"
#include "ui/first_run/wizard.h"
#include "ui/parts/file_dialogs.h"

namespace mz {

class ChannelStep;
class NetworkStep;
class OrgStep;
class PasswordStep;

class CreationWizard : public Wizard {
  Q_OBJECT

 public:
  // `networks`: the folder below which networks lie unless somebody chooses another.
  CreationWizard(const Theme& theme, FileDialogs& files, const QString& networks, QWidget* parent = nullptr);

  NetworkPlan plan() const;
  QString folder() const;
  // A scene of the tour of pictures: fields filled as a person would.
  void fillExample();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  QString usualFolder() const;
  QString summary() const;

  QString m_networks;
  NetworkStep* m_network;
  OrgStep* m_org;
  ChannelStep* m_channel;
  PasswordStep* m_password;
};

}  // namespace mz
