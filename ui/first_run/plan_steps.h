// The steps that making and joining a network have in common: the own organization, and the password of the keys. Window's
// thread.
#pragma once

#include "ledger/network_plan.h"
#include "ui/first_run/wizard.h"
#include "ui/parts/file_dialogs.h"

class QComboBox;
class QLineEdit;
class QProgressBar;

namespace mz {

// What people type as a title: in the language of the window.
Title typedTitle(const QString& text);
// "river-city"; of Chinese the first letters of its reading.
QString idFrom(const QString& title);
QString domainFrom(const QString& title);
QString freeFolder(const QString& folder, const QString& name);  // below it, with a number where the name is taken

// A line whose text follows another one until somebody changes it.
class FollowingLine {
 public:
  FollowingLine(QLineEdit* source, QLineEdit* line, QString (*make)(const QString& source));

 private:
  bool m_follows = true;
};

class OrgStep : public WizardStep {
  Q_OBJECT

 public:
  explicit OrgStep(const Theme& theme, QWidget* parent = nullptr);

  QString title() const override;
  QString sentence() const override;
  void retranslate() override;
  OrgPlan plan() const;
  PeoplePlan people() const;
  QString shownTitle() const;

 private:
  QLineEdit* m_title;
  QLineEdit* m_id;
  QLineEdit* m_admin;
  QComboBox* m_suite;
  QLineEdit* m_region;
  QComboBox* m_level;
  FormField* m_titleField;
  FormField* m_idField;
  FormField* m_adminField;
  FormField* m_suiteField;
  FormField* m_regionField;
  FormField* m_levelField;
  FollowingLine m_following;
};

// The last step: the password, where it will lie, and what will be made.
class PasswordStep : public WizardStep {
  Q_OBJECT

 public:
  PasswordStep(const Theme& theme, FileDialogs& files, QWidget* parent = nullptr);

  QString title() const override;
  QString sentence() const override;
  void retranslate() override;
  void entered() override;
  // Where it will lie unless somebody chooses otherwise, and what will be made, in sentences.
  void setSummary(std::function<QString()> folder, std::function<QString()> summary);
  QString password() const;
  QString folder() const;

 private:
  void showStrength();
  void chooseFolder();

  const Theme& m_theme;
  FileDialogs& m_files;
  QLineEdit* m_password;
  QLineEdit* m_again;
  QProgressBar* m_strength;
  QLabel* m_strengthWord;
  FormField* m_passwordField;
  FormField* m_againField;
  QLabel* m_summaryTitle;
  QLabel* m_summary;
  QLabel* m_folderWords;
  QPushButton* m_choose;
  std::function<QString()> m_usualFolder, m_makeSummary;
  QString m_folder;
};

}  // namespace mz
