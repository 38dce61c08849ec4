// The window's side of a token: identities are known to sign before whoever asked for the PIN hears that it was right.
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include "models/engine_client.h"
#include "tests/support/fake_engine.h"

namespace mz {

namespace {
const TokenName kToken{"/usr/lib/tokens.so", "Finance", "4711"};

Secret pin(std::string text) { return Secret::take(text); }
}  // namespace

class TokenLoginTest : public QObject {
  Q_OBJECT

  struct Stage {
    EngineClient client;
    test::FakeEngine* engine = nullptr;

    bool open() {
      auto made = std::make_unique<test::FakeEngine>();
      engine = made.get();
      TokenInfo token;
      token.name = kToken;
      token.initialised = token.pinSet = token.loginRequired = true;
      engine->tokens().put(token);
      engine->setOfficerToken(kToken);
      client.attach(std::move(made));
      if (!QTest::qWaitFor([this] { return client.ready(); })) return false;
      client.unlock(std::string(kDemoPassword), [](const Status&) {});
      return QTest::qWaitFor([this] { return !client.identities().front().locked; });
    }
    const IdentityInfo& officer() const { return client.identities()[1]; }
    // What logging in with this PIN gives, and whether the officer could sign when it was told.
    std::pair<std::optional<Error>, bool> logIn(const char* text) {
      std::optional<std::pair<std::optional<Error>, bool>> answer;
      client.logInToToken(kToken, pin(text), [&](const Result<TokenLogin>& login) {
        answer.emplace(login ? std::nullopt : std::optional(login.error()), !officer().locked);
      });
      if (!QTest::qWaitFor([&] { return answer.has_value(); })) qFatal("no answer");
      return *answer;
    }
  };

 private Q_SLOTS:
  void anIdentityOnATokenSignsAfterItsPin() {
    Stage stage;
    QVERIFY(stage.open());
    QVERIFY(stage.officer().needsPin && stage.officer().locked);
    QSignalSpy changed(&stage.client, &EngineClient::identitiesChanged);
    const auto [failure, signs] = stage.logIn("1234");
    QVERIFY(!failure && signs);
    QCOMPARE(changed.size(), 1);
    QVERIFY(!stage.officer().needsPin);

    stage.client.logOutOfToken(kToken);
    QTRY_VERIFY(stage.officer().needsPin && stage.officer().locked);
  }

  void wrongPinsCountUntilTheTokenIsLocked() {
    Stage stage;
    QVERIFY(stage.open());
    QCOMPARE(stage.logIn("1111").first->parameter("tries"), std::string_view("few"));
    QCOMPARE(stage.logIn("2222").first->parameter("tries"), std::string_view("last"));
    QCOMPARE(stage.logIn("3333").first->code, ErrorCode::PinLocked);
    QCOMPARE(stage.logIn("1234").first->code, ErrorCode::PinLocked);
    QVERIFY(stage.officer().needsPin);
    stage.engine->tokens().pull("Finance");
    QCOMPARE(stage.logIn("1234").first->code, ErrorCode::TokenAbsent);
  }
};

}  // namespace mz

QTEST_GUILESS_MAIN(mz::TokenLoginTest)
#include "token_login_test.moc"
