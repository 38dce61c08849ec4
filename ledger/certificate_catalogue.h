// All certificates that are known here, in one list: from the keystore, from what its CAs have issued, and from every channel.
// Immutable after making, so that many pages are read from it; any thread.
#pragma once

#include <map>
#include <memory>
#include <unordered_map>

#include "ledger/authority_register.h"
#include "ledger/certificates.h"
#include "ledger/channel/identity_book.h"
#include "ledger/identity/keystore.h"

namespace mz {

class CertificateCatalogue {
 public:
  struct Channel {
    std::string name;
    const IdentityBook* book = nullptr;
    std::shared_ptr<const Configuration> configuration;
  };
  struct Sources {
    Certificate root;                  // the network's; may be empty
    std::vector<Identity> identities;  // keys are not looked at
    const AuthorityRegister* acts = nullptr;
    std::vector<Channel> channels;    // that are open
    std::vector<std::string> unread;  // that are not
  };
  explicit CertificateCatalogue(const Sources& sources);

  // Places of the entries that fit, in this order; and how many of each state fit but for the filter's states.
  struct Selection {
    std::vector<std::uint32_t> places;
    std::array<std::uint64_t, kCertificateStates> states{};
    UnixSeconds until;  // before it no certificate's state changes by itself
  };
  Selection select(const CertificateFilter& filter, CertificateOrdering ordering, UnixSeconds now) const;

  std::size_t size() const { return m_entries.size(); }
  CertificateRow row(std::uint32_t place, UnixSeconds now) const;
  const Certificate& certificate(std::uint32_t place) const { return m_entries[place].certificate; }
  std::optional<std::uint32_t> find(const Fingerprint& fingerprint) const;
  std::optional<std::uint32_t> find(std::string_view org, std::string_view serial) const;  // of a person or machine
  std::optional<std::uint32_t> authorityOf(std::uint32_t place) const;
  std::vector<AuthorityInfo> authorities(UnixSeconds now) const;
  const std::vector<std::string>& unread() const { return m_unread; }

 private:
  struct Entry {
    Certificate certificate;
    std::string label;
    std::string folded;  // what a text is looked for in
    KeyPlace key = KeyPlace::Elsewhere;
    std::uint32_t channels = 0, enrolled = 0, revokedOn = 0;
    std::optional<std::uint32_t> authority;
    std::optional<RevokedEntry> revoked;
  };
  Entry& enter(const Certificate& certificate);
  void readChannels(const Sources& sources);
  void readRevocations(const Sources& sources);
  void findAuthorities();
  void finish(const Sources& sources);
  CertificateState stateOf(const Entry& entry, UnixSeconds now) const;
  bool holds(const Entry& entry) const { return entry.key != KeyPlace::Elsewhere; }
  void sortBy(std::vector<std::uint32_t>& places, CertificateOrdering ordering, UnixSeconds now) const;

  std::vector<Entry> m_entries;  // by org, role, name, beginning and fingerprint
  std::unordered_map<Fingerprint, std::uint32_t> m_places;
  std::map<std::pair<std::string, std::string>, std::uint32_t> m_serials;  // of people and machines, by org and serial number
  std::map<std::string, std::vector<std::string>> m_listings;              // channels by fingerprint of an authority
  std::map<std::string, std::uint64_t> m_listNumbers;                      // by org
  Fingerprint m_root;
  std::vector<std::string> m_unread;
};

// As it is shown.
CertificateInfo infoOf(const Certificate& certificate);

}  // namespace mz
