#include "ledger/certificate_calendar.h"

#include "ledger/certificate_template_book.h"
#include "ledger/format/date.h"

namespace mz {

namespace {

constexpr std::size_t kLineBytes = 75;  // without its break
constexpr std::int64_t kDay = 86'400;
constexpr std::uint32_t kRemindDays = 30;

// Folded where it is longer than a line may be, between characters.
void addLine(std::string& out, std::string_view line) {
  std::size_t room = kLineBytes;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 1 && (static_cast<unsigned char>(line[cut]) & 0xc0) == 0x80) --cut;
    out.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = kLineBytes - 1;  // the blank counts
  }
  out.append(line).append("\r\n");
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out.push_back('\\');
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) out.push_back(c);
  }
  return out;
}

// 20261128 or 20261128T080000Z.
std::string compactDate(UnixSeconds time) {
  std::string text = formatTime(time).substr(0, 10);
  std::erase(text, '-');
  return text;
}
std::string compactTime(UnixSeconds time) {
  std::string text = formatTime(time);
  std::erase(text, '-');
  std::erase(text, ':');
  return text;
}

}  // namespace

std::string expiryCalendar(const std::vector<CertificateRow>& rows, const std::vector<CertificateTemplate>& templates,
                           UnixSeconds now) {
  std::string out;
  addLine(out, "BEGIN:VCALENDAR");
  addLine(out, "VERSION:2.0");
  addLine(out, "PRODID:-//Mingzhang//certificates//EN");
  for (const CertificateRow& row : rows) {
    if (row.state == CertificateState::Expired || row.state == CertificateState::Revoked) continue;
    const CertificateInfo& info = row.certificate;
    const CertificateTemplate* made = findTemplate(templates, {}, info.role);
    const std::string who = info.org + "/" + info.name;
    addLine(out, "BEGIN:VEVENT");
    addLine(out, "UID:" + info.fingerprint.hex() + "@certificates");
    addLine(out, "DTSTAMP:" + compactTime(now));
    addLine(out, "DTSTART;VALUE=DATE:" + compactDate(info.until));
    addLine(out, "DTEND;VALUE=DATE:" + compactDate(UnixSeconds(info.until.value + kDay)));
    addLine(out, "SUMMARY:" + escaped("The certificate of " + who + " (" + info.role + ") ends"));
    addLine(out, "DESCRIPTION:" + escaped("Serial " + info.serial + ", until " + formatTime(info.until)));
    addLine(out, "TRANSP:TRANSPARENT");
    addLine(out, "BEGIN:VALARM");
    addLine(out, "ACTION:DISPLAY");
    addLine(out, "TRIGGER:-P" + std::to_string(made ? made->remindDays : kRemindDays) + "D");
    addLine(out, "DESCRIPTION:" + escaped(who + ": renew the certificate"));
    addLine(out, "END:VALARM");
    addLine(out, "END:VEVENT");
  }
  addLine(out, "END:VCALENDAR");
  return out;
}

}  // namespace mz
