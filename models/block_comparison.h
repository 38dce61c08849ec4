// Two blocks of one channel side by side: every field of their records, how each is covered (checkpoint, finality, cosigning
// orgs), and who signed their transactions. Reading: a worker thread (EngineClient::ask); words: the window's thread.
#pragma once

#include <QtCore/QString>
#include <map>
#include <string>
#include <vector>

#include "models/engine_client.h"

namespace mz {

struct ComparedBlock {
  BlockDetail block;
  std::map<std::pair<std::string, std::string>, std::uint64_t> signers;  // org, name: transactions
  std::map<std::string, std::uint64_t> calls;                            // "contract.function": transactions
  bool allRead = true;  // false: the block has more transactions than are looked at
};

struct BlockPair {
  ComparedBlock left, right;
};

Result<BlockPair> readBlocks(Engine& engine, const std::string& channel, Height left, Height right);

struct ComparisonRow {
  enum class Part { Record, Cover, Signers, Calls };
  enum class Kind { Same, Different, OnlyLeft, OnlyRight };
  Part part = Part::Record;
  QString name;
  QString left, right;          // as shown
  QString leftFull, rightFull;  // where what is shown is shortened
  Kind kind = Kind::Same;
};

// What always differs between two blocks (height, digests) is compared like the rest: the reader sees all of both records.
std::vector<ComparisonRow> comparisonRows(const BlockPair& pair, const EngineClient& client);
QString partText(ComparisonRow::Part part);
QString kindText(ComparisonRow::Kind kind);

}  // namespace mz
