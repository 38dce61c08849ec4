#include "tests/support/fake_certificates.h"

#include <algorithm>
#include <sstream>
#include <tuple>

#include "ledger/crypto/hash.h"

namespace mz::test {

namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::array kOrgs = {"education", "finance", "housing"};
constexpr std::array kRoles = {"admin", "officer", "auditor", "clerk", "node", "kiosk"};
constexpr std::uint32_t kChannels = 2;

Fingerprint fingerprintOf(std::uint64_t number) {
  Fingerprint out;
  out.bytes = sha256(bytesOf("fake certificate " + std::to_string(number))).bytes;
  return out;
}

CertificateRow rowOf(std::uint64_t number, const std::string& org, const std::string& role, const std::string& name,
                     UnixSeconds from, UnixSeconds until) {
  CertificateRow row;
  row.certificate = {org, role, name, "O=" + org + ", OU=ca, CN=ca", {}, from, until, fingerprintOf(number)};
  row.certificate.serial = row.certificate.fingerprint.hex().substr(0, 32);
  row.keyAlgorithm = "P-256";
  row.channels = row.enrolled = kChannels;
  return row;
}

bool fits(const CertificateRow& row, const CertificateFilter& filter) {
  const CertificateInfo& info = row.certificate;
  const std::string all =
      info.org + " " + info.role + " " + info.name + " " + info.serial + " " + info.fingerprint.hex() + " " + row.label;
  std::istringstream words(filter.text);
  for (std::string word; words >> word;)
    if (all.find(word) == std::string::npos) return false;
  return (filter.org.empty() || info.org == filter.org) && (filter.role.empty() || info.role == filter.role) &&
         (!filter.authorities || row.isAuthority == *filter.authorities) &&
         (!filter.authority || row.authority == filter.authority) && (!filter.key || row.key == *filter.key) &&
         (!filter.endsFrom || info.until >= *filter.endsFrom) && (!filter.endsBefore || info.until < *filter.endsBefore);
}

std::string keyOf(const CertificateRow& row, CertificateColumn column) {
  const auto number = [](std::int64_t value) {
    const std::string digits = std::to_string(value);
    return std::string(20 - std::min<std::size_t>(digits.size(), 20), '0') + digits;
  };
  switch (column) {
    case CertificateColumn::Org: return row.certificate.org;
    case CertificateColumn::Role: return row.certificate.role;
    case CertificateColumn::Name: return row.certificate.name;
    case CertificateColumn::Serial: return row.certificate.serial;
    case CertificateColumn::Issuer: return row.certificate.issuer;
    case CertificateColumn::From: return number(row.certificate.from.value);
    case CertificateColumn::Until: return number(row.certificate.until.value);
    case CertificateColumn::State: return number(static_cast<int>(row.state));
    case CertificateColumn::Algorithm: return row.keyAlgorithm;
    case CertificateColumn::Key: return number(static_cast<int>(row.key));
    case CertificateColumn::Enrolled: return number(row.enrolled);
    case CertificateColumn::Revoked: return number(row.revoked);
    case CertificateColumn::RevokedAt: return row.revokedAt ? number(row.revokedAt->value) : std::string();
  }
  return {};
}

std::vector<ChannelSettlement> settled(std::uint64_t enrolled, std::uint64_t revoked) {
  return {{"finance", enrolled, revoked, 0, {}}, {"budget-drafts", enrolled, revoked, 0, {}}};
}

}  // namespace

FakeCertificates::FakeCertificates(std::function<Status()> enter) : m_enter(std::move(enter)) {
  for (const char* role : kRoles) {
    CertificateTemplate& made = m_templates.emplace_back();
    made.id = made.role = role;
    made.shipped = true;
  }
  CertificateTemplate& server = m_templates.emplace_back();
  server.id = "tls-server";
  server.role = "service";
  server.shipped = server.needsNames = true;
  server.days = 397;
  server.profile.purposes = {"serverAuth"};
  generate(24);
}

