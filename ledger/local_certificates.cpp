#include "ledger/local_certificates.h"

#include <algorithm>

#include "ledger/identity/certificate_reading.h"
#include "ledger/local_engine.h"
#include "ledger/revocation_preview.h"

namespace mz {

namespace {

constexpr std::size_t kMostRows = 10'000;
constexpr int kMostAuthorities = 8;  // above a certificate

std::string countText(std::size_t count) { return std::to_string(count) + " certificates"; }

}  // namespace

std::string_view certificateStateName(CertificateState state) {
  switch (state) {
    case CertificateState::Valid: return "valid";
    case CertificateState::NotYetValid: return "not_yet_valid";
    case CertificateState::Expired: return "expired";
    case CertificateState::OnHold: return "on_hold";
    case CertificateState::Revoked: break;
  }
  return "revoked";
}

Status LocalCertificates::openRegister() const {
  if (m_acts) return {};
  MZ_TRY(AuthorityRegister opened, AuthorityRegister::open(m_engine.directory()));
  m_acts = std::move(opened);
  return {};
}

Result<CertificateOffice> LocalCertificates::office() const {
  MZ_CHECK(openRegister());
  if (!m_templates) {
    MZ_TRY(CertificateTemplateBook opened, CertificateTemplateBook::open(m_engine.directory()));
    m_templates = std::move(opened);
  }
  return CertificateOffice(m_engine, *m_acts, m_memory, m_templates->all());
}

Result<CertificateOffice> LocalCertificates::revokingOffice() const {
  static const std::vector<CertificateTemplate> kNone;
  MZ_CHECK(openRegister());
  return CertificateOffice(m_engine, *m_acts, m_memory, kNone);
}

LocalCertificates::Revision LocalCertificates::revision() const {
  Revision out = {m_engine.keystoreRevision(), m_acts->revision()};
  for (const std::string& name : m_engine.channelNames()) {
    const auto host = m_engine.host(name);
    const bool isOpen = host && !(*host)->openError();
    out.push_back(isOpen ? (*host)->replica().identities().revision() + 1 : 0);
    out.push_back(isOpen ? (*host)->replica().view().configurationNumber : 0);
  }
  return out;
}

Result<std::shared_ptr<const CertificateCatalogue>> LocalCertificates::newest() const {
  MZ_CHECK(openRegister());
  const std::lock_guard reading(m_reading);
  Revision now = revision();
  if (m_catalogue && now == m_revision) return m_catalogue;
  CertificateCatalogue::Sources sources;
  sources.root = m_engine.root();
  sources.identities = m_engine.keptIdentities();
  sources.acts = &*m_acts;
  for (const std::string& name : m_engine.channelNames()) {
    const auto host = m_engine.host(name);
    if (!host || (*host)->openError())
      sources.unread.push_back(name);
    else
      sources.channels.push_back({name, &(*host)->replica().identities(), (*host)->replica().view().configuration});
  }
  m_catalogue = std::make_shared<const CertificateCatalogue>(sources);
  m_revision = std::move(now);  // what changed while it was made makes another one the next time
  m_selected.reset();
  return m_catalogue;
}

Result<std::shared_ptr<const CertificateCatalogue>> LocalCertificates::catalogue() const {
  // While something is issued for a while, what was known before is shown.
  std::unique_lock working(m_office, std::try_to_lock);
  if (!working) {
    const std::lock_guard reading(m_reading);
    if (m_catalogue) return m_catalogue;
  }
  if (!working) working.lock();
  return newest();
}

Result<std::vector<AuthorityInfo>> LocalCertificates::authorities() const {
  MZ_TRY(const auto known, catalogue());
  std::vector<AuthorityInfo> out = known->authorities(m_engine.clock().now());
  const std::vector<Identity> kept = m_engine.keptIdentities();
  const bool locked = m_engine.isLocked();
  for (AuthorityInfo& info : out) {
    if (info.key != KeyPlace::Token) continue;
    const auto identity = std::ranges::find(kept, info.label, &Identity::label);
    info.needsPin = !locked && identity != kept.end() && identity->key.empty();
  }
  return out;
}

Result<CertificateTable> LocalCertificates::table(const CertificateFilter& filter, CertificateOrdering ordering,
                                                  std::uint64_t offset, std::size_t count) const {
  MZ_TRY(const auto known, catalogue());
  const UnixSeconds now = m_engine.clock().now();
  CertificateTable out;
  out.unread = known->unread();
  std::vector<std::uint32_t> page;
  {
    const std::lock_guard reading(m_reading);
    const bool same = m_catalogue == known && m_selected && m_selected->filter == filter && m_selected->ordering == ordering &&
                      now >= m_selected->since && now < m_selected->selection.until;
    if (!same) m_selected = Selected{filter, ordering, known->select(filter, ordering, now), now};
    const CertificateCatalogue::Selection& selection = m_selected->selection;
    out.total = selection.places.size();
    out.states = selection.states;
    const std::uint64_t begin = std::min<std::uint64_t>(offset, out.total);
    const std::uint64_t end = begin + std::min<std::uint64_t>({count, kMostRows, out.total - begin});
    page.assign(selection.places.begin() + static_cast<std::ptrdiff_t>(begin),
                selection.places.begin() + static_cast<std::ptrdiff_t>(end));
    if (m_catalogue != known) m_selected.reset();  // another one has been made meanwhile
  }
  out.rows.reserve(page.size());
  for (const std::uint32_t place : page) out.rows.push_back(known->row(place, now));
  return out;
}

Result<CertificateDetail> LocalCertificates::detail(const Fingerprint& certificate) const {
  MZ_TRY(const auto known, catalogue());
  const auto place = known->find(certificate);
  if (!place) return fail(ErrorCode::NotFound, "no certificate " + certificate.hex() + " is known here");
  const UnixSeconds now = m_engine.clock().now();
  CertificateDetail out;
  out.row = known->row(*place, now);
  out.der = known->certificate(*place).der();
  MZ_TRY(out.description, describeCertificate(out.der));
  auto above = known->authorityOf(*place);
  for (int i = 0; above && i < kMostAuthorities; ++i) {
    out.chain.push_back(known->row(*above, now));
    out.chainDer.push_back(known->certificate(*above).der());
    above = known->authorityOf(*above);
  }
  const std::string& org = out.row.certificate.org;
  for (const std::string& name : m_engine.channelNames()) {
    MZ_TRY(const ChannelHost* host, m_engine.host(name));
    CertificateDetail::OnChannel one{name, {}, {}, host->openError()};
    if (!one.failure) {
      if (!host->replica().view().configuration->member(org)) continue;
      auto link = host->queries().certificate(certificate);
      if (link)
        one.link = std::move(*link);
      else
        one.failure = link.error();
      if (const auto revoked = host->replica().identities().revocation(org, out.row.certificate.serial))
        one.reason = static_cast<RevocationReason>(revoked->reason);
    }
    out.channels.push_back(std::move(one));
  }
  return out;
}

Result<std::vector<CertificateLink>> LocalCertificates::enrolled(const std::string& channel, const std::string& text,
                                                                 std::size_t count) const {
  MZ_TRY(const ChannelHost* host, m_engine.host(channel));
  if (host->openError()) return std::unexpected(*host->openError());
  return host->queries().certificates(text, count);
}

Result<std::vector<OrderFinding>> LocalCertificates::check(const std::vector<CertificateOrder>& orders) const {
  const std::lock_guard working(m_office);
  MZ_TRY(CertificateOffice office, this->office());
  return office.check(orders);
}

Result<IssueReport> LocalCertificates::issue(const std::vector<CertificateOrder>& orders, bool adjust,
                                             const Progress& progress) {
  const std::lock_guard working(m_office);
  MZ_TRY(CertificateOffice office, this->office());
  auto report = office.issue(orders, adjust, progress);
  JournalEntry entry{.what = "issue", .subject = countText(orders.size())};
  if (orders.size() == 1) entry.subject = orders.front().org + "/" + orders.front().name + " " + orders.front().role;
  m_engine.record(std::move(entry), report ? nullptr : &report.error());
  return report;
}

Result<IssueReport> LocalCertificates::renew(const std::vector<RenewalOrder>& orders, bool adjust, const Progress& progress) {
  const std::lock_guard working(m_office);
  MZ_TRY(CertificateOffice office, this->office());
  auto report = office.renew(orders, adjust, progress);
  JournalEntry entry{.what = "renew", .subject = countText(orders.size())};
  if (orders.size() == 1) entry.subject = orders.front().certificate.hex();
  m_engine.record(std::move(entry), report ? nullptr : &report.error());
  return report;
}

Result<RevocationPreview> LocalCertificates::preview(const RevocationOrder& order) const {
  const std::lock_guard working(m_office);
  MZ_TRY(const auto known, newest());
  MZ_TRY(const CertificateOffice office, revokingOffice());
  MZ_TRY(const auto refusals, office.refusals(order));
  return previewOf(order, refusals, m_engine, *known);
}

Result<RevocationReport> LocalCertificates::revoke(const RevocationOrder& order, const Progress& progress) {
  const std::lock_guard working(m_office);
  MZ_TRY(CertificateOffice office, revokingOffice());
  auto report = office.revoke(order, progress);
  JournalEntry entry{.what = "revoke", .who = order.org + "/ca"};
  for (const std::string& serial : order.serials) entry.subject += (entry.subject.empty() ? "" : " ") + serial;
  m_engine.record(std::move(entry), report ? nullptr : &report.error());
  return report;
}

Result<std::vector<ChannelSettlement>> LocalCertificates::settle(const Progress& progress) {
  const std::lock_guard working(m_office);
  MZ_TRY(CertificateOffice office, revokingOffice());
  return office.settle(progress);
}

Result<Bytes> LocalCertificates::revocationList(const std::string& org, std::uint32_t days) {
  const std::lock_guard working(m_office);
  MZ_TRY(CertificateOffice office, revokingOffice());
  return office.revocationList(org, days);
}

}  // namespace mz
