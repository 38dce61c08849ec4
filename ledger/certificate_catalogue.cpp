#include "ledger/certificate_catalogue.h"

#include <algorithm>
#include <tuple>

#include "ledger/finance/text_fold.h"

namespace mz {

namespace {

constexpr int kHold = static_cast<int>(RevocationReason::CertificateHold);
constexpr int kRelease = static_cast<int>(RevocationReason::RemoveFromCrl);

std::string_view algorithmName(KeyAlgorithm algorithm) {
  switch (algorithm) {
    case KeyAlgorithm::P256: return "P-256";
    case KeyAlgorithm::Sm2: return "SM2";
    case KeyAlgorithm::Ed25519: break;
  }
  return "Ed25519";
}

auto baseOrder(const Certificate& certificate) {
  const Subject& subject = certificate.subject();
  return std::tuple(std::string_view(subject.org), roleName(subject.role), std::string_view(subject.name),
                    certificate.notBefore(), certificate.fingerprint());
}

auto issuerOrder(const Certificate& certificate) {
  const Subject& issuer = certificate.issuer();
  return std::tuple(std::string_view(issuer.org), roleName(issuer.role), std::string_view(issuer.name));
}

std::string issuerText(const Certificate& certificate) {
  const Subject& issuer = certificate.issuer();
  return "O=" + issuer.org + ", OU=" + std::string(roleName(issuer.role)) + ", CN=" + issuer.name;
}

}  // namespace

CertificateInfo infoOf(const Certificate& certificate) {
  const Subject& subject = certificate.subject();
  return {subject.org,
          std::string(roleName(subject.role)),
          subject.name,
          issuerText(certificate),
          certificate.serial(),
          certificate.notBefore(),
          certificate.notAfter(),
          certificate.fingerprint()};
}

CertificateCatalogue::CertificateCatalogue(const Sources& sources) : m_root(sources.root.fingerprint()) {
  if (!sources.root.empty()) enter(sources.root);
  for (const Identity& identity : sources.identities) {
    if (identity.certificate.empty()) continue;
    Entry& entry = enter(identity.certificate);
    entry.label = identity.label;
    entry.key = identity.token ? KeyPlace::Token : KeyPlace::Keystore;
  }
  if (sources.acts)
    for (const Certificate& certificate : sources.acts->issued()) enter(certificate);
  readChannels(sources);
  std::ranges::sort(m_entries, {}, [](const Entry& entry) { return baseOrder(entry.certificate); });
  m_places.clear();
  for (std::uint32_t place = 0; place < m_entries.size(); ++place) {
    const Certificate& certificate = m_entries[place].certificate;
    m_places.emplace(certificate.fingerprint(), place);
    if (!certificate.isAuthority()) m_serials.insert_or_assign({certificate.subject().org, certificate.serial()}, place);
  }
  readRevocations(sources);
  findAuthorities();
  finish(sources);
}

CertificateCatalogue::Entry& CertificateCatalogue::enter(const Certificate& certificate) {
  const auto [place, isNew] = m_places.emplace(certificate.fingerprint(), static_cast<std::uint32_t>(m_entries.size()));
  if (isNew) m_entries.emplace_back().certificate = certificate;
  return m_entries[place->second];
}

void CertificateCatalogue::readChannels(const Sources& sources) {
  for (const Channel& channel : sources.channels) {
    for (const auto& [org, member] : channel.configuration->members())
      for (const Certificate& authority : member.authorities) m_listings[authority.fingerprint().hex()].push_back(channel.name);
    channel.book->forEach([&](const std::shared_ptr<const Certificate>& certificate) {
      Entry& entry = enter(*certificate);
      if (!certificate->isAuthority()) ++entry.enrolled;
    });
  }
  for (Entry& entry : m_entries)
    if (const auto listed = m_listings.find(entry.certificate.fingerprint().hex());
        entry.certificate.isAuthority() && listed != m_listings.end())
      entry.enrolled = static_cast<std::uint32_t>(listed->second.size());
}

void CertificateCatalogue::readRevocations(const Sources& sources) {
  struct Said {
    std::optional<RevokedEntry> entry;
    std::uint32_t channels = 0;
  };
  std::map<std::pair<std::string, std::string>, Said> said;  // by org and serial number
  for (const Channel& channel : sources.channels)
    channel.book->forEachRevocation(
        [&](const std::string& org, const std::string& serial, const IdentityBook::Revocation& revocation) {
          Said& there = said[{org, serial}];
          ++there.channels;
          // For good counts before on hold.
          if (!there.entry || there.entry->reason == kHold)
            there.entry = RevokedEntry{serial, revocation.date, revocation.reason};
        });
  if (sources.acts) {
    for (const RevocationAct& act : sources.acts->acts()) {
      m_listNumbers[act.org] = std::max(m_listNumbers[act.org], act.number);
      for (const RevokedEntry& entry : act.entries) {
        Said& there = said[{act.org, entry.serial}];
        if (entry.reason != kRelease)
          there.entry = entry;
        else if (there.entry && there.entry->reason == kHold)
          there.entry.reset();  // channels that do not know it yet are told
      }
    }
  }
  if (said.empty()) return;
  // A certificate can turn up under several fingerprints (docs/formats/certificates.md): its number counts.
  for (Entry& entry : m_entries) {
    if (entry.certificate.isAuthority()) continue;
    const auto found = said.find({entry.certificate.subject().org, entry.certificate.serial()});
    if (found == said.end()) continue;
    entry.revoked = found->second.entry;
    entry.revokedOn = found->second.channels;
  }
}

void CertificateCatalogue::findAuthorities() {
  std::map<std::string_view, std::vector<std::uint32_t>> authorities;  // by org
  for (std::uint32_t place = 0; place < m_entries.size(); ++place)
    if (m_entries[place].certificate.isAuthority()) authorities[m_entries[place].certificate.subject().org].push_back(place);
  for (std::uint32_t place = 0; place < m_entries.size(); ++place) {
    Entry& entry = m_entries[place];
    const auto candidates = authorities.find(entry.certificate.issuer().org);
    if (candidates == authorities.end()) continue;
    // Of one that was renewed under the same key the newest that is not younger than what it issued.
    for (const std::uint32_t candidate : candidates->second) {
      const Certificate& authority = m_entries[candidate].certificate;
      if (candidate == place || !namesIssuer(entry.certificate, authority)) continue;
      if (entry.certificate.isAuthority() && namesIssuer(authority, entry.certificate)) continue;  // one renewed the other
      if (!entry.authority || authority.notBefore() <= entry.certificate.notBefore()) entry.authority = candidate;
    }
  }
}

void CertificateCatalogue::finish(const Sources& sources) {
  m_unread = sources.unread;
  std::map<std::string, std::pair<std::uint32_t, std::string>, std::less<>> orgs;  // channels, titles
  for (const Channel& channel : sources.channels) {
    for (const auto& [org, member] : channel.configuration->members()) {
      auto& [channels, titles] = orgs[org];
      ++channels;
      titles = "\n" + std::string(member.title.stringAt("en")) + "\n" + std::string(member.title.stringAt("zh"));
    }
  }
  for (Entry& entry : m_entries) {
    const Certificate& certificate = entry.certificate;
    const Subject& subject = certificate.subject();
    const auto org = orgs.find(subject.org);
    if (org != orgs.end() && !isLimited(certificate)) entry.channels = org->second.first;
    std::string all = subject.org + "\n" + std::string(roleName(subject.role)) + "\n" + subject.name + "\n" +
                      certificate.serial() + "\n" + certificate.fingerprint().hex() + "\n" + entry.label;
    if (org != orgs.end()) all += org->second.second;
    entry.folded = folded(all);
  }
}

CertificateState CertificateCatalogue::stateOf(const Entry& entry, UnixSeconds now) const {
  if (entry.revoked) return entry.revoked->reason == kHold ? CertificateState::OnHold : CertificateState::Revoked;
  if (now < entry.certificate.notBefore()) return CertificateState::NotYetValid;
  return now > entry.certificate.notAfter() ? CertificateState::Expired : CertificateState::Valid;
}

CertificateRow CertificateCatalogue::row(std::uint32_t place, UnixSeconds now) const {
  const Entry& entry = m_entries[place];
  CertificateRow out;
  out.certificate = infoOf(entry.certificate);
  out.isAuthority = entry.certificate.isAuthority();
  out.isLimited = isLimited(entry.certificate);
  out.state = stateOf(entry, now);
  out.keyAlgorithm = algorithmName(entry.certificate.publicKey().algorithm());
  out.key = entry.key;
  out.label = entry.label;
  if (entry.authority) {
    const Entry& authority = m_entries[*entry.authority];
    out.authority = authority.certificate.fingerprint();
    out.canRevoke = !out.isAuthority && holds(authority);
  }
  out.channels = entry.channels;
  out.enrolled = entry.enrolled;
  out.revoked = entry.revokedOn;
  if (entry.revoked) {
    out.revokedAt = entry.revoked->date;
    out.reason = static_cast<RevocationReason>(entry.revoked->reason);
    out.invalidSince = entry.revoked->invalidSince;
  }
  return out;
}

std::optional<std::uint32_t> CertificateCatalogue::find(const Fingerprint& fingerprint) const {
  const auto found = m_places.find(fingerprint);
  return found == m_places.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::uint32_t> CertificateCatalogue::find(std::string_view org, std::string_view serial) const {
  const auto found = m_serials.find({std::string(org), std::string(serial)});
  return found == m_serials.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::uint32_t> CertificateCatalogue::authorityOf(std::uint32_t place) const { return m_entries[place].authority; }

std::vector<AuthorityInfo> CertificateCatalogue::authorities(UnixSeconds now) const {
  std::vector<AuthorityInfo> out;
  std::map<std::uint32_t, std::size_t> order;  // in `out`, by place
  for (std::uint32_t place = 0; place < m_entries.size(); ++place) {
    const Entry& entry = m_entries[place];
    if (!entry.certificate.isAuthority()) continue;
    order.emplace(place, out.size());
    AuthorityInfo& info = out.emplace_back();
    info.certificate = infoOf(entry.certificate);
    info.state = stateOf(entry, now);
    info.keyAlgorithm = algorithmName(entry.certificate.publicKey().algorithm());
    info.isRoot = entry.certificate.fingerprint() == m_root;
    if (entry.authority) info.parent = m_entries[*entry.authority].certificate.fingerprint();
    info.key = entry.key;
    info.label = entry.label;
    if (const auto listed = m_listings.find(info.certificate.fingerprint.hex()); listed != m_listings.end())
      info.channels = listed->second;
    if (const auto number = m_listNumbers.find(info.certificate.org); number != m_listNumbers.end())
      info.listNumber = number->second;
  }
  for (const Entry& entry : m_entries) {
    if (!entry.authority || entry.certificate.isAuthority()) continue;
    AuthorityInfo& info = out[order.at(*entry.authority)];
    ++info.issued;
    if (stateOf(entry, now) == CertificateState::Valid) ++info.valid;
  }
  std::ranges::stable_sort(out, {}, [](const AuthorityInfo& info) {
    return std::tuple(info.parent.has_value(), std::string_view(info.certificate.org), info.certificate.until);
  });
  return out;
}

CertificateCatalogue::Selection CertificateCatalogue::select(const CertificateFilter& filter, CertificateOrdering ordering,
                                                             UnixSeconds now) const {
  Selection out;
  out.until = UnixSeconds(INT64_MAX);
  const std::vector<std::string> words = foldedWords(filter.text);
  const auto fits = [&](const Entry& entry) {
    const Certificate& certificate = entry.certificate;
    const Subject& subject = certificate.subject();
    if (!filter.org.empty() && subject.org != filter.org) return false;
    if (!filter.role.empty() && roleName(subject.role) != filter.role) return false;
    if (filter.authorities && certificate.isAuthority() != *filter.authorities) return false;
    if (filter.key && entry.key != *filter.key) return false;
    if (filter.endsFrom && certificate.notAfter() < *filter.endsFrom) return false;
    if (filter.endsBefore && certificate.notAfter() >= *filter.endsBefore) return false;
    if (filter.authority && (!entry.authority || m_entries[*entry.authority].certificate.fingerprint() != *filter.authority))
      return false;
    return std::ranges::all_of(words, [&](const std::string& word) { return entry.folded.find(word) != std::string::npos; });
  };
  for (std::uint32_t place = 0; place < m_entries.size(); ++place) {
    const Entry& entry = m_entries[place];
    if (!fits(entry)) continue;
    for (const UnixSeconds change : {entry.certificate.notBefore(), UnixSeconds(entry.certificate.notAfter().value + 1)})
      if (change > now) out.until = std::min(out.until, change);
    const CertificateState state = stateOf(entry, now);
    ++out.states[static_cast<std::size_t>(state)];
    if (filter.states.empty() || std::ranges::find(filter.states, state) != filter.states.end()) out.places.push_back(place);
  }
  sortBy(out.places, ordering, now);
  return out;
}

// The entries lie in the order that decides between equal ones; what is compared is looked up once for each.
void CertificateCatalogue::sortBy(std::vector<std::uint32_t>& places, CertificateOrdering ordering, UnixSeconds now) const {
  const auto sorted = [&](const auto& keyOf) {
    std::vector<std::pair<decltype(keyOf(m_entries.front())), std::uint32_t>> keys;
    keys.reserve(places.size());
    for (const std::uint32_t place : places) keys.emplace_back(keyOf(m_entries[place]), place);
    std::ranges::stable_sort(
        keys, [&](const auto& a, const auto& b) { return ordering.descending ? b.first < a.first : a.first < b.first; });
    for (std::size_t i = 0; i < keys.size(); ++i) places[i] = keys[i].second;
  };
  using Text = std::string_view;
  switch (ordering.column) {
    case CertificateColumn::Org: return sorted([](const Entry& e) { return Text(e.certificate.subject().org); });
    case CertificateColumn::Role: return sorted([](const Entry& e) { return roleName(e.certificate.subject().role); });
    case CertificateColumn::Name: return sorted([](const Entry& e) { return Text(e.certificate.subject().name); });
    case CertificateColumn::Serial: return sorted([](const Entry& e) { return Text(e.certificate.serial()); });
    case CertificateColumn::Issuer: return sorted([](const Entry& e) { return issuerOrder(e.certificate); });
    case CertificateColumn::From: return sorted([](const Entry& e) { return e.certificate.notBefore(); });
    case CertificateColumn::Until: return sorted([](const Entry& e) { return e.certificate.notAfter(); });
    case CertificateColumn::State: return sorted([&](const Entry& e) { return stateOf(e, now); });
    case CertificateColumn::Algorithm:
      return sorted([](const Entry& e) { return algorithmName(e.certificate.publicKey().algorithm()); });
    case CertificateColumn::Key: return sorted([](const Entry& e) { return e.key; });
    case CertificateColumn::Enrolled: return sorted([](const Entry& e) { return e.enrolled; });
    case CertificateColumn::Revoked: return sorted([](const Entry& e) { return e.revokedOn; });
    case CertificateColumn::RevokedAt:
      return sorted([](const Entry& e) { return e.revoked ? e.revoked->date : UnixSeconds(INT64_MIN); });
  }
}

}  // namespace mz