void FakeCertificates::setBatch(BatchReview batch) {
  const std::lock_guard lock(m_mutex);
  m_batch = std::move(batch);
}

Result<std::vector<CertificateTemplate>> FakeCertificates::templates() const {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  return m_templates;
}

Status FakeCertificates::saveTemplate(const CertificateTemplate& made) {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  const auto known = std::ranges::find(m_templates, made.id, &CertificateTemplate::id);
  if (known == m_templates.end())
    m_templates.push_back(made);
  else if (known->shipped)
    return fail(ErrorCode::AlreadyThere, "the template " + made.id + " is a shipped one");
  else
    *known = made;
  return {};
}

Status FakeCertificates::removeTemplate(const std::string& id) {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  if (std::erase_if(m_templates, [&](const CertificateTemplate& one) { return one.id == id && !one.shipped; }) == 0)
    return fail(ErrorCode::NotFound, "there is no template " + id);
  return {};
}

Result<RequestReview> FakeCertificates::readRequest(const Bytes& file) const {
  MZ_CHECK(m_enter());
  if (textOf(file).starts_with("bad")) return fail(ErrorCode::BadSignature, "the request's own signature is wrong");
  RequestReview out;
  out.org = "education";
  out.role = "service";
  out.name = "web-1";
  out.names = {{"dns", "web-1.education.example"}};
  out.usable = true;
  out.description.version = 1;
  out.description.subject = {{"2.5.4.10", "O", out.org}, {"2.5.4.11", "OU", out.role}, {"2.5.4.3", "CN", out.name}};
  out.description.keyAlgorithm = "P-256";
  out.description.keyBits = 256;
  out.description.signatureAlgorithm = "ecdsa-with-SHA256";
  out.der = file;
  return out;
}

Result<BatchReview> FakeCertificates::readBatch(const std::string&, const CertificateOrder&) const {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  return m_batch;
}

Result<MadeRequest> FakeCertificates::request(const RequestOrder& order) {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  m_waiting.push_back("request/" + order.org + "/" + order.name);
  return MadeRequest{m_waiting.back(), "-----BEGIN CERTIFICATE REQUEST-----\nAA==\n-----END CERTIFICATE REQUEST-----\n"};
}

std::vector<std::string> FakeCertificates::waiting() const {
  const std::lock_guard lock(m_mutex);
  return m_waiting;
}

Result<std::string> FakeCertificates::accept(const Bytes&) {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  if (m_waiting.empty()) return fail(ErrorCode::NotFound, "no key of this keystore waits for this certificate");
  std::string label = m_waiting.back().substr(8);
  m_waiting.pop_back();
  return label;
}

