#include "ledger/identity/path_validation.h"

#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>

#include "ledger/crypto/hash.h"
#include "ledger/identity/certificate_reading.h"
#include "ledger/identity/pem.h"
#include "ledger/identity/x509.h"

namespace mz {

namespace {

constexpr std::size_t kMostCertificates = 1000;
constexpr int kDepth = 20;
constexpr std::string_view kSm2Identifier = "1234567812345678";

using Store = OpenSslPointer<X509_STORE, X509_STORE_free>;
using StoreContext = OpenSslPointer<X509_STORE_CTX, X509_STORE_CTX_free>;
void freeStack(STACK_OF(X509) * certificates) { sk_X509_pop_free(certificates, X509_free); }
using Stack = OpenSslPointer<STACK_OF(X509), freeStack>;

struct Reason {
  int code;
  const char* name;
};
constexpr Reason kReasons[] = {{X509_V_ERR_CERT_HAS_EXPIRED, "expired"},
                               {X509_V_ERR_CERT_NOT_YET_VALID, "not_yet_valid"},
                               {X509_V_ERR_CERT_REVOKED, "revoked"},
                               {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, "unknown_issuer"},
                               {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, "unknown_issuer"},
                               {X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, "unknown_issuer"},
                               {X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, "not_trusted"},
                               {X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, "not_trusted"},
                               {X509_V_ERR_CERT_UNTRUSTED, "not_trusted"},
                               {X509_V_ERR_CERT_REJECTED, "not_trusted"},
                               {X509_V_ERR_CERT_SIGNATURE_FAILURE, "bad_signature"},
                               {X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE, "bad_signature"},
                               {X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY, "bad_signature"},
                               {X509_V_ERR_INVALID_CA, "not_an_authority"},
                               {X509_V_ERR_INVALID_NON_CA, "not_an_authority"},
                               {X509_V_ERR_KEYUSAGE_NO_CERTSIGN, "not_an_authority"},
                               {X509_V_ERR_PATH_LENGTH_EXCEEDED, "path_too_long"},
                               {X509_V_ERR_CERT_CHAIN_TOO_LONG, "path_too_long"},
                               {X509_V_ERR_INVALID_PURPOSE, "wrong_purpose"},
                               {X509_V_ERR_PERMITTED_VIOLATION, "name_constraints"},
                               {X509_V_ERR_EXCLUDED_VIOLATION, "name_constraints"},
                               {X509_V_ERR_SUBTREE_MINMAX, "name_constraints"},
                               {X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE, "name_constraints"},
                               {X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX, "name_constraints"},
                               {X509_V_ERR_UNSUPPORTED_NAME_SYNTAX, "name_constraints"},
                               {X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION, "unknown_extension"},
                               {X509_V_ERR_UNABLE_TO_GET_CRL, "no_list"},
                               {X509_V_ERR_DIFFERENT_CRL_SCOPE, "no_list"},
                               {X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER, "no_list"},
                               {X509_V_ERR_CRL_HAS_EXPIRED, "list_expired"},
                               {X509_V_ERR_CRL_NOT_YET_VALID, "list_expired"},
                               {X509_V_ERR_CRL_SIGNATURE_FAILURE, "bad_list"},
                               {X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE, "bad_list"},
                               {X509_V_ERR_KEYUSAGE_NO_CRL_SIGN, "bad_list"},
                               {X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION, "bad_list"},
                               {X509_V_ERR_CRL_PATH_VALIDATION_ERROR, "bad_list"},
                               {X509_V_ERR_EE_KEY_TOO_SMALL, "weak"},
                               {X509_V_ERR_CA_KEY_TOO_SMALL, "weak"},
                               {X509_V_ERR_CA_MD_TOO_WEAK, "weak"},
                               {X509_V_ERR_HOSTNAME_MISMATCH, "host_name"},
                               {X509_V_ERR_IP_ADDRESS_MISMATCH, "host_name"},
                               {X509_V_ERR_INVALID_POLICY_EXTENSION, "policy"},
                               {X509_V_ERR_NO_EXPLICIT_POLICY, "policy"}};

// What X509_V_FLAG_X509_STRICT adds has numbers in a row.
bool isStrictness(int code) {
  return (code >= X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA && code <= X509_V_ERR_CA_CERT_MISSING_KEY_USAGE) ||
         code == X509_V_ERR_EXTENSIONS_REQUIRE_VERSION_3;
}

std::string reasonOf(int code) {
  const auto found = std::ranges::find(kReasons, code, &Reason::code);
  if (found != std::end(kReasons)) return found->name;
  return isStrictness(code) ? "not_strict" : "other";
}

// By depth; kept with the context while it verifies.
struct Findings {
  std::array<std::vector<PathProblem>, kDepth + 2> problems;
};

int keepProblem(int ok, X509_STORE_CTX* context) {
  if (ok == 1) return 1;
  auto* findings = static_cast<Findings*>(X509_STORE_CTX_get_app_data(context));
  const int code = X509_STORE_CTX_get_error(context);
  const auto depth = static_cast<std::size_t>(std::clamp(X509_STORE_CTX_get_error_depth(context), 0, kDepth + 1));
  std::vector<PathProblem>& there = findings->problems[depth];
  PathProblem problem{reasonOf(code), X509_verify_cert_error_string(code)};
  if (std::ranges::find(there, problem.text, &PathProblem::text) == there.end()) there.push_back(std::move(problem));
  return 1;  // go on, and find the others
}

Result<X509Certificate> parsed(ByteView der) {
  const std::uint8_t* at = der.data();
  X509Certificate x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!x509 || at != der.data() + der.size()) return openSslFailure("not a certificate", ErrorCode::Malformed);
  if (X509_get_signature_nid(x509.get()) != NID_SM2_with_SM3) return x509;
  // Of SM2 a verifier needs to know by which name its maker signed (GB/T 32918.2).
  Asn1Octets identifier(ASN1_OCTET_STRING_new());
  if (!identifier || ASN1_OCTET_STRING_set(identifier.get(), reinterpret_cast<const std::uint8_t*>(kSm2Identifier.data()),
                                           static_cast<int>(kSm2Identifier.size())) != 1)
    return openSslFailure("the name of SM2's signer could not be set");
  X509_set0_distinguishing_id(x509.get(), identifier.release());
  return x509;
}

Result<Store> storeOf(const PathQuestion& question) {
  Store store(X509_STORE_new());
  if (!store) return openSslFailure("a store could not be set up");
  for (const Bytes& der : question.anchors) {
    MZ_TRY(const X509Certificate anchor, parsed(der));
    if (X509_STORE_add_cert(store.get(), anchor.get()) != 1) return openSslFailure("an anchor could not be taken");
  }
  for (const Bytes& der : question.lists) {
    const std::uint8_t* at = der.data();
    const X509Crl list(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
    if (!list || at != der.data() + der.size()) return openSslFailure("not a revocation list", ErrorCode::Malformed);
    if (X509_STORE_add_crl(store.get(), list.get()) != 1) return openSslFailure("a list could not be taken");
  }
  return store;
}

Status setQuestion(X509_STORE_CTX* context, const PathQuestion& question) {
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context);
  // An anchor counts though somebody above it exists, as an org's CA does here.
  unsigned long flags =
      X509_V_FLAG_X509_STRICT | X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_POLICY_CHECK | X509_V_FLAG_EXTENDED_CRL_SUPPORT;
  if (!question.lists.empty()) flags |= X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL;
  X509_VERIFY_PARAM_set_flags(parameters, flags);
  X509_VERIFY_PARAM_set_time(parameters, question.at.value);
  X509_VERIFY_PARAM_set_depth(parameters, kDepth);
  if (!question.purpose.empty()) {
    const int index = X509_PURPOSE_get_by_sname(question.purpose.c_str());
    if (index < 0 || X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_get_id(X509_PURPOSE_get0(index))) != 1)
      return fail(ErrorCode::InvalidArgument, "there is no purpose " + question.purpose);
  }
  if (!question.hostName.empty() &&
      X509_VERIFY_PARAM_set1_host(parameters, question.hostName.c_str(), question.hostName.size()) != 1)
    return fail(ErrorCode::InvalidArgument, question.hostName + " is no host name");
  return {};
}

