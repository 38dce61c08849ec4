// What is known of one block, or of several in a row: the same states, words, roles and icons wherever blocks are shown.
// Values; the words are for the window's thread.
#pragma once

#include <QtCore/QString>

#include "models/status_role.h"

namespace mz {

enum class BlockState : int {
  Executed,   // here, and not cosigned by enough yet
  Final,      // cosigned by k of n
  Verified,   // final, and everything stored of it was checked by an audit on this computer
  Damaged,    // an audit found damage here, or it cannot be read
  Divergent,  // at or behind a block of which another node signed a different history
};

QString blockStateWord(BlockState state);
QString blockStateExplanation(BlockState state);  // a sentence
StatusRole blockStateRole(BlockState state);
QString blockStateIcon(BlockState state);  // name of an icon

}  // namespace mz
