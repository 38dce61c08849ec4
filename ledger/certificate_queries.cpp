#include "ledger/certificate_queries.h"

#include <algorithm>
#include <functional>
#include <tuple>

#include "ledger/certificate_catalogue.h"
#include "ledger/finance/text_fold.h"
#include "ledger/identity/authority.h"

namespace mz {

namespace {

constexpr int kMostVersions = 200;  // of one key that are looked back through
constexpr std::uint64_t kNow = UINT64_MAX;

CertificateStanding atTime(const Certificate& certificate, UnixSeconds at) {
  if (at < certificate.notBefore()) return CertificateStanding::NotYetValid;
  return at > certificate.notAfter() ? CertificateStanding::Expired : CertificateStanding::Valid;
}

class Versions {
 public:
  Versions(ChannelTables& tables, const Replica& replica) : m_tables(tables), m_replica(replica) {}

  Result<std::optional<StoredVersion>> before(const std::string& key, std::uint64_t row) const {
    return versionBefore(m_tables, m_replica.stateIndex(), m_replica.stateHash(), std::string(kSystemContract) + "/" + key,
                         row);
  }
  // The oldest of the versions in a row, from the one before `row` back, that have what is asked for.
  Result<std::optional<StoredVersion>> oldestWith(const std::string& key, std::uint64_t row,
                                                  const std::function<bool(const std::string& value)>& has) const {
    std::optional<StoredVersion> oldest;
    for (int i = 0; i < kMostVersions; ++i) {
      MZ_TRY(auto version, before(key, row));
      if (!version || !version->value || !has(*version->value)) break;
      row = version->row;
      oldest = std::move(version);
    }
    return oldest;
  }
  Result<Height> heightOf(const StoredVersion& version) const {
    if (version.transaction == kGenesisTransaction) return Height(0);
    MZ_TRY(const auto height, m_tables.heightOf(version.transaction));
    if (!height) return fail(ErrorCode::Damaged, "a version names a transaction that is not there");
    return *height;
  }
  Status place(CertificateLink& link, const StoredVersion& version) const {
    MZ_TRY(link.since, heightOf(version));
    if (version.transaction != kGenesisTransaction) link.transaction = version.transaction;
    return {};
  }

