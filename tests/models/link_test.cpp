#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include "models/history.h"
#include "models/link_opener.h"
#include "models/pinyin.h"
#include "tests/support/fake_engine.h"

namespace mz {

using test::FakeEngine;

class LinkTest : public QObject {
  Q_OBJECT

  static Place place(const char* page, const char* link = "", const char* channel = "finance") {
    return {channel, QString::fromLatin1(page), QString::fromLatin1(link)};
  }

 private Q_SLOTS:
  void linksAreReadAndWritten() {
    const QString id = QString(64, QLatin1Char('a'));
    for (const QString& text : {QStringLiteral("mingzhang:tx/") + id, QStringLiteral("mingzhang:block/finance/0"),
                                QStringLiteral("mingzhang:block/%1/1234").arg(id),
                                QStringLiteral("mingzhang:payment/budget-drafts/18446744073709551615"),
                                QStringLiteral("mingzhang:compare/finance/12/3"), QStringLiteral("mingzhang:page/chain")}) {
      const auto link = parseLink(text);
      QVERIFY2(link, qPrintable(text));
      QCOMPARE(linkText(*link), text);
    }
  }

  void everythingElseIsNoLink_data() {
    QTest::addColumn<QString>("text");
    const QString id = QString(64, QLatin1Char('a'));
    for (const QString& text : {QString(),
                                QStringLiteral("mingzhang:"),
                                QStringLiteral("mingzhang://tx/") + id,
                                QStringLiteral("Mingzhang:tx/") + id,
                                QStringLiteral("http:tx/") + id,
                                QStringLiteral("mingzhang:tx/abcdef12"),
                                QStringLiteral("mingzhang:tx/") + id.toUpper(),
                                QStringLiteral("mingzhang:tx/%1/").arg(id),
                                QStringLiteral("mingzhang:tx/%1?x=1").arg(id),
                                QStringLiteral("mingzhang:block/finance"),
                                QStringLiteral("mingzhang:block/finance/01"),
                                QStringLiteral("mingzhang:block/finance/-1"),
                                QStringLiteral("mingzhang:block/finance/+1"),
                                QStringLiteral("mingzhang:block/finance/1 "),
                                QStringLiteral("mingzhang:block/finance/18446744073709551616"),
                                QStringLiteral("mingzhang:block/../1"),
                                QStringLiteral("mingzhang:block//1"),
                                QStringLiteral("mingzhang:block/财政/1"),
                                QStringLiteral("mingzhang:block/finance/１２"),
                                QStringLiteral("mingzhang:block/fin%61nce/1"),
                                QStringLiteral("mingzhang:compare/finance/12"),
                                QStringLiteral("mingzhang:compare/finance/12/"),
                                QStringLiteral("mingzhang:compare/finance/12/03"),
                                QStringLiteral("mingzhang:page/"),
                                QStringLiteral("mingzhang:page/a/b"),
                                QStringLiteral("mingzhang:run/rm"),
                                QStringLiteral("mingzhang:page/") + QString(300, QLatin1Char('a'))}) {
      QTest::newRow(text.left(60).toUtf8().constData()) << text;
    }
  }
  void everythingElseIsNoLink() {
    QFETCH(QString, text);
    QVERIFY(!parseLink(text));
  }

  void aTransactionIsFoundOnItsChannel() {
    EngineClient client;
    LinkOpener opener(client);
    QSignalSpy arrived(&opener, &LinkOpener::arrived);
    Link link;
    link.kind = Link::Kind::Transaction;
    link.transaction = FakeEngine::idOf(77);
    opener.open(link);  // before there is a network
    client.attach(std::make_unique<FakeEngine>());
    QTRY_COMPARE(arrived.size(), 1);
    QCOMPARE(arrived.front().front().toString(), QStringLiteral("tx/77"));
    QVERIFY(client.status());
  }

  void anotherChannelIsChosenFirst() {
    EngineClient client;
    LinkOpener opener(client);
    QSignalSpy arrived(&opener, &LinkOpener::arrived);
    client.attach(std::make_unique<FakeEngine>());
    QTRY_VERIFY(client.ready());
    opener.open(*parseLink(QStringLiteral("mingzhang:block/welfare/12")));
    QTRY_COMPARE(arrived.size(), 1);
    QCOMPARE(client.channel(), std::string("welfare"));
    QVERIFY(client.status());
    QVERIFY(!opener.isWaiting());
  }

