#include "ledger/chain/audit_headers.h"

#include <map>

namespace mz {

bool AuditHeaders::coversEnvelopes(const BatchHeader& header, const AuditedBlock& block) const {
  std::vector<Digest> content;
  auto dropped = block.stored.dropped.begin();
  std::size_t next = 0;
  while (content.size() < header.count) {
    if (dropped != block.stored.dropped.end() && dropped->position == content.size()) {
      content.push_back((dropped++)->envelope);
    } else if (next < block.transactions.size()) {
      content.push_back(block.transactions[next].envelope.empty() ? block.transactions[next].digest
                                                                  : block.envelopes[next].digest);
      ++next;
    } else {
      break;
    }
  }
  return content.size() == header.count && next == block.transactions.size() && contentDigest(content) == header.content;
}

Result<UnixSeconds> AuditHeaders::advance(const BatchHeader& header, const std::string& cutterOrg) {
  return m_clock.advance(
      header, cutterOrg, m_chain.configuration.inForce(), m_chain.time,
      [this](Height height) -> Result<std::optional<std::string>> {
        MZ_TRY(const auto block, m_tables.block(height));
        if (!block || block->treeSize() > m_tree.size()) return std::nullopt;
        MZ_TRY(const Digest root, m_tree.rootAt(block->treeSize()));
        return Checkpoint{m_chain.configuration.inForce().origin(m_chain.id), block->treeSize(), root}.format();
      });
}

AuditHeaders::Judged AuditHeaders::check(const AuditedBlock& block, const Digest& previousBatch) {
  Judged judged;
  judged.time = block.stored.time;
  const AuditPlace place{block.stored.height, {}, {}};
  const auto damaged = [&](std::string detail) {
    m_findings.damage(place, "block", std::move(detail));
    return judged;
  };
  auto decoded = decodeBatchHeader(block.stored.header);
  if (!decoded) return damaged("the batch header is not readable: " + decoded.error().detail);
  judged.header = std::move(*decoded);
  const BatchHeader& header = judged.header;
  if (header.channel != m_chain.id || header.number.value != block.stored.height.value || header.previous != previousBatch)
    damaged("the batch header does not continue the batch before");
  const auto cutter = m_chain.identities.find(header.cutter);
  if (!cutter || (cutter->subject().role != Role::Node && cutter->subject().role != Role::Orderer))
    return damaged("the batch's cutter is not a node of this channel");
  ++m_findings.report().signatures;
  const bool isSigned = cutter->publicKey().verify(block.stored.header, block.stored.headerSignature);
  if (!isSigned) damaged("the cutter's signature of the batch does not verify");
  if (!coversEnvelopes(header, block)) damaged("the batch's envelopes are not the ones that its header covers");

  const BlockClock before = m_clock;
  const auto time = advance(header, cutter->subject().org);
  if (!time) return damaged(time.error().detail);
  judged.time = *time;
  if (!isSigned && judged.time != block.stored.time) {
    m_clock = before;  // a damaged header must not move the clocks of the blocks that follow
    judged.time = block.stored.time;
  }
  if (m_chain.identities.judge(*cutter, m_chain.configuration.inForce(), judged.time) != ResultCode::Executed)
    damaged("the cutter's certificate might not sign at this time");
  return judged;
}

Status AuditHeaders::checkStoredClocks() {
  MZ_TRY(Statement scan, m_tables.database().prepare("SELECT org, time FROM clock ORDER BY org"));
  std::map<std::string, UnixSeconds, std::less<>> stored;
  for (;;) {
    MZ_TRY(const bool row, scan.step());
    if (!row) break;
    stored[std::string(scan.text(0))] = UnixSeconds(scan.integer(1));
  }
  if (stored != m_clock.clocks()) return fail(ErrorCode::Damaged, "the stored clocks are not the ones that the batches show");
  return {};
}

}  // namespace mz
