// The real window over a FakeEngine, for tests that drive it as a person would. Header only: just the window's tests link
// widgets.
#pragma once

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <memory>

#include "tests/support/fake_engine.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"

namespace mz::test {

class AnsweringFileDialogs : public FileDialogs {
 public:
  QString saveFile(QWidget*, const QString&, const QString& suggested, const QString&) override {
    suggestedName = suggested;
    return answer;
  }
  QString openFile(QWidget*, const QString&, const QString&) override { return answer; }
  QString openFolder(QWidget*, const QString&) override { return answer; }

  QString answer, suggestedName;
};

// Settings go to a folder of their own, so that neither the person's nor another test's are touched.
class WindowFixture {
 public:
  explicit WindowFixture(FakeLedger ledger = {}, NetworkOpener opener = {}) {
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    QSettings().clear();
    language.choose(QStringLiteral("en"));
    theme.choose(ThemeChoice::Light);
    window = std::make_unique<MainWindow>(theme, language, files, std::move(opener));
    window->resize(1440, 900);
    window->show();
    m_ledger = ledger;
  }

  // Null when the window did not come to rest.
  FakeEngine* attach() {
    auto made = std::make_unique<FakeEngine>(m_ledger);
    engine = made.get();
    window->attach(std::move(made));
    return settle() && window->client().ready() ? engine : nullptr;
  }
  bool settle() {
    // An answer may lead to the next question: still twice in a row is at rest.
    for (int i = 0; i < 2; ++i) {
      QCoreApplication::processEvents();
      if (!QTest::qWaitFor([this] { return window->settled(); }, 10'000)) return false;
    }
    return true;
  }
  template <class Widget>
  Widget* find(const char* name) const {
    return window->findChild<Widget*>(QString::fromLatin1(name));
  }

  Theme theme{*qApp};
  Language language{*qApp};
  AnsweringFileDialogs files;
  std::unique_ptr<MainWindow> window;
  FakeEngine* engine = nullptr;

 private:
  QTemporaryDir m_settings;
  FakeLedger m_ledger;
};

}  // namespace mz::test
