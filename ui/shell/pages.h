// The pages of the window as data: one row makes a page and puts it into the navigation, the menus and the command palette.
// Window's thread.
#pragma once

#include <QtCore/QString>
#include <span>

#include "ui/shell/page.h"

namespace mz {

struct PageFacts {
  const char* id;    // "chain"; its action is "page.chain"
  const char* name;  // English, in the context "mz::Actions"
  const char* icon;
  QKeySequence shortcut;   // Ctrl+1…9 by the place in the agreed list, so that a new page moves no other
  bool needsNetwork;       // else it has something to show without one
  const char* hiddenFrom;  // roles that may not see it, between spaces
  Page* (*make)(const PageContext& context, QWidget* parent);
};

std::span<const PageFacts> pageFacts();
bool mayBeSeenBy(const PageFacts& page, const std::string& role);  // empty role: who only reads

}  // namespace mz
