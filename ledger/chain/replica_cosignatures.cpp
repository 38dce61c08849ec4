// Cosignatures of other nodes, and what they say of another history.
#include <algorithm>
#include <mutex>
#include <set>

#include "ledger/chain/finality.h"
#include "ledger/chain/replica.h"

namespace mz {

namespace {

constexpr std::uint64_t kMostDivergences = 1024;  // notes; of an org that has none yet, one more

// "<domain>/<org>/<node>"
std::string orgOfCosigner(std::string_view name) {
  name = name.substr(0, std::min(name.rfind('/'), name.size()));
  return std::string(name.substr(name.rfind('/') + 1));
}

}  // namespace

std::optional<Error> Replica::stopReason() const {
  const std::shared_lock lock(m_viewMutex);
  if (const std::uint32_t rules = m_view.configuration->rules(); rules > kRulesVersion) return unknownRules(rules);
  if (m_view.divergences == 0 || !preventsFinality(*m_view.configuration, m_view.dissenters)) return std::nullopt;
  const std::string height = std::to_string(m_view.firstDivergence.value);
  std::string orgs;
  for (const std::string& org : m_view.dissenters) orgs += (orgs.empty() ? "" : ", ") + org;
  return Error(ErrorCode::Divergence,
               "this channel takes no calls: " + orgs + " signed a different history of it at block " + height +
                   ", so that this one can no longer become final, and nothing that either has executed "
                   "since is to be relied on; find out with the other organizations which history is right")
      .with("height", height)
      .with("notes", std::to_string(m_view.divergences));
}

Result<CosignatureVerdict> Replica::stepCosignature(Height height, const Checkpoint& checkpoint,
                                                    const NoteSignature& signature) {
  const std::lock_guard stepping(m_stepping);
  if (m_failed) return fail(ErrorCode::Io, "this channel stopped after a disk error; open it again");
  MZ_TRY(const auto configuration, m_view.configurationAt(height));
  const auto keys = configuration->cosigners().find(signature.name);
  if (keys == configuration->cosigners().end()) return CosignatureVerdict::Invalid;
  MZ_TRY(const NoteKey key, NoteKey::make(keys->first, NoteKeyType::Cosigner, keys->second.cosigner));
  if (checkpoint.origin != configuration->origin(m_channel) || !verifyNoteSignature(checkpoint.format(), signature, key))
    return CosignatureVerdict::Invalid;
  if (height > m_view.newest.height || checkpoint.size == 0 || checkpoint.size > m_view.newest.treeSize())
    return CosignatureVerdict::Invalid;
  // What was signed is the size, not the height: a root that this history does not have at that size is a divergence even where
  // the blocks of the two histories differ in length.
  MZ_TRY(const Digest root,
         checkpoint.size == m_view.newest.treeSize() ? Result<Digest>(m_view.root) : treeRoot(*m_tables, checkpoint.size));
  MZ_TRY(const auto block, m_tables->block(height));
  const bool diverges = root != checkpoint.root;
  if (!diverges && (!block || block->treeSize() != checkpoint.size)) return CosignatureVerdict::Invalid;
  MZ_CHECK(m_database->begin());
  const auto keep = [&]() -> Result<CosignatureVerdict> {
    if (diverges) {
      MZ_CHECK(keepDivergence(height, keys->second.org, SignedNote{checkpoint.format(), {signature}}.format()));
      return CosignatureVerdict::Divergence;
    }
    MZ_TRY(const auto known, m_tables->signatures(height));
    if (std::ranges::any_of(known, [&](const StoredSignature& one) {
          return one.type == NoteKeyType::Cosigner && one.cosigner == signature.name;
        }))
      return CosignatureVerdict::AlreadyThere;
    const StoredSignature added{NoteKeyType::Cosigner, signature.name, signature.signature};
    MZ_CHECK(m_tables->insertSignatures(height, std::span(&added, 1)));
    return CosignatureVerdict::Added;
  };
  auto verdict = keep();
  if (!verdict) {
    m_database->rollback();
    return verdict;
  }
  MZ_CHECK(m_database->commit());
  if (*verdict == CosignatureVerdict::Divergence) MZ_CHECK(readDivergences());
  if (*verdict == CosignatureVerdict::Added) {
    MZ_TRY(const auto signatures, m_tables->signatures(height));
    const std::uint32_t cosigned = countCosigningOrgs(*configuration, signatures);
    const std::unique_lock lock(m_viewMutex);
    if (height == m_view.newest.height) m_view.cosigned = cosigned;
    if (isFinal(*configuration, cosigned) && height > m_view.finalHeight) m_view.finalHeight = height;
  }
  return verdict;
}

// Evidence that two nodes came to different histories, kept as it came; not twice, and not without end: a node that signs
// without end fills no disk.
Status Replica::keepDivergence(Height height, const std::string& org, const std::string& note) {
  MZ_TRY(Statement * known, m_tables->statement("SELECT count(*) FROM divergence WHERE note = ?1"));
  known->bindText(1, note);
  MZ_TRY(const bool there, known->step());
  const bool same = there && known->integer(0) > 0;
  known->reset();
  const bool enough = m_view.divergences >= kMostDivergences && std::ranges::binary_search(m_view.dissenters, org);
  if (same || enough) return {};
  MZ_TRY(Statement * s, m_tables->statement("INSERT INTO divergence(height, note) VALUES(?1, ?2)"));
  s->bindInteger(1, static_cast<std::int64_t>(height.value)).bindText(2, note);
  return s->run();
}

Status Replica::readDivergences() {
  MZ_TRY(Statement * s, m_tables->statement("SELECT height, note FROM divergence"));
  std::uint64_t notes = 0;
  Height first;
  std::set<std::string> orgs;
  for (;; ++notes) {
    MZ_TRY(const bool row, s->step());
    if (!row) break;
    const Height height(static_cast<std::uint64_t>(s->integer(0)));
    if (notes == 0 || height < first) first = height;
    const auto note = SignedNote::parse(s->text(1));
    if (note && !note->signatures.empty()) orgs.insert(orgOfCosigner(note->signatures.front().name));
  }
  s->reset();
  const std::unique_lock lock(m_viewMutex);
  m_view.divergences = notes;
  m_view.firstDivergence = first;
  m_view.dissenters.assign(orgs.begin(), orgs.end());
  return {};
}

}  // namespace mz
