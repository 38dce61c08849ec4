// The seam where tests put a failing disk: an in-memory SQLite VFS whose n-th operation fails, and that can lose power, keeping
// only what was synced plus an arbitrary, possibly torn, part of what was not. Tests only; registered by name. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace mz {

enum class DiskFault : std::uint8_t { None, IoError, NoSpace, ShortWrite, PowerCut };

class FaultVfs {
 public:
  struct Data;

  explicit FaultVfs(std::uint64_t seed);  // registers a VFS with a unique name
  ~FaultVfs();                            // unregisters; every Database on it must be closed
  const std::string& name() const;

  // Counts writes, syncs and truncations from now on; sticky for PowerCut. NoSpace and ShortWrite fail as a full disk does:
  // a sync, too, then names ENOSPC as its cause.
  void failAt(std::uint64_t operation, DiskFault fault);
  std::uint64_t operations() const;
  bool fired() const;
  void cutPower();      // now, between two operations
  void restorePower();  // the disk as it survived, no fault armed; Databases opened before still see the dead one
  void revive();        // the same after a kill: the program died, and everything that it wrote is there
  // Flips the bits of `mask` in a stored file; for damage tests.
  void corrupt(const std::string& file, std::uint64_t offset, std::uint8_t mask);
  std::uint64_t fileSize(const std::string& file) const;

 private:
  std::unique_ptr<Data> m_data;
};

}  // namespace mz
