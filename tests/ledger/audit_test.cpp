// The audit finds what was changed behind the ledger's back, each time, and says where.
#include "tests/support/file_tamper.h"
#include "tests/support/test_network.h"

#include <QTest>
#include <set>

#include "ledger/base/random.h"

using namespace mz;
using namespace mz::test;

namespace {

// Where a flip went, and what the audit has to name.
struct Place {
  Cell cell;
  std::size_t offset = 0;
  std::uint64_t height = 0;
  std::uint8_t mask = 1;
};

std::string nameOf(const Place& place) {
  return place.cell.table + "." + place.cell.column + " where " + place.cell.key + " at " + std::to_string(place.offset) +
         " (block " + std::to_string(place.height) + ")";
}

// A chain with everything in it: executed, refused, rejected, dropped, enrolled, revoked; blocks of one and of many.
class RichChain {
 public:
  explicit RichChain(const std::filesystem::path& file, int blocks, int wide) : replica(TestReplica::made(network, file)) {
    const Identity& admin = network.person("finance/admin");
    hired = network.makePerson("finance", Role::Clerk, "hired");
    replica.apply(network.opening());
    int number = 0;
    const auto payment = [&](const std::string& who) {
      ++number;
      return network.payment(network.person(who), "p-" + std::to_string(number), 100 + number);
    };
    for (int block = 2; block <= blocks; ++block) {
      network.clock.set(UnixSeconds(network.clock.now().value + 11));
      std::vector<ClockEvidence> clocks;
      for (const char* org : {"education", "justice"})
        clocks.push_back(
            network.evidence(org, replica->newestCheckpoint(), replica->view().newest.height, network.clock.now()));
      std::vector<Bytes> envelopes;
      if (block == 3) envelopes.push_back(network.enrolment(admin, hired.certificate));
      if (block == blocks - 1)
        envelopes.push_back(network.revocation(network.person("finance/ca"), "finance", 1, {{hired.certificate.serial(), 4}}));
      if (block > 3) envelopes.push_back(network.payment(hired, "h-" + std::to_string(block)));
      const int count = block == 4 ? wide : block % 3 ? 6 : 1;
      for (int i = 0; i < count; ++i) envelopes.push_back(payment(i % 4 == 3 ? "education/clerk" : "finance/clerk"));
      if (block % 2 == 0) envelopes.push_back(network.payment(network.person("finance/clerk"), "p-1"));  // a number twice
      if (block % 4 == 0) envelopes.push_back(Bytes(20, 9));
      if (block % 5 == 0) envelopes.push_back(envelopes.front());
      replica.apply(std::move(envelopes), std::move(clocks));
    }
    newest = replica->view().newest.height.value;
  }

  TestNetwork network;
  TestReplica replica;
  Identity hired;
  std::uint64_t newest = 0;
};

}  // namespace

class AuditTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_directory;
  std::filesystem::path path(const char* name) { return m_directory.filePath(QString::fromUtf8(name)).toStdString(); }

 private Q_SLOTS:
  void goodFilesAreClean() {
    RichChain chain(path("clean.mzc"), 14, 300);
    const AuditReport report = chain.replica.audit();
    QVERIFY2(report.damages.empty(), describe(report).c_str());
    QCOMPARE(report.height, chain.replica->view().newest.height);
    QCOMPARE(report.transactions, chain.replica->view().transactions);
    QVERIFY(report.signatures > report.transactions);
    // And while it is open and written to.
    chain.replica.apply({chain.network.payment(chain.network.person("finance/clerk"), "later")});
    QVERIFY(chain.replica.audit().damages.empty());
  }

  void itTellsHowFarItIsAndWhatItFinds() {
    RichChain chain(path("watched.mzc"), 8, 5);
    chain.replica.close();
    FileTamper(chain.replica.file).flip({"block", "header_signature", "height = 5"}, 9, 4);
    std::vector<std::uint64_t> checked, damaged;
    AuditWatch watch;
    watch.checked = [&](Height height) { checked.push_back(height.value); };
    watch.damaged = [&](const Damage& damage) { damaged.push_back(damage.height ? damage.height->value : 0); };
    WorkPool pool(1);
    const AuditReport report =
        must(auditChannel(chain.replica.file, "finance", chain.network.channel, {}, pool, Progress(), {}, watch));
    QCOMPARE(checked.size(), std::size_t(chain.newest));
    QVERIFY(std::ranges::is_sorted(checked));
    QCOMPARE(checked.back(), chain.newest);
    QCOMPARE(damaged.size(), report.damages.size());
    QVERIFY(std::ranges::find(damaged, 5U) != damaged.end());

    const AuditReport again = must(parseAuditReport(auditReportText(report)));
    QCOMPARE(auditReportText(again), auditReportText(report));
    QCOMPARE(again.damages.size(), report.damages.size());
    QCOMPARE(parseAuditReport("{}").error().code, ErrorCode::Malformed);
    QCOMPARE(parseAuditReport(R"({"format":"mingzhang/audit","version":9})").error().code, ErrorCode::UnsupportedVersion);
    QCOMPARE(parseAuditReport(R"({"format":"mingzhang/audit","version":1})").error().code, ErrorCode::Malformed);
  }

  void anotherChannelsFileIsNotTaken() {
    RichChain chain(path("other.mzc"), 3, 5);
    ChannelId other = chain.network.channel;
    other.bytes[0] ^= 1;
    const AuditReport report = auditFile(chain.replica.file, other);
    QVERIFY(!report.damages.empty());
    QCOMPARE(report.damages[0].channel, std::string("finance"));
  }

  void itCanBeCancelled() {
    RichChain chain(path("cancelled.mzc"), 6, 5);
    WorkPool pool(1);
    Progress progress;
    progress.cancel();
    const auto report = auditChannel(chain.replica.file, "finance", chain.network.channel, {}, pool, progress);
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::Cancelled);
  }

  void everyFlippedByteIsFoundAndItsPlaceNamed() {
    RichChain chain(path("flipped.mzc"), 36, 560);
    chain.replica.close();
    const auto& file = chain.replica.file;
    const std::size_t wanted = smallScale() ? 60 : 640;
    SeededRandom random(20261121);

    // Cells by height.
    std::vector<std::pair<std::uint64_t, Cell>> cells;
    std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> transactionsOf;  // of a chunk: first, end
    {
      FileTamper tamper(file);
      const auto add = [&](const std::string& table, const std::string& column, const std::string& key, std::uint64_t height) {
        if (tamper.size({table, column, key}) > 0) cells.push_back({height, {table, column, key}});
      };
      for (std::uint64_t height = 0; height <= chain.newest; ++height) {
        const std::string at = "height = " + std::to_string(height);
        for (const char* column : {"record", "header", "header_signature", "dropped"}) add("block", column, at, height);
        for (const std::string& first : tamper.column("SELECT first FROM chunk WHERE " + at)) {
          for (const char* column : {"data", "data", "data", "ids"}) add("chunk", column, "first = " + first, height);
          const auto number = static_cast<std::uint64_t>(std::stoull(first));
          transactionsOf["first = " + first] = {
              number,
              number + static_cast<std::uint64_t>(tamper.integer("SELECT transactions FROM chunk WHERE first = " + first))};
        }
        for (const std::string& who :
             tamper.column("SELECT type || ' AND cosigner = ''' || cosigner || '''' FROM signature WHERE " + at))
          add("signature", "signature", at + " AND type = " + who, height);
        const std::string from = "(SELECT first_version FROM block WHERE " + at + ")";
        const std::string end =
            "ifnull((SELECT first_version FROM block WHERE height = " + std::to_string(height + 1) + "), 1e9)";
        const std::vector<std::string> rows =
            tamper.column("SELECT row FROM version WHERE row >= " + from + " AND row < " + end + " ORDER BY row");
        for (std::size_t i = 0; i < rows.size(); i += 1 + rows.size() / 4) {
          add("version", "key", "row = " + rows[i], height);
          add("version", "value", "row = " + rows[i], height);
        }
      }
      add("genesis", "text", "id = 0", 0);
      for (const std::string& key : tamper.column("SELECT key FROM tile")) add("tile", "hashes", "key = " + key, UINT64_MAX);
    }
    std::set<std::string> kinds;
    for (const auto& [height, cell] : cells) kinds.insert(cell.table + "." + cell.column);
    QVERIFY2(kinds.size() >= 11, std::to_string(kinds.size()).c_str());
    QVERIFY(std::ranges::count_if(cells, [](const auto& one) { return one.second.table == "tile"; }) >= 5);

    std::size_t done = 0;
    int audits = 0;
    while (done < wanted) {
      // A few places in blocks that are not next to each other; a tile belongs to whichever blocks its leaves are in.
      std::vector<Place> places;
      {
        FileTamper tamper(file);
        std::set<std::uint64_t> taken;
        const bool tiles = audits % 6 == 5;
        for (int tries = 0; tries < 200 && places.size() < (tiles ? 1U : 6U); ++tries) {
          const auto& [height, cell] = cells[random.below(cells.size())];
          if ((cell.table == "tile") != tiles || (cell.table == "genesis" && !places.empty())) continue;
          Place place{cell, random.below(tamper.size(cell)), height};
          if (tiles) {
            const auto key = static_cast<std::uint64_t>(std::stoull(cell.key.substr(6)));
            const std::uint64_t leaf = ((key & 0xffffffffffff) * 256 + place.offset / 32 + 1) << (8 * (key >> 48));
            place.height = static_cast<std::uint64_t>(
                tamper.integer("SELECT min(height) FROM block WHERE first_transaction + transactions + height + 2 >= " +
                               std::to_string(leaf)));
          } else if (taken.contains(height) || taken.contains(height + 1) || (height > 0 && taken.contains(height - 1))) {
            continue;
          }
          taken.insert(height);
          place.mask = static_cast<std::uint8_t>(1U << random.below(8));
          tamper.flip(place.cell, place.offset, place.mask);
          places.push_back(place);
          if (cell.table == "genesis") break;
        }
      }
      const AuditReport report = auditFile(file, chain.network.channel, audits % 10 == 0);
      ++audits;
      const auto context = [&](const Place& place) {
        std::string text = "flipped " + nameOf(place) + "; all:";
        for (const Place& each : places) text += "\n  " + nameOf(each);
        return text + "\n" + describe(report);
      };
      for (const Place& place : places) {
        const auto found = std::ranges::find_if(report.damages, [&](const Damage& damage) {
          if (damage.channel != "finance" || !damage.height || damage.height->value != place.height) return false;
          const auto chunk = transactionsOf.find(place.cell.key);
          if (place.cell.table != "chunk" || chunk == transactionsOf.end()) return true;
          return damage.transaction && damage.transaction->value >= chunk->second.first &&
                 damage.transaction->value < chunk->second.second;
        });
        QVERIFY2(found != report.damages.end(), context(place).c_str());
      }
      // Nobody else is blamed.
      for (const Damage& damage : report.damages) {
        if (!damage.height) continue;
        const bool known =
            std::ranges::any_of(places, [&](const Place& place) { return place.height == damage.height->value; });
        QVERIFY2(known, ("not touched: " + describe(damage) + "\n" + context(places.front())).c_str());
      }
      done += places.size();
      FileTamper tamper(file);
      for (const Place& place : places) tamper.flip(place.cell, place.offset, place.mask);
    }
    const AuditReport clean = auditFile(file, chain.network.channel);
    QVERIFY2(clean.damages.empty(), describe(clean).c_str());
    qInfo("%zu places, %d audits", done, audits);
  }

  void whatIsNotBytesIsCheckedToo() {
    RichChain chain(path("numbers.mzc"), 12, 80);
    chain.replica.close();
    const auto damaged = path("numbers-damaged.mzc");
    for (const char* sql :
         {"UPDATE block SET time = time + 1 WHERE height = 5",
          "UPDATE block SET first_transaction = first_transaction + 1 WHERE height = 5",
          "UPDATE block SET transactions = transactions - 1 WHERE height = 5",
          "UPDATE block SET transactions = 9223372036854775807 WHERE height = 5",
          "UPDATE block SET transactions = -3 WHERE height = 5",
          "UPDATE block SET refused = refused + 1 WHERE height = 5",
          "UPDATE block SET refused_before = refused_before + 1 WHERE height = 5",
          "UPDATE block SET first_version = first_version + 1 WHERE height = 5",
          "UPDATE block SET dropped = '' WHERE height = 5",
          "UPDATE block SET height = 4000 WHERE height = 12",
          "DELETE FROM block WHERE height = 5",
          "DELETE FROM block WHERE height = 0",
          "DELETE FROM chunk WHERE height = 5",
          "UPDATE chunk SET height = 6 WHERE height = 5",
          "UPDATE chunk SET transactions = 1000000000000 WHERE height = 5",
          "UPDATE chunk SET transactions = -1 WHERE height = 5",
          "UPDATE chunk SET transactions = 0 WHERE height = 5",
          "UPDATE chunk SET first_version = first_version + 1 WHERE height = 5",
          "UPDATE chunk SET first = first + 1000000 WHERE height = 12",
          "UPDATE chunk SET data = '' WHERE height = 5",
          "UPDATE chunk SET data = zeroblob(100000) WHERE height = 5",
          "UPDATE version SET tx = tx + 1 WHERE row = (SELECT max(row) - 4 FROM version)",
          "UPDATE version SET value = CAST(value AS BLOB) WHERE row = (SELECT max(row) - 4 FROM version)",
          "UPDATE version SET value = NULL WHERE row = (SELECT max(row) - 4 FROM version)",
          "DELETE FROM version WHERE row = (SELECT max(row) - 4 FROM version)",
          "DELETE FROM version WHERE row = 2",
          "UPDATE version SET key = replace(key, '/', '.') WHERE row = (SELECT max(row) - 4 FROM version)",
          "INSERT INTO version SELECT max(row) + 1, 7, 'system/rules', '{\"version\":9}' FROM version",
          "INSERT INTO chunk SELECT first + 1000000, transactions, height, first_version, ids, data FROM chunk LIMIT 1",
          "UPDATE signature SET type = 1 WHERE height = 5 AND cosigner LIKE '%justice%'",
          "UPDATE signature SET cosigner = 'test.example/press/node-1' WHERE height = 5 AND cosigner LIKE '%justice%'",
          "UPDATE signature SET height = 5000 WHERE height = 5 AND cosigner LIKE '%justice%'",
          "DELETE FROM signature WHERE height = 5",
          "UPDATE ordered SET row = row + 1 WHERE key = 'system/rules'",
          "DELETE FROM ordered WHERE key = 'system/rules'",
          "INSERT INTO ordered VALUES('system/member/zzz', 3)",
          "UPDATE clock SET time = time - 1 WHERE org = 'justice'",
          "DELETE FROM clock",
          "DELETE FROM meta WHERE key = 'state_key'",
          "UPDATE meta SET value = zeroblob(32) WHERE key = 'channel'",
          "DELETE FROM genesis",
          "DELETE FROM tile WHERE key = 0",
          "UPDATE tile SET hashes = substr(hashes, 1, 64) WHERE key = 0",
          "DROP TABLE clock",
          "DROP TABLE tile",
          "DROP TABLE ids_run"}) {
      std::filesystem::copy_file(chain.replica.file, damaged, std::filesystem::copy_options::overwrite_existing);
      {
        FileTamper(damaged).execute(sql);
      }
      const AuditReport report = auditFile(damaged, chain.network.channel);
      QVERIFY2(!report.damages.empty(), sql);
      if (std::string_view(sql).ends_with("WHERE height = 5") && !std::string_view(sql).starts_with("DELETE FROM sig"))
        QVERIFY2(std::ranges::any_of(report.damages, [](const Damage& d) { return d.height == Height(5); }),
                 (std::string(sql) + "\n" + describe(report)).c_str());
    }
  }

  // A replica that had forgotten an id would execute its copy; everything that it then signs fits together.
  void aCopyThatWasExecutedIsFound() {
    TestNetwork network;
    TestReplica replica = TestReplica::made(network, path("copies.mzc"));
    replica.apply(network.opening());
    const Identity& clerk = network.person("finance/clerk");
    const Bytes payment = network.payment(clerk, "p-1");
    std::vector<Bytes> envelopes = {network.payment(clerk, "p-0"), payment};
    for (int i = 2; i < 80; ++i) envelopes.push_back(network.payment(clerk, "p-" + std::to_string(i)));
    replica.apply(envelopes);
    const auto number = static_cast<std::int64_t>(network.opening().size()) + 1;
    // Other bytes with the same id: a signature is no part of it.
    const Envelope original = must(decodeEnvelope(payment));
    Bytes resigned = payment;
    while (resigned == payment) resigned = network.sign(original.call, clerk);
    QVERIFY(must(decodeEnvelope(resigned)).id() == original.id());

    for (const Bytes& copy : {payment, resigned}) {
      TestReplica forgetful(network, path(copy == payment ? "forgetful-1.mzc" : "forgetful-2.mzc"));
      replica.close();
      std::filesystem::copy_file(replica.file, forgetful.file);
      const auto ids = [&](const std::string& value) {
        FileTamper(forgetful.file).execute("UPDATE chunk SET ids = " + value + " WHERE first = 3");
      };
      const auto kept = FileTamper(forgetful.file).column("SELECT hex(ids) FROM chunk WHERE first = 3").at(0);
      ids("zeroblob(length(ids))");
      must(forgetful.open());
      const BlockEffects effects = forgetful.apply({network.payment(clerk, "p-100"), copy, network.payment(clerk, "p-101")});
      QVERIFY(effects.results[1].number);  // it was executed again, and refused by the contract
      forgetful.close();
      ids("x'" + kept + "'");
      const AuditReport report = auditFile(forgetful.file, network.channel);
      QVERIFY2(report.damages.size() == 1, describe(report).c_str());
      const Damage& damage = report.damages[0];
      QVERIFY(damage.height == effects.height);
      QVERIFY(damage.transaction == effects.results[1].number);
      QVERIFY(damage.id == original.id());
      QCOMPARE(damage.part, std::string("block"));
      QVERIFY2(damage.detail.find("copy of transaction " + std::to_string(number)) != std::string::npos, damage.detail.c_str());
    }
    // A copy that was dropped, as it should be, is none.
    must(replica.open());
    QVERIFY(!replica.apply({payment, resigned}).results[1].number);
    const AuditReport clean = replica.audit();
    QVERIFY2(clean.damages.empty(), describe(clean).c_str());
  }

  void aReadModelThatWasChangedIsFound() {
    RichChain chain(path("model.mzc"), 6, 20);
    chain.replica.close();
    const auto damaged = path("model-damaged.mzc");
    FileTamper look(chain.replica.file);
    int changed = 0;
    for (const std::string& table :
         look.column("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'finance%'")) {
      std::filesystem::copy_file(chain.replica.file, damaged, std::filesystem::copy_options::overwrite_existing);
      if (look.integer("SELECT count(*) FROM " + table) == 0) continue;
      {
        FileTamper(damaged).execute("DELETE FROM " + table);
      }
      const AuditReport report = auditFile(damaged, chain.network.channel);
      QVERIFY2(!report.damages.empty(), table.c_str());
      QCOMPARE(report.damages[0].part, std::string("read_model"));
      ++changed;
    }
    QVERIFY(changed > 0);
  }

  void anIndexThatDoesNotFitTheChainIsFound() {
    // Revocations write 200 keys a call: enough of them for the index to have runs.
    TestNetwork network(TestNetwork::oneOrg());
    TestReplica replica = TestReplica::made(network, path("index.mzc"));
    std::uint64_t serial = 0x100000;
    for (int block = 1; block <= 6; ++block) {
      std::vector<Bytes> envelopes;
      for (int i = 0; i < 60; ++i) {
        std::vector<std::pair<std::string, int>> entries;
        for (int entry = 0; entry < 200; ++entry) entries.emplace_back(QByteArray::number(++serial, 16).toStdString(), 1);
        envelopes.push_back(network.revocation(network.person("finance/ca"), "finance", block * 100 + i, entries));
      }
      QCOMPARE(replica.apply(envelopes).refused, std::uint64_t{0});
    }
    replica.close();
    QVERIFY(FileTamper(replica.file).integer("SELECT count(*) FROM state_run") > 0);
    const AuditReport clean = replica.audit();
    QVERIFY2(clean.damages.empty(), describe(clean).c_str());
    const auto damaged = path("index-damaged.mzc");
    for (const char* sql : {"UPDATE state_run SET end_row = end_row - 5", "UPDATE state_run SET end_row = end_row + 5",
                            "UPDATE state_piece SET data = zeroblob(length(data)) WHERE id = (SELECT max(id) FROM state_piece)",
                            "DELETE FROM state_piece WHERE id = (SELECT max(id) FROM state_piece)", "DELETE FROM state_extent",
                            "UPDATE meta SET value = zeroblob(16) WHERE key = 'state_key'"}) {
      std::filesystem::copy_file(replica.file, damaged, std::filesystem::copy_options::overwrite_existing);
      {
        FileTamper(damaged).execute(sql);
      }
      const AuditReport report = auditFile(damaged, network.channel);
      QVERIFY2(!report.damages.empty(), sql);
      QCOMPARE(report.damages[0].part, std::string("index"));
    }
  }

  // Bytes of the file itself: SQLite's own pages included. What is read differently afterwards has to be reported.
  void flippedBytesOfTheFileItself() {
    RichChain chain(path("raw.mzc"), 12, 150);
    chain.replica.close();
    const auto& file = chain.replica.file;
    {
      FileTamper(file).execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    const std::uint64_t size = std::filesystem::file_size(file);
    const std::vector<std::string> queries = {
        "SELECT key, value FROM meta ORDER BY key", "SELECT * FROM genesis",
        "SELECT * FROM block ORDER BY height",      "SELECT * FROM chunk ORDER BY first",
        "SELECT * FROM version ORDER BY row",       "SELECT * FROM signature ORDER BY height, type, cosigner",
        "SELECT * FROM tile ORDER BY key",          "SELECT * FROM ordered ORDER BY key",
        "SELECT * FROM clock ORDER BY org"};
    bool whole = false;
    const Bytes right = FileTamper(file).content(queries, whole);
    QVERIFY(whole && !right.empty());
    SeededRandom random(7);
    const int rounds = smallScale() ? 40 : 400;
    int differed = 0;
    const auto damaged = path("raw-damaged.mzc");
    for (int round = 0; round < rounds; ++round) {
      std::filesystem::copy_file(file, damaged, std::filesystem::copy_options::overwrite_existing);
      std::filesystem::remove(damaged.string() + "-wal");
      std::filesystem::remove(damaged.string() + "-shm");
      const std::uint64_t offset = round % 8 == 0 ? random.below(300) : random.below(size);
      const auto mask = static_cast<char>(1U << random.below(8));
      {
        FILE* raw = fopen(damaged.c_str(), "r+b");
        QVERIFY(raw);
        fseek(raw, static_cast<long>(offset), SEEK_SET);
        const int byte = fgetc(raw);
        fseek(raw, static_cast<long>(offset), SEEK_SET);
        fputc(byte ^ mask, raw);
        fclose(raw);
      }
      const AuditReport report = auditFile(damaged, chain.network.channel);
      bool readable = false;
      const bool same = FileTamper(damaged).content(queries, readable) == right && readable;
      if (same) continue;
      ++differed;
      QVERIFY2(!report.damages.empty(), ("offset " + std::to_string(offset)).c_str());
    }
    QVERIFY2(differed > rounds / 4, std::to_string(differed).c_str());
    qInfo("%d of %d flips changed what is read", differed, rounds);
  }
};

QTEST_GUILESS_MAIN(AuditTest)
#include "audit_test.moc"
