// What the shell gives to a page, for tests of one page without the window. Header only: just the window's tests link widgets.
#pragma once

#include <QtCore/QTemporaryDir>
#include <QtPrintSupport/QPrinter>
#include <QtWidgets/QApplication>

#include "ui/shell/page.h"

namespace mz::test {

// Answers in place of the person.
class AnsweringFileDialogs : public FileDialogs {
 public:
  QString saveFile(QWidget*, const QString&, const QString& suggested, const QString&) override {
    suggestedName = suggested;
    return answer;
  }
  QString openFile(QWidget*, const QString&, const QString&) override { return answer; }
  QString openFolder(QWidget*, const QString&) override { return answer; }
  bool choosePrinter(QWidget*, QPrinter& printer) override {
    printer.setOutputFileName(printTo);
    return !printTo.isEmpty();
  }

  QString answer, suggestedName, printTo;
};

// Settings lie in a folder of their own, so that neither the person's nor another test's are touched.
class PageFixture {
 public:
  explicit PageFixture(Theme& shown, const QString& settingsFile = {})
      : theme(shown), settings(settingsFile.isEmpty() ? m_folder.filePath(QStringLiteral("settings.json")) : settingsFile) {}

 private:
  QTemporaryDir m_folder;

 public:
  Theme& theme;
  Language language{*qApp};
  Settings settings;
  EngineClient client;
  Operations operations;
  Notifications notifications;
  ActionRegistry actions{theme, language, settings};
  AnsweringFileDialogs files;
  PageContext context{client, operations, theme, language, settings, notifications, actions, files};
};

}  // namespace mz::test
