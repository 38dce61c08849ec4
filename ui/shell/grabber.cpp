#include "ui/shell/grabber.h"

#include <QtGui/QPixmap>

#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"

namespace mz {

namespace {
constexpr int kTickMilliseconds = 40;
constexpr int kQuietTicks = 4;  // the window has been still for so long: layouts and animations are done
}  // namespace

Grabber::Grabber(MainWindow& window, Theme& theme, Language& language, QDir directory, QObject* parent)
    : QObject(parent), m_window(window), m_theme(theme), m_language(language), m_directory(std::move(directory)) {
  m_timer.setInterval(kTickMilliseconds);
  connect(&m_timer, &QTimer::timeout, this, &Grabber::next);
}

void Grabber::start() {
  m_directory.mkpath(QStringLiteral("."));
  plan();
  m_timer.start();
}

void Grabber::plan() {
  for (const QString& language : Language::available()) {
    for (const auto theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
      bool first = true;
      for (const QString& id : m_window.pages()) {
        Page* page = m_window.page(id);
        for (const QString& view : page->views()) {
          const QString name =
              QStringLiteral("%1-%2-%3-%4.png")
                  .arg(id, view, language, theme == ThemeChoice::Light ? QStringLiteral("light") : QStringLiteral("dark"));
          m_steps.push_back({name, [this, id, page, view, language, theme, begins = first] {
                               if (begins) {
                                 m_language.choose(language);
                                 m_theme.choose(theme);
                               }
                               m_window.showPage(id);
                               page->showView(view);
                             }});
          first = false;
        }
      }
      for (const QString& scene : MainWindow::scenes()) {
        const QString name =
            QStringLiteral("window-%1-%2-%3.png")
                .arg(scene, language, theme == ThemeChoice::Light ? QStringLiteral("light") : QStringLiteral("dark"));
        m_steps.push_back({name, [this, scene] { m_window.showScene(scene); }});
      }
      m_steps.push_back({{}, [this] { m_window.showScene({}); }});
    }
  }
  // Last, because it lets the network go: the first run.
  for (const QString& language : Language::available()) {
    m_steps.push_back({QStringLiteral("start-roads-%1-light.png").arg(language), [this, language] {
                         m_language.choose(language);
                         m_theme.choose(ThemeChoice::Light);
                         m_window.showRoads();
                       }});
  }
}

void Grabber::next() {
  if (m_at == m_steps.size()) {
    m_timer.stop();
    Q_EMIT finished(m_good);
    return;
  }
  if (!m_prepared) {
    if (!m_window.settled()) return;
    m_steps[m_at].prepare();
    m_prepared = true;
    m_quiet = 0;
    return;
  }
  if (!m_window.settled()) {
    m_quiet = 0;
    return;
  }
  if (++m_quiet < kQuietTicks) return;
  // A step without a name only leads on.
  if (!m_steps[m_at].name.isEmpty()) m_good = m_window.grab().save(m_directory.filePath(m_steps[m_at].name)) && m_good;
  m_prepared = false;
  ++m_at;
}

}  // namespace mz
