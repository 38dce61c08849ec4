#include "models/search_model.h"

#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>
#include <algorithm>

#include "ledger/certificates.h"
#include "models/format_text.h"
#include "models/pinyin.h"
#include "models/signer_chain_text.h"

namespace mz {

namespace {

constexpr int kAskMilliseconds = 120;
constexpr qsizetype kLeastPrefix = 8;  // hexadecimal digits that findTransaction needs
constexpr std::size_t kMostNames = 6;
constexpr std::size_t kMostIdentities = 6;
constexpr std::size_t kMostCertificates = 6;
constexpr qsizetype kLeastCertificateText = 2;

struct GroupFacts {
  SearchHit::Group group;
  const char* heading;
};
constexpr GroupFacts kGroups[] = {
    {SearchHit::Group::Pages, QT_TRANSLATE_NOOP("mz::SearchModel", "Pages")},
    {SearchHit::Group::Actions, QT_TRANSLATE_NOOP("mz::SearchModel", "Actions")},
    {SearchHit::Group::Channels, QT_TRANSLATE_NOOP("mz::SearchModel", "Channels")},
    {SearchHit::Group::Blocks, QT_TRANSLATE_NOOP("mz::SearchModel", "Blocks")},
    {SearchHit::Group::Transactions, QT_TRANSLATE_NOOP("mz::SearchModel", "Transactions")},
    {SearchHit::Group::Identities, QT_TRANSLATE_NOOP("mz::SearchModel", "Identities and certificates")},
    {SearchHit::Group::Payees, QT_TRANSLATE_NOOP("mz::SearchModel", "Payees")},
    {SearchHit::Group::Departments, QT_TRANSLATE_NOOP("mz::SearchModel", "Departments")},
};

const char* headingOf(SearchHit::Group group) { return std::ranges::find(kGroups, group, &GroupFacts::group)->heading; }

int rankIn(const QString& word, const QString& name) {
  const qsizetype at = name.indexOf(word, 0, Qt::CaseInsensitive);
  if (at == 0) return 4;
  if (at > 0 && !name[at - 1].isLetterOrNumber()) return 3;
  if (at > 0) return 2;
  const QString initials = pinyinInitials(name);
  return initials != name.toLower() && initials.contains(word.toLower()) ? 1 : 0;
}

bool isHex(const QString& text, qsizetype least) {
  static const QRegularExpression kHex(QStringLiteral("^[0-9a-fA-F]+$"));
  return text.size() >= least && text.size() <= 64 && kHex.match(text).hasMatch();
}

}  // namespace

int searchRank(const QString& query, const QStringList& names) {
  int best = 0;
  for (const QString& name : names) {
    int worst = 5;
    for (const QString& word : query.split(QLatin1Char(' '), Qt::SkipEmptyParts)) worst = std::min(worst, rankIn(word, name));
    if (worst < 5) best = std::max(best, worst);
  }
  return best;
}

SearchModel::SearchModel(EngineClient& client, OwnHits ownHits, QObject* parent)
    : QAbstractListModel(parent),
      m_client(client),
      m_ownHits(std::move(ownHits)),
      m_initials(std::make_shared<NameInitials>()) {
  m_askSoon.setSingleShot(true);
  m_askSoon.setInterval(kAskMilliseconds);
  connect(&m_askSoon, &QTimer::timeout, this, &SearchModel::ask);
}

void SearchModel::setQuery(const QString& query) {
  m_query = query.trimmed();
  for (Request& request : m_requests) request.renew();
  m_waiting = 0;
  beginResetModel();
  for (auto& found : m_found) found.clear();
  m_hits.clear();
  endResetModel();
  std::vector<SearchHit> own = m_ownHits(m_query);
  if (!m_query.isEmpty() && m_client.ready()) {
    std::ranges::move(hitsOfTheNetwork(), std::back_inserter(own));
    m_askSoon.start();
  } else {
    m_askSoon.stop();
  }
  setHits(Own, std::move(own));
  Q_EMIT searchingChanged();
}

std::vector<SearchHit> SearchModel::hitsOfTheNetwork() const {
  std::vector<SearchHit> hits;
  for (const ChannelInfo& info : m_client.channels()) {
    if (searchRank(m_query, {fromText(info.title.zh), fromText(info.title.en), fromText(info.name)}) == 0) continue;
    hits.push_back({SearchHit::Group::Channels, titleText(info.title, info.name),
                    info.isPublic ? tr("Public: anyone may read it") : tr("Private: only its members have it"),
                    QStringLiteral("channel/") + fromText(info.name), QStringLiteral("channel")});
  }
  std::size_t identities = 0;
  for (const IdentityInfo& identity : m_client.identities()) {
    const OrgInfo* org = m_client.org(identity.org);
    QStringList names{fromText(identity.name), fromText(identity.org), roleText(identity.role)};
    if (org) names << fromText(org->title.zh) << fromText(org->title.en);
    const bool byFingerprint =
        isHex(m_query, kLeastPrefix) && fromText(identity.certificate.hex()).startsWith(m_query, Qt::CaseInsensitive);
    if (!byFingerprint && searchRank(m_query, names) == 0) continue;
    if (++identities > kMostIdentities) break;
    hits.push_back({SearchHit::Group::Identities,
                    tr("%1 · %2 %3")
                        .arg(org ? titleText(org->title, org->id) : fromText(identity.org), roleText(identity.role),
                             fromText(identity.name)),
                    tr("Certificate %1, valid until %2").arg(headText(identity.certificate.hex()), dayText(identity.until)),
                    QStringLiteral("identity/") + fromText(identity.label), QStringLiteral("certificate")});
  }
  return hits;
}

template <class Work, class Done>
void SearchModel::askFor(Source source, Work work, Done done) {
  ++m_waiting;
  m_client.ask(m_requests[source], std::move(work), [this, source, done = std::move(done)](auto answer) {
    --m_waiting;
    // A source that fails or knows nothing of this has no hits; the others still do.
    setHits(source, answer ? done(*answer) : std::vector<SearchHit>());
    Q_EMIT searchingChanged();
  });
}

void SearchModel::ask() {
  const auto& status = m_client.status();
  QString digits = m_query;
  digits.remove(QLocale().groupSeparator());
  bool isNumber = false;
  const std::uint64_t height = digits.toULongLong(&isNumber);
  // With leading zeros it is the beginning of an id.
  if (isNumber && QString::number(height) == digits && status && height <= status->height.value) askBlock(height);
  if (isHex(m_query, kLeastPrefix)) askTransaction(toText(m_query.toLower()));
  if (m_query.size() >= kLeastCertificateText) askCertificates();
  askNames(Payee, FinanceGrouping::Payee);
  askNames(Department, FinanceGrouping::Department);
  Q_EMIT searchingChanged();
}

void SearchModel::askCertificates() {
  askFor(
      Certificate,
      [channel = m_client.channel(), text = toText(m_query)](Engine& e) {
        return e.certificates().enrolled(channel, text, kMostCertificates);
      },
      [this](const std::vector<CertificateLink>& found) {
        std::vector<SearchHit> hits;
        for (const CertificateLink& link : found) {
          const CertificateInfo& certificate = link.certificate;
          const QString title = certificateTitle(certificate, [this](const std::string& id) {
            const OrgInfo* org = m_client.org(id);
            return org ? titleText(org->title, org->id) : fromText(id);
          });
          // An identity that is kept here is listed already.
          if (std::ranges::find(m_found[Own], title, &SearchHit::title) != m_found[Own].end()) continue;
          hits.push_back({SearchHit::Group::Identities, title,
                          tr("%1, serial number %2, valid until %3")
                              .arg(standingText(link.standing), headText(certificate.serial), dayText(certificate.until)),
                          QStringLiteral("certificate/") + fromText(certificate.fingerprint.hex()),
                          QStringLiteral("certificate")});
        }
        return hits;
      });
}

void SearchModel::askBlock(std::uint64_t height) {
  askFor(
      Block,
      [channel = m_client.channel(), height](Engine& e) -> Result<BlockSummary> {
        MZ_TRY(auto blocks, e.blocks(channel, Height(height), 1));
        if (blocks.empty()) return fail(ErrorCode::NotFound, "no such block");
        return blocks.front();
      },
      [](const BlockSummary& block) -> std::vector<SearchHit> {
        return {{SearchHit::Group::Blocks, tr("Block %1").arg(numberText(block.height.value)),
                 tr("%1, %2").arg(timeText(block.time), block.isFinal ? tr("final") : tr("not final yet")),
                 QStringLiteral("block/%1").arg(block.height.value), QStringLiteral("block")}};
      });
}

void SearchModel::askTransaction(const std::string& prefix) {
  std::vector<std::string> channels{m_client.channel()};
  for (const ChannelInfo& info : m_client.channels()) {
    if (info.name != channels.front()) channels.push_back(info.name);
  }
  struct Found {
    std::string channel;
    TransactionSummary summary;
  };
  askFor(
      Transaction,
      [channels, prefix](Engine& e) -> Result<std::vector<Found>> {
        std::vector<Found> found;
        for (const std::string& channel : channels) {
          const auto number = e.findTransaction(channel, prefix);
          if (!number) continue;
          const auto summary = e.transactions(channel, *number, 1);
          if (summary && !summary->empty()) found.push_back({channel, summary->front()});
        }
        return found;
      },
      [](const std::vector<Found>& found) {
        std::vector<SearchHit> hits;
        for (const auto& [channel, summary] : found) {
          hits.push_back({SearchHit::Group::Transactions,
                          tr("%1, %2").arg(titleText(summary.functionTitle, summary.function), headText(summary.id.hex())),
                          tr("Block %1, %2").arg(numberText(summary.height.value), timeText(summary.time)),
                          QStringLiteral("in/%1/tx/%2").arg(fromText(channel)).arg(summary.number.value),
                          QStringLiteral("receipt")});
        }
        return hits;
      });
}

void SearchModel::askNames(Source source, FinanceGrouping kind) {
  const ChannelInfo* info = m_client.channelInfo();
  if (!info || std::ranges::find(info->contracts, "public-finance") == info->contracts.end()) return;
  askFor(
      source,
      [channel = info->name, kind, text = toText(m_query),
       initials = m_initials](Engine& e) -> Result<std::vector<FinanceNames::Entry>> {
        MZ_TRY(auto names, e.financeSuggest(channel, kind, text, kMostNames));
        MZ_TRY(const auto others, initials->find(e, channel, kind, text, kMostNames));
        for (const FinanceNames::Entry& entry : others) {
          const bool known = std::ranges::find(names, entry.name, &FinanceNames::Entry::name) != names.end();
          if (!known && names.size() < kMostNames) names.push_back(entry);
        }
        return names;
      },
      [kind](const std::vector<FinanceNames::Entry>& names) {
        const bool payee = kind == FinanceGrouping::Payee;
        std::vector<SearchHit> hits;
        for (const FinanceNames::Entry& entry : names) {
          hits.push_back({payee ? SearchHit::Group::Payees : SearchHit::Group::Departments, fromText(entry.name),
                          tr("%Ln payment(s)", nullptr, static_cast<int>(std::min<std::uint64_t>(entry.count, 1'000'000'000))),
                          (payee ? QStringLiteral("payee/") : QStringLiteral("department/")) + fromText(entry.name),
                          QStringLiteral("finance")});
        }
        return hits;
      });
}

void SearchModel::setHits(Source source, std::vector<SearchHit> hits) {
  beginResetModel();
  m_found[source] = std::move(hits);
  m_hits.clear();
  for (const auto& found : m_found) m_hits.insert(m_hits.end(), found.begin(), found.end());
  std::ranges::stable_sort(m_hits, {}, &SearchHit::group);
  endResetModel();
}

int SearchModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_hits.size()); }

QVariant SearchModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const auto row = static_cast<std::size_t>(index.row());
  const SearchHit& hit = m_hits[row];
  switch (role) {
    case Qt::DisplayRole: return hit.title;
    case DetailRole: return hit.detail;
    case LinkRole: return hit.link;
    case IconRole: return hit.icon;
    case KeysRole: return hit.keys;
    case ObstacleRole: return hit.obstacle;
    case HeadingRole: return row == 0 || m_hits[row - 1].group != hit.group ? tr(headingOf(hit.group)) : QString();
    case Qt::AccessibleTextRole:
      return tr("%1: %2. %3").arg(tr(headingOf(hit.group)), hit.title, hit.obstacle.isEmpty() ? hit.detail : hit.obstacle);
    default: return {};
  }
}

}  // namespace mz
