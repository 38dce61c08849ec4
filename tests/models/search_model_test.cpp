#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include "models/format_text.h"
#include "models/search_model.h"
#include "tests/support/fake_engine.h"

namespace mz {

using test::FakeEngine;

class SearchModelTest : public QObject {
  Q_OBJECT

  static std::vector<SearchHit> own(const QString& query) {
    const SearchHit verify{SearchHit::Group::Actions, QStringLiteral("Verify"), {}, QStringLiteral("action/chain.verify"), {}};
    if (query.isEmpty() || searchRank(query, {verify.title}) > 0) return {verify};
    return {};
  }
  static QStringList links(const SearchModel& model) {
    QStringList out;
    for (int i = 0; i < model.rowCount(); ++i) out << model.index(i).data(SearchModel::LinkRole).toString();
    return out;
  }
  static QStringList headings(const SearchModel& model) {
    QStringList out;
    for (int i = 0; i < model.rowCount(); ++i) out << model.index(i).data(SearchModel::HeadingRole).toString();
    return out;
  }

  std::unique_ptr<EngineClient> m_client;
  FakeEngine* m_engine = nullptr;

 private Q_SLOTS:
  void init() {
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    m_client = std::make_unique<EngineClient>();
    auto made = std::make_unique<FakeEngine>();
    m_engine = made.get();
    m_client->attach(std::move(made));
    QTRY_VERIFY(m_client->ready() && m_client->isIdle());
  }
  void cleanup() { m_client.reset(); }

  void namesFitByWordsInAnyLanguageAndByPinyin() {
    const QStringList names{QStringLiteral("Lock identities"), QStringLiteral("锁定身份")};
    QVERIFY(searchRank(QStringLiteral("lock"), names) > searchRank(QStringLiteral("ident"), names));
    QVERIFY(searchRank(QStringLiteral("ident"), names) > searchRank(QStringLiteral("dentit"), names));
    QVERIFY(searchRank(QStringLiteral("identities lock"), names) > 0);
    QVERIFY(searchRank(QStringLiteral("身份"), names) > 0);
    QVERIFY(searchRank(QStringLiteral("sdsf"), names) > 0);
    QCOMPARE(searchRank(QStringLiteral("sd x"), names), 0);
    QCOMPARE(searchRank(QStringLiteral("unlock"), names), 0);
  }

  void theWindowsOwnHitsAreThereAtOnce() {
    SearchModel model(*m_client, own);
    const QAbstractItemModelTester tester(&model);
    m_engine->setDelay(200);
    model.setQuery(QStringLiteral("veri"));
    QCOMPARE(links(model), QStringList{QStringLiteral("action/chain.verify")});
    QVERIFY(model.searching());
    QTRY_VERIFY(!model.searching());
  }

  void aNumberIsABlock() {
    SearchModel model(*m_client, own);
    model.setQuery(QStringLiteral("17"));
    QTRY_VERIFY(links(model).contains(QStringLiteral("block/17")));
    model.setQuery(QStringLiteral("39999"));
    QTRY_VERIFY(!model.searching());
    QVERIFY(links(model).isEmpty());
  }

  void theBeginningOfAnIdIsATransactionOnWhicheverChannel() {
    SearchModel model(*m_client, own);
    model.setQuery(fromText(FakeEngine::idOf(123).hex().substr(0, 10)).toUpper());
    QTRY_VERIFY(links(model).contains(QStringLiteral("in/finance/tx/123")));
    model.setQuery(fromText(FakeEngine::idOf(123).hex().substr(0, 7)));
    QTRY_VERIFY(!model.searching());
    QVERIFY(links(model).isEmpty());
  }

  void payeesChannelsAndIdentitiesAreFound() {
    SearchModel model(*m_client, own);
    model.setQuery(QStringLiteral("新源"));
    QTRY_VERIFY(links(model).contains(QStringLiteral("payee/新源电力")));
    model.setQuery(QStringLiteral("shjz"));  // 社会救助
    QVERIFY(links(model).contains(QStringLiteral("channel/welfare")));
    model.setQuery(QStringLiteral("周敏"));
    QVERIFY(links(model).contains(QStringLiteral("identity/finance-admin")));
  }

  void payeesAreFoundByTheirPinyinInitials() {
    SearchModel model(*m_client, own);
    model.setQuery(QStringLiteral("XYDL"));
    QTRY_VERIFY(links(model).contains(QStringLiteral("payee/新源电力")));
    const int before = m_engine->calls();
    model.setQuery(QStringLiteral("xydl"));
    QTRY_VERIFY(links(model).contains(QStringLiteral("payee/新源电力")));
    QTRY_VERIFY(!model.searching());
    // The names are not fetched again: certificates, and each kind of name once.
    QCOMPARE(m_engine->calls() - before, 3);
    model.setQuery(QStringLiteral("x新"));
    QTRY_VERIFY(!model.searching());
    QVERIFY(links(model).isEmpty());
  }

  void enrolledCertificatesLeadToTheirPage() {
    SearchModel model(*m_client, own);
    const auto linkOf = [this](const char* name) {
      const auto found = m_engine->certificates().enrolled("finance", name, 1);
      return found && !found->empty() ? QStringLiteral("certificate/") + fromText(found->front().certificate.fingerprint.hex())
                                      : QString();
    };
    model.setQuery(QStringLiteral("officer-404"));
    QTRY_VERIFY(links(model).contains(linkOf("officer-404")));
    model.setQuery(QStringLiteral("officer-403"));
    QTRY_VERIFY(links(model).contains(linkOf("officer-403")));
    QVERIFY(model.index(0).data(SearchModel::DetailRole).toString().startsWith(QStringLiteral("Revoked")));
  }

  void everyGroupHasOneHeading() {
    SearchModel model(*m_client, own);
    model.setQuery(QStringLiteral("e"));
    QTRY_VERIFY(!model.searching());
    QStringList shown = headings(model);
    QVERIFY(!shown.front().isEmpty());
    shown.removeAll(QString());
    QCOMPARE(shown.removeDuplicates(), 0);
  }

  void answersToAnOlderTextAreDropped() {
    SearchModel model(*m_client, own);
    m_engine->setDelay(150);
    model.setQuery(QStringLiteral("17"));
    QTest::qWait(160);  // the question is under way
    model.setQuery(QStringLiteral("18"));
    QTRY_VERIFY(!model.searching());
    QVERIFY(links(model).contains(QStringLiteral("block/18")));
    QVERIFY(!links(model).contains(QStringLiteral("block/17")));
    model.setQuery({});
    QTRY_VERIFY(m_client->isIdle());
    QCOMPARE(links(model), QStringList{QStringLiteral("action/chain.verify")});
  }

  void anEngineThatFailsLeavesTheOwnHits() {
    SearchModel model(*m_client, own);
    m_engine->setFailure(Error(ErrorCode::Io, "disk gone"));
    model.setQuery(QStringLiteral("verify"));
    QTRY_VERIFY(!model.searching());
    QCOMPARE(links(model), QStringList{QStringLiteral("action/chain.verify")});
  }
};

}  // namespace mz

QTEST_MAIN(mz::SearchModelTest)
#include "search_model_test.moc"
