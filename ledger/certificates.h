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
#include "ledger/crypto/secret.h"
#include "ledger/identity/certificate_description.h"
#include "ledger/identity/path_report.h"

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

// A file, or text that was pasted or dropped.
struct ImportSource {
  std::string name;
  Bytes content;
};

enum class ImportKind : std::uint8_t { Certificate, PrivateKey, Request, RevocationList, Unreadable };
enum class ImportStanding : std::uint8_t { CanBeTaken, AlreadyThere, NotUsable };

// One object of the files.
struct ImportFinding {
  std::size_t source = 0;  // position in the list
  ImportKind kind = ImportKind::Unreadable;
  std::string container;                              // "PEM", "DER", "PKCS#7", "PKCS#8", "PKCS#12", "XCA"
  std::string name;                                   // that the file gives it; usually empty
  std::string title;                                  // its subject, a key's kind, or a list's issuer
  std::optional<CertificateDescription> description;  // of certificates and requests
  std::uint64_t entries = 0;                          // of a list: that are not known here
  ImportStanding standing = ImportStanding::NotUsable;
  std::string detail;            // English: why not
  std::string label;             // AlreadyThere: as which identity; empty where it has none
  std::optional<Error> failure;  // Locked: it needs a password; WrongPassword; Malformed, …
  bool hasKey = false;           // its private key is in the files, or waits here
};
struct ImportReview {
  std::vector<ImportFinding> findings;
};
struct ImportedCertificates {
  std::vector<std::string> labels;  // of new identities
  std::uint64_t issued = 0;         // certificates of CAs here whose keys lie elsewhere
  std::uint64_t revoked = 0;        // entries of lists
  std::vector<ChannelSettlement> channels;
};

enum class ExportForm : std::uint8_t {
  Pem,       // the chosen certificates
  Der,       // one
  Chain,     // one in PEM, and those above it
  Pkcs7,     // the chosen ones; of one also those above it
  Pkcs12,    // one with its key and those above it; needs a password
  Bundle,    // the same as PEM, as servers want it; needs a password
  Calendar,  // iCalendar of their ends
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

  // A CA, into the keystore. Locked; NotFound: the network's root, or the one to be renewed, has no key here; AlreadyThere: the
  // org has one here, which can be renewed; InvalidArgument.
  virtual Result<IssuedCertificate> makeAuthority(const AuthorityOrder& order) = 0;

  virtual Result<RevocationPreview> preview(const RevocationOrder& order) const = 0;
  // Durable before a channel hears of it. From the block on that has it a channel refuses the certificates; what they signed
  // before stays good. At most 200 at once.
  virtual Result<RevocationReport> revoke(const RevocationOrder& order, const Progress& progress) = 0;
  // Sends to each channel what it still lacks of what was issued and revoked; nothing where it lacks nothing.
  virtual Result<std::vector<ChannelSettlement>> settle(const Progress& progress) = 0;
  // DER of a CRL (RFC 5280), good for so many days.
  virtual Result<Bytes> revocationList(const std::string& org, std::uint32_t days) = 0;

  // Looks at content, not at names: PEM with several objects, DER of a certificate, PKCS#7, PKCS#8, PKCS#12, request or
  // revocation list, or the database of XCA. The password is tried on whatever is encrypted. What cannot be read is a finding.
  virtual Result<ImportReview> reviewImport(const std::vector<ImportSource>& sources, const Secret& password) const = 0;
  // Takes over the findings at these places of the same review: certificates with their keys become identities; those of CAs
  // here whose keys lie elsewhere are known from now on, and enrolled; what lists of CAs here revoke is revoked on every
  // channel, but for holds. InvalidArgument: one of them cannot be taken over.
  virtual Result<ImportedCertificates> importFiles(const std::vector<ImportSource>& sources, const Secret& password,
                                                   const std::vector<std::size_t>& chosen, const Progress& progress) = 0;
  // NotFound; InvalidArgument: more than this form holds, a key on a token, or no password.
  virtual Result<Bytes> exported(const std::vector<Fingerprint>& certificates, ExportForm form,
                                 const Secret& password) const = 0;
  // The path of any certificate by RFC 5280, strictly. Malformed, InvalidArgument (no such purpose), TooLarge.
  virtual Result<PathReport> validate(const PathQuestion& question) const = 0;
};

}  // namespace mz
