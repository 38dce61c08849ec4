// What a state means to the reader: every state is shown with an icon, a word and a colour, all three chosen by this role.
// Values only; any thread.
#pragma once

#include <QtCore/Qt>

namespace mz {

enum class StatusRole : int { Neutral, Good, Attention, Danger, Pending };

// What models answer beside Qt's own roles; tables paint accordingly.
enum TableRole : int {
  kStatusRole = Qt::UserRole + 1,  // int(StatusRole): the cell is a state
  kLinkRole,                       // bool: the cell leads somewhere and is drawn as a link
  kMonospaceRole,                  // bool: digests and ids
  kPlainRole,                      // QString: the cell in a file for other programs, where that is not what is shown
  kReadyRole,                      // bool: whether the row has been read; invalid where every row has
};

}  // namespace mz
