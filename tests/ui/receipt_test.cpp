// The receipt on its way out of the program: page, codes, paper, PDF, file, and what the journal keeps of it.
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtGui/QPainter>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QToolButton>
#include <algorithm>

#include "ledger/format/receipt_code.h"
#include "tests/support/window_fixture.h"
#include "ui/receipt/receipt_dialog.h"

namespace mz {

using test::WindowFixture;

class ReceiptTest : public QObject {
  Q_OBJECT

 private:
  // The dialog of the first transaction of a block that is final, read to its end; null when it does not come.
  static ReceiptDialog* open(WindowFixture& fixture, const char* button) {
    if (!fixture.attachOn("chain")) return nullptr;
    fixture.window->openLink(QStringLiteral("block/20"));
    auto* opener = fixture.window->page(QStringLiteral("chain"))->findChild<QPushButton*>(QString::fromLatin1(button));
    if (!fixture.settle() || !QTest::qWaitFor([&] { return opener->isEnabled(); })) return nullptr;
    opener->click();
    auto* dialog = fixture.find<ReceiptDialog>("receiptDialog");
    if (dialog == nullptr || !QTest::qWaitFor([&] { return dialog->page() != nullptr; })) return nullptr;
    return dialog;
  }
  static QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }
  static bool journalHas(WindowFixture& fixture, const std::string& how) {
    return QTest::qWaitFor([&] {
      const auto entries = fixture.engine->journal(0, 100);
      return std::ranges::any_of(entries, [&](const JournalEntry& entry) {
        return entry.what == "receipt" && entry.result == "done" && entry.subject.find(how) != std::string::npos;
      });
    });
  }

