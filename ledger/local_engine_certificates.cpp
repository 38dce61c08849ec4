// The certificate authorities in this program's keystore: what the engine's face asks of the office.
#include "ledger/certificate_office.h"
#include "ledger/local_engine.h"

namespace mz {

bool LocalEngine::isLocked() const {
  const std::shared_lock lock(m_keystoreMutex);
  return m_keystore.locked();
}

bool LocalEngine::hasIdentity(const std::string& label) const {
  const std::shared_lock lock(m_keystoreMutex);
  return m_keystore.find(label) != nullptr;
}

std::vector<Identity> LocalEngine::keptIdentities() const {
  const std::shared_lock lock(m_keystoreMutex);
  return m_keystore.identities();
}

Status LocalEngine::keep(std::vector<Identity> identities) {
  const std::unique_lock lock(m_keystoreMutex);
  return m_keystore.addAll(std::move(identities));
}

std::vector<std::string> LocalEngine::channelNames() const {
  std::vector<std::string> names;
  for (const auto& [name, host] : m_hosts) names.push_back(name);
  return names;
}

std::vector<AwaitedChannel> LocalEngine::awaited() const {
  std::vector<AwaitedChannel> out = m_file.awaited;
  const std::shared_lock lock(m_keystoreMutex);
  const Identity* authority = m_keystore.find(m_file.node.substr(0, m_file.node.find('/')) + "/ca");
  for (AwaitedChannel& channel : out)
    if (authority) channel.authority = authority->certificate.fingerprint();
  return out;
}

Status LocalEngine::openRegister() {
  if (m_acts) return {};
  MZ_TRY(AuthorityRegister opened, AuthorityRegister::open(m_directory));
  m_acts = std::move(opened);
  return {};
}

Result<std::vector<OrderFinding>> LocalEngine::checkCertificateOrders(const std::vector<CertificateOrder>& orders) {
  const std::lock_guard working(m_officeMutex);
  MZ_CHECK(openRegister());
  return CertificateOffice(*this, *m_acts).check(orders);
}

Result<IssueReport> LocalEngine::issueCertificates(const std::vector<CertificateOrder>& orders, bool shorten,
                                                   const Progress& progress) {
  const std::lock_guard working(m_officeMutex);
  MZ_CHECK(openRegister());
  auto report = CertificateOffice(*this, *m_acts).issue(orders, shorten, progress);
  JournalEntry entry{.what = "issue", .subject = std::to_string(orders.size()) + " certificates"};
  if (orders.size() == 1) entry.subject = orders.front().org + "/" + orders.front().name + " " + orders.front().role;
  record(std::move(entry), report ? nullptr : &report.error());
  return report;
}

Result<RevocationReport> LocalEngine::revokeCertificates(const RevocationOrder& order, const Progress& progress) {
  const std::lock_guard working(m_officeMutex);
  MZ_CHECK(openRegister());
  auto report = CertificateOffice(*this, *m_acts).revoke(order, progress);
  JournalEntry entry{.what = "revoke", .who = order.org + "/ca"};
  for (const std::string& serial : order.serials) entry.subject += (entry.subject.empty() ? "" : " ") + serial;
  record(std::move(entry), report ? nullptr : &report.error());
  return report;
}

Result<std::vector<ChannelSettlement>> LocalEngine::settleCertificates(const Progress& progress) {
  const std::lock_guard working(m_officeMutex);
  MZ_CHECK(openRegister());
  return CertificateOffice(*this, *m_acts).settle(progress);
}

Result<Bytes> LocalEngine::revocationList(const std::string& org, std::uint32_t days) {
  const std::lock_guard working(m_officeMutex);
  MZ_CHECK(openRegister());
  return CertificateOffice(*this, *m_acts).revocationList(org, days);
}

}  // namespace mz