void FakeCertificates::generate(std::size_t count) {
  const std::lock_guard lock(m_mutex);
  m_rows.clear();
  m_made = 0;
  const UnixSeconds begin(kNow - 400 * kDay);
  CertificateRow root = rowOf(m_made++, "jiangcheng.example", "ca", "root", begin, UnixSeconds(kNow + 9'000 * kDay));
  root.certificate.issuer = "O=jiangcheng.example, OU=ca, CN=root";
  root.isAuthority = true;
  root.channels = root.enrolled = 0;
  m_rows.push_back(root);
  for (const char* org : kOrgs) {
    CertificateRow authority = rowOf(m_made++, org, "ca", "ca", begin, UnixSeconds(kNow + 5'000 * kDay));
    authority.certificate.issuer = root.certificate.issuer;
    authority.isAuthority = true;
    authority.authority = root.certificate.fingerprint;
    authority.key = KeyPlace::Keystore;
    authority.label = std::string(org) + "/ca";
    m_rows.push_back(authority);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t org = i % kOrgs.size();
    const std::string role = kRoles[i / kOrgs.size() % kRoles.size()];
    CertificateRow row = rowOf(m_made++, kOrgs[org], role, role + "-" + std::to_string(100 + i), begin,
                               UnixSeconds(kNow + static_cast<std::int64_t>(10 + i * 37 % 900) * kDay));
    row.authority = m_rows[1 + org].certificate.fingerprint;
    row.canRevoke = true;
    if (i % 4 == 0) {
      row.key = KeyPlace::Keystore;
      row.label = row.certificate.org + "/" + row.certificate.name;
    }
    if (i % 11 == 5) {
      row.certificate.until = UnixSeconds(kNow - kDay);
      row.state = CertificateState::Expired;
    } else if (i % 11 == 7 || i % 11 == 9) {
      const bool hold = i % 11 == 9;
      row.state = hold ? CertificateState::OnHold : CertificateState::Revoked;
      row.reason = hold ? RevocationReason::CertificateHold : RevocationReason::KeyCompromise;
      row.revokedAt = UnixSeconds(kNow - 30 * kDay);
      row.revoked = hold ? 1 : kChannels;
    }
    m_rows.push_back(std::move(row));
  }
}

void FakeCertificates::put(CertificateRow row) {
  const std::lock_guard lock(m_mutex);
  m_rows.push_back(std::move(row));
}

void FakeCertificates::setSettlement(std::vector<ChannelSettlement> channels) {
  const std::lock_guard lock(m_mutex);
  m_settlement = std::move(channels);
}

void FakeCertificates::setFindings(std::vector<OrderFinding> findings) {
  const std::lock_guard lock(m_mutex);
  m_findings = std::move(findings);
}

std::vector<CertificateOrder> FakeCertificates::issued() const {
  const std::lock_guard lock(m_mutex);
  return m_issued;
}
std::vector<RenewalOrder> FakeCertificates::renewed() const {
  const std::lock_guard lock(m_mutex);
  return m_renewed;
}
std::vector<RevocationOrder> FakeCertificates::revoked() const {
  const std::lock_guard lock(m_mutex);
  return m_revoked;
}

Result<std::vector<AuthorityInfo>> FakeCertificates::authorities() const {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  std::vector<AuthorityInfo> out;
  for (const CertificateRow& row : m_rows) {
    if (!row.isAuthority) continue;
    AuthorityInfo& info = out.emplace_back();
    info.certificate = row.certificate;
    info.state = row.state;
    info.keyAlgorithm = row.keyAlgorithm;
    info.isRoot = row.certificate.name == "root";
    info.parent = row.authority;
    info.key = row.key;
    info.label = row.label;
    if (!info.isRoot) info.channels = {"finance", "budget-drafts"};
    for (const CertificateRow& other : m_rows) {
      if (other.isAuthority || other.authority != info.certificate.fingerprint) continue;
      ++info.issued;
      info.valid += other.state == CertificateState::Valid ? 1 : 0;
      if (other.reason) info.listNumber = std::max<std::uint64_t>(m_listNumber, 1);
    }
  }
  return out;
}

std::vector<const CertificateRow*> FakeCertificates::chosen(const CertificateFilter& filter, CertificateOrdering ordering,
                                                            std::array<std::uint64_t, kCertificateStates>& states) const {
  std::vector<const CertificateRow*> out;
  for (const CertificateRow& row : m_rows) {
    if (!fits(row, filter)) continue;
    ++states[static_cast<std::size_t>(row.state)];
    if (filter.states.empty() || std::ranges::find(filter.states, row.state) != filter.states.end()) out.push_back(&row);
  }
  std::ranges::stable_sort(out, {}, [](const CertificateRow* row) {
    return std::tuple(std::string_view(row->certificate.org), std::string_view(row->certificate.role),
                      std::string_view(row->certificate.name));
  });
  std::ranges::stable_sort(out, [&](const CertificateRow* a, const CertificateRow* b) {
    const std::string first = keyOf(*a, ordering.column), second = keyOf(*b, ordering.column);
    return ordering.descending ? first > second : first < second;
  });
  return out;
}

Result<CertificateTable> FakeCertificates::table(const CertificateFilter& filter, CertificateOrdering ordering,
                                                 std::uint64_t offset, std::size_t count) const {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  CertificateTable out;
  const auto rows = chosen(filter, ordering, out.states);
  out.total = rows.size();
  for (std::size_t i = offset; i < rows.size() && out.rows.size() < count; ++i) out.rows.push_back(*rows[i]);
  return out;
}

Result<CertificateDetail> FakeCertificates::detail(const Fingerprint& certificate) const {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  const auto byFingerprint = [&](const Fingerprint& wanted) {
    return std::ranges::find_if(m_rows, [&](const CertificateRow& row) { return row.certificate.fingerprint == wanted; });
  };
  const auto found = byFingerprint(certificate);
  if (found == m_rows.end()) return fail(ErrorCode::NotFound, "no certificate " + certificate.hex() + " is known here");
  CertificateDetail out;
  out.row = *found;
  const CertificateInfo& info = found->certificate;
  CertificateDescription& words = out.description;
  words.version = 3;
  words.serial = info.serial;
  words.subject = {{"2.5.4.10", "O", info.org}, {"2.5.4.11", "OU", info.role}, {"2.5.4.3", "CN", info.name}};
  words.issuer = {{"2.5.4.10", "O", info.org}, {"2.5.4.11", "OU", "ca"}, {"2.5.4.3", "CN", "ca"}};
  words.from = info.from;
  words.until = info.until;
  words.keyAlgorithm = found->keyAlgorithm;
  words.keyBits = 256;
  words.signatureAlgorithm = "ecdsa-with-SHA256";
  words.extensions = {{"2.5.29.19", "basicConstraints", true, {{"ca", found->isAuthority ? "yes" : "no"}}, "CA:FALSE"},
                      {"2.5.29.15", "keyUsage", true, {{"usage", "digital_signature"}}, "Digital Signature"},
                      {"2.5.29.14", "subjectKeyIdentifier", false, {{"key_id", info.serial}}, {}},
                      {"1.2.3.4", "1.2.3.4", false, {{"hex", "0500"}}, {}}};
  words.sha256.bytes = info.fingerprint.bytes;
  for (auto above = found->authority; above;) {
    const auto authority = byFingerprint(*above);
    if (authority == m_rows.end()) break;
    out.chain.push_back(*authority);
    out.chainDer.emplace_back(Bytes(16, 2));
    above = authority->authority;
  }
  for (const char* channel : {"finance", "budget-drafts"}) {
    CertificateLink link;
    link.certificate = info;
    if (found->state == CertificateState::Revoked) link.standing = CertificateStanding::Revoked;
    link.since = Height(0);
    out.channels.push_back({channel, link, found->reason, {}});
  }
  out.der = Bytes(16, 1);
  return out;
}

Result<std::vector<CertificateLink>> FakeCertificates::enrolled(const std::string& channel, const std::string& text,
                                                                std::size_t count) const {
  MZ_CHECK(m_enter());
  if (channel != "finance" && channel != "welfare") return fail(ErrorCode::NotFound, "no channel " + channel);
  std::vector<CertificateLink> out;
  for (std::uint64_t n = 0; n < 20 && out.size() < count; ++n) {
    CertificateLink link;
    link.certificate = rowOf(1'000 + n, "education", "officer", "officer-" + std::to_string(400 + n),
                             UnixSeconds(kNow - 400 * kDay), UnixSeconds(kNow + 200 * kDay))
                           .certificate;
    link.since = Height(n);
    if (n > 0) link.transaction = TransactionNumber(n);
    if (n == 3) link.standing = CertificateStanding::Revoked;
    const std::string all = link.certificate.org + " " + link.certificate.name + " " + link.certificate.fingerprint.hex();
    if (all.find(text) != std::string::npos) out.push_back(std::move(link));
  }
  return out;
}

Result<std::vector<OrderFinding>> FakeCertificates::check(const std::vector<CertificateOrder>&) const {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  return m_findings;
}

Status FakeCertificates::refuse(bool adjust) const {
  for (const OrderFinding& finding : m_findings)
    if (!finding.mended || !adjust)
      return std::unexpected(Error(ErrorCode::InvalidArgument, finding.detail)
                                 .with("problem", std::string(orderProblemName(finding.problem)))
                                 .with("order", std::to_string(finding.order)));
  return {};
}

IssuedCertificate FakeCertificates::add(const CertificateOrder& order) {
  const UnixSeconds from = order.from.value_or(UnixSeconds(kNow));
  const std::int64_t days = order.days > 0 ? order.days : 730;
  CertificateRow row =
      rowOf(m_made++, order.org, order.role, order.name, from, order.until.value_or(UnixSeconds(from.value + days * kDay)));
  row.key = order.key ? KeyPlace::Token : KeyPlace::Keystore;
  row.label = order.org + "/" + order.name;
  for (const CertificateRow& other : m_rows)
    if (other.isAuthority && other.certificate.org == order.org) row.authority = other.certificate.fingerprint;
  row.canRevoke = row.authority.has_value();
  const CertificateInfo& info = row.certificate;
  IssuedCertificate made{row.label, info.org, info.role, info.name, info.serial, info.from, info.until, info.fingerprint};
  m_rows.push_back(std::move(row));
  return made;
}

Result<IssueReport> FakeCertificates::issue(const std::vector<CertificateOrder>& orders, bool adjust,
                                            const Progress& progress) {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  MZ_CHECK(refuse(adjust));
  IssueReport report;
  for (const CertificateOrder& order : orders) {
    m_issued.push_back(order);
    report.issued.push_back(add(order));
    progress.report(report.issued.size(), orders.size());
  }
  report.channels = settled(orders.size(), 0);
  return report;
}

Result<IssueReport> FakeCertificates::renew(const std::vector<RenewalOrder>& orders, bool adjust, const Progress& progress) {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  MZ_CHECK(refuse(adjust));
  IssueReport report;
  for (const RenewalOrder& order : orders) {
    const auto old = std::ranges::find_if(
        m_rows, [&](const CertificateRow& row) { return row.certificate.fingerprint == order.certificate; });
    if (old == m_rows.end()) return fail(ErrorCode::NotFound, "no CA of this keystore has issued it");
    if (order.revokeOld) old->state = CertificateState::Revoked;
    CertificateOrder made{old->certificate.org, old->certificate.role, old->certificate.name, order.days};
    m_renewed.push_back(order);
    report.issued.push_back(add(made));
    progress.report(report.issued.size(), orders.size());
  }
  report.channels = settled(orders.size(), 0);
  return report;
}

Result<IssuedCertificate> FakeCertificates::makeAuthority(const AuthorityOrder& order) {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  CertificateRow row = rowOf(m_made++, order.org, "ca", "ca", UnixSeconds(kNow), UnixSeconds(kNow + 7'305 * kDay));
  for (const CertificateRow& old : m_rows) {
    if (order.renews && old.certificate.fingerprint == *order.renews) row.certificate.org = old.certificate.org;
    if (old.certificate.name == "root") row.authority = old.certificate.fingerprint;
  }
  row.isAuthority = true;
  row.key = KeyPlace::Keystore;
  row.label = row.certificate.org + "/ca/" + row.certificate.serial.substr(0, 8);
  row.enrolled = 0;
  const CertificateInfo& info = row.certificate;
  IssuedCertificate made{row.label, info.org, info.role, info.name, info.serial, info.from, info.until, info.fingerprint};
  m_rows.push_back(std::move(row));
  return made;
}

Result<RevocationPreview> FakeCertificates::preview(const RevocationOrder& order) const {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  RevocationPreview out;
  RevocationPreview::Channel channel{"finance", 0, 0, {}, false, {}};
  for (const std::string& serial : order.serials) {
    RevocationPreview::Certificate& one = out.certificates.emplace_back();
    one.serial = serial;
    one.org = order.org;
    const auto row =
        std::ranges::find_if(m_rows, [&](const CertificateRow& each) { return each.certificate.serial == serial; });
    if (row == m_rows.end()) continue;
    one.role = row->certificate.role;
    one.name = row->certificate.name;
    one.label = row->label;
    if (row->state == CertificateState::Revoked)
      one.refusal = Error(ErrorCode::InvalidArgument, "it is revoked already").with("serial", serial);
    else
      ++(one.role == "node" || one.role == "kiosk" ? channel.machines : channel.people);
    channel.stopsHere |= one.role == "node";
  }
  out.channels.push_back(channel);
  channel.channel = "budget-drafts";
  out.channels.push_back(channel);
  return out;
}

Result<RevocationReport> FakeCertificates::revoke(const RevocationOrder& order, const Progress&) {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  m_revoked.push_back(order);
  for (CertificateRow& row : m_rows) {
    if (row.certificate.org != order.org || std::ranges::find(order.serials, row.certificate.serial) == order.serials.end())
      continue;
    const bool release = order.reason == RevocationReason::RemoveFromCrl;
    const bool hold = order.reason == RevocationReason::CertificateHold;
    row.state = release ? CertificateState::Valid : hold ? CertificateState::OnHold : CertificateState::Revoked;
    row.revoked = release ? 0 : row.channels;
    row.reason = release ? std::nullopt : std::optional(order.reason);
    row.revokedAt = release ? std::nullopt : std::optional(UnixSeconds(kNow));
    row.invalidSince = order.invalidSince;
  }
  return RevocationReport{++m_listNumber, settled(0, 1)};
}

Result<std::vector<ChannelSettlement>> FakeCertificates::settle(const Progress&) {
  const std::lock_guard lock(m_mutex);
  return std::exchange(m_settlement, {});
}

Result<Bytes> FakeCertificates::revocationList(const std::string&, std::uint32_t) {
  MZ_CHECK(m_enter());
  return Bytes(64, 3);
}

void FakeCertificates::setImport(ImportReview review) {
  const std::lock_guard lock(m_mutex);
  m_import = std::move(review);
}

void FakeCertificates::setPath(PathReport report) {
  const std::lock_guard lock(m_mutex);
  m_path = std::move(report);
}

Result<ImportReview> FakeCertificates::reviewImport(const std::vector<ImportSource>&, const Secret& password) const {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  ImportReview out = m_import;
  for (ImportFinding& finding : out.findings)
    if (finding.failure && finding.failure->code == ErrorCode::Locked && password.text() == "right") {
      finding.failure.reset();
      finding.detail.clear();
    }
  return out;
}

Result<ImportedCertificates> FakeCertificates::importFiles(const std::vector<ImportSource>&, const Secret&,
                                                           const std::vector<std::size_t>& chosen, const Progress&) {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  ImportedCertificates out;
  for (const std::size_t place : chosen) out.labels.push_back(m_import.findings.at(place).title);
  out.channels = settled(chosen.size(), 0);
  return out;
}

Result<Bytes> FakeCertificates::exported(const std::vector<Fingerprint>& certificates, ExportForm form,
                                         const Secret& password) const {
  MZ_CHECK(m_enter());
  if (certificates.empty()) return fail(ErrorCode::InvalidArgument, "no certificate was chosen");
  if ((form == ExportForm::Pkcs12 || form == ExportForm::Bundle) && password.empty())
    return fail(ErrorCode::InvalidArgument, "a password is needed");
  return Bytes(64, static_cast<std::uint8_t>(form));
}

Result<PathReport> FakeCertificates::validate(const PathQuestion&) const {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  return m_path;
}

}  // namespace mz::test
