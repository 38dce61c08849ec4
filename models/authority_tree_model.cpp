#include "models/authority_tree_model.h"

#include <algorithm>
#include <map>

#include "models/activity_filter.h"
#include "models/certificate_text.h"
#include "models/format_text.h"

namespace mz {

namespace {
constexpr int kNumberRole = Qt::UserRole + 100;  // position among the authorities; -1: all certificates
}  // namespace

AuthorityTreeModel::AuthorityTreeModel(EngineClient& client, QObject* parent) : QStandardItemModel(parent), m_client(client) {}

void AuthorityTreeModel::refresh() {
  m_client.ask(
      m_request, [](Engine& engine) { return engine.certificates().authorities(); },
      [this](Result<std::vector<AuthorityInfo>> authorities) {
        if (!authorities) {
          Q_EMIT failed(authorities.error());
          return;
        }
        m_authorities = std::move(*authorities);
        m_answered = true;
        fill();
        Q_EMIT answered();
      });
}

void AuthorityTreeModel::clearAll() {
  m_request.renew();
  m_authorities.clear();
  m_answered = false;
  clear();
}

QString AuthorityTreeModel::title(const AuthorityInfo& authority) const {
  return authority.isRoot
             ? tr("Root of %1")
                   .arg(fromText(authority.certificate.org.empty() ? m_client.network().domain : authority.certificate.org))
             : orgTitle(m_client, m_client.channel(), authority.certificate.org);
}

void AuthorityTreeModel::fill() {
  clear();
  auto* all = new QStandardItem(tr("All certificates"));
  all->setData(-1, kNumberRole);
  all->setEditable(false);
  appendRow(all);
  std::map<Fingerprint, QStandardItem*> items;
  // Parents come before their children: roots are listed first.
  for (std::size_t i = 0; i < m_authorities.size(); ++i) {
    const AuthorityInfo& authority = m_authorities[i];
    auto* item = new QStandardItem(title(authority));
    item->setData(static_cast<int>(i), kNumberRole);
    item->setEditable(false);
    const StatusRole role = certificateStateRole(authority.state);
    item->setData(static_cast<int>(authority.key == KeyPlace::Elsewhere ? StatusRole::Neutral : role), kStatusRole);
    QString said = tr("%1, %2 certificates, %3 of them valid", nullptr, pluralOf(authority.issued))
                       .arg(certificateStateText(authority.state), numberText(authority.issued), numberText(authority.valid));
    if (authority.key != KeyPlace::Elsewhere) said = tr("%1; its key is here").arg(said);
    item->setToolTip(said);
    item->setData(QStringLiteral("%1, %2").arg(item->text(), said), Qt::AccessibleTextRole);
    QFont font = item->font();
    font.setBold(authority.key != KeyPlace::Elsewhere);
    item->setFont(font);
    const auto parent = authority.parent ? items.find(*authority.parent) : items.end();
    if (parent == items.end()) {
      appendRow(item);
    } else {
      parent->second->appendRow(item);
    }
    items.emplace(authority.certificate.fingerprint, item);
  }
}

std::vector<const AuthorityInfo*> AuthorityTreeModel::signing() const {
  std::vector<const AuthorityInfo*> out;
  for (const AuthorityInfo& authority : m_authorities)
    if (!authority.isRoot && authority.key != KeyPlace::Elsewhere && authority.state == CertificateState::Valid)
      out.push_back(&authority);
  return out;
}

const AuthorityInfo* AuthorityTreeModel::authority(const QModelIndex& index) const {
  if (!index.isValid()) return nullptr;
  const int number = index.data(kNumberRole).toInt();
  return number < 0 || number >= static_cast<int>(m_authorities.size()) ? nullptr
                                                                        : &m_authorities[static_cast<std::size_t>(number)];
}

const AuthorityInfo* AuthorityTreeModel::authority(const Fingerprint& fingerprint) const {
  const auto found =
      std::ranges::find_if(m_authorities, [&](const AuthorityInfo& one) { return one.certificate.fingerprint == fingerprint; });
  return found == m_authorities.end() ? nullptr : &*found;
}

QModelIndex AuthorityTreeModel::indexOf(const std::optional<Fingerprint>& fingerprint) const {
  if (rowCount() == 0) return {};
  if (!fingerprint) return index(0, 0);
  const AuthorityInfo* wanted = authority(*fingerprint);
  if (!wanted) return {};
  const QModelIndexList found = match(index(0, 0), kNumberRole, static_cast<int>(wanted - m_authorities.data()), 1,
                                      Qt::MatchExactly | Qt::MatchRecursive);
  return found.value(0);
}

void AuthorityTreeModel::retranslate() {
  if (m_answered) fill();
}

}  // namespace mz
