// C2SP signed-note, tlog-checkpoint, tlog-cosignature: texts that log and cosigner keys sign. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/base/types.h"
#include "ledger/crypto/signature.h"

namespace mz {

enum class NoteKeyType : std::uint8_t { Log = 0x01, Cosigner = 0x04 };

// A verifier key: "<name>+<hex key id>+<base64 of type byte and Ed25519 key>".
struct NoteKey {
  std::string name;
  NoteKeyType type = NoteKeyType::Log;
  PublicKey key;

  static Result<NoteKey> parse(std::string_view text);
  static Result<NoteKey> make(std::string name, NoteKeyType type, const PublicKey& key);  // refuses names with + or space
  std::string format() const;
  std::uint32_t id() const;  // first four bytes of SHA-256(name, newline, type, key)
};

struct NoteSignature {
  std::string name;
  std::uint32_t id = 0;
  Bytes signature;  // after the key id: Ed25519 64 bytes; cosignatures: 8 bytes time big-endian, then 64
};

struct SignedNote {
  std::string text;  // ends with newline
  std::vector<NoteSignature> signatures;

  static Result<SignedNote> parse(std::string_view note);  // strict, at most bounds::kNoteBytes
  std::string format() const;
};

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Digest root;

  static Result<Checkpoint> parse(std::string_view noteText);  // extension lines are refused
  std::string format() const;                                  // three lines
};

Result<NoteSignature> signCheckpoint(std::string_view noteText, const NoteKey& key, const PrivateKey& secret);
// The cosignature/v1 statement: header lines with the time, then the checkpoint.
Result<NoteSignature> cosignCheckpoint(std::string_view noteText, UnixSeconds time, const NoteKey& key,
                                       const PrivateKey& secret);

// False where name, id or signature is not this key's.
bool verifyNoteSignature(std::string_view noteText, const NoteSignature& signature, const NoteKey& key);
std::optional<UnixSeconds> cosignatureTime(const NoteSignature& signature);

}  // namespace mz