 private Q_SLOTS:
  void theCodesCarryTheWholeReceipt() {
    WindowFixture fixture;
    ReceiptDialog* dialog = open(fixture, "openReceiptCode");
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QTabWidget*>(QStringLiteral("receiptTabs"))->currentIndex(), int(ReceiptDialog::Codes));
    const ReceiptContent& content = dialog->page()->content();
    std::string texts;
    for (const std::string& code : content.codes) texts += code + "\n";
    QCOMPARE(receiptFromCodes(texts).value(), content.receipt);
    QCOMPARE(dialog->page()->codes().size(), content.codes.size());
  }

  // As another program sees them, on paper that was scanned a little askew.
  void theCodesAreReadFromPaper() {
    const QString reader = QStandardPaths::findExecutable(QStringLiteral("zbarimg"));
    if (reader.isEmpty()) QSKIP("zbarimg is not installed (package zbar-tools)");
    WindowFixture fixture;
    ReceiptDialog* dialog = open(fixture, "openReceiptCode");
    QVERIFY(dialog);
    QTemporaryDir folder;
    constexpr double kDots = 200 / 254.0;  // 200 to the inch, a tenth of a millimetre apart
    QStringList scans;
    for (int page = 0; page < dialog->page()->pages(); ++page) {
      QImage scan((ReceiptPage::pageSize() * kDots).toSize(), QImage::Format_Grayscale8);
      scan.fill(0xf0);
      QPainter painter(&scan);
      painter.setRenderHint(QPainter::SmoothPixmapTransform);
      painter.scale(kDots, kDots);
      painter.rotate(0.7);
      dialog->page()->paint(painter, page);
      painter.end();
      scans << folder.filePath(QStringLiteral("scan-%1.png").arg(page));
      QVERIFY(scan.save(scans.back()));
    }
    QProcess program;
    program.start(reader, QStringList{QStringLiteral("--quiet"), QStringLiteral("--raw"), QStringLiteral("-Sdisable"),
                                      QStringLiteral("-Sqrcode.enable")} +
                              scans);
    QVERIFY(program.waitForFinished());
    const auto read = receiptFromCodes(program.readAllStandardOutput().toStdString());
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QCOMPARE(*read, dialog->page()->content().receipt);
  }

  void severalCodesAreTurnedOver() {
    WindowFixture fixture;
    ReceiptDialog* dialog = open(fixture, "openReceiptCode");
    QVERIFY(dialog);
    auto* next = dialog->findChild<QToolButton*>(QStringLiteral("nextCode"));
    auto* previous = dialog->findChild<QToolButton*>(QStringLiteral("previousCode"));
    QVERIFY(!previous->isEnabled());
    for (std::size_t i = 1; i < dialog->page()->codes().size(); ++i) {
      QVERIFY(next->isEnabled());
      next->click();
    }
    QVERIFY(!next->isEnabled());
    QCOMPARE(previous->isEnabled(), dialog->page()->codes().size() > 1);
  }

  void thePageIsPrintedAndSavedAsPdf() {
    WindowFixture fixture;
    QTemporaryDir folder;
    ReceiptDialog* dialog = open(fixture, "openReceiptPage");
    QVERIFY(dialog);
    fixture.files.answer = folder.filePath(QStringLiteral("receipt.pdf"));
    dialog->findChild<QPushButton*>(QStringLiteral("saveReceiptPdf"))->click();
    QVERIFY(fixture.files.suggestedName.startsWith(QStringLiteral("receipt-")));
    QVERIFY(journalHas(fixture, "pdf"));
    QVERIFY(contentOf(fixture.files.answer).startsWith("%PDF"));
    fixture.files.printTo = folder.filePath(QStringLiteral("printed.pdf"));
    dialog->findChild<QPushButton*>(QStringLiteral("printReceipt"))->click();
    QVERIFY(journalHas(fixture, "print"));
    QVERIFY(contentOf(fixture.files.printTo).startsWith("%PDF"));
  }

  void whatCannotBeWrittenIsSaid() {
    WindowFixture fixture;
    ReceiptDialog* dialog = open(fixture, "openReceiptPage");
    QVERIFY(dialog);
    fixture.files.answer = QStringLiteral("/nowhere/receipt.pdf");
    dialog->findChild<QPushButton*>(QStringLiteral("saveReceiptPdf"))->click();
    auto* message = fixture.find<QLabel>("statusMessage");
    QTRY_VERIFY(message->text().contains(QStringLiteral("/nowhere/receipt.pdf")));
  }

  void closingAtOnceStillSaves() {
    WindowFixture fixture;
    QTemporaryDir folder;
    ReceiptDialog* dialog = open(fixture, "openReceiptPage");
    QVERIFY(dialog);
    fixture.files.answer = folder.filePath(QStringLiteral("receipt.tlog-proof"));
    const std::string receipt = dialog->page()->content().receipt;
    dialog->findChild<QPushButton*>(QStringLiteral("saveReceiptFile"))->click();
    dialog->close();
    QVERIFY(journalHas(fixture, "file"));
    QCOMPARE(contentOf(fixture.files.answer).toStdString(), receipt);
  }

  void amountsAreWrittenInCapitals() {
    const auto capital = [](std::int64_t fen) { return capitalAmountText(Amount(fen), "CNY"); };
    QCOMPARE(capital(0), QStringLiteral("零元整"));
    QCOMPARE(capital(12345), QStringLiteral("壹佰贰拾叁元肆角伍分"));
    QCOMPARE(capital(10005), QStringLiteral("壹佰元零伍分"));
    QCOMPARE(capital(50), QStringLiteral("伍角整"));
    QCOMPARE(capital(5), QStringLiteral("伍分"));
    QCOMPARE(capital(-100000), QStringLiteral("负壹仟元整"));
    QCOMPARE(capital(1000100), QStringLiteral("壹万零壹元整"));
    QCOMPARE(capital(10000000000), QStringLiteral("壹亿元整"));
    QCOMPARE(capital(1000000050000), QStringLiteral("壹佰亿零伍佰元整"));
    QCOMPARE(capital(100050000000), QStringLiteral("壹拾亿零伍拾万元整"));
    QCOMPARE(capital(10010000000), QStringLiteral("壹亿零壹拾万元整"));
    QCOMPARE(capital(1120050), QStringLiteral("壹万壹仟贰佰元伍角整"));
    QCOMPARE(capital(10600), QStringLiteral("壹佰零陆元整"));
    QVERIFY(capitalAmountText(Amount(100), "EUR").isEmpty());
  }
};

}  // namespace mz

QTEST_MAIN(mz::ReceiptTest)
#include "receipt_test.moc"
