// Certificates and the authorities that issue them, as app/ and models/ see them (Engine::certificates): what is known of them
// here, over the keystore, what its CAs have issued, and every channel; and the work of every CA that lies in the keystore.
// Nothing of it needs another org. All functions may be called from any thread and take as long as their work takes; those that
// issue and revoke wait for each other. Values are snapshots; times are this computer's. Errors of all that sign: Locked,
// PinNeeded, TokenAbsent, NotFound (no CA of this org here), and what writing files can fail with.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/progress.h"
#include "ledger/base/types.h"
#include "ledger/certificate_link.h"
#include "ledger/certificate_orders.h"
#include "ledger/certificate_template.h"
#include "ledger/identity/certificate_description.h"

namespace mz {

// Where the private key lies, as far as this program knows.
enum class KeyPlace : std::uint8_t { Elsewhere, Keystore, Token };

// Over all channels: what its CA decided counts as soon as one place here says so. Revoked before everything else.
enum class CertificateState : std::uint8_t { Valid, NotYetValid, Expired, OnHold, Revoked };
inline constexpr std::size_t kCertificateStates = 5;
std::string_view certificateStateName(CertificateState state);  // "not_yet_valid"

struct CertificateRow {
  CertificateInfo certificate;
  bool isAuthority = false;
  bool isLimited = false;  // to other purposes than signing on channels, where it is not enrolled
  CertificateState state = CertificateState::Valid;
  std::string keyAlgorithm;  // "P-256", "SM2", "Ed25519"
  KeyPlace key = KeyPlace::Elsewhere;
  std::string label;                     // in the keystore; empty: not there
  std::optional<Fingerprint> authority;  // that issued it, where that is known here
  bool canRevoke = false;                // that authority lies in the keystore
  std::uint32_t channels = 0;            // of its org, of those that are open here
  std::uint32_t enrolled = 0;            // on so many of them; of an authority: listed
  std::uint32_t revoked = 0;             // on so many of them; also where it was never enrolled
  std::optional<UnixSeconds> revokedAt;  // what the revocation says
  std::optional<RevocationReason> reason;
  std::optional<UnixSeconds> invalidSince;
};

// All conditions hold together.
struct CertificateFilter {
  std::string text;                      // each word is part of org, its titles, role, name, serial, fingerprint or label
  std::string org, role;                 // exact; empty: any
  std::vector<CertificateState> states;  // empty: any
  std::optional<bool> authorities;       // them alone, or all others
  std::optional<Fingerprint> authority;  // that issued it
  std::optional<KeyPlace> key;
  std::optional<UnixSeconds> endsFrom, endsBefore;
  bool operator==(const CertificateFilter&) const = default;
};

enum class CertificateColumn : std::uint8_t {
  Org,
  Role,
  Name,
  Serial,
  Issuer,
  From,
  Until,
  State,
  Algorithm,
  Key,
  Enrolled,
  Revoked,
  RevokedAt
};
struct CertificateOrdering {
  CertificateColumn column = CertificateColumn::Org;  // what is equal: by org, role, name and beginning
  bool descending = false;
  bool operator==(const CertificateOrdering&) const = default;
};

struct CertificateTable {
  std::vector<CertificateRow> rows;
  std::uint64_t total = 0;                                 // that fit the filter
  std::array<std::uint64_t, kCertificateStates> states{};  // of those that fit it but for its states
  std::vector<std::string> unread;                         // channels that are not open, of which nothing is known here
};

struct AuthorityInfo {
  CertificateInfo certificate;
  CertificateState state = CertificateState::Valid;
  std::string keyAlgorithm;
  bool isRoot = false;                // of the network
  std::optional<Fingerprint> parent;  // the authority above it, where that is known here
  KeyPlace key = KeyPlace::Elsewhere;
  bool needsPin = false;              // the key lies on a token that has not been logged in to
  std::string label;                  // in the keystore
  std::vector<std::string> channels;  // that list it
  std::uint64_t issued = 0;           // certificates of people and machines that are known here
  std::uint64_t valid = 0;            // of these
  std::uint64_t listNumber = 0;       // of its newest revocation list; 0: it has revoked nothing from here
};

struct RequestReview {
  CertificateDescription description;  // all that it asks
  std::string org, role, name;         // O, OU and CN of its subject; empty where it has none, or several
  std::vector<AlternativeName> names;  // that certificates here can have
  bool usable = false;                 // its key is of an algorithm that certificates here have
  Bytes der;
};

struct CertificateDetail {
  CertificateRow row;
  CertificateDescription description;
  struct OnChannel {
    std::string channel;
    std::optional<CertificateLink> link;  // absent: it is not enrolled or listed there
    std::optional<RevocationReason> reason;
    std::optional<Error> failure;  // the channel cannot be asked
  };
  std::vector<OnChannel> channels;    // of its org
  std::vector<CertificateRow> chain;  // authorities above it, the nearest first, as far as they are known here
  Bytes der;
  std::vector<Bytes> chainDer;  // of these
};

class Certificates {
 public:
  virtual ~Certificates() = default;