  void aLinkToNothingSaysWhatIsMissing_data() {
    QTest::addColumn<QString>("link");
    QTest::newRow("channel") << QStringLiteral("mingzhang:block/elsewhere/1");
    QTest::newRow("block") << QStringLiteral("mingzhang:block/finance/4000");
    QTest::newRow("payment") << QStringLiteral("mingzhang:payment/finance/400000");
    QTest::newRow("transaction") << QStringLiteral("mingzhang:tx/") + QString(64, QLatin1Char('0'));
  }
  void aLinkToNothingSaysWhatIsMissing() {
    QFETCH(QString, link);
    EngineClient client;
    LinkOpener opener(client);
    QSignalSpy nothing(&opener, &LinkOpener::nothingThere);
    client.attach(std::make_unique<FakeEngine>());
    opener.open(*parseLink(link));
    QTRY_COMPARE(nothing.size(), 1);
    QVERIFY(!nothing.front().at(1).toString().isEmpty());
  }

  void theNewestWishWins() {
    EngineClient client;
    LinkOpener opener(client);
    QSignalSpy arrived(&opener, &LinkOpener::arrived);
    auto made = std::make_unique<FakeEngine>();
    FakeEngine* engine = made.get();
    client.attach(std::move(made));
    QTRY_VERIFY(client.ready() && client.isIdle());
    engine->setDelay(80);
    opener.open(*parseLink(QStringLiteral("mingzhang:block/finance/12")));
    opener.open(*parseLink(QStringLiteral("mingzhang:block/finance/13")));
    QTRY_COMPARE(arrived.size(), 1);
    QTRY_VERIFY(client.isIdle());
    QCOMPARE(arrived.size(), 1);
    QCOMPARE(arrived.front().front().toString(), QStringLiteral("block/13"));
  }

  void backAndForwardFollowTheWay() {
    History history;
    QVERIFY(!history.canGoBack());
    history.jump(place("chain"), 0);
    history.choose(place("chain", "block/9"), 10'000);  // the page chose it: the same step
    history.jump(place("finance"), 20'000);
    history.jump(place("chain", "tx/5"), 30'000);
    QVERIFY(!history.canGoForward());
    QCOMPARE(history.back(), place("finance"));
    QCOMPARE(history.back(), place("chain", "block/9"));
    QVERIFY(!history.canGoBack());
    QCOMPARE(history.forward(), place("finance"));
    history.jump(place("settings"), 40'000);
    QVERIFY(!history.canGoForward());
    QCOMPARE(history.back(), place("finance"));
  }

  void aChoiceIsAStepWhenTheOneBeforeWasLookedAt() {
    History history;
    history.jump(place("chain", "block/1"), 0);
    for (int i = 2; i < 20; ++i) history.choose(place("chain", qPrintable(QStringLiteral("block/%1").arg(i))), i * 100);
    history.choose(place("chain", "block/30"), 10'000);
    QCOMPARE(history.back(), place("chain", "block/19"));
    QVERIFY(!history.canGoBack());
  }

  void whatPagesChooseOnTheWayIsNoStep() {
    History history;
    history.jump(place("chain", "block/1"), 0);
    history.jump(place("finance"), 5000);
    history.back();
    history.choose(place("chain", "block/39"), 9000);  // its first row
    history.choose(place("chain", "block/1"), 20'000);
    QVERIFY(history.canGoForward());
    history.choose(place("chain", "block/2"), 30'000);
    QVERIFY(!history.canGoForward());
    QCOMPARE(history.back(), place("chain", "block/1"));
  }

  void theWayIsBounded() {
    History history;
    for (int i = 0; i < 1000; ++i) history.jump(place("chain", qPrintable(QString::number(i))), i);
    int steps = 0;
    while (history.canGoBack()) {
      history.back();
      ++steps;
    }
    QCOMPARE(steps, 199);
  }

  void initialsOfChineseWords() {
    QCOMPARE(pinyinInitials(QStringLiteral("财政公开")), QStringLiteral("czgk"));
    QCOMPARE(pinyinInitials(QStringLiteral("锁定身份")), QStringLiteral("sdsf"));
    QCOMPARE(pinyinInitials(QStringLiteral("链")), QStringLiteral("l"));
    QCOMPARE(pinyinInitials(QStringLiteral("概览")), QStringLiteral("gl"));
    QCOMPARE(pinyinInitials(QStringLiteral("区块 12 A")), QStringLiteral("qk 12 a"));
    QCOMPARE(pinyinInitials(QStringLiteral("鑫源")), QStringLiteral("xy"));
    // One of each letter.
    QCOMPARE(pinyinInitials(QStringLiteral("安本从大恩分国和机开里民你欧平其人三天我小要中")),
             QStringLiteral("abcdefghjklmnopqrstwxyz"));
  }
};

}  // namespace mz

QTEST_MAIN(mz::LinkTest)
#include "link_test.moc"
