#include "ledger/certificate_import.h"

#include <algorithm>
#include <map>

#include "ledger/identity/certificate_reading.h"
#include "ledger/identity/certificate_request.h"
#include "ledger/identity/revocation_list.h"
#include "ledger/local_engine.h"
#include "ledger/store/foreign_database.h"
#include "ledger/xca_database.h"

namespace mz {

namespace {

std::string keyText(const Bytes& publicKey) { return std::string(textOf(publicKey)); }

std::string subjectText(const CertificateDescription& description) {
  std::string out;
  for (const DescribedAttribute& attribute : description.subject)
    out.append(out.empty() ? "" : ", ").append(attribute.name).append("=").append(attribute.value);
  return out;
}

}  // namespace

// What is here, and what the files have together.
struct CertificateImport::Known {
  const AuthorityRegister& acts;
  std::span<const Bureau> bureaus;
  std::map<Fingerprint, std::string> labels;    // of certificates here
  std::map<std::string, PrivateKey> keys;       // in the files, and those that wait here, by public key
  std::map<std::string, bool> certificateKeys;  // public keys of certificates in the files

  const Bureau* issuerOf(const Certificate& certificate) const {
    for (const Bureau& bureau : bureaus)
      for (const Identity& authority : bureau.authorities)
        if (issuedBy(certificate, authority.certificate)) return &bureau;
    return nullptr;
  }
};

void CertificateImport::add(ImportFinding finding, Item item) {
  m_review.findings.push_back(std::move(finding));
  m_items.push_back(std::move(item));
}

Result<CertificateImport> CertificateImport::read(const std::vector<ImportSource>& sources, std::string_view password,
                                                  const LocalEngine& engine, const AuthorityRegister& acts,
                                                  std::span<const Bureau> bureaus) {
  CertificateImport out;
  Known known{acts, bureaus, {}, {}, {}};
  for (const Identity& identity : engine.keptIdentities()) {
    if (!identity.certificate.empty())
      known.labels.emplace(identity.certificate.fingerprint(), identity.label);
    else if (!identity.key.empty() && identity.label.starts_with(kWaitingLabel))
      known.keys.emplace(keyText(identity.key.publicKey().subjectPublicKeyInfo()), identity.key);
  }
  for (const Certificate& certificate : acts.issued()) known.labels.emplace(certificate.fingerprint(), std::string());

  std::vector<std::pair<std::size_t, CertificateFile>> files;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    auto file = ForeignDatabase::isOne(sources[i].content) ? readXcaDatabase(sources[i].content, password)
                                                           : readCertificateFile(sources[i].content, password);
    if (!file) {
      out.add({i, ImportKind::Unreadable, {}, {}, {}, {}, 0, ImportStanding::NotUsable, file.error().detail, {}, file.error()});
      continue;
    }
    for (const Error& problem : file->problems)
      out.add({i, ImportKind::Unreadable, {}, {}, {}, {}, 0, ImportStanding::NotUsable, problem.detail, {}, problem});
    for (const FileObject& object : file->objects) {
      if (object.kind == FileObjectKind::PrivateKey && !object.key.key.empty())
        known.keys.emplace(keyText(object.key.publicKey), object.key.key);
      if (object.kind == FileObjectKind::Certificate)
        if (const auto description = describeCertificate(object.der))
          known.certificateKeys[keyText(description->publicKey)] = true;
    }
    files.emplace_back(i, std::move(*file));
  }
  for (const auto& [source, file] : files) {
    for (const FileObject& object : file.objects) {
      switch (object.kind) {
        case FileObjectKind::Certificate: out.addCertificate(object, source, known); break;
        case FileObjectKind::PrivateKey: out.addKey(object, source, known); break;
        case FileObjectKind::Request: out.addRequest(object, source); break;
        case FileObjectKind::RevocationList: out.addList(object, source, known); break;
      }
    }
  }
  return out;
}

void CertificateImport::addCertificate(const FileObject& object, std::size_t source, const Known& known) {
  ImportFinding finding{
      source, ImportKind::Certificate, object.container, object.name, {}, {}, 0, ImportStanding::NotUsable, {}, {}, {}};
  auto description = describeCertificate(object.der);
  if (!description) {
    finding.failure = description.error();
    finding.detail = description.error().detail;
    return add(std::move(finding));
  }
  finding.title = subjectText(*description);
  const auto key = known.keys.find(keyText(description->publicKey));
  finding.hasKey = key != known.keys.end();
  finding.description = std::move(*description);
  auto certificate = Certificate::fromDer(object.der);
  if (!certificate) {
    finding.failure = certificate.error();
    finding.detail = "this network cannot use it: " + certificate.error().detail;
    return add(std::move(finding));
  }
  // One whose key lay elsewhere until now becomes an identity.
  if (const auto there = known.labels.find(certificate->fingerprint());
      there != known.labels.end() && !(there->second.empty() && finding.hasKey)) {
    finding.standing = ImportStanding::AlreadyThere;
    finding.label = there->second;
    return add(std::move(finding));
  }
  const bool twice = std::ranges::any_of(m_items, [&](const Item& item) {
    return !item.certificate.empty() && item.certificate.fingerprint() == certificate->fingerprint();
  });
  if (twice) {
    finding.detail = "it stands in the files twice";
    return add(std::move(finding));
  }
  const bool issuedHere = !certificate->isAuthority() && known.issuerOf(*certificate);
  if (!finding.hasKey && !issuedHere) {
    finding.detail = "its key is neither in the files nor here, and no CA of this keystore has issued it";
    return add(std::move(finding));
  }
  finding.standing = ImportStanding::CanBeTaken;
  Item item{std::move(*certificate), {}, {}, {}};
  if (finding.hasKey) item.key = key->second;
  add(std::move(finding), std::move(item));
}

