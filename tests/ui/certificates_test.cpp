// The Certificates page, driven as an administrator would.
#include <QtCore/QFile>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QTreeView>

#include "tests/support/window_fixture.h"
#include "ui/certificates/certificate_panel.h"
#include "ui/certificates/certificates_page.h"
#include "ui/certificates/issue_dialog.h"
#include "ui/parts/data_table.h"

namespace mz {

using test::FakeCertificates;
using test::FakeEngine;
using test::WindowFixture;

class CertificatesTest : public QObject {
  Q_OBJECT

 private:
  // Null when the page does not come to rest.
  static FakeCertificates* open(WindowFixture& fixture) {
    FakeEngine* engine = fixture.attachOn("certificates");
    auto* table = fixture.find<DataTable>("certificateTable");
    const bool shown = engine && QTest::qWaitFor([&] { return table->model()->rowCount() > 0; }) && fixture.settle();
    return shown ? &engine->certificates() : nullptr;
  }
  // The same with the identities unlocked.
  static FakeCertificates* openUnlocked(WindowFixture& fixture) {
    FakeCertificates* fake = open(fixture);
    if (!fake) return nullptr;
    fixture.window->client().unlock(std::string(kDemoPassword), [](const Status&) {});
    return fixture.settle() ? fake : nullptr;
  }
  static void press(const WindowFixture& fixture, const char* button) {
    auto* found = fixture.find<QPushButton>(button);
    QVERIFY2(found && found->isVisible() && found->isEnabled(), button);
    QTest::mouseClick(found, Qt::LeftButton);
  }
  // The first row that is so.
  template <class Fits>
  static bool choose(const WindowFixture& fixture, Fits fits) {
    auto* table = fixture.find<DataTable>("certificateTable");
    auto* model = qobject_cast<CertificateTableModel*>(table->model());
    for (int row = 0; row < model->rowCount(); ++row) {
      const CertificateRow* certificate = model->certificate(row);
      if (!certificate || !fits(*certificate)) continue;
      table->setCurrentIndex(model->index(row, 0));
      return true;
    }
    return false;
  }
  static bool usable(const CertificateRow& row) { return row.canRevoke && row.state == CertificateState::Valid; }

 private Q_SLOTS:
  void theTreeAndTheFiltersNarrowTheTable() {
    WindowFixture fixture;
    QVERIFY(open(fixture));
    auto* table = fixture.find<DataTable>("certificateTable");
    auto* tree = fixture.find<QTreeView>("authorityTree");
    const int all = table->model()->rowCount();
    QCOMPARE(all, 28);  // 24, three authorities, and the root
    const QModelIndex root = tree->model()->index(1, 0);
    QCOMPARE(tree->model()->rowCount(root), 3);
    tree->setCurrentIndex(tree->model()->index(1, 0, root));
    QVERIFY(fixture.settle());
    QCOMPARE(table->model()->rowCount(), 8);
    auto* state = fixture.window->page(QStringLiteral("certificates"))->findChild<QComboBox*>(QStringLiteral("filter.state"));
    const int revoked = state->findData(QStringLiteral("revoked"));
    state->setCurrentIndex(revoked);
    Q_EMIT state->activated(revoked);
    QVERIFY(fixture.settle());
    QVERIFY(table->model()->rowCount() > 0 && table->model()->rowCount() < 8);
    for (int row = 0; row < table->model()->rowCount(); ++row)
      QCOMPARE(table->model()->index(row, CertificateTableModel::StateColumn).data().toString(), QStringLiteral("Revoked"));
    tree->setCurrentIndex(tree->model()->index(0, 0));
    fixture.window->page(QStringLiteral("certificates"))->findChild<QPushButton*>(QStringLiteral("clearFilters"))->click();
    QVERIFY(fixture.settle());
    QCOMPARE(table->model()->rowCount(), all);
  }

