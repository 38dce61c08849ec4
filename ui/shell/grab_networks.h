// Networks for pictures of what a sound one with payments never shows: one without payments, one in which a payment's stored
// bytes have changed, one with a channel whose file cannot be opened: demonstration networks all three, the damage really done
// to their files; one that was just created, an invitation to it, and what was joined by that. Any thread; takes some seconds.
// Errors: those of making networks, and Io.
#pragma once

#include <filesystem>

#include "ui/shell/main_window.h"

namespace mz {

struct GrabNetworks {
  std::filesystem::path empty, damaged, unopened, created, invitation, joined;
  MadeNetwork facts;  // of the created one
};
Result<GrabNetworks> makeGrabNetworks(const NetworkOpener& opener, const std::filesystem::path& folder);

}  // namespace mz
