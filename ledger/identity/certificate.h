// X.509 certificates of the network (RFC 5280): who somebody is. Immutable, cheap to copy, safe on any thread.
// Subject: O = org id, OU = role, CN = staff number or node name. A CA has role "ca" in OU; the network root O = domain.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/types.h"
#include "ledger/crypto/signature.h"

namespace mz {

enum class Role : std::uint8_t { Admin = 1, Officer, Auditor, Clerk, Applicant, Service, Device, Node, Orderer, Kiosk, Ca };
std::string_view roleName(Role role);  // "admin", … "ca"
std::optional<Role> roleFromName(std::string_view name);

struct Subject {
  std::string org;
  Role role = Role::Clerk;
  std::string name;  // staff number, node name
  bool operator==(const Subject&) const = default;
};

class Certificate {
 public:
  Certificate();
  static Result<Certificate> fromDer(ByteView der);  // Malformed, TooLarge; refuses trailing bytes
  static Result<Certificate> fromPem(std::string_view pem);

  bool empty() const { return !m_data; }
  const Bytes& der() const;
  std::string pem() const;
  const Fingerprint& fingerprint() const;
  const Subject& subject() const;
  const Subject& issuer() const;
  const std::string& serial() const;  // lower-case hex, no leading zeros
  UnixSeconds notBefore() const;
  UnixSeconds notAfter() const;
  bool isAuthority() const;  // basic constraints CA and keyCertSign
  const PublicKey& publicKey() const;

  struct Data;

 private:
  explicit Certificate(std::shared_ptr<const Data> data) : m_data(std::move(data)) {}
  friend struct CertificateAccess;
  std::shared_ptr<const Data> m_data;
};

}  // namespace mz
