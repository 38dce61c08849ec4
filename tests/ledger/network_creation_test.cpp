// A new network: what is made works at once in both suites, and there is a whole one or none.
#include <sys/resource.h>

#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <fstream>

#include "ledger/engine.h"
#include "ledger/identity/keystore.h"
#include "ledger/network_directory.h"

using namespace mz;

namespace {

constexpr const char* kPassword = "Correct horse 7";

NetworkPlan goodPlan() {
  NetworkPlan plan;
  plan.title = {"River City", {}};
  plan.domain = "river-city.internal";
  plan.org = {"finance", {"Finance bureau", "财政局"}, "420100", "city", Suite::International};
  plan.channel.title = {"Public finance", "财政公开"};
  plan.password = kPassword;
  return plan;
}

QStringList entries(const std::filesystem::path& directory) {
  return QDir(QString::fromStdString(directory.string())).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
}

void write(const std::filesystem::path& file, std::string_view text) { std::ofstream(file) << text; }

}  // namespace

class NetworkCreationTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_root;
  std::filesystem::path path(const char* name) const { return m_root.filePath(QString::fromUtf8(name)).toStdString(); }

 private Q_SLOTS:
  void aNewNetworkTakesCallsThatBecomeFinal_data() {
    QTest::addColumn<int>("suite");
    QTest::addColumn<bool>("isPublic");
    QTest::newRow("international, public") << static_cast<int>(Suite::International) << true;
    QTest::newRow("guomi, private") << static_cast<int>(Suite::Guomi) << false;
  }
  void aNewNetworkTakesCallsThatBecomeFinal() {
    QFETCH(int, suite);
    QFETCH(bool, isPublic);
    const auto directory = path(suite == 1 ? "international" : "guomi");
    NetworkPlan plan = goodPlan();
    plan.org.suite = static_cast<Suite>(suite);
    plan.channel.isPublic = isPublic;
    plan.channel.currencies = {"CNY", "EUR"};
    const auto made = createNetwork(directory, plan, Progress());
    QVERIFY2(made, made ? "" : made.error().detail.c_str());
    QCOMPARE(entries(directory), QStringList({QStringLiteral("channels"), QStringLiteral("keystore.mzk"),
                                              QStringLiteral("mingzhang.lock"), QStringLiteral("network.json")}));

    const auto engine = openEngine(directory);
    QVERIFY2(engine, engine ? "" : engine.error().detail.c_str());
    const NetworkInfo network = (*engine)->network();
    QCOMPARE(network.domain, std::string("river-city.internal"));
    QCOMPARE(network.title.zh, std::string("River City"));
    QVERIFY(!network.demonstration);
    const auto channels = (*engine)->channels();
    QCOMPARE(channels.size(), std::size_t{1});
    QCOMPARE(channels[0].id, made->channel);
    QCOMPARE(channels[0].isPublic, isPublic);
    QCOMPARE(channels[0].members.size(), std::size_t{1});
    QVERIFY(channels[0].members[0].voting && channels[0].members[0].cosigns);

    QVERIFY(!(*engine)->unlock("another password"));
    QVERIFY((*engine)->unlock(kPassword));
    const auto codes = (*engine)->submit("finance", made->officer, "public-finance", "define_codes",
                                         R"({"codes":["Parks"],"kind":"department"})");
    QVERIFY2(codes, codes ? "" : codes.error().detail.c_str());
    QCOMPARE(codes->resultName, std::string("executed"));
    const auto paid = (*engine)->submit("finance", made->officer, "public-finance", "record_payment",
                                        R"({"amount":5,"currency":"EUR","date":"2026-01-02","department":"Parks","id":"P-1",)"
                                        R"("payee":"Green & Sons"})");
    QVERIFY2(paid, paid ? "" : paid.error().detail.c_str());
    QCOMPARE(paid->resultName, std::string("executed"));
    const auto status = (*engine)->status("finance");
    QVERIFY(status);
    QCOMPARE(status->finalHeight, status->height);
    QCOMPARE(status->cosigned, 1U);
    QVERIFY((*engine)->receipt("finance", paid->number));
    const auto report = (*engine)->audit("finance", Progress(), AuditWatch());
    QVERIFY(report && report->damages.empty());
  }

  void theKeystoreHasTheRootAndTheAuthorityOfTheChosenSuite() {
    for (const auto& [name, algorithm] : {std::pair{"international", KeyAlgorithm::P256}, {"guomi", KeyAlgorithm::Sm2}}) {
      auto keystore = Keystore::open(keystoreFile(path(name)));
      QVERIFY(keystore && keystore->unlock(kPassword));
      for (const char* label : {"root", "finance/ca", "finance/admin-01", "finance/officer-01", "finance/node-1"}) {
        const Identity* identity = keystore->find(label);
        QVERIFY2(identity, label);
        QVERIFY(identity->key.algorithm() == algorithm);
      }
      QVERIFY(issuedBy(keystore->find("finance/ca")->certificate, keystore->find("root")->certificate));
    }
  }

  void aChannelMayHaveNoContract() {
    NetworkPlan plan = goodPlan();
    plan.channel = {.name = "letters", .title = {"Letters", {}}, .finance = false};
    QVERIFY(createNetwork(path("letters"), plan, Progress()));
    const auto engine = openEngine(path("letters"));
    QVERIFY(engine);
    QVERIFY((*engine)->channels()[0].contracts.empty());
    const auto status = (*engine)->status("letters");
    QVERIFY(status && status->stopped.empty());
  }

  void whatCannotBeUsedIsRefusedByFieldBeforeAnythingIsMade_data() {
    QTest::addColumn<QString>("field");
    QTest::addColumn<std::function<void(NetworkPlan&)>>("spoil");
    const auto row = [](const char* name, const char* field, std::function<void(NetworkPlan&)> spoil) {
      QTest::newRow(name) << QString::fromUtf8(field) << std::move(spoil);
    };
    row("no title", "title", [](NetworkPlan& plan) { plan.title = {}; });
    row("a title with a line break", "title", [](NetworkPlan& plan) { plan.title.zh = "a\nb"; });
    row("a title that is too long", "title", [](NetworkPlan& plan) { plan.title.en = std::string(201, 'a'); });
    row("a title that is no text", "title", [](NetworkPlan& plan) { plan.org.title.en = "\xff"; });
    row("no domain", "domain", [](NetworkPlan& plan) { plan.domain = {}; });
    row("one part", "domain", [](NetworkPlan& plan) { plan.domain = "city"; });
    row("capitals", "domain", [](NetworkPlan& plan) { plan.domain = "City.internal"; });
    row("an empty part", "domain", [](NetworkPlan& plan) { plan.domain = "city..internal"; });
    row("a hyphen at the end", "domain", [](NetworkPlan& plan) { plan.domain = "city-.internal"; });
    row("a domain that is too long", "domain", [](NetworkPlan& plan) { plan.domain = std::string(60, 'a') + ".city"; });
    row("a demonstration's", "domain", [](NetworkPlan& plan) { plan.domain = "city.example"; });
    row("an org that is a path", "org", [](NetworkPlan& plan) { plan.org.id = "../etc"; });
    row("an org that begins with a digit", "org", [](NetworkPlan& plan) { plan.org.id = "1st"; });
    row("a region of letters", "region", [](NetworkPlan& plan) { plan.org.region = "abcdef"; });
    row("a channel that is a path", "channel", [](NetworkPlan& plan) { plan.channel.name = "a/b"; });
    row("no person", "person", [](NetworkPlan& plan) { plan.people.admin = {}; });
    row("no currency", "currency", [](NetworkPlan& plan) { plan.channel.currencies = {}; });
    row("an unknown currency", "currency", [](NetworkPlan& plan) { plan.channel.currencies = {"ABC"}; });
    row("no such day", "fiscal_year", [](NetworkPlan& plan) { plan.channel.fiscalYearStart = "02-29"; });
    row("a short password", "password", [](NetworkPlan& plan) { plan.password = "Abc-123-xyz"; });
    row("a password of few characters", "password", [](NetworkPlan& plan) { plan.password = "abababababababab"; });
    row("a password that many have", "password", [](NetworkPlan& plan) { plan.password = "Passw0rd!2024"; });
    row("the demonstration's password", "password", [](NetworkPlan& plan) { plan.password = kDemoPassword; });
    row("a password without end", "password", [](NetworkPlan& plan) {
      plan.password.clear();
      while (plan.password.size() < 1025) plan.password += "abcdefgh";
    });
  }
  void whatCannotBeUsedIsRefusedByFieldBeforeAnythingIsMade() {
    QFETCH(QString, field);
    QFETCH(std::function<void(NetworkPlan&)>, spoil);
    NetworkPlan plan = goodPlan();
    spoil(plan);
    const auto made = createNetwork(path("refused"), plan, Progress());
    QVERIFY(!made);
    QCOMPARE(made.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(QString::fromStdString(std::string(made.error().parameter("field"))), field);
    QVERIFY(made.error().detail.find(plan.password) == std::string::npos);
    QVERIFY(!std::filesystem::exists(path("refused")));
  }

  void twoPeopleOfOneNumberAreRefused() {
    NetworkPlan plan = goodPlan();
    for (const char* number : {"admin-01", "ca", "node-1"}) {
      plan.people.officer = number;
      const auto made = createNetwork(path("twins"), plan, Progress());
      QVERIFY2(!made && made.error().code == ErrorCode::InvalidArgument, number);
      QCOMPARE(made.error().parameter("field"), std::string_view("person"));
    }
  }

  void aDomainIsMadeFromTheName() {
    QCOMPARE(suggestedDomain("River City, 2026", "finance"), std::string("river-city-2026.internal"));
    QCOMPARE(suggestedDomain("江城", "finance"), std::string("finance.internal"));
    QCOMPARE(suggestedDomain("江城", ""), std::string("network.internal"));
    for (const char* title : {"A", "--", "  a  b  ", "Ümläut"})
      QVERIFY(checkPlanField(PlanField::Domain, suggestedDomain(title, "")));
    QVERIFY(checkPlanField(PlanField::Domain, suggestedDomain(std::string(300, 'x') + "-", "")));
  }

  void anIdIsMadeFromTheName() {
    QCOMPARE(suggestedId("Finance Bureau"), std::string("finance-bureau"));
    QCOMPARE(suggestedId("1st - Office "), std::string("st-office"));
    QCOMPARE(suggestedId("财政局"), std::string());
    QVERIFY(checkPlanField(PlanField::Org, suggestedId(std::string(31, 'x') + " y z")));
  }

  void cancellingLeavesNothingBehind() {
    for (int until = 1; until <= 3; ++until) {
      Progress* running = nullptr;
      Progress progress([&](std::uint64_t done, std::uint64_t) {
        if (done == static_cast<std::uint64_t>(until)) running->cancel();
      });
      running = &progress;
      const auto made = createNetwork(path("cancelled"), goodPlan(), progress);
      QVERIFY(!made);
      QCOMPARE(made.error().code, ErrorCode::Cancelled);
      QVERIFY(!std::filesystem::exists(path("cancelled")));
    }
    // A folder that somebody had made stays, empty.
    QVERIFY(std::filesystem::create_directory(path("own")));
    Progress progress;
    progress.cancel();
    QVERIFY(!createNetwork(path("own"), goodPlan(), progress));
    QCOMPARE(entries(path("own")), QStringList());
  }

  void aFullDiskLeavesNothingBehind() {
    // A file may only grow so far: writing then fails, in the keystore, in the channel, and in what the channel needs besides.
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
    for (const rlim_t bytes : {rlim_t{64}, rlim_t{1000}, rlim_t{20'000}, rlim_t{60'000}}) {
      const rlimit small{bytes, before.rlim_max};
      QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
      const auto made = createNetwork(path("full"), goodPlan(), Progress());
      QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
      QVERIFY2(!made, std::to_string(bytes).c_str());
      QVERIFY2(!std::filesystem::exists(path("full")), std::to_string(bytes).c_str());
    }
    std::signal(SIGXFSZ, ignored);
    QVERIFY(createNetwork(path("full"), goodPlan(), Progress()));
  }

  void whatWasCutOffIsMadeAnew() {
    const auto directory = path("cut");
    std::filesystem::create_directories(directory / "unfinished" / "channels");
    std::filesystem::create_directories(directory / "channels");
    write(directory / "keystore.mzk", "half");
    write(directory / "unfinished" / "network.json", "half");
    write(directory / "mingzhang.lock", "");
    const auto made = createNetwork(directory, goodPlan(), Progress());
    QVERIFY2(made, made ? "" : made.error().detail.c_str());
    QVERIFY(openEngine(directory));
    QVERIFY(!std::filesystem::exists(directory / "unfinished"));
  }

  void whatSomebodyElsePutThereStays() {
    for (const char* name : {"keystore.mzk", "letter.txt", "network.json"}) {
      const auto directory = path("taken") / name;
      std::filesystem::create_directories(directory);
      write(directory / name, "mine");
      const auto made = createNetwork(directory, goodPlan(), Progress());
      QVERIFY2(!made, name);
      QCOMPARE(made.error().code, ErrorCode::AlreadyThere);
      QCOMPARE(entries(directory), QStringList(QString::fromUtf8(name)));
    }
    // Also beside what was cut off.
    const auto directory = path("both");
    std::filesystem::create_directories(directory / "unfinished");
    write(directory / "letter.txt", "mine");
    QVERIFY(!createNetwork(directory, goodPlan(), Progress()));
    QVERIFY(std::filesystem::exists(directory / "letter.txt"));
    // And a file is no directory.
    write(path("file"), "mine");
    const auto made = createNetwork(path("file"), goodPlan(), Progress());
    QVERIFY(!made);
    QVERIFY(std::filesystem::exists(path("file")));
  }

  void whereANetworkIsMadeNobodyMakesAnother() {
    const auto directory = path("twice");
    std::optional<ErrorCode> second;
    Progress progress([&](std::uint64_t done, std::uint64_t) {
      if (done != 3) return;
      const auto other = createNetwork(directory, goodPlan(), Progress());
      second = other ? std::nullopt : std::optional(other.error().code);
    });
    QVERIFY(createNetwork(directory, goodPlan(), progress));
    QCOMPARE(second, std::optional(ErrorCode::InUse));
    QVERIFY(openEngine(directory));
  }
};

QTEST_GUILESS_MAIN(NetworkCreationTest)
#include "network_creation_test.moc"
