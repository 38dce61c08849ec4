#include "ledger/crypto/hash.h"

#include <cstdlib>

#include "ledger/crypto/evp.h"

namespace mz {

namespace {

// Fetched once: EVP_sha256() would look the provider's implementation up again in every call (0.24 instead of 0.1 µs).
const EVP_MD* fetchedSha256() {
  static const EvpDigest digest(EVP_MD_fetch(nullptr, "SHA256", nullptr));
  return digest.get();
}

const EVP_MD* fetchedSm3() {
  static const EvpDigest digest(EVP_MD_fetch(nullptr, "SM3", nullptr));
  return digest.get();
}

// Without memory or without the algorithm there is no hash, and none may be made up.
void require(bool done) {
  if (!done) std::abort();
}

EVP_MD_CTX* newContext() {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  require(context != nullptr);
  return context;
}

Digest hash(EVP_MD_CTX* context, const EVP_MD* algorithm, ByteView first, ByteView second) {
  Digest out;
  require(EVP_DigestInit_ex2(context, algorithm, nullptr) == 1);
  require(EVP_DigestUpdate(context, first.data(), first.size()) == 1);
  if (!second.empty()) require(EVP_DigestUpdate(context, second.data(), second.size()) == 1);
  require(EVP_DigestFinal_ex(context, out.bytes.data(), nullptr) == 1);
  return out;
}

}  // namespace

Digest sha256Of(ByteView first, ByteView second) {
  thread_local const EvpDigestContext context(newContext());
  return hash(context.get(), fetchedSha256(), first, second);
}

Digest sha256(ByteView data) { return sha256Of(data, {}); }

Digest sm3(ByteView data) {
  thread_local const EvpDigestContext context(newContext());
  return hash(context.get(), fetchedSm3(), data, {});
}

struct Sha256::Context {
  EvpDigestContext digest{newContext()};

  void start() { require(EVP_DigestInit_ex2(digest.get(), fetchedSha256(), nullptr) == 1); }
};

Sha256::Sha256() : m_context(std::make_unique<Context>()) { m_context->start(); }
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

Sha256& Sha256::update(ByteView data) {
  require(EVP_DigestUpdate(m_context->digest.get(), data.data(), data.size()) == 1);
  return *this;
}

Digest Sha256::finish() {
  Digest out;
  require(EVP_DigestFinal_ex(m_context->digest.get(), out.bytes.data(), nullptr) == 1);
  m_context->start();
  return out;
}

}  // namespace mz
