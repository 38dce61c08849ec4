#include "ui/shell/pages.h"

#include <QtCore/QStringList>

#include "ui/activity/activities_page.h"
#include "ui/certificates/certificates_page.h"
#include "ui/chain/chain_page.h"
#include "ui/finance/finance_page.h"
#include "ui/overview/overview_page.h"
#include "ui/settings/settings_page.h"

namespace mz {

namespace {

template <class Made>
Page* make(const PageContext& context, QWidget* parent) {
  return new Made(context, parent);
}

// In the order of the navigation; what needs no network stands at its foot.
const PageFacts kPages[] = {
    {"overview", QT_TRANSLATE_NOOP("mz::Actions", "Overview"), "overview", Qt::CTRL | Qt::Key_1, true, "applicant kiosk",
     make<OverviewPage>},
    {"chain", QT_TRANSLATE_NOOP("mz::Actions", "Chain"), "chain", Qt::CTRL | Qt::Key_2, true, "applicant kiosk",
     make<ChainPage>},
    {"finance", QT_TRANSLATE_NOOP("mz::Actions", "Finance"), "finance", Qt::CTRL | Qt::Key_3, true, "", make<FinancePage>},
    {"certificates", QT_TRANSLATE_NOOP("mz::Actions", "Certificates"), "certificate", Qt::CTRL | Qt::Key_7, true,
     "applicant kiosk", make<CertificatesPage>},
    {"activity", QT_TRANSLATE_NOOP("mz::Actions", "Activity"), "activity", Qt::CTRL | Qt::Key_9, true, "applicant kiosk",
     make<ActivitiesPage>},
    {"settings", QT_TRANSLATE_NOOP("mz::Actions", "Settings"), "settings", Qt::CTRL | Qt::Key_Comma, false, "kiosk",
     make<SettingsPage>},
};

}  // namespace

std::span<const PageFacts> pageFacts() { return kPages; }

bool mayBeSeenBy(const PageFacts& page, const std::string& role) {
  return role.empty() || !QString::fromLatin1(page.hiddenFrom).split(QLatin1Char(' ')).contains(QString::fromStdString(role));
}

}  // namespace mz