  // Of the network and of every org that is known here: roots first, then by org and end. A tree by `parent`.
  virtual Result<std::vector<AuthorityInfo>> authorities() const = 0;
  // At most 10,000 rows from `offset` on.
  virtual Result<CertificateTable> table(const CertificateFilter& filter, CertificateOrdering ordering, std::uint64_t offset,
                                         std::size_t count) const = 0;
  virtual Result<CertificateDetail> detail(const Fingerprint& certificate) const = 0;  // NotFound
  // Certificates that are enrolled on the channel, and its members' authorities, of which the text's words are a part: of org
  // (or its title), role, name, serial number or fingerprint; as they are judged now. By org, role and name; at most 1,000.
  virtual Result<std::vector<CertificateLink>> enrolled(const std::string& channel, const std::string& text,
                                                        std::size_t count) const = 0;

  // Shipped ones first, then by id.
  virtual Result<std::vector<CertificateTemplate>> templates() const = 0;
  // Replaces an own one of its id. AlreadyThere: a shipped one has it. InvalidArgument with "field". TooLarge: over 200.
  virtual Status saveTemplate(const CertificateTemplate& made) = 0;
  virtual Status removeTemplate(const std::string& id) = 0;  // NotFound; InvalidArgument: it is shipped

  // A signing request (DER or PEM) whose own signature is right. Malformed, TooLarge, BadSignature.
  virtual Result<RequestReview> readRequest(const Bytes& file) const = 0;
  // A table file of people and machines; `otherwise`: what rows have that no column says. InvalidArgument with "heading": no
  // column for names. TooLarge: over 20,000 rows. What reading a file can fail with.
  virtual Result<BatchReview> readBatch(const std::string& file, const CertificateOrder& otherwise) const = 0;
  // Makes a key, which waits in the keystore, and the request for a CA elsewhere. Locked, InvalidArgument.
  virtual Result<MadeRequest> request(const RequestOrder& order) = 0;
  // Labels of keys that wait. Their certificates are taken over by accept().
  virtual std::vector<std::string> waiting() const = 0;
  // A certificate (DER or PEM) for a key that waits becomes an identity; its label. NotFound: no key waits for it. Locked.
  virtual Result<std::string> accept(const Bytes& certificate) = 0;

  virtual Result<std::vector<OrderFinding>> check(const std::vector<CertificateOrder>& orders) const = 0;
  // All or none are issued; then they are enrolled on every channel of their orgs that can be reached. `adjust`: what can be
  // mended is mended first. InvalidArgument with the first finding ("problem", "order").
  virtual Result<IssueReport> issue(const std::vector<CertificateOrder>& orders, bool adjust, const Progress& progress) = 0;
  // The same for what ends. InvalidArgument also where a new key is wanted for one that lies elsewhere ("certificate").
  virtual Result<IssueReport> renew(const std::vector<RenewalOrder>& orders, bool adjust, const Progress& progress) = 0;

  virtual Result<RevocationPreview> preview(const RevocationOrder& order) const = 0;
  // Durable before a channel hears of it. From the block on that has it a channel refuses the certificates; what they signed
  // before stays good. At most 200 at once.
  virtual Result<RevocationReport> revoke(const RevocationOrder& order, const Progress& progress) = 0;
  // Sends to each channel what it still lacks of what was issued and revoked; nothing where it lacks nothing.
  virtual Result<std::vector<ChannelSettlement>> settle(const Progress& progress) = 0;
  // DER of a CRL (RFC 5280), good for so many days.
  virtual Result<Bytes> revocationList(const std::string& org, std::uint32_t days) = 0;
};

}  // namespace mz
