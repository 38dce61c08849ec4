// The window's own states for the tour of pictures (--grab): what lies over the pages, and where a link led nowhere.
#include "ui/shell/main_window.h"
#include "ui/shell/notification_bell.h"
#include "ui/shell/search_box.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"

namespace mz {

QStringList MainWindow::scenes() {
  return {QStringLiteral("palette"),       QStringLiteral("found"),           QStringLiteral("notFound"),
          QStringLiteral("notifications"), QStringLiteral("noNotifications"), QStringLiteral("linkLeadsNowhere"),
          QStringLiteral("help")};
}

void MainWindow::showScene(const QString& scene) {
  SearchBox& search = m_top->search();
  search.clear();
  search.closePalette();
  m_top->notifications().closeList();
  m_notifications.clear();
  m_status->showMessage({}, StatusRole::Neutral);
  showHelp(scene == QLatin1StringView("help"));
  showPage(pages().front());
  if (scene == QLatin1StringView("palette")) {
    search.openPalette();
  } else if (scene == QLatin1StringView("found") || scene == QLatin1StringView("notFound")) {
    search.openPalette();
    search.setText(scene == QLatin1StringView("found") ? QStringLiteral("江") : QStringLiteral("ffffffff00"));
  } else if (scene == QLatin1StringView("notifications")) {
    m_notifications.post({QStringLiteral("scene.good"),
                          StatusRole::Good,
                          [] { return tr("The verification found no damage"); },
                          {},
                          [] { return tr("Show it"); },
                          QStringLiteral("page/chain")});
    m_notifications.post(
        {QStringLiteral("scene.attention"), StatusRole::Attention, [] { return tr("Your settings cannot be saved"); },
         [] { return tr("They hold until you close the program. %1").arg(QStringLiteral("No space left on device")); }});
    m_top->notifications().openList();
  } else if (scene == QLatin1StringView("noNotifications")) {
    m_top->notifications().openList();
  } else if (scene == QLatin1StringView("linkLeadsNowhere")) {
    openDeepLink(QStringLiteral("mingzhang:block/elsewhere/12"));
  }
}

}  // namespace mz