  void thePanelSaysEverythingInPlainWords() {
    WindowFixture fixture;
    QVERIFY(open(fixture));
    QVERIFY(choose(fixture, usable));
    QVERIFY(fixture.settle());
    QStringList words;
    for (const QLabel* label : fixture.find<QWidget>("certificateFields")->findChildren<QLabel*>()) words << label->text();
    for (const char* text : {"Key usage", "sign", "Of a person or machine: it may sign no certificates", "ecdsa-with-SHA256"})
      QVERIFY2(words.contains(QString::fromUtf8(text)), text);
    QCOMPARE(fixture.find<DataTable>("certificateChannelTable")->model()->rowCount(), 2);
  }

  void aListIsIssuedWithWhatSpeaksAgainstItMended() {
    WindowFixture fixture;
    FakeCertificates* fake = openUnlocked(fixture);
    QVERIFY(fake);
    press(fixture, "issueCertificates");
    auto* issue = fixture.find<QPushButton>("issueNow");
    QVERIFY(!issue->isEnabled());
    OrderFinding finding;
    finding.order = 1;
    finding.problem = OrderProblem::OutlivesAuthority;
    finding.mended.emplace();
    fake->setFindings({finding});
    fixture.find<QPlainTextEdit>("issueNames")->setPlainText(QStringLiteral("name\nli-7\nwang-8; auditor\n\n \"zhao-9\" \n"));
    QCOMPARE(fixture.find<QLabel>("issueCount")->text(), QStringLiteral("3 certificates"));
    QTRY_COMPARE(fixture.find<DataTable>("issueFindings")->model()->rowCount(), 1);
    QCOMPARE(fixture.find<DataTable>("issueFindings")->model()->index(0, 0).data().toString(), QStringLiteral("3"));
    QVERIFY(!issue->isEnabled());
    press(fixture, "issueAdjusted");
    QTRY_VERIFY(fixture.find<QLabel>("settlementHeadline")->isVisible());
    QCOMPARE(fixture.find<QLabel>("settlementHeadline")->text(), QStringLiteral("3 certificates are issued"));
    const std::vector<CertificateOrder> issued = fake->issued();
    QCOMPARE(issued.size(), std::size_t(3));
    QCOMPARE(issued[0].name, std::string("li-7"));
    QCOMPARE(issued[0].templateId, std::string("officer"));
    QCOMPARE(issued[1].name, std::string("wang-8"));
    QCOMPARE(issued[1].role, std::string("auditor"));
    QVERIFY(issued[1].templateId.empty());
    QCOMPARE(issued[2].name, std::string("zhao-9"));
    press(fixture, "issueCancel");
    QVERIFY(fixture.settle());
    QTRY_COMPARE(fixture.find<DataTable>("certificateTable")->model()->rowCount(), 31);
  }

  void whatCannotBeMendedKeepsFromIssuing() {
    WindowFixture fixture;
    FakeCertificates* fake = openUnlocked(fixture);
    QVERIFY(fake);
    press(fixture, "issueCertificates");
    OrderFinding finding;
    finding.problem = OrderProblem::AlreadyIssued;
    fake->setFindings({finding});
    fixture.find<QPlainTextEdit>("issueNames")->setPlainText(QStringLiteral("li-7"));
    QTRY_COMPARE(fixture.find<DataTable>("issueFindings")->model()->rowCount(), 1);
    QVERIFY(!fixture.find<QPushButton>("issueNow")->isEnabled());
    QVERIFY(!fixture.find<QPushButton>("issueAdjusted")->isVisible());
  }

  void aListComesFromAFileAndOneThatIsNoneIsRefused() {
    WindowFixture fixture;
    QTemporaryDir folder;
    QVERIFY(openUnlocked(fixture));
    press(fixture, "issueCertificates");
    const auto write = [&](const QByteArray& content) {
      fixture.files.answer = folder.filePath(QStringLiteral("list.csv"));
      QFile file(fixture.files.answer);
      QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    };
    write(QByteArray("a\0b", 3));
    press(fixture, "issueFromFile");
    auto* problem = fixture.find<QLabel>("issueProblem");
    QTRY_VERIFY(problem->isVisible());
    write("\xe5\xb7\xa5\xe5\x8f\xb7,role\nli-7,clerk\nwang-8\n");
    press(fixture, "issueFromFile");
    QTRY_COMPARE(fixture.find<QLabel>("issueCount")->text(), QStringLiteral("2 certificates"));
    QVERIFY(!problem->isVisible());
  }

