// What is said of PKCS#11 tokens (OASIS PKCS #11 2.40) and of what lies on them. Plain values that could be serialised; any
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/base/bytes.h"

namespace mz {

// A token as it is found again: in the library that talks to it, by what it says of itself.
struct TokenName {
  std::string library;        // absolute path of a PKCS#11 library
  std::string label, serial;  // as on the token, without the spaces that fill them up
  bool operator==(const TokenName&) const = default;
};

// A key that lies on a token. It never leaves it.
struct TokenReference {
  TokenName token;
  Bytes key;  // CKA_ID of the private key
  bool operator==(const TokenReference&) const = default;
};

struct TokenInfo {
  TokenName name;
  std::string manufacturer, model;
  std::string reader;          // what the slot says of itself
  bool initialised = false;    // else it has neither label nor PIN yet
  bool pinSet = false;         // else its security officer has to set one
  bool loginRequired = false;  // else its keys may be used without a PIN
  bool pinPad = false;         // the PIN is typed on the reader itself
  bool readOnly = false;       // nothing can be put on it or taken off
  bool pinTriesFew = false;    // a wrong PIN was given since the last right one
  bool pinLastTry = false;     // one more wrong PIN locks it
  bool pinLocked = false;      // only its security officer can open it again
  bool loggedIn = false;       // by this program
};

struct TokenLibraryInfo {
  std::string path;
  std::string manufacturer, description, version;
  std::uint32_t readers = 0;  // slots, with or without a token
};

struct TokenKey {
  Bytes id;
  std::string label;
  std::string algorithm;   // "P-256", "P-384", "EC", "RSA", "other"
  Bytes publicKey;         // SubjectPublicKeyInfo of a P-256 key; empty where the token does not tell it
  bool usable = false;     // P-256, may sign, and does not ask for the PIN at each signature
  bool eachTime = false;   // asks for the PIN at each signature
  bool canLeave = false;   // the token would give it away
  bool madeThere = false;  // on the token, so there is no copy of it
};

struct TokenCertificate {
  Bytes id;
  std::string label;
  Bytes der;
};

}  // namespace mz
