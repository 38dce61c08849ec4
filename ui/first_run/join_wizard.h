// The road "join a network": reads an invitation, shows what it says and what joining would do, and asks for the own
// organization. Window's thread; files are read as operations.
#pragma once

#include <filesystem>
#include <functional>

#include "ledger/engine.h"
#include "models/operations.h"
#include "ui/first_run/wizard.h"
#include "ui/parts/file_dialogs.h"

namespace mz {

class InvitationStep;
class OrgStep;
class PasswordStep;

using InvitationReader = std::function<Result<InvitationInfo>(const std::filesystem::path& file)>;

class JoinWizard : public Wizard {
  Q_OBJECT

 public:
  JoinWizard(Theme& theme, FileDialogs& files, Operations& operations, InvitationReader reader, const QString& networks,
             QWidget* parent = nullptr);

  void openFile(const QString& file);
  QString file() const;
  JoinPlan plan() const;
  QString folder() const;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  QString usualFolder() const;
  QString summary() const;

  QString m_networks;
  InvitationStep* m_invitation;
  OrgStep* m_org;
  PasswordStep* m_password;
};

}  // namespace mz