  void aSigningRequestIsShownAndIssuedForItsKey() {
    WindowFixture fixture;
    QTemporaryDir folder;
    FakeCertificates* fake = openUnlocked(fixture);
    QVERIFY(fake);
    press(fixture, "issueCertificates");
    const auto write = [&](const QByteArray& content) {
      fixture.files.answer = folder.filePath(QStringLiteral("web.csr"));
      QFile file(fixture.files.answer);
      QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    };
    write("bad");
    press(fixture, "issueFromRequest");
    QTRY_VERIFY(fixture.find<QLabel>("issueProblem")->isVisible());
    write("a request");
    press(fixture, "issueFromRequest");
    QTRY_VERIFY(fixture.find<QLabel>("issueRequest")->isVisible());
    QVERIFY(fixture.find<QLabel>("issueRequest")->text().contains(QStringLiteral("web-1.education.example")));
    auto* names = fixture.find<QPlainTextEdit>("issueNames");
    QCOMPARE(names->toPlainText(), QStringLiteral("web-1"));
    names->setPlainText(QStringLiteral("web-1\nweb-2"));
    QVERIFY(!fixture.find<QPushButton>("issueNow")->isEnabled());
    names->setPlainText(QStringLiteral("web-3"));
    QTRY_VERIFY(fixture.find<QPushButton>("issueNow")->isEnabled());
    press(fixture, "issueNow");
    QTRY_COMPARE(fake->issued().size(), std::size_t(1));
    QCOMPARE(fake->issued().front().name, std::string("web-3"));
    QCOMPARE(fake->issued().front().org, std::string("education"));
    QVERIFY(!fake->issued().front().request.empty());
    QCOMPARE(fake->issued().front().names.size(), std::size_t(1));
  }

  void revokingSaysFirstWhatStops() {
    WindowFixture fixture;
    FakeCertificates* fake = openUnlocked(fixture);
    QVERIFY(fake);
    QVERIFY(choose(fixture, usable));
    QVERIFY(fixture.settle());
    const std::string serial = fixture.window->findChild<CertificatePanel*>()->detail()->row.certificate.serial;
    press(fixture, "revokeCertificate");
    auto* now = fixture.find<QPushButton>("revokeNow");
    QTRY_VERIFY(now->isEnabled());
    QVERIFY(fixture.find<DataTable>("revokePreview")->model()->rowCount() > 0);
    fixture.find<QCheckBox>("revokeDoubt")->setChecked(true);
    press(fixture, "revokeNow");
    QTRY_VERIFY(fixture.find<QLabel>("settlementHeadline")->isVisible());
    QCOMPARE(fake->revoked().size(), std::size_t(1));
    QCOMPARE(fake->revoked().front().serials, std::vector<std::string>{serial});
    QCOMPARE(fake->revoked().front().reason, RevocationReason::KeyCompromise);
    QVERIFY(fake->revoked().front().invalidSince);
    press(fixture, "revokeCancel");
    QVERIFY(fixture.settle());
    QTRY_VERIFY(!fixture.find<QPushButton>("revokeCertificate")->isVisible());  // it is revoked
  }

  void whatIsOnHoldIsReleased() {
    WindowFixture fixture;
    FakeCertificates* fake = openUnlocked(fixture);
    QVERIFY(fake);
    QVERIFY(choose(fixture, [](const CertificateRow& row) { return row.state == CertificateState::OnHold; }));
    QVERIFY(fixture.settle());
    press(fixture, "releaseCertificate");
    QTRY_VERIFY(fixture.find<QPushButton>("revokeNow")->isEnabled());
    press(fixture, "revokeNow");
    QTRY_COMPARE(fake->revoked().size(), std::size_t(1));
    QCOMPARE(fake->revoked().front().reason, RevocationReason::RemoveFromCrl);
  }

