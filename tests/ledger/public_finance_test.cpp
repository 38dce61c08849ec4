// The shipped package public-finance: its cases hold, and every refusal of its manifest is met by one.
#include "ledger/contract/memory_host.h"
#include "ledger/contract/package.h"
#include "tests/support/shared_files.h"

#include <QtTest>

using namespace mz;

class PublicFinanceTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyCaseOfThePackageHolds() {
    const auto package = Package::shipped("public-finance");
    QVERIFY2(package.has_value(), package ? "" : package.error().detail.c_str());
    const auto failures = runPackageCases(*package);
    QVERIFY2(failures.has_value(), failures ? "" : failures.error().detail.c_str());
    for (const std::string& failure : *failures) qWarning("%s", failure.c_str());
    QVERIFY(failures->empty());
  }

  void theCasesMeetEveryRefusalAndAreMany() {
    const auto package = Package::shipped("public-finance");
    QVERIFY(package.has_value());
    std::string all;
    std::size_t cases = 0;
    for (const auto& [path, text] : package->files()) {
      if (!path.starts_with("cases/")) continue;
      all += text;
      cases += Json::parse(text)->find("cases")->array().size();
    }
    QVERIFY(cases >= 25);
    for (const RefusalManifest& refusal : package->manifest().refusals) {
      QVERIFY2(all.find("\"result\": \"" + refusal.name + "\"") != std::string::npos, refusal.name.c_str());
    }
  }

  void everythingHasAnEnglishAndAChineseTitle() {
    const auto package = Package::shipped("public-finance");
    QVERIFY(package.has_value());
    const Manifest& manifest = package->manifest();
    const auto complete = [](const Json& title) { return !title.stringAt("en").empty() && !title.stringAt("zh_cn").empty(); };
    QVERIFY(complete(manifest.title));
    QVERIFY(complete(manifest.description));
    for (const RefusalManifest& refusal : manifest.refusals) QVERIFY2(complete(refusal.title), refusal.name.c_str());
    for (const FunctionManifest& function : manifest.functions) {
      QVERIFY2(complete(function.title), function.name.c_str());
      for (const auto& [field, schema] : function.schema.find("properties")->members()) {
        const Json* title = schema.find("x-title");
        QVERIFY2(title && complete(*title), (function.name + "." + field).c_str());
      }
    }
  }

  void theShippedArchiveIsThatOfTheSources() {
    const auto shipped = Package::shipped("public-finance");
    const auto sources = Package::fromDirectory(test::sourceDirectory() / "resources/packages/public-finance");
    QVERIFY(shipped.has_value());
    QVERIFY2(sources.has_value(), sources ? "" : sources.error().detail.c_str());
    QCOMPARE(shipped->digest(), sources->digest());
    QCOMPARE(Package::shipped("private-finance").error().code, ErrorCode::NotFound);
  }

  // A payment's state is paid for on every disk, a million times.
  void aPaymentWritesLittle() {
    const auto package = Package::shipped("public-finance");
    QVERIFY(package.has_value());
    const auto contract = package->load();
    QVERIFY(contract.has_value());
    MemoryHost host;
    host.add(**contract);
    const auto call = [&](std::string_view function, std::string_view arguments) {
      CallInput input;
      input.contract = "public-finance";
      input.function = function;
      input.arguments = arguments;
      input.creator.subject = {"finance", Role::Admin, "1001"};
      const auto answer = host.run(input);
      if (!answer) qWarning("%s", answer.error().log.c_str());
      return answer.has_value();
    };
    QVERIFY(call("configure", R"({"currencies":["GBP"],"fiscal_year_start":"04-01"})"));
    QVERIFY(call("define_codes", R"({"codes":["Education"],"kind":"department"})"));
    QVERIFY(call(
        "record_payment",
        R"({"amount":-1234,"currency":"GBP","date":"2026-03-01","department":"Education","description":"books","id":"17","payee":"A"})"));
    QCOMPARE(host.writes().size(), std::size_t(1));
    QCOMPARE(host.writes()[0].key, std::string("payment/17"));
    QCOMPARE(*host.writes()[0].value, std::string(R"({"amount":-1234,"currency":"GBP"})"));
  }
};

QTEST_GUILESS_MAIN(PublicFinanceTest)
#include "public_finance_test.moc"
