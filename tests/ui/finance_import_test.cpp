// Importing through the window on the real engine: what the page then shows is what the file says; the same file again adds
// nothing.
#include <QtCore/QFile>
#include <QtCore/QLocale>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

#include "models/finance_text.h"
#include "tests/support/page_fixture.h"
#include "tests/support/shared_files.h"
#include "ui/finance/finance_page.h"
#include "ui/finance/import_dialog.h"

using namespace mz;

class FinanceImportTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    m_theme = std::make_unique<Theme>(*qApp);
    m_stage = std::make_unique<test::PageFixture>(*m_theme);
    QVERIFY(m_folder.isValid());
    DemoOptions options;
    options.payments = 0;
    const auto directory = std::filesystem::path(m_folder.path().toStdString()) / "network";
    QVERIFY(createDemoNetwork(directory, options, Progress()).has_value());
    auto engine = openEngine(directory);
    QVERIFY2(engine.has_value(), engine ? "" : engine.error().detail.c_str());
    m_page = std::make_unique<FinancePage>(m_stage->context);
    m_page->resize(1200, 800);
    m_page->show();
    m_stage->client.attach(std::move(*engine));
    QTRY_VERIFY(m_stage->client.ready());
    m_stage->client.chooseChannel("finance");
    bool unlocked = false;
    // Whoever waited for the password signs at once, so by then the identity must be known to be unlocked.
    m_stage->client.unlock(std::string(kDemoPassword),
                           [&](const Status& status) { unlocked = status.has_value() && !m_stage->client.identity()->locked; });
    QTRY_VERIFY_WITH_TIMEOUT(unlocked, 20'000);
    QVERIFY(settle());
  }
  void cleanupTestCase() {
    m_page.reset();
    m_stage->client.detach();
    m_stage.reset();
    m_theme.reset();
  }

  void anUnknownFileIsMappedPreviewedAndRecorded() {
    QFile file(m_folder.filePath(QStringLiteral("own.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        "Paid on,Department,Payee,Amount,Id\n2026-01-05,教育局,江城水务,1200.50,T-1\n"
        "2026-02-30,教育局,江城水务,10,T-2\n2026-01-06,教育局,惠民食品,-3.20,T-3\n");
    file.close();
    m_page->openImport(file.fileName());
    ImportDialog* dialog = m_page->importDialog();
    auto* date = dialog->findChild<QComboBox*>(QStringLiteral("map_date"));
    QTRY_VERIFY(date->findText(QStringLiteral("Paid on")) >= 0);
    date->setCurrentIndex(date->findText(QStringLiteral("Paid on")));
    Q_EMIT date->activated(date->currentIndex());
    auto* currency = dialog->findChild<QComboBox*>(QStringLiteral("importCurrency"));
    currency->setCurrentIndex(currency->findData(QStringLiteral("CNY")));
    Q_EMIT currency->activated(currency->currentIndex());
    QTRY_COMPARE(dialog->preview().rowCount(), 2);
    QTRY_VERIFY(dialog->findChild<QPushButton*>(QStringLiteral("importGo"))->isEnabled());
    dialog->findChild<QPushButton*>(QStringLiteral("importGo"))->click();
    QTRY_COMPARE_WITH_TIMEOUT(dialog->step(), ImportDialog::Step::Result, 20'000);
    for (const ImportProblem& problem : dialog->problems().problems())
      qInfo("line %d: %s %s", static_cast<int>(problem.line), problem.reason.c_str(), problem.detail.c_str());
    QCOMPARE(dialog->report().recorded, 2u);
    QCOMPARE(dialog->report().refused, 1u);
    QCOMPARE(dialog->problems().problems()[0].line, 3u);
    QTRY_COMPARE(m_page->payments().totals().count, 2u);
    QCOMPARE(m_page->payments().totals().sums[0].sum.minor, 119730);
  }

  void aRealFileIsRecordedOnceAndItsTotalsAreShown() {
    MZ_REQUIRE_SHARED(file, "data/uk-spend/gla_2020-22_clean.csv.zst");
    const std::uint64_t before = m_page->payments().totals().count;
    m_page->openImport(QString::fromStdString(file.string()));
    ImportDialog* dialog = m_page->importDialog();
    QTRY_VERIFY_WITH_TIMEOUT(dialog->preview().rowCount() > 0, 20'000);
    QTRY_VERIFY(dialog->findChild<QPushButton*>(QStringLiteral("importGo"))->isEnabled());
    dialog->run(false);
    QTRY_COMPARE_WITH_TIMEOUT(dialog->step(), ImportDialog::Step::Result, 120'000);
    QVERIFY(dialog->report().recorded > 1000);
    QCOMPARE(dialog->report().rows, dialog->report().recorded + dialog->report().refused + dialog->report().alreadyThere);
    QTRY_COMPARE_WITH_TIMEOUT(m_page->payments().totals().count, before + dialog->report().recorded, 20'000);
    for (const auto& sum : dialog->report().totals.sums) {
      if (sum.currency != "GBP") continue;
      FinanceFilter filter;
      filter.currency = "GBP";
      m_page->filter().setFilter(filter);
      QTRY_COMPARE(m_page->payments().totals().count, sum.count);
      QCOMPARE(m_page->payments().totals().sums[0].sum.minor, sum.sum.minor);
    }
    const std::uint64_t recorded = dialog->report().recorded;
    m_page->openImport(QString::fromStdString(file.string()));
    QTRY_VERIFY(dialog->findChild<QPushButton*>(QStringLiteral("importGo"))->isEnabled());
    dialog->run(false);
    QTRY_COMPARE_WITH_TIMEOUT(dialog->step(), ImportDialog::Step::Result, 120'000);
    QCOMPARE(dialog->report().recorded, 0u);
    QCOMPARE(dialog->report().alreadyThere, recorded);
  }

  void aChannelWithoutPaymentsSaysSo() {
    m_stage->client.chooseChannel("budget-drafts");
    QVERIFY(settle());
    const ChannelInfo* channel = m_stage->client.channelInfo();
    QVERIFY(channel != nullptr);
    const bool keeps =
        std::find(channel->contracts.begin(), channel->contracts.end(), "public-finance") != channel->contracts.end();
    QCOMPARE(m_page->findChild<QPushButton*>(QStringLiteral("importPayments"))->isEnabled(), keeps);
    QVERIFY(!m_page->findChild<QPushButton*>(QStringLiteral("exportCsv"))->isEnabled());
  }

 private:
  bool settle() {
    return QTest::qWaitFor([this] { return m_stage->client.isIdle() && m_stage->operations.running().empty(); }, 20'000);
  }

  QTemporaryDir m_folder;
  std::unique_ptr<Theme> m_theme;
  std::unique_ptr<test::PageFixture> m_stage;
  std::unique_ptr<FinancePage> m_page;
};

QTEST_MAIN(FinanceImportTest)
#include "finance_import_test.moc"