  void renewingOffersToEndWithTheAuthority() {
    WindowFixture fixture;
    FakeCertificates* fake = openUnlocked(fixture);
    QVERIFY(fake);
    OrderFinding finding;
    finding.problem = OrderProblem::OutlivesAuthority;
    finding.mended.emplace();
    fake->setFindings({finding});
    QVERIFY(choose(fixture, [](const CertificateRow& row) { return usable(row) && row.key == KeyPlace::Keystore; }));
    QVERIFY(fixture.settle());
    press(fixture, "renewCertificate");
    QVERIFY(fixture.find<QRadioButton>("renewNewKey")->isChecked());
    press(fixture, "renewNow");
    QTRY_VERIFY(fixture.find<QPushButton>("renewAdjusted")->isVisible());
    QVERIFY(fake->renewed().empty());
    press(fixture, "renewAdjusted");
    QTRY_COMPARE(fake->renewed().size(), std::size_t(1));
    QVERIFY(!fake->renewed().front().sameKey);
  }

  void aLockedAuthorityAsksForThePasswordAndGoesOn() {
    WindowFixture fixture;
    FakeCertificates* fake = open(fixture);
    QVERIFY(fake);
    const auto unlock = [&] {
      QTRY_VERIFY(fixture.find<QDialog>("unlockDialog"));
      fixture.find<QLineEdit>("password")->setText(QString::fromLatin1(kDemoPassword.data(), int(kDemoPassword.size())));
      press(fixture, "unlock");
      QTRY_VERIFY(!fixture.find<QDialog>("unlockDialog"));
    };
    press(fixture, "issueCertificates");
    QVERIFY(!fixture.find<QDialog>("issueDialog"));
    unlock();
    QTRY_VERIFY(fixture.find<QDialog>("issueDialog"));
    fixture.find<QPlainTextEdit>("issueNames")->setPlainText(QStringLiteral("li-7"));
    QTRY_VERIFY(fixture.find<QPushButton>("issueNow")->isEnabled());
    // Locked again meanwhile, as after idling.
    fixture.engine->setFailure(Error(ErrorCode::Locked, "locked"));
    press(fixture, "issueNow");
    QTRY_VERIFY(fixture.find<QDialog>("unlockDialog"));
    QVERIFY(fake->issued().empty());
    fixture.engine->setFailure({});
    unlock();
    QTRY_COMPARE(fake->issued().size(), std::size_t(1));
  }

  void theChosenOneIsSavedForOthers() {
    WindowFixture fixture;
    QTemporaryDir folder;
    QVERIFY(openUnlocked(fixture));
    QVERIFY(choose(fixture, [](const CertificateRow& row) { return usable(row) && row.key == KeyPlace::Keystore; }));
    QVERIFY(fixture.settle());
    const auto saved = [&](const char* name, ExportForm form) {
      QFile file(folder.filePath(QString::fromUtf8(name)));
      return file.open(QIODevice::ReadOnly) && file.readAll() == QByteArray(64, static_cast<char>(form));
    };
    const QList<QAction*> forms = fixture.find<QPushButton>("saveCertificate")->menu()->actions();
    fixture.files.answer = folder.filePath(QStringLiteral("out.pem"));
    forms.at(0)->trigger();
    QTRY_VERIFY(saved("out.pem", ExportForm::Pem));
    // With its key only under a password that is none of the weak ones.
    fixture.files.answer = folder.filePath(QStringLiteral("out.p12"));
    QVERIFY(forms.at(4)->isEnabled());
    forms.at(4)->trigger();
    auto* password = fixture.find<QLineEdit>("filePassword");
    auto* again = fixture.find<QLineEdit>("filePasswordAgain");
    password->setText(QStringLiteral("secret"));
    again->setText(QStringLiteral("secret"));
    press(fixture, "filePasswordSave");
    QVERIFY(fixture.find<QDialog>("filePasswordDialog"));
    QVERIFY(!QFile::exists(fixture.files.answer));
    password->setText(QStringLiteral("green tea in cup 4711"));
    again->setText(password->text());
    press(fixture, "filePasswordSave");
    QTRY_VERIFY(saved("out.p12", ExportForm::Pkcs12));
  }

