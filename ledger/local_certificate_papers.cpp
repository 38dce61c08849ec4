// Templates, requests and lists of the certificates' face.
#include <algorithm>

#include "ledger/authority_making.h"
#include "ledger/certificate_batch.h"
#include "ledger/crypto/hash.h"
#include "ledger/identity/certificate_request.h"
#include "ledger/identity/pem.h"
#include "ledger/local_certificates.h"
#include "ledger/local_engine.h"

namespace mz {

namespace {

bool isWaiting(const Identity& identity) { return identity.certificate.empty() && identity.label.starts_with(kWaitingLabel); }

}  // namespace

Result<IssuedCertificate> LocalCertificates::makeAuthority(const AuthorityOrder& order) {
  const std::lock_guard working(m_office);
  auto made = mz::makeAuthority(m_engine, order);
  JournalEntry entry{.what = "authority", .subject = order.org};
  if (made) entry.subject = made->label;
  m_engine.record(std::move(entry), made ? nullptr : &made.error());
  return made;
}

Result<std::vector<CertificateTemplate>> LocalCertificates::templates() const {
  const std::lock_guard working(m_office);
  MZ_CHECK(office());
  return m_templates->all();
}

Status LocalCertificates::saveTemplate(const CertificateTemplate& made) {
  const std::lock_guard working(m_office);
  MZ_CHECK(office());
  const Status saved = m_templates->save(made);
  m_engine.record({.what = "template", .subject = made.id}, saved ? nullptr : &saved.error());
  return saved;
}

Status LocalCertificates::removeTemplate(const std::string& id) {
  const std::lock_guard working(m_office);
  MZ_CHECK(office());
  const Status removed = m_templates->remove(id);
  m_engine.record({.what = "template", .subject = id}, removed ? nullptr : &removed.error());
  return removed;
}

Result<RequestReview> LocalCertificates::readRequest(const Bytes& file) const {
  MZ_TRY(CertificateRequest request, mz::readRequest(file));
  const bool usable = !request.key.empty();
  return RequestReview{std::move(request.description), std::move(request.org),   std::move(request.role),
                       std::move(request.name),        std::move(request.names), usable,
                       std::move(request.der)};
}

Result<BatchReview> LocalCertificates::readBatch(const std::string& file, const CertificateOrder& otherwise) const {
  return mz::readBatch(file, otherwise);
}

Result<MadeRequest> LocalCertificates::request(const RequestOrder& order) {
  const std::lock_guard working(m_office);
  if (m_engine.isLocked()) return fail(ErrorCode::Locked, "the identities are locked; unlock them with their password");
  const auto role = roleFromName(order.role);
  if (!role || *role == Role::Ca)
    return fail(ErrorCode::InvalidArgument, "\"" + order.role + "\" is no role of people or machines");
  MZ_TRY(PrivateKey key, PrivateKey::generate(order.sm2 ? KeyAlgorithm::Sm2 : KeyAlgorithm::P256));
  MZ_TRY(const Bytes der, makeRequest({order.org, *role, order.name}, key, order.names));
  MadeRequest out{std::string(kWaitingLabel) + order.org + "/" + order.name, pemOf("CERTIFICATE REQUEST", der)};
  // Keys stay in the keystore, so a name may have had one before.
  if (m_engine.hasIdentity(out.label)) out.label += "/" + sha256(key.publicKey().subjectPublicKeyInfo()).hex().substr(0, 8);
  const Status kept = m_engine.keep({{Certificate(), std::move(key), out.label}});
  m_engine.record({.what = "request", .subject = order.org + "/" + order.name}, kept ? nullptr : &kept.error());
  if (!kept) return std::unexpected(kept.error());
  return out;
}

std::vector<std::string> LocalCertificates::waiting() const {
  const std::vector<Identity> kept = m_engine.keptIdentities();
  std::vector<std::string> out;
  for (const Identity& identity : kept) {
    if (!isWaiting(identity)) continue;
    // Keys are not taken out of the keystore; one that has its certificate waits no longer.
    const bool answered = std::ranges::any_of(kept, [&](const Identity& other) {
      return !other.certificate.empty() && !identity.key.empty() &&
             other.certificate.publicKey().subjectPublicKeyInfo() == identity.key.publicKey().subjectPublicKeyInfo();
    });
    if (!answered) out.push_back(identity.label);
  }
  return out;
}

Result<std::string> LocalCertificates::accept(const Bytes& certificate) {
  const std::lock_guard working(m_office);
  if (m_engine.isLocked()) return fail(ErrorCode::Locked, "the identities are locked; unlock them with their password");
  MZ_TRY(Certificate read, textOf(certificate).starts_with("-----BEGIN ") ? Certificate::fromPem(textOf(certificate))
                                                                          : Certificate::fromDer(certificate));
  const Bytes wanted = read.publicKey().subjectPublicKeyInfo();
  const std::vector<Identity> kept = m_engine.keptIdentities();
  const auto waits = std::ranges::find_if(kept, [&](const Identity& identity) {
    return isWaiting(identity) && identity.key.publicKey().subjectPublicKeyInfo() == wanted;
  });
  if (waits == kept.end()) return fail(ErrorCode::NotFound, "no key of this keystore waits for this certificate");
  std::string label = m_engine.labelFor(read);
  const Status taken = m_engine.keep({{std::move(read), waits->key, label}});
  m_engine.record({.what = "certificate", .subject = label}, taken ? nullptr : &taken.error());
  if (!taken) return std::unexpected(taken.error());
  return label;
}

}  // namespace mz
