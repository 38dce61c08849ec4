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
#include <QtWidgets/QLineEdit>
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

  void theDateOrderOfAFileCanBeSetAndAMappingKept() {
    const auto write = [&](const char* name, const QByteArray& content) {
      QFile file(m_folder.filePath(QString::fromLatin1(name)));
      if (file.open(QIODevice::WriteOnly)) file.write(content);
      return file.fileName();
    };
    const QByteArray heading = "Paid on|Body|To whom|How much|No\n";
    m_page->openImport(
        write("march.csv", heading + "03/04/2026|教育局|江城水务|12.50|M-1\n05/04/2026|教育局|惠民食品|8|M-2\n"));
    ImportDialog* dialog = m_page->importDialog();
    const auto choose = [&](const char* field, const QString& wanted, bool byData) {
      auto* box = dialog->findChild<QComboBox*>(QString::fromLatin1(field));
      const int at = byData ? box->findData(wanted) : box->findText(wanted);
      QVERIFY2(at >= 0, field);
      box->setCurrentIndex(at);
      Q_EMIT box->activated(at);
    };
    auto* date = dialog->findChild<QComboBox*>(QStringLiteral("map_date"));
    QTRY_VERIFY(date->findText(QStringLiteral("Paid on")) >= 0);
    choose("map_date", QStringLiteral("Paid on"), false);
    choose("map_department", QStringLiteral("Body"), false);
    choose("map_payee", QStringLiteral("To whom"), false);
    choose("map_amount", QStringLiteral("How much"), false);
    choose("map_id", QStringLiteral("No"), false);
    choose("importCurrency", QStringLiteral("CNY"), true);
    const auto firstDate = [&] { return dialog->preview().index(0, FinancePreviewModel::Date).data().toString(); };
    QTRY_COMPARE(firstDate(), QStringLiteral("3 Apr 2026"));
    auto* dates = dialog->findChild<QComboBox*>(QStringLiteral("importDates"));
    QVERIFY2(dates->itemText(0).startsWith(QStringLiteral("Detected: day, month, year")), qPrintable(dates->itemText(0)));
    QVERIFY(
        dialog->findChild<QComboBox*>(QStringLiteral("importDelimiter"))->itemText(0).contains(QStringLiteral("vertical bar")));
    choose("importDates", QStringLiteral("mm/dd/yyyy"), true);
    QTRY_COMPARE(firstDate(), QStringLiteral("4 Mar 2026"));

    // Kept under a name; one that comes with the program is not given away, and what is no name cannot be typed.
    dialog->findChild<QPushButton*>(QStringLiteral("saveProfile"))->click();
    auto* ask = dialog->findChild<QDialog*>(QStringLiteral("saveProfileDialog"));
    QVERIFY(ask != nullptr);
    QTRY_VERIFY(ask->isVisible());
    auto* name = ask->findChild<QLineEdit*>(QStringLiteral("profileName"));
    auto* save = ask->findChild<QPushButton*>(QStringLiteral("profileSave"));
    QVERIFY(!save->isEnabled());
    QTest::keyClicks(name, QStringLiteral("uk-gla!/ "));
    QCOMPARE(name->text(), QStringLiteral("uk-gla"));
    save->click();
    QTRY_VERIFY(ask->findChild<QLabel*>(QStringLiteral("profileProblem"))->isVisible());
    name->clear();
    QTest::keyClicks(name, QStringLiteral("own-bank_1"));
    save->click();
    auto* profile = dialog->findChild<QComboBox*>(QStringLiteral("importProfile"));
    QTRY_COMPARE(profile->currentData().toString(), QStringLiteral("own-bank_1"));
    // It alone gives the same preview.
    QTRY_COMPARE(dialog->findChild<QLabel*>(QStringLiteral("importRecognised"))->text(),
                 QStringLiteral("Recognised as own-bank_1."));
    QTRY_COMPARE(firstDate(), QStringLiteral("4 Mar 2026"));
    QCOMPARE(date->currentText(), QStringLiteral("Paid on"));
    QVERIFY2(dates->itemText(0).startsWith(QStringLiteral("By the profile: month, day, year")), qPrintable(dates->itemText(0)));

    // The next file with these headings is recognised by itself.
    m_page->openImport(write("april.csv", heading + "04/09/2026|教育局|江城水务|1|M-9\n"));
    QTRY_COMPARE(dialog->findChild<QLabel*>(QStringLiteral("importRecognised"))->text(),
                 QStringLiteral("Recognised as own-bank_1."));
    QTRY_COMPARE(firstDate(), QStringLiteral("9 Apr 2026"));
    QCOMPARE(dialog->preview().index(0, FinancePreviewModel::Currency).data().toString(), QStringLiteral("CNY"));
    QCOMPARE(profile->currentIndex(), 0);
    QVERIFY(profile->findData(QStringLiteral("own-bank_1")) > 0);
  }

  void theColumnsOfARecognisedFileAreShown() {
    QFile file(m_folder.filePath(QStringLiteral("own format.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Id,Date,Department,Payee,Amount,Currency\nX-1,2026-01-05,教育局,江城水务,1.50,CNY\n");
    file.close();
    m_page->openImport(file.fileName());
    ImportDialog* dialog = m_page->importDialog();
    QTRY_COMPARE(dialog->preview().rowCount(), 1);
    for (const auto& [field, heading] :
         {std::pair("map_date", "Date"), std::pair("map_payee", "Payee"), std::pair("map_id", "Id")})
      QCOMPARE(dialog->findChild<QComboBox*>(QString::fromLatin1(field))->currentText(), QString::fromLatin1(heading));
    QCOMPARE(dialog->findChild<QComboBox*>(QStringLiteral("map_entity"))->currentIndex(), 0);
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