void CertificateImport::addKey(const FileObject& object, std::size_t source, const Known& known) {
  ImportFinding finding{
      source, ImportKind::PrivateKey, object.container, object.name, {}, {}, 0, ImportStanding::NotUsable, {}, {}, {}};
  finding.title = object.key.description.algorithm + ", " + std::to_string(object.key.description.bits) + " bits";
  if (object.key.key.empty())
    finding.detail = "identities here have keys of P-256, SM2 or Ed25519";
  else if (known.certificateKeys.contains(keyText(object.key.publicKey)))
    finding.detail = "it is taken over with its certificate";
  else
    finding.detail = "its certificate is not in the files";
  add(std::move(finding));
}

void CertificateImport::addRequest(const FileObject& object, std::size_t source) {
  ImportFinding finding{
      source, ImportKind::Request, object.container, object.name, {}, {}, 0, ImportStanding::NotUsable, {}, {}, {}};
  auto request = readRequest(object.der);
  if (request) {
    finding.title = subjectText(request->description);
    finding.description = std::move(request->description);
    finding.detail = "a request is not kept; issue a certificate for it";
  } else {
    finding.failure = request.error();
    finding.detail = request.error().detail;
  }
  add(std::move(finding));
}

void CertificateImport::addList(const FileObject& object, std::size_t source, const Known& known) {
  ImportFinding finding{
      source, ImportKind::RevocationList, object.container, object.name, {}, {}, 0, ImportStanding::NotUsable, {}, {}, {}};
  auto list = readRevocationList(object.der);
  if (!list) {
    finding.failure = list.error();
    finding.detail = list.error().detail;
    return add(std::move(finding));
  }
  for (const DescribedAttribute& attribute : list->issuer)
    finding.title.append(finding.title.empty() ? "" : ", ").append(attribute.name).append("=").append(attribute.value);
  const auto bureau = std::ranges::find_if(known.bureaus, [&](const Bureau& each) {
    return std::ranges::any_of(each.authorities,
                               [&](const Identity& authority) { return isListOf(object.der, authority.certificate); });
  });
  if (bureau == known.bureaus.end()) {
    finding.detail = "no CA of this keystore has signed it";
    return add(std::move(finding));
  }
  // Holds are left out: whether one still holds is the CA's to say here.
  Item item;
  item.org = bureau->org;
  for (RevokedEntry& entry : list->entries)
    if (!bureau->revoked.contains(entry.serial) && !revocationReasonName(static_cast<RevocationReason>(entry.reason)).empty() &&
        entry.reason != static_cast<int>(RevocationReason::CertificateHold) &&
        entry.reason != static_cast<int>(RevocationReason::RemoveFromCrl))
      item.entries.push_back(std::move(entry));
  finding.entries = item.entries.size();
  finding.standing = item.entries.empty() ? ImportStanding::AlreadyThere : ImportStanding::CanBeTaken;
  add(std::move(finding), std::move(item));
}

std::vector<Identity> CertificateImport::identities(const LocalEngine& engine, const std::vector<std::size_t>& chosen) const {
  std::vector<Identity> out;
  for (const std::size_t place : chosen) {
    const Item& item = m_items[place];
    if (item.certificate.empty() || item.key.empty()) continue;
    std::string label = engine.labelFor(item.certificate);
    if (std::ranges::find(out, label, &Identity::label) != out.end()) label += "/" + item.certificate.serial().substr(0, 8);
    out.push_back({item.certificate, item.key, std::move(label)});
  }
  return out;
}

std::vector<Certificate> CertificateImport::issued(const std::vector<std::size_t>& chosen) const {
  std::vector<Certificate> out;
  for (const std::size_t place : chosen)
    if (const Item& item = m_items[place]; !item.certificate.empty() && item.key.empty()) out.push_back(item.certificate);
  return out;
}

std::vector<RevocationAct> CertificateImport::revocations(const std::vector<std::size_t>& chosen) const {
  std::vector<RevocationAct> out;
  for (const std::size_t place : chosen) {
    const Item& item = m_items[place];
    for (const RevokedEntry& entry : item.entries) {
      if (out.empty() || out.back().org != item.org || out.back().entries.size() == AuthorityRegister::kRevocationsPerAct)
        out.push_back({item.org, 0, {}});
      out.back().entries.push_back(entry);
    }
  }
  return out;
}

}  // namespace mz
