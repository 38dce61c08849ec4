#include "models/certificate_list.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

#include "models/format_text.h"

namespace mz {

namespace {

QString unquoted(QString cell) {
  cell = cell.trimmed();
  if (cell.size() >= 2 && cell.startsWith(u'"') && cell.endsWith(u'"')) cell = cell.mid(1, cell.size() - 2);
  return cell.trimmed();
}

// The stable name of a role, or what people call it.
std::string roleOf(const QString& word) {
  static constexpr const char* kRoles[] = {"admin",   "officer", "auditor", "clerk",   "applicant",
                                           "service", "device",  "node",    "orderer", "kiosk"};
  for (const char* role : kRoles)
    if (word.compare(QLatin1StringView(role), Qt::CaseInsensitive) == 0 ||
        word.compare(roleText(role), Qt::CaseInsensitive) == 0)
      return role;
  return toText(word);  // the check says that there is no such role
}

bool isHeading(const QString& name) {
  return name.compare(QLatin1StringView("name"), Qt::CaseInsensitive) == 0 || name == QStringLiteral("姓名") ||
         name == QStringLiteral("工号");
}

}  // namespace

CertificateList readCertificateList(const QString& text, const CertificateOrder& common) {
  static const QRegularExpression kParting(QStringLiteral("[,;\t，；]"));
  CertificateList list;
  const QStringList lines = text.split(u'\n');
  for (qsizetype i = 0; i < lines.size(); ++i) {
    const QStringList cells = lines[i].split(kParting);
    const QString name = unquoted(cells.value(0));
    if (name.isEmpty() || (list.orders.empty() && isHeading(name))) continue;
    if (list.orders.size() >= static_cast<std::size_t>(kMostListed)) {
      ++list.unread;
      continue;
    }
    CertificateOrder order = common;
    order.name = toText(name);
    if (const QString role = unquoted(cells.value(1)); !role.isEmpty()) {
      order.role = roleOf(role);
      order.templateId.clear();  // the usual one of that role
    }
    list.orders.push_back(std::move(order));
    list.lines.push_back(static_cast<int>(i) + 1);
  }
  return list;
}

}  // namespace mz
