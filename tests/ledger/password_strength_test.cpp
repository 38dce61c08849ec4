#include "ledger/password_strength.h"

#include <QTest>
#include <string>

#include "ledger/network_plan.h"

using namespace mz;

class PasswordStrengthTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void whatIsHardToGuessIsStrong() {
    const auto strengthOf = [](std::string_view password) { return judgePassword(password).strength; };
    QCOMPARE(strengthOf("tea cup 4711"), PasswordStrength::Fair);
    QCOMPARE(strengthOf("green tea cup 47"), PasswordStrength::Good);
    QCOMPARE(strengthOf("green tea in cup 4711"), PasswordStrength::Strong);
    QCOMPARE(strengthOf("x7Kp2mQ9vT4z"), PasswordStrength::Strong);
    QCOMPARE(strengthOf("correct horse battery staple"), PasswordStrength::Strong);
    // Chinese counts by what running text tells, not by the number of characters that there are.
    QCOMPARE(strengthOf("江城财政公开账本二零二六"), PasswordStrength::Fair);
    QCOMPARE(strengthOf("江城财政公开账本二零二六年河边绿茶"), PasswordStrength::Strong);
    QVERIFY(judgePassword("green tea in cup 4711").bits > judgePassword("green tea cup 47").bits);
    QCOMPARE(judgePassword("green tea cup 47").weakness, PasswordWeakness::None);
  }

  void whatIsWeakSaysWhy_data() {
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("weakness");
    const auto row = [](const char* password, const char* weakness) {
      QTest::newRow(password) << QString::fromUtf8(password) << QString::fromLatin1(weakness);
    };
    row("short", "too_short");
    row("江城财政公开账本二零二", "too_short");
    row("aaaaaaaaaaaaaaaaaaaaaaaa", "too_uniform");
    row("江江江江江江江江江江江江江", "too_uniform");
    row("demonstration", "published");
    row("password1234", "common_words");
    row("Passw0rd!2024", "common_words");
    row("mingzhang123", "common_words");
    row("ilovemycompany", "common_words");
    row("abcdeabcdeabcde", "repetition");
    row("1234567890123", "sequence");
    row("abcdefghijkl", "sequence");
    row("qwertyuiop[]", "keyboard");
    row("20240101 wen", "date");
    row("tab\tbetween words", "not_text");
  }
  void whatIsWeakSaysWhy() {
    QFETCH(QString, password);
    QFETCH(QString, weakness);
    const PasswordVerdict verdict = judgePassword(password.toStdString());
    QCOMPARE(QString::fromStdString(std::string(passwordWeaknessName(verdict.weakness))), weakness);
    QCOMPARE(verdict.strength, PasswordStrength::TooWeak);
    const auto refused = checkPlanField(PlanField::Password, password.toStdString());
    QVERIFY(!refused);
    QCOMPARE(refused.error().parameter("weakness"), std::string_view(passwordWeaknessName(verdict.weakness)));
    QVERIFY(refused.error().detail.find(password.toStdString()) == std::string::npos);
  }

  void oddPasswordsAreJudgedToo() {
    QCOMPARE(judgePassword({}).weakness, PasswordWeakness::TooShort);
    QCOMPARE(judgePassword(std::string(1025, 'x')).weakness, PasswordWeakness::TooLong);
    QCOMPARE(judgePassword("\xff\xfe not text at all").weakness, PasswordWeakness::NotText);
    QCOMPARE(judgePassword(std::string("green tea cup\0 47", 17)).weakness, PasswordWeakness::NotText);
    std::string longest;
    while (longest.size() < 1020) longest += "a7k!Q";
    QVERIFY(judgePassword(longest).strength != PasswordStrength::TooWeak);
    QCOMPARE(judgePassword("abc江江江江江江江江江江defg").weakness, PasswordWeakness::Sequence);
  }
};

QTEST_GUILESS_MAIN(PasswordStrengthTest)
#include "password_strength_test.moc"
