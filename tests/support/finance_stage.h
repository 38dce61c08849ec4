// The Finance page on its own over a FakeFinance, with everything that the shell would give it. Header only: just the window's
// tests link widgets.
#pragma once

#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <memory>

#include "tests/support/fake_finance.h"
#include "tests/support/page_fixture.h"
#include "ui/finance/finance_page.h"
#include "ui/parts/state_view.h"

namespace mz::test {

struct FinanceStage : PageFixture {
  explicit FinanceStage(Theme& shown, std::size_t payments = 2000, std::size_t budgetLines = 24,
                        const QString& settingsFile = {})
      : FinanceStage(shown, std::make_unique<FakeFinance>(payments, budgetLines), settingsFile) {}
  FinanceStage(Theme& shown, std::unique_ptr<FakeFinance> engine, const QString& settingsFile = {})
      : PageFixture(shown, settingsFile), fake(engine.get()) {
    page = std::make_unique<FinancePage>(context);
    page->resize(1180, 800);
    page->setAutoFillBackground(true);
    page->show();
    client.attach(std::move(engine));
  }
  bool settle() {
    const bool calm =
        QTest::qWaitFor([this] { return client.ready() && client.isIdle() && operations.running().empty(); }, 10'000);
    QCoreApplication::processEvents();
    return calm && QTest::qWaitFor([this] { return client.isIdle(); }, 10'000);
  }
  template <class T>
  T* part(const char* name) const {
    return page->findChild<T*>(QString::fromLatin1(name));
  }
  QString text(const char* name) const { return part<QLabel>(name)->text(); }
  QString stateButton() const {
    auto* state = part<StateView>("financeState");
    auto* button = state->findChild<QPushButton*>(QStringLiteral("stateButton"));
    return state->isVisible() && button->isVisible() ? button->text() : QString();
  }
  void setFilter(const FinanceFilter& filter) {
    page->filter().setFilter(filter);
    settle();
  }

  FakeFinance* fake = nullptr;
  std::unique_ptr<FinancePage> page;
};

}  // namespace mz::test
