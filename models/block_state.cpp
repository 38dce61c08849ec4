#include "models/block_state.h"

#include <QtCore/QCoreApplication>

namespace mz {

namespace {
struct BlockStateText {
  Q_DECLARE_TR_FUNCTIONS(mz::BlockState)
};
}  // namespace

QString blockStateWord(BlockState state) {
  switch (state) {
    case BlockState::Executed: return BlockStateText::tr("executed");
    case BlockState::Final: return BlockStateText::tr("final");
    case BlockState::Verified: return BlockStateText::tr("verified");
    case BlockState::Damaged: return BlockStateText::tr("damaged");
    case BlockState::Divergent: return BlockStateText::tr("divergent");
  }
  return {};
}

QString blockStateExplanation(BlockState state) {
  switch (state) {
    case BlockState::Executed: return BlockStateText::tr("Executed here; not enough organizations have cosigned it yet.");
    case BlockState::Final: return BlockStateText::tr("Enough organizations executed it to the same result and cosigned it.");
    case BlockState::Verified: return BlockStateText::tr("Final, and everything stored of it was checked on this computer.");
    case BlockState::Damaged: return BlockStateText::tr("What is stored of it does not agree with what was signed.");
    case BlockState::Divergent: return BlockStateText::tr("Another node signed a different history from here on.");
  }
  return {};
}

StatusRole blockStateRole(BlockState state) {
  switch (state) {
    case BlockState::Executed: return StatusRole::Pending;
    case BlockState::Final:
    case BlockState::Verified: return StatusRole::Good;
    case BlockState::Damaged:
    case BlockState::Divergent: return StatusRole::Danger;
  }
  return StatusRole::Neutral;
}

QString blockStateIcon(BlockState state) {
  switch (state) {
    case BlockState::Executed: return QStringLiteral("clock");
    case BlockState::Final: return QStringLiteral("check");
    case BlockState::Verified: return QStringLiteral("verify");
    case BlockState::Damaged: return QStringLiteral("danger");
    case BlockState::Divergent: return QStringLiteral("diverge");
  }
  return {};
}

}  // namespace mz
