// The window over real networks that something is wrong with, as a user meets them: each page says what is the matter and leads
// to the next step. And a network that is open can be opened again.
#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

#include "tests/support/window_fixture.h"
#include "ui/finance/finance_page.h"
#include "ui/finance/payment_table.h"
#include "ui/parts/channel_failure_view.h"
#include "ui/parts/data_table.h"
#include "ui/parts/state_view.h"
#include "ui/shell/grab_networks.h"

using namespace mz;

namespace {

NetworkOpener realOpener(const std::filesystem::path& demo) {
  NetworkOpener opener;
  opener.open = [](const std::filesystem::path& directory) { return openEngine(directory); };
  opener.makeDemo = [](const std::filesystem::path& directory, const DemoOptions& options, const Progress& progress) {
    return createDemoNetwork(directory, options, progress);
  };
  opener.demoDirectory = demo;
  opener.create = [](const std::filesystem::path& directory, const NetworkPlan& plan, const Progress& progress) {
    return createNetwork(directory, plan, progress);
  };
  opener.join = [](const std::filesystem::path& directory, const std::filesystem::path& invitation, const JoinPlan& plan,
                   const Progress& progress) { return joinNetwork(directory, invitation, plan, progress); };
  return opener;
}

QPushButton* buttonOf(StateView* state) {
  return state != nullptr && state->isVisible() ? state->findChild<QPushButton*>(QStringLiteral("stateButton")) : nullptr;
}

}  // namespace

class DamagedNetworkTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    QVERIFY(m_folder.isValid());
    const std::filesystem::path folder = m_folder.path().toStdString();
    m_opener = realOpener(folder / "demo");
    auto made = makeGrabNetworks(m_opener, folder);
    QVERIFY2(made.has_value(), made ? "" : made.error().detail.c_str());
    m_networks = *made;
  }
  void init() {
    m_fixture = std::make_unique<test::WindowFixture>(test::FakeLedger{}, m_opener);
    m_window = m_fixture->window.get();
  }
  void cleanup() {
    m_fixture.reset();  // its directory is free again when the last call has returned
  }

  void anOpenNetworkIsOpenedAgain() {
    QSignalSpy failed(m_window, &MainWindow::openingFailed);
    for (int i = 0; i < 3; ++i) {
      open(m_networks.empty);
      QVERIFY2(m_window->client().ready(), failed.isEmpty() ? "" : qPrintable(failed.last().first().toString()));
    }
    QVERIFY(failed.isEmpty());
  }

  void aLedgerWithoutPaymentsOffersTheImport() {
    open(m_networks.empty);
    QVERIFY(m_window->client().ready());
    m_window->showPage(QStringLiteral("finance"));
    QVERIFY(m_fixture->settle());
    QPushButton* button = buttonOf(m_fixture->find<StateView>("financeState"));
    QVERIFY(button != nullptr);
    QCOMPARE(button->text(), QStringLiteral("Import payments…"));
  }

  void aDamagedRecordIsSaidAndFoundByVerifying() {
    open(m_networks.damaged);
    QVERIFY(m_window->client().ready());
    m_window->showPage(QStringLiteral("finance"));
    QVERIFY(m_fixture->settle());
    // All payments are there; the damaged one says so, and what only its envelope knew is not made up.
    auto* payments = m_fixture->find<PaymentTable>("paymentTable");
    QVERIFY(payments->isVisible());
    QCOMPARE(payments->model()->rowCount(), 60);
    int damaged = 0;
    for (int row = 0; row < 60; ++row) {
      const auto text = [&](int column) { return payments->model()->index(row, column).data().toString(); };
      QVERIFY(!text(FinanceTableModel::Payee).isEmpty());
      if (text(FinanceTableModel::State) != QStringLiteral("Damaged")) continue;
      ++damaged;
      QVERIFY(text(FinanceTableModel::Reference).isEmpty());
      QVERIFY(text(FinanceTableModel::Description).isEmpty());
    }
    QVERIFY(damaged > 0);
    auto* notice = m_fixture->find<QLabel>("financeNotice");
    QVERIFY(notice->isVisible());
    QVERIFY(notice->text().contains(QStringLiteral("href=\"verify\"")));
    Q_EMIT notice->linkActivated(QStringLiteral("verify"));
    QVERIFY(QTest::qWaitFor([this] { return m_window->settled(); }, 60'000));
    auto* damages = m_fixture->find<DataTable>("damageTable");
    QVERIFY(damages->isVisible());
    QVERIFY(damages->model()->rowCount() > 0);
    // The place is named, and everything else can still be looked at.
    QVERIFY(damages->model()->index(0, 1).data().toString().toInt() > 0);
    QVERIFY(m_fixture->find<DataTable>("blockTable")->isVisible());
    // From now on the channel is only read, and every page says so.
    auto* stopped = m_fixture->find<QLabel>("chainNotice");
    QTRY_VERIFY(stopped->isVisible());
    QVERIFY(stopped->text().contains(QStringLiteral("takes nothing new")));
    QVERIFY(!m_fixture->find<QPushButton>("importPayments")->isEnabled());
  }

  void aChannelThatCannotBeOpenedSaysSoOnEveryPage() {
    open(m_networks.unopened);
    QVERIFY(m_window->client().ready());
    m_window->client().chooseChannel("finance");
    QVERIFY(m_fixture->settle());
    QVERIFY(m_window->client().channelUnreadable());
    for (const char* page : {"overview", "chain", "finance"}) {
      m_window->showPage(QString::fromLatin1(page));
      QVERIFY(m_fixture->settle());
      auto* failure = m_window->page(QString::fromLatin1(page))->findChild<ChannelFailureView*>();
      QVERIFY2(failure != nullptr && failure->isVisible(), page);
      QVERIFY(failure->accessibleName().contains(QStringLiteral("damaged")));
      QVERIFY(!failure->findChild<QLabel*>(QStringLiteral("channelFailureStep"))->text().isEmpty());
      bool named = false;
      for (const QLabel* value : failure->findChildren<QLabel*>())
        named |= value->text().contains(QStringLiteral("finance.mzc"));
      QVERIFY2(named, page);
    }
    QVERIFY(!m_fixture->find<QPushButton>("importPayments")->isEnabled());
    m_window->page(QStringLiteral("finance"))->findChild<QPushButton*>(QStringLiteral("channelFailureVerify"))->click();
    QVERIFY(QTest::qWaitFor([this] { return m_window->settled(); }, 60'000));
    QVERIFY(m_fixture->find<DataTable>("damageTable")->isVisible());
    // The other channel is not affected.
    m_window->client().chooseChannel("budget-drafts");
    QVERIFY(m_fixture->settle());
    QVERIFY(!m_window->client().channelUnreadable());
    QVERIFY(m_fixture->find<DataTable>("blockTable")->isVisible());
  }

 private:
  void open(const std::filesystem::path& network) {
    m_window->openNetwork(network);
    QVERIFY(QTest::qWaitFor([this] { return m_window->settled(); }, 20'000));
    QVERIFY(m_fixture->settle());
  }

  QTemporaryDir m_folder;
  NetworkOpener m_opener;
  GrabNetworks m_networks;
  std::unique_ptr<test::WindowFixture> m_fixture;
  MainWindow* m_window = nullptr;
};

QTEST_MAIN(DamagedNetworkTest)
#include "damaged_network_test.moc"