  void aKeyThatIsNotHereIsNotOffered() {
    WindowFixture fixture;
    QVERIFY(open(fixture));
    QVERIFY(choose(fixture, [](const CertificateRow& row) { return usable(row) && row.key == KeyPlace::Elsewhere; }));
    QVERIFY(fixture.settle());
    const QList<QAction*> forms = fixture.find<QPushButton>("saveCertificate")->menu()->actions();
    QVERIFY(forms.at(0)->isEnabled());
    QVERIFY(!forms.at(4)->isEnabled());
    QVERIFY(!forms.at(5)->isEnabled());
  }

  void everythingThatAFileHoldsIsReviewedBeforeItIsTaken() {
    WindowFixture fixture;
    QTemporaryDir folder;
    FakeCertificates* fake = openUnlocked(fixture);
    QVERIFY(fake);
    ImportReview review;
    review.findings.resize(3);
    review.findings[0].kind = ImportKind::Certificate;
    review.findings[0].title = "CN=li-7";
    review.findings[0].standing = ImportStanding::CanBeTaken;
    review.findings[1].kind = ImportKind::PrivateKey;
    review.findings[1].standing = ImportStanding::CanBeTaken;
    review.findings[1].failure = Error(ErrorCode::Locked, "needs a password");
    review.findings[2].kind = ImportKind::Certificate;
    review.findings[2].standing = ImportStanding::AlreadyThere;
    review.findings[2].label = "finance/officer-1";
    fake->setImport(review);
    press(fixture, "importCertificates");
    QVERIFY(!fixture.find<QPushButton>("importNow")->isVisible());
    fixture.files.answer = folder.filePath(QStringLiteral("none.p12"));
    QTest::mouseClick(fixture.find<QAbstractButton>("dropCertificates"), Qt::LeftButton);
    auto* problem = fixture.find<QLabel>("importProblem");
    QTRY_VERIFY(problem->isVisible());
    fixture.files.answer = folder.filePath(QStringLiteral("all.p12"));
    QFile file(fixture.files.answer);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("bytes") == 5);
    file.close();
    QTest::mouseClick(fixture.find<QAbstractButton>("dropCertificates"), Qt::LeftButton);
    auto* found = fixture.find<DataTable>("importFound");
    QTRY_COMPARE(found->model()->rowCount(), 3);
    QCOMPARE(found->model()->index(1, 3).data().toString(), QStringLiteral("needs its password"));
    QCOMPARE(found->model()->index(2, 3).data().toString(), QStringLiteral("is here already as finance/officer-1"));
    auto* password = fixture.find<QLineEdit>("importPassword");
    QVERIFY(password->isVisible());
    QTest::keyClicks(password, QStringLiteral("right"));
    QTest::keyClick(password, Qt::Key_Return);
    QTRY_COMPARE(found->model()->index(1, 3).data().toString(), QStringLiteral("can be taken over"));
    QCOMPARE(fixture.find<QPushButton>("importNow")->text(), QStringLiteral("Take over 2 objects"));
    press(fixture, "importNow");
    QTRY_VERIFY(fixture.find<QLabel>("settlementHeadline")->isVisible());
  }

  void aHundredThousandAreScrolledAndSorted() {
    WindowFixture fixture;
    FakeEngine* engine = fixture.attach();
    QVERIFY(engine);
    engine->certificates().generate(100'000);
    fixture.window->showPage(QStringLiteral("certificates"));
    auto* table = fixture.find<DataTable>("certificateTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 100'004, 20'000);
    QVERIFY(fixture.settle());
    const auto nameIn = [&](int row) { return table->model()->index(row, 0).data().toString(); };
    table->scrollToBottom();
    QTRY_VERIFY_WITH_TIMEOUT(!nameIn(100'003).isEmpty(), 20'000);
  }
};

}  // namespace mz

QTEST_MAIN(mz::CertificatesTest)
#include "certificates_test.moc"
