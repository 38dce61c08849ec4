// The read models beside a replica: opened with it, marked stale, replaced between two blocks.
#include <mutex>

#include "ledger/chain/replica.h"

namespace mz {

Status Replica::storeStale(const Projection& projection, bool stale) {
  MZ_TRY(Statement * s, m_tables->statement("INSERT OR REPLACE INTO projection(name, version, stale) VALUES(?1, ?2, ?3)"));
  s->bindText(1, projection.name()).bindInteger(2, projection.version()).bindInteger(3, stale ? 1 : 0);
  return s->run();
}

void Replica::setStale(const Projection& projection, bool stale) {
  const std::unique_lock lock(m_viewMutex);
  if (stale)
    m_stale.insert(std::string(projection.name()));
  else
    m_stale.erase(std::string(projection.name()));
}

Status Replica::openProjections() {
  for (Projection* projection : m_projections) {
    // What a rebuild that was cut off has left.
    MZ_CHECK(projection->makeBeside()->dropTables(*m_database));
    MZ_TRY(Statement known, m_database->prepare("SELECT version, stale FROM projection WHERE name = ?1"));
    known.bindText(1, projection->name());
    MZ_TRY(const bool there, known.step());
    const bool current = there && known.integer(0) == projection->version();
    const bool stale = there && known.integer(1) != 0;
    known.reset();
    if (!current) {
      MZ_CHECK(m_database->begin());
      if (there) MZ_CHECK(projection->dropTables(*m_database));
      MZ_CHECK(projection->createTables(*m_database));
      // Nothing was executed before the first transaction, so an empty model is a current one.
      const bool behind = m_view.transactions > 0;
      MZ_CHECK(storeStale(*projection, behind));
      MZ_CHECK(m_database->commit());
      setStale(*projection, behind);
    } else if (stale) {
      m_stale.insert(std::string(projection->name()));
    }
    if (m_stale.contains(std::string(projection->name()))) continue;
    if (auto loaded = projection->load(*m_database); !loaded) {
      MZ_CHECK(writeApart([&](Database&) { return storeStale(*projection, true); }));
      setStale(*projection, true);
    }
  }
  return {};
}

bool Replica::isStale(std::string_view projection) const {
  const std::shared_lock lock(m_viewMutex);
  return m_stale.contains(std::string(projection));
}

Status Replica::writeApart(const std::function<Status(Database& writer)>& work) {
  if (m_failed) return fail(ErrorCode::Io, "this channel stopped after a disk error; open it again");
  MZ_CHECK(m_database->begin());
  const auto done = [&]() -> Status {
    MZ_CHECK(work(*m_database));
    return m_database->commit();
  }();
  if (!done) m_database->rollback();
  return done;
}

Status Replica::betweenBlocks(const std::function<Status(Database& writer)>& work) {
  const std::lock_guard stepping(m_stepping);
  return writeApart(work);
}

Status Replica::replaceProjection(Projection& projection, Projection& beside,
                                  const std::function<Status(Database& writer)>& work) {
  const std::lock_guard stepping(m_stepping);
  const auto replace = [&](Database& writer) -> Status {
    MZ_CHECK(work(writer));
    MZ_CHECK(projection.replaceTables(writer));
    return storeStale(projection, false);
  };
  MZ_CHECK(writeApart(replace));
  projection.takeOver(beside);
  setStale(projection, false);
  return {};
}

}  // namespace mz