 private:
  ChannelTables& m_tables;
  const Replica& m_replica;
};

Result<std::vector<Certificate>> authoritiesIn(const std::string& memberItem) {
  MZ_TRY(const Json item, Json::parseCanonical(memberItem));
  std::vector<Certificate> out;
  const Json* list = item.find("authorities");
  if (!list || !list->isArray()) return out;
  for (const Json& text : list->array()) {
    MZ_TRY(const Bytes der, fromBase64(text.string()));
    MZ_TRY(Certificate certificate, Certificate::fromDer(der));
    out.push_back(std::move(certificate));
  }
  return out;
}

// An org's authority, as the configuration lists it before `row`.
Result<CertificateLink> authorityLink(const Versions& versions, const Certificate& authority, UnixSeconds at,
                                      std::uint64_t row) {
  CertificateLink link{infoOf(authority), atTime(authority, at), {}, {}, {}};
  const std::string text = toBase64(authority.der());
  MZ_TRY(const auto listed, versions.oldestWith("member/" + authority.subject().org, row, [&](const std::string& value) {
    const auto known = authoritiesIn(value);
    return known && std::ranges::find(*known, authority.fingerprint(), &Certificate::fingerprint) != known->end();
  }));
  if (!listed) {
    link.standing = CertificateStanding::NotListed;
    return link;
  }
  MZ_CHECK(versions.place(link, *listed));
  return link;
}

// A person's or node's. Which authority issued it is `issuer`, empty where none that is listed did.
Result<CertificateLink> leafLink(const Versions& versions, const Certificate& leaf, UnixSeconds at, std::uint64_t row,
                                 Certificate& issuer) {
  const Subject& subject = leaf.subject();
  CertificateLink link{infoOf(leaf), atTime(leaf, at), {}, {}, {}};
  const auto always = [](const std::string&) { return true; };
  // The call that enrols it is signed with it.
  MZ_TRY(auto enrolled, versions.oldestWith("certificate/" + leaf.fingerprint().hex(), row, always));
  if (!enrolled) {
    MZ_TRY(enrolled, versions.oldestWith("certificate/" + leaf.fingerprint().hex(), kNow, always));
  }
  if (enrolled) MZ_CHECK(versions.place(link, *enrolled));

  const std::string key = "revoked/" + subject.org + "/" + leaf.serial();
  MZ_TRY(const auto revokedThen, versions.oldestWith(key, row, always));
  if (revokedThen) {
    link.standing = CertificateStanding::Revoked;
    MZ_TRY(link.revoked, versions.heightOf(*revokedThen));
  } else {
    MZ_TRY(const auto revokedLater, versions.oldestWith(key, kNow, always));
    if (revokedLater) {
      MZ_TRY(link.revoked, versions.heightOf(*revokedLater));
    }
  }
  MZ_TRY(const auto member, versions.before("member/" + subject.org, row));
  if (member && member->value) {
    MZ_TRY(const std::vector<Certificate> authorities, authoritiesIn(*member->value));
    for (const Certificate& authority : authorities) {
      if (!issuedBy(leaf, authority)) continue;
      // One that was renewed under the same key is listed twice: the one that is good at this time counts.
      if (issuer.empty() || atTime(issuer, at) != CertificateStanding::Valid) issuer = authority;
    }
  }
  if (issuer.empty() && link.standing == CertificateStanding::Valid) link.standing = CertificateStanding::NotIssued;
  return link;
}

}  // namespace

Result<std::vector<CertificateLink>> signerChain(ChannelTables& tables, const Replica& replica, const Certificate& leaf,
                                                 const Certificate& root, UnixSeconds blockTime, std::uint64_t firstVersion) {
  const Versions versions(tables, replica);
  std::vector<CertificateLink> chain;
  Certificate top = leaf;
  if (!leaf.isAuthority()) {
    Certificate issuer;
    MZ_TRY(CertificateLink link, leafLink(versions, leaf, blockTime, firstVersion, issuer));
    chain.push_back(std::move(link));
    if (issuer.empty()) return chain;
    top = issuer;
  }
  MZ_TRY(CertificateLink authority, authorityLink(versions, top, blockTime, firstVersion));
  chain.push_back(std::move(authority));
  if (!root.empty() && issuedBy(top, root)) {
    chain.push_back({infoOf(root), atTime(root, blockTime), {}, {}, {}});
  } else {
    const Subject& name = top.issuer();
    CertificateLink link;
    link.certificate = {name.org, std::string(roleName(name.role)), name.name, {}, {}, {}, {}, {}};
    link.standing = CertificateStanding::NotKept;
    chain.push_back(std::move(link));
  }
  return chain;
}

Result<std::vector<CertificateLink>> certificatesWith(ChannelTables& tables, const Replica& replica, std::string_view text,
                                                      std::size_t count) {
  const std::vector<std::string> words = foldedWords(text);
  const ReplicaView view = replica.view();
  std::vector<std::shared_ptr<const Certificate>> found;
  replica.identities().forEach([&](const std::shared_ptr<const Certificate>& certificate) {
    const Subject& subject = certificate->subject();
    std::string all = subject.org + "\n" + std::string(roleName(subject.role)) + "\n" + subject.name + "\n" +
                      certificate->serial() + "\n" + certificate->fingerprint().hex();
    if (const Member* member = view.configuration->member(subject.org))
      all.append("\n").append(member->title.stringAt("en")).append("\n").append(member->title.stringAt("zh"));
    const std::string where = folded(all);
    if (std::ranges::all_of(words, [&](const std::string& word) { return where.find(word) != std::string::npos; }))
      found.push_back(certificate);
  });
  const auto order = [](const std::shared_ptr<const Certificate>& certificate) {
    const Subject& subject = certificate->subject();
    return std::tuple(std::string_view(subject.org), subject.role, std::string_view(subject.name),
                      std::string_view(certificate->serial()));
  };
  count = std::min(count, found.size());
  std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(count), {}, order);
  found.resize(count);
  std::vector<CertificateLink> out;
  for (const auto& certificate : found) {
    MZ_TRY(CertificateLink link, certificateNow(tables, replica, *certificate));
    out.push_back(std::move(link));
  }
  return out;
}

Result<CertificateLink> certificateNow(ChannelTables& tables, const Replica& replica, const Certificate& certificate) {
  const Versions versions(tables, replica);
  const UnixSeconds now = replica.view().newest.time;
  if (certificate.isAuthority()) return authorityLink(versions, certificate, now, kNow);
  Certificate issuer;
  return leafLink(versions, certificate, now, kNow, issuer);
}

}  // namespace mz
