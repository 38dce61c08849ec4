#include "ledger/revocation_preview.h"

#include <algorithm>
#include <set>

#include "ledger/local_engine.h"

namespace mz {

namespace {

bool isMachine(Role role) {
  switch (role) {
    case Role::Service:
    case Role::Device:
    case Role::Node:
    case Role::Orderer:
    case Role::Kiosk: return true;
    default: return false;
  }
}

RevocationPreview::Channel onChannel(const std::string& name, const ChannelHost& host, const std::string& org,
                                     const std::set<std::string>& serials, const Fingerprint& ownNode) {
  RevocationPreview::Channel out;
  out.channel = name;
  const ReplicaView view = host.replica().view();
  const IdentityBook& book = host.replica().identities();
  std::set<Role> leaving, staying;
  book.forEach([&](const std::shared_ptr<const Certificate>& certificate) {
    if (certificate->subject().org != org || certificate->isAuthority()) return;
    if (certificate->notBefore() > view.newest.time || certificate->notAfter() < view.newest.time ||
        book.revocation(org, certificate->serial()))
      return;
    const Role role = certificate->subject().role;
    if (!serials.contains(certificate->serial())) {
      staying.insert(role);
      return;
    }
    leaving.insert(role);
    ++(isMachine(role) ? out.machines : out.people);
    if (certificate->fingerprint() == ownNode) out.stopsHere = true;
  });
  for (const Role role : leaving)
    if (!staying.contains(role)) out.rolesEmptied.emplace_back(roleName(role));
  return out;
}

}  // namespace

RevocationPreview previewOf(const RevocationOrder& order, const std::vector<std::optional<Error>>& refusals,
                            const LocalEngine& engine, const CertificateCatalogue& catalogue) {
  RevocationPreview out;
  const UnixSeconds now = engine.clock().now();
  std::set<std::string> serials;
  for (std::size_t i = 0; i < order.serials.size(); ++i) {
    RevocationPreview::Certificate& one = out.certificates.emplace_back();
    one.serial = order.serials[i];
    one.org = order.org;
    one.refusal = refusals[i];
    if (!one.refusal) serials.insert(one.serial);
    if (const auto place = catalogue.find(order.org, one.serial)) {
      const CertificateRow row = catalogue.row(*place, now);
      one.role = row.certificate.role;
      one.name = row.certificate.name;
      one.label = row.label;
    }
  }
  if (order.reason == RevocationReason::RemoveFromCrl) return out;  // nothing stops
  for (const std::string& name : engine.channelNames()) {
    const auto host = engine.host(name);
    if (!host || (*host)->openError()) {
      RevocationPreview::Channel& channel = out.channels.emplace_back();
      channel.channel = name;
      channel.failure = host ? *(*host)->openError() : host.error();
    } else if ((*host)->replica().view().configuration->member(order.org)) {
      out.channels.push_back(onChannel(name, **host, order.org, serials, engine.nodeCertificate()));
    }
  }
  return out;
}

}  // namespace mz