Result<Bytes> leafOf(const Bytes& file) {
  if (!looksLikePem(textOf(file))) return file;
  MZ_TRY(std::vector<PemBlock> blocks, readPem(textOf(file), kMostCertificates));
  const auto first = std::ranges::find(blocks, "CERTIFICATE", &PemBlock::label);
  if (first == blocks.end()) return fail(ErrorCode::Malformed, "the file has no certificate");
  return std::move(first->der);
}

}  // namespace

Result<PathReport> validatePath(const PathQuestion& question) {
  if (question.anchors.size() + question.intermediates.size() + question.lists.size() > kMostCertificates)
    return fail(ErrorCode::TooLarge, "over 1,000 certificates and lists were given");
  MZ_TRY(const Bytes der, leafOf(question.certificate));
  MZ_TRY(const X509Certificate leaf, parsed(der));
  MZ_TRY(const Store store, storeOf(question));
  const Stack between(sk_X509_new_null());
  for (const Bytes& each : question.intermediates) {
    MZ_TRY(X509Certificate next, parsed(each));
    if (!between || sk_X509_push(between.get(), next.get()) <= 0) return openSslFailure("a certificate could not be taken");
    next.release();
  }
  const StoreContext context(X509_STORE_CTX_new());
  if (!context || X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), between.get()) != 1)
    return openSslFailure("a validation could not be set up");
  MZ_CHECK(setQuestion(context.get(), question));
  Findings findings;
  X509_STORE_CTX_set_app_data(context.get(), &findings);
  X509_STORE_CTX_set_verify_cb(context.get(), keepProblem);
  X509_verify_cert(context.get());
  ERR_clear_error();

  PathReport out;
  const STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(context.get());
  const int length = std::min(sk_X509_num(chain), kDepth + 1);
  for (int i = 0; i < length; ++i) {
    std::uint8_t* encoded = nullptr;
    const int size = i2d_X509(sk_X509_value(chain, i), &encoded);
    if (size <= 0) return openSslFailure("a certificate could not be encoded");
    auto described = describeCertificate({encoded, static_cast<std::size_t>(size)});
    OPENSSL_free(encoded);
    MZ_CHECK(described);
    out.steps.push_back({std::move(*described), std::move(findings.problems[static_cast<std::size_t>(i)])});
  }
  if (out.steps.empty()) {
    MZ_TRY(CertificateDescription described, describeCertificate(der));
    out.steps.push_back({std::move(described), std::move(findings.problems[0])});
  }
  // What was found beyond the end of the path belongs to its last step.
  for (std::size_t depth = out.steps.size(); depth < findings.problems.size(); ++depth)
    for (PathProblem& problem : findings.problems[depth]) out.steps.back().problems.push_back(std::move(problem));
  // Nobody revokes an anchor by a list.
  const Digest& last = out.steps.back().certificate.sha256;
  if (std::ranges::any_of(question.anchors, [&](const Bytes& anchor) { return sha256(anchor) == last; }))
    std::erase_if(out.steps.back().problems, [](const PathProblem& problem) {
      return problem.reason == "no_list" || problem.reason == "list_expired" || problem.reason == "bad_list";
    });
  out.good = std::ranges::all_of(out.steps, [](const PathStep& step) { return step.problems.empty(); });
  return out;
}

}  // namespace mz
