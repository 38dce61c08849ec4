// Holds the directions of the house: who may include whom, and which library is called from which room only.
#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>
#include <QTest>
#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/shared_files.h"

namespace {

// Higher may include lower; equals may not include each other.
const std::map<std::string, int> kRooms = {{"base", 0},   {"crypto", 1},  {"format", 2},   {"identity", 3},
                                           {"merkle", 4}, {"store", 4},   {"contract", 5}, {"channel", 6},
                                           {"chain", 7},  {"finance", 8}, {"order", 8}};
constexpr int kEngine = 9;  // ledger/*.h, ledger/*.cpp

// What app/, ui/ and models/ see of the engine beside engine.h: values.
const std::set<std::string> kValueHeaders = {"ledger/alarm.h",
                                             "ledger/chain/audit_report.h",
                                             "ledger/engine.h",
                                             "ledger/base/bounds.h",
                                             "ledger/base/bytes.h",
                                             "ledger/base/clock.h",
                                             "ledger/base/error.h",
                                             "ledger/base/handle.h",
                                             "ledger/base/progress.h",
                                             "ledger/base/types.h",
                                             "ledger/finance/import.h",
                                             "ledger/finance/query.h",
                                             "ledger/format/csv.h",
                                             "ledger/format/date.h",
                                             "ledger/format/money.h",
                                             "ledger/format/receipt_code.h",
                                             "ledger/format/result_code.h",
                                             "ledger/network_plan.h",
                                             "ledger/password_strength.h",
                                             "ledger/title.h",
                                             "ledger/tokens.h",
                                             "ledger/crypto/secret.h",
                                             "ledger/crypto/token_info.h",
                                             "ledger/certificate_orders.h",
                                             "ledger/certificate_link.h",
                                             "ledger/certificates.h",
                                             "ledger/channel_creation.h",
                                             "ledger/proposals.h",
                                             "ledger/certificate_template.h",
                                             "ledger/identity/certificate_description.h",
                                             "ledger/identity/certificate_profile.h",
                                             "ledger/identity/path_report.h"};
// And the command line, which verifies receipts without an engine.
const std::set<std::string> kCommandLineHeaders = {"ledger/contract/package.h",
                                                   "ledger/crypto/hash.h",
                                                   "ledger/identity/certificate_file.h",
                                                   "ledger/identity/certificate_reading.h",
                                                   "ledger/identity/path_validation.h",
                                                   "ledger/merkle/policy.h",
                                                   "ledger/merkle/receipt.h"};

struct Owned {
  std::string what;                 // beginning of names, or of an included header
  std::vector<std::string> owners;  // the only folders that may name them
};
const std::vector<Owned> kNames = {{"sqlite3_", {"ledger/store/"}},
                                   {"EVP_", {"ledger/crypto/"}},
                                   {"X509_", {"ledger/identity/"}},
                                   {"p11_kit_", {"ledger/crypto/"}},
                                   {"lua_", {"ledger/contract/"}}};
// x509.h also declares how public keys are encoded, which is crypto's.
const std::vector<Owned> kHeaders = {{"sqlite3", {"ledger/store/"}},
                                     {"openssl/", {"ledger/crypto/", "ledger/identity/"}},
                                     {"p11-kit/", {"ledger/crypto/"}},
                                     {"lua", {"ledger/contract/"}},
                                     {"google/protobuf/", {"ledger/format/"}}};

std::vector<std::string> parts(const std::string& path) {
  std::vector<std::string> out;
  std::istringstream in(path);
  for (std::string part; std::getline(in, part, '/');) out.push_back(part);
  return out;
}

// The room's rank of a path below ledger/, or -1 for a folder that architecture.md does not know.
int rankOf(const std::string& path) {
  const auto names = parts(path);
  if (names.size() == 2) return kEngine;
  const auto room = kRooms.find(names[1]);
  return room == kRooms.end() ? -1 : room->second;
}

std::string withoutLineComment(const std::string& line) {
  const auto comment = line.find("//");
  return comment == std::string::npos ? line : line.substr(0, comment);
}

bool hasWord(const std::string& line, const std::string& prefix) {
  for (auto at = line.find(prefix); at != std::string::npos; at = line.find(prefix, at + 1)) {
    const char before = at == 0 ? ' ' : line[at - 1];
    if (!std::isalnum(static_cast<unsigned char>(before)) && before != '_' && before != '"') return true;
  }
  return false;
}

const std::set<std::string>& widgetHeaders() {
  static const std::set<std::string> names = [] {
    std::set<std::string> out;
    QDirIterator files(QLibraryInfo::path(QLibraryInfo::HeadersPath) + QStringLiteral("/QtWidgets"), QDir::Files);
    while (files.hasNext()) {
      files.next();
      out.insert(files.fileName().toStdString());
    }
    return out;
  }();
  return names;
}

// One sentence per breach in a file, named by its path from the project's root.
std::vector<std::string> breaches(const std::string& path, const std::string& text) {
  std::vector<std::string> out;
  const std::string layer = parts(path).front();
  std::istringstream lines(text);
  int number = 0;
  for (std::string raw; std::getline(lines, raw);) {
    ++number;
    const std::string line = withoutLineComment(raw);
    const auto breach = [&](const std::string& what) { out.push_back(path + ":" + std::to_string(number) + ": " + what); };

    const auto isOwner = [&](const Owned& owned) {
      return std::ranges::any_of(owned.owners, [&](const std::string& owner) { return path.starts_with(owner); });
    };
    for (const Owned& name : kNames)
      if (!isOwner(name) && hasWord(line, name.what)) breach(name.what + "* belongs to " + name.owners.front());
    for (const Owned& header : kHeaders)
      if (!isOwner(header) && line.starts_with("#include <" + header.what))
        breach(header.what + " belongs to " + header.owners.front());

    if (!line.starts_with("#include ") || line.size() < 12) continue;
    const std::string included = line.substr(10, line.find_first_of(">\"", 10) - 10);
    const bool system = line[9] == '<';
    if (system) {
      const bool isQt = included.starts_with("Qt") || (included[0] == 'Q' && included.size() > 1 && std::isupper(included[1]));
      if (layer == "ledger" && isQt) breach("ledger/ has no Qt");
      const bool isWidget =
          included.starts_with("QtWidgets") || included.starts_with("QtCharts") || widgetHeaders().contains(included);
      if (layer == "models" && isWidget) breach("models/ has no Widgets");
      continue;
    }
    const std::string target = parts(included).front();
    if (layer == "ledger") {
      if (target != "ledger") {
        if (target == "ui" || target == "models" || target == "app" || target == "tests" || target == "bench")
          breach("ledger/ includes nothing above it");
        continue;
      }
      const int mine = rankOf(path), theirs = rankOf(included);
      if (mine < 0 || theirs < 0)
        breach("a folder of ledger/ that the layer test does not know");
      else if (parts(path)[1] != parts(included)[1] && mine != kEngine && theirs >= mine)
        breach("arrows go down only: " + included);
    } else if (target == "ledger") {
      const bool commandLine = path.starts_with("app/mz") && kCommandLineHeaders.contains(included);
      if (!kValueHeaders.contains(included) && !commandLine) breach(layer + "/ sees engine.h and values only: " + included);
    } else if ((layer == "models" && (target == "ui" || target == "app")) || (layer == "ui" && target == "app") ||
               target == "tests" || target == "bench") {
      breach(layer + "/ includes nothing above it: " + included);
    }
  }
  return out;
}

}  // namespace

class LayersTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void directionsHoldInEverySource() {
    int files = 0;
    QStringList all;
    for (const char* layer : {"ledger", "models", "ui", "app"}) {
      const QString root = QString::fromStdString(mz::test::sourceDirectory().string());
      QDirIterator found(root + u'/' + QLatin1String(layer), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                         QDirIterator::Subdirectories);
      while (found.hasNext()) {
        const QString file = found.next();
        ++files;
        for (const std::string& one : breaches(file.mid(root.size() + 1).toStdString(), mz::test::readText(file.toStdString())))
          all << QString::fromStdString(one);
      }
    }
    QVERIFY2(files > 50, "the sources were not found");
    QVERIFY2(all.isEmpty(), qPrintable(u'\n' + all.join(u'\n')));
  }

  void breachesAreFound_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("count");
    const auto row = [](const char* name, const char* path, const char* line, int count) {
      QTest::newRow(name) << QString::fromUtf8(path) << QString::fromUtf8(line) << count;
    };
    row("up", "ledger/format/a.cpp", "#include \"ledger/chain/replica.h\"", 1);
    row("down", "ledger/chain/a.cpp", "#include \"ledger/format/json.h\"", 0);
    row("own room", "ledger/chain/a.cpp", "#include \"ledger/chain/b.h\"", 0);
    row("sideways, merkle to store", "ledger/merkle/a.cpp", "#include \"ledger/store/database.h\"", 1);
    row("sideways, finance to order", "ledger/finance/a.cpp", "#include \"ledger/order/orderer.h\"", 1);
    row("a room sees the engine", "ledger/chain/a.cpp", "#include \"ledger/engine.h\"", 1);
    row("the engine sees rooms", "ledger/engine.cpp", "#include \"ledger/order/orderer.h\"", 0);
    row("unknown room", "ledger/extra/a.cpp", "#include \"ledger/base/error.h\"", 1);
    row("Qt in the engine", "ledger/base/a.cpp", "#include <QString>", 1);
    row("Qt module in the engine", "ledger/base/a.cpp", "#include <QtCore/QString>", 1);
    row("widget in models", "models/a.h", "#include <QTableView>", 1);
    row("item model in models", "models/a.h", "#include <QAbstractTableModel>", 0);
    row("models see a room", "models/a.cpp", "#include \"ledger/store/database.h\"", 1);
    row("models see the engine", "models/a.cpp", "#include \"ledger/engine.h\"", 0);
    row("models see ui", "models/a.cpp", "#include \"ui/shell.h\"", 1);
    row("the window sees receipts", "ui/a.cpp", "#include \"ledger/merkle/receipt.h\"", 1);
    row("mz sees receipts", "app/mz_receipt.cpp", "#include \"ledger/merkle/receipt.h\"", 0);
    row("SQLite outside store", "ledger/chain/a.cpp", "  sqlite3_step(s);", 1);
    row("SQLite in store", "ledger/store/a.cpp", "  sqlite3_step(s);", 0);
    row("EVP outside crypto", "ledger/identity/a.cpp", "  EVP_MD_CTX_new();", 1);
    row("X509 outside identity", "ledger/chain/a.cpp", "#include <openssl/x509.h>", 1);
    row("in a comment", "ledger/chain/a.cpp", "int x;  // as sqlite3_step does", 0);
  }
  void breachesAreFound() {
    QFETCH(QString, path);
    QFETCH(QString, line);
    QFETCH(int, count);
    QCOMPARE(static_cast<int>(breaches(path.toStdString(), line.toStdString()).size()), count);
  }

  void targetsLinkNoHigherLayer() {
    const auto text = [](const std::string& file) { return mz::test::readText(mz::test::sourceDirectory() / file); };
    QVERIFY(text("models/CMakeLists.txt").find("Widgets") == std::string::npos);
    QVERIFY(text("ledger/CMakeLists.txt").find("Qt") == std::string::npos);
    for (const auto& [room, rank] : kRooms)
      QVERIFY2(text("ledger/" + room + "/CMakeLists.txt").find("Qt") == std::string::npos, room.c_str());
  }
};

QTEST_GUILESS_MAIN(LayersTest)
#include "layers_test.moc"
