// The real window over a FakeEngine, for tests that drive it as a person would. Header only: just the window's tests link
// widgets.
#pragma once

#include <QtTest/QTest>
#include <memory>

#include "tests/support/fake_engine.h"
#include "tests/support/page_fixture.h"
#include "ui/shell/main_window.h"

namespace mz::test {

// Settings lie in a folder of their own, so that neither the person's nor another test's are touched.
class WindowFixture {
 public:
  explicit WindowFixture(FakeLedger ledger = {}, NetworkOpener opener = {}, const QString& settingsFile = {})
      : settings(settingsFile.isEmpty() ? m_folder.filePath(QStringLiteral("settings.json")) : settingsFile) {
    language.choose(QStringLiteral("en"));
    theme.choose(ThemeChoice::Light);
    window = std::make_unique<MainWindow>(theme, language, settings, files, std::move(opener));
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
  // The same, on this page.
  FakeEngine* attachOn(const char* page) {
    if (!attach()) return nullptr;
    window->showPage(QString::fromLatin1(page));
    return settle() ? engine : nullptr;
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

 private:
  QTemporaryDir m_folder;

 public:
  Settings settings;
  std::unique_ptr<MainWindow> window;
  FakeEngine* engine = nullptr;

 private:
  FakeLedger m_ledger;
};

}  // namespace mz::test
