// Contract packages: what an archive and a manifest must be, what the source must not have, and that cases can fail.
#include "tests/ledger/script_contract.h"

#include "ledger/contract/source_check.h"
#include "ledger/crypto/hash.h"

using namespace mz;
using namespace mz::test;

namespace {

const std::string kChunk = "return {run = function(args) return args.number end}";

Result<Package> packed(const PackageFiles& files) { return Package::fromArchive(packArchive(files)); }

// Why the package is refused, as "code file"; "accepted" otherwise.
std::string refusal(const PackageFiles& files) {
  const auto package = packed(files);
  if (package) return "accepted";
  return std::string(errorName(package.error().code)) + " " + std::string(package.error().parameter("file"));
}

PackageFiles withManifest(std::string from, const std::string& to) {
  PackageFiles files = scriptFiles(kChunk);
  std::string& text = files["manifest.json"];
  const std::size_t at = text.find(from);
  if (at == std::string::npos) qFatal("the manifest has no %s", from.c_str());
  text.replace(at, from.size(), to);
  return files;
}

}  // namespace

class PackageTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void anArchiveIsItsSortedFilesAndNamedByItsDigest() {
    const PackageFiles files = scriptFiles(kChunk);
    const Bytes archive = packArchive(files);
    QVERIFY(textOf(archive).starts_with("[[\"contract.lua\",\"return {run"));
    const auto package = Package::fromArchive(archive);
    QVERIFY2(package.has_value(), package ? "" : package.error().detail.c_str());
    QCOMPARE(package->archive(), archive);
    QCOMPARE(package->digest(), sha256(archive));
    QVERIFY(package->files() == files);
    QCOMPARE(package->source(), kChunk);
    QCOMPARE(package->manifest().name, std::string("script"));
    QCOMPARE(package->manifest().refusals[0].number, 7u);
    QCOMPARE(package->manifest().orderedPrefixes, std::vector<std::string>{"row/"});
    QCOMPARE(package->manifest().functions[0].roles, std::vector<Role>{Role::Officer});
  }

  void archivesInAnotherFormAreRefused_data() {
    QTest::addColumn<QString>("archive");
    for (const char* archive :
         {"", "{}", "[]", "[1]", "[[\"contract.lua\"]]", "[[\"contract.lua\",\"\",\"\"]]", "[[1,\"\"]]",
          "[[\"manifest.json\",\"\"],[\"contract.lua\",\"\"]]", "[[\"contract.lua\",\"\"],[\"contract.lua\",\"\"]]", "[ ]",
          "[[\"../contract.lua\",\"\"]]", "[[\"/contract.lua\",\"\"]]", "[[\"cases/../a.json\",\"\"]]",
          "[[\"readme.md\",\"\"]]", "[[\"schemas/A.json\",\"\"]]", "[[\"cases/.json\",\"\"]]"}) {
      QTest::newRow(*archive ? archive : "empty") << archive;
    }
  }
  void archivesInAnotherFormAreRefused() {
    QFETCH(QString, archive);
    const std::string text = archive.toStdString();
    const auto package = Package::fromArchive(bytesOf(text));
    QVERIFY(!package);
    QCOMPARE(package.error().code, ErrorCode::Malformed);
    QVERIFY(!package.error().parameter("file").empty());
  }

  void aPackageOverOneMebibyteIsRefused() {
    PackageFiles files = scriptFiles(kChunk);
    files["contract.lua"] += "\n--" + std::string(1024 * 1024, 'x');
    QCOMPARE(refusal(files), std::string("too_large archive"));
  }

  void everyPrefixOfAnArchiveIsRefused() {
    const Bytes archive = packArchive(scriptFiles(kChunk));
    for (std::size_t size = 0; size < archive.size(); ++size) QVERIFY(!Package::fromArchive(ByteView(archive).first(size)));
  }

  void manifestsAreReadStrictly_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    const auto row = [](const char* from, const char* to) { QTest::newRow(to) << from << to; };
    row("\"public\":false", "\"public\":false,\"colour\":\"red\"");
    row("\"public\":false", "\"public\":0");
    row("\"public\":false,", "");
    row("\"script\"", "\"Script\"");
    row("\"script\"", "\"\"");
    row("\"script\"", "\"system\"");
    row("\"script\"", "\"a_b\"");
    row("1.0.0", "1.0");
    row("1.0.0", "1..0");
    row("1.0.0", "1.0.0a");
    row("\"title\":{\"en\":\"Test\"}", "\"title\":\"Test\"");
    row("\"title\":{\"en\":\"Test\"}", "\"title\":{\"zh_cn\":\"T\"}");
    row("\"title\":{\"en\":\"Run\"}", "\"title\":{\"en\":1}");
    row("\"roles\":[\"officer\"]", "\"roles\":[]");
    row("\"roles\":[\"officer\"]", "\"roles\":[\"king\"]");
    row("\"roles\":[\"officer\"]", "\"roles\":[\"officer\",\"officer\"]");
    row("\"name\":\"run\"", "\"name\":\"walk\"");
    row("\"name\":\"run\"", "\"name\":\"run\",\"pure\":true");
    row("\"number\":7", "\"number\":0");
    row("\"number\":7", "\"number\":100000");
    row("\"number\":7", "\"number\":\"7\"");
    row("[{\"name\":\"not_so\"", "[{\"name\":\"other\",\"number\":7,\"title\":{\"en\":\"O\"}},{\"name\":\"not_so\"");
    row("[{\"name\":\"not_so\"", "[{\"name\":\"not_so\",\"number\":8,\"title\":{\"en\":\"O\"}},{\"name\":\"not_so\"");
    row("[\"row/\"]", "[\"\"]");
    row("[\"row/\"]", "[\"row/\",\"row/a\"]");
    row("[\"row/\"]", "\"row/\"");
    row("[\"row/\"]",
        "[\"row/"
        "\"],\"machines\":[{\"name\":\"m\",\"states\":[\"a\"],\"transitions\":[{\"function\":\"fly\",\"from\":[],\"to\":\"a\"}]"
        "}]");
    row("[\"row/\"]",
        "[\"row/"
        "\"],\"machines\":[{\"name\":\"m\",\"states\":[\"a\"],\"transitions\":[{\"function\":\"run\",\"from\":[],\"to\":\"b\"}]"
        "}]");
    row("[\"row/\"]",
        "[\"row/"
        "\"],\"machines\":[{\"name\":\"m\",\"states\":[\"a\"],\"transitions\":[{\"function\":\"run\",\"from\":[\"b\"],\"to\":"
        "\"a\"}]}]");
    row("}", "");
  }
  void manifestsAreReadStrictly() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    const std::string got = refusal(withManifest(from.toStdString(), to.toStdString()));
    QVERIFY2(got == "malformed manifest.json" || got == "malformed schemas/walk.json", got.c_str());
  }

  void schemasAreCheckedWithThePackage() {
    const auto withSchema = [](const char* schema) {
      PackageFiles files = scriptFiles(kChunk);
      files["schemas/run.json"] = schema;
      return files;
    };
    QCOMPARE(refusal(withSchema(R"({"type":"array"})")), std::string("malformed schemas/run.json"));
    QCOMPARE(refusal(withSchema(R"({"type":"object","additionalProperties":false,"properties":{"a":{"format":"date"}}})")),
             std::string("malformed schemas/run.json"));
    QCOMPARE(refusal(withSchema("{")), std::string("malformed schemas/run.json"));
    PackageFiles files = scriptFiles(kChunk);
    files["schemas/walk.json"] = kAnyArguments;
    QCOMPARE(refusal(files), std::string("malformed schemas/walk.json"));
    files = scriptFiles(kChunk);
    files.erase("contract.lua");
    QCOMPARE(refusal(files), std::string("malformed contract.lua"));
    files = scriptFiles(kChunk);
    files.erase("schemas/run.json");
    QCOMPARE(refusal(files), std::string("malformed schemas/run.json"));
  }

  void schemasShareDefinitions() {
    PackageFiles files = scriptFiles(kChunk);
    files["schemas/definitions.json"] = R"({"small":{"type":"integer","maximum":9}})";
    files["schemas/run.json"] =
        "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"number\":{\"$ref\":\"#/definitions/small\"}}}";
    Script script(files);
    QCOMPARE(script.call(R"({"number":9})").text, std::string("9"));
    QCOMPARE(script.call(R"({"number":10})").code, ResultCode::ArgumentsInvalid);
  }

  void sourceThatMakesFloatsIsRefused_data() {
    QTest::addColumn<QString>("source");
    for (const char* source : {"return 1.5",
                               "return .5",
                               "return 5.",
                               "return 1e3",
                               "return 1E3",
                               "return 0x1p4",
                               "return 0x.8",
                               "return 0xA.8",
                               "return 9223372036854775808",
                               "return 1 / 2",
                               "return a/b",
                               "return 2 ^ 3",
                               "local s = 'a' .. 1.5",
                               "--[[ x ]] return 1.5",
                               "return '--' .. 1.5",
                               "return [[ x ]] .. 1.5",
                               "return '\\'' .. 1.5",
                               "-- x\nreturn 1.5",
                               "--[==[ ]] ]==] return 1.5",
                               "return a[b[1]] / 2"}) {
      QTest::newRow(source) << source;
    }
  }
  void sourceThatMakesFloatsIsRefused() {
    QFETCH(QString, source);
    const Status status = checkSource(source.toStdString());
    QVERIFY(!status);
    QCOMPARE(status.error().code, ErrorCode::Malformed);
    PackageFiles files = scriptFiles(source.toStdString());
    QCOMPARE(refusal(files), std::string("malformed contract.lua"));
  }

  void sourceThatOnlyLooksLikeFloatsIsAccepted_data() {
    QTest::addColumn<QString>("source");
    for (const char* source :
         {"return 7 // 2", "return 'a/b'", "return \"1.5\"", "-- 1/2", "--[[ 1.5 / 2\n ^ ]]", "--[==[ 1.5 ]] / ]==]",
          "return [[1.5]]", "return [==[ ]] / ]==]", "return 'it\\'s 1/2'", "return a.b, a1.b2", "return 1 ..2",
          "return 'a'..1", "return 0xFFFFFFFFFFFFFFFF", "return 9223372036854775807", "local function f(...) return ... end",
          "return a[b[1]]", "return e1, x.e2", "local t = {[1]=2}"}) {
      QTest::newRow(source) << source;
    }
  }
  void sourceThatOnlyLooksLikeFloatsIsAccepted() {
    QFETCH(QString, source);
    const Status status = checkSource(source.toStdString());
    QVERIFY2(status.has_value(), status ? "" : status.error().detail.c_str());
  }

  void theRefusalOfASourceNamesItsLine() {
    QVERIFY(checkSource("local a = 1\n\nreturn a / 2").error().detail.starts_with("contract.lua:3: "));
  }

  void directoriesBecomePackages() {
    QTemporaryDir directory;
    const std::filesystem::path root = directory.path().toStdString();
    std::filesystem::create_directories(root / "schemas");
    const PackageFiles files = scriptFiles(kChunk);
    const auto write = [&](const std::string& path, const std::string& text) {
      QFile file(QString::fromStdString((root / path).string()));
      return file.open(QIODevice::WriteOnly) && file.write(text.data(), static_cast<qint64>(text.size())) >= 0;
    };
    for (const auto& [path, text] : files) QVERIFY(write(path, text));
    const auto package = Package::fromDirectory(root);
    QVERIFY2(package.has_value(), package ? "" : package.error().detail.c_str());
    QCOMPARE(package->digest(), packed(files)->digest());
    QVERIFY(write("notes.txt", "x"));
    QCOMPARE(Package::fromDirectory(root).error().parameter("file"), std::string_view("notes.txt"));
    QCOMPARE(Package::fromDirectory(root / "absent").error().code, ErrorCode::NotFound);
  }

  void casesSayWhatDoesNotHold() {
    const auto run = [](const char* steps) {
      PackageFiles files = scriptFiles(
          "return {run = function(args) put('a', 1) emit('e', {}) require(args.number == 1, 'not_so') return 5 end}");
      files["cases/all.json"] = std::string(R"({"cases":[{"title":"t","steps":[)") + steps + "]}]}";
      return runPackageCases(*packed(files));
    };
    const auto holds = [&](const char* steps) {
      const auto failures = run(steps);
      return failures && failures->empty();
    };
    QVERIFY(holds(R"({"call":"run","with":{"number":1},"answer":5,"writes":[["a",1]],"events":[["e",{}]]})"));
    QVERIFY(holds(R"({"call":"run","with":{"number":2},"result":"not_so","writes":[],"events":[]})"));
    QVERIFY(holds(R"({"call":"run","as":"kiosk","result":"role_not_allowed"})"));
    for (const char* wrong :
         {R"({"call":"run","with":{"number":2}})", R"({"call":"run","with":{"number":1},"result":"not_so"})",
          R"({"call":"run","with":{"number":2},"result":"script_error"})", R"({"call":"run","with":{"number":1},"answer":6})",
          R"({"call":"run","with":{"number":1},"writes":[]})", R"({"call":"run","with":{"number":1},"events":[]})"}) {
      const auto failures = run(wrong);
      QVERIFY2(failures.has_value(), wrong);
      QCOMPARE(failures->size(), std::size_t(1));
      QVERIFY(failures->front().starts_with("cases/all.json: t: run("));
    }
    QVERIFY(!run(R"({"call":"run","expect":"executed"})"));
    QVERIFY(!run(R"({"call":"run","as":"king"})"));
  }
};

QTEST_GUILESS_MAIN(PackageTest)
#include "package_test.moc"
