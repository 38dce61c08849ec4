// Where this program keeps things: the folder of its networks, and its own settings file with the state that it was found in.
// Window's thread.
#pragma once

#include "ui/settings/settings_card.h"

class QPushButton;

namespace mz {

class FilesCard : public SettingsCard {
  Q_OBJECT

 public:
  FilesCard(const PageContext& context, QWidget* parent = nullptr);

 protected:
  void retranslate() override;

 private:
  QWidget* makeFolderField();
  QWidget* makeSettingsField();
  void chooseFolder();

  FileDialogs& m_files;
  QLabel* m_folder = nullptr;
  QPushButton* m_choose = nullptr;
  QPushButton* m_usual = nullptr;
  QPushButton* m_open = nullptr;
  QLabel* m_folderLabel;
  QLabel* m_folderSentence;
  QLabel* m_file = nullptr;
  Badge* m_state = nullptr;
  QPushButton* m_openSettings = nullptr;
  QLabel* m_fileLabel;
  QLabel* m_fileSentence;
  QString m_saveProblem;  // of the last saving that failed
};

}  // namespace mz
