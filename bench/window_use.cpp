// How long the window's thread is held up while somebody works in it and payments come in at 1,000 a second: scrolls, types,
// filters, sorts, changes tabs and pages, without a pause. Works on a network made by `mz demo`, and adds payments to it.
//   QT_QPA_PLATFORM=offscreen window_use NETWORK [SECONDS]
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtGui/QKeyEvent>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QAbstractScrollArea>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>

#include "ui/finance/finance_page.h"
#include "ui/shell/application.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"

namespace {

constexpr int kPaymentsASecond = 1000;

double megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  return 0;
}

// Records payments until it is told to stop; each second a file of them.
class Incoming {
 public:
  Incoming(std::shared_ptr<mz::Engine> engine, QString folder) : m_engine(std::move(engine)), m_folder(std::move(folder)) {
    m_thread = std::thread([this] { run(); });
  }
  ~Incoming() {
    m_stop = true;
    m_thread.join();
  }
  std::uint64_t recorded() const { return m_recorded; }

 private:
  void run() {
    const std::string file = m_folder.filePath(QStringLiteral("incoming.csv")).toStdString();
    const auto begun = std::chrono::steady_clock::now();
    for (int second = 0; !m_stop; ++second) {
      std::ofstream out(file, std::ios::trunc);
      out << "id,date,department,class,payee,amount,currency,description\n";
      for (int i = 0; i < kPaymentsASecond; ++i)
        out << "U-" << ::getpid() << "-" << second << "-" << i << ",2026-11-0" << 1 + i % 9
            << ",教育局,2050202 小学教育,Supplier " << i % 300 << " Ltd," << 100 + i << ".50,CNY,工程款\n";
      out.close();
      mz::ImportOptions options;
      options.file = file;
      for (const char* field : {"id", "date", "department", "class", "payee", "amount", "currency", "description"})
        options.mapping.push_back({field, field});
      const auto report = m_engine->importPayments("finance", options, {});
      if (!report) {
        std::fprintf(stderr, "%s\n", report.error().detail.c_str());
        return;
      }
      m_recorded += report->recorded;
      while (!m_stop && std::chrono::steady_clock::now() < begun + std::chrono::seconds(second + 1))
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  std::shared_ptr<mz::Engine> m_engine;
  QDir m_folder;
  std::atomic<bool> m_stop{false};
  std::atomic<std::uint64_t> m_recorded{0};
  std::thread m_thread;
};

// One thing after the other that a hand does, posted so that each is an event of its own.
class Hand {
 public:
  explicit Hand(mz::MainWindow& window) : m_window(window) {}

  void next() {
    const int step = m_step++;
    if (step % 120 == 60) m_window.showPage(QStringLiteral("chain"));
    if (step % 120 == 0) m_window.showPage(QStringLiteral("finance"));
    auto* finance = qobject_cast<mz::FinancePage*>(m_window.page(QStringLiteral("finance")));
    if (step % 120 >= 60) {
      scrollAll(m_window.page(QStringLiteral("chain")), step % 4 == 3 ? 1200 : -240);
      return;
    }
    if (step % 40 == 10) finance->showTab(mz::FinancePage::Tab::Breakdown);
    if (step % 40 == 18) finance->showTab(mz::FinancePage::Tab::Months);
    if (step % 40 == 26) finance->showTab(mz::FinancePage::Tab::Payments);
    auto* search = finance->findChild<QWidget*>(QStringLiteral("financeSearch"));
    if (step % 40 == 30) type(search, Qt::Key_W, QStringLiteral("w"));
    if (step % 40 == 34) type(search, Qt::Key_A, QStringLiteral("a"));
    if (step % 40 == 37) type(search, Qt::Key_Backspace, {});
    if (step % 40 == 38) type(search, Qt::Key_Backspace, {});
    scrollAll(finance, step % 9 == 8 ? 12000 : -600);
  }

 private:
  static void scrollAll(QWidget* page, int by) {
    for (auto* area : page->findChildren<QAbstractScrollArea*>()) {
      if (!area->isVisible()) continue;
      QWidget* target = area->viewport();
      const QPointF at = target->rect().center();
      QCoreApplication::postEvent(target, new QWheelEvent(at, target->mapToGlobal(at), {}, QPoint(0, by), Qt::NoButton,
                                                          Qt::NoModifier, Qt::NoScrollPhase, false));
    }
  }
  static void type(QWidget* target, int key, const QString& text) {
    QCoreApplication::postEvent(target, new QKeyEvent(QEvent::KeyPress, key, Qt::NoModifier, text));
    QCoreApplication::postEvent(target, new QKeyEvent(QEvent::KeyRelease, key, Qt::NoModifier, text));
  }

  mz::MainWindow& m_window;
  int m_step = 0;
};

double milliseconds(std::chrono::microseconds time) { return static_cast<double>(time.count()) / 1000; }

void report(const mz::Application& application, int seconds, std::uint64_t recorded) {
  mz::Application::LongEvents all;
  for (const auto& [kind, tally] : application.longEvents()) {
    std::printf("  %s, event %d: %llu above 8 ms (%llu of its own work), longest %.1f ms (%.1f)\n", kind.first.constData(),
                kind.second, static_cast<unsigned long long>(tally.count), static_cast<unsigned long long>(tally.working),
                milliseconds(tally.longest), milliseconds(tally.longestWork));
    all.count += tally.count;
    all.working += tally.working;
    all.longest = std::max(all.longest, tally.longest);
    all.longestWork = std::max(all.longestWork, tally.longestWork);
  }
  std::printf(
      "%d s, %llu payments came in: %llu events above 8 ms (%llu of the thread's own work), longest %.1f ms (%.1f), memory "
      "%.0f "
      "MB\n",
      seconds, static_cast<unsigned long long>(recorded), static_cast<unsigned long long>(all.count),
      static_cast<unsigned long long>(all.working), milliseconds(all.longest), milliseconds(all.longestWork), megabytes());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("window_use NETWORK [SECONDS]\n", stderr);
    return 2;
  }
  const int seconds = argc > 2 ? std::atoi(argv[2]) : 60;
  mz::Application application(argc, argv);
  const QTemporaryDir folder;
  mz::Settings settings(folder.filePath(QStringLiteral("settings.json")));
  mz::Theme theme(application);
  mz::Language language(application);
  mz::FileDialogs files;
  language.choose(QStringLiteral("zh_CN"));
  mz::NetworkOpener opener;
  opener.open = [](const std::filesystem::path& directory) { return mz::openEngine(directory); };
  mz::MainWindow window(theme, language, settings, files, std::move(opener));
  window.resize(1440, 900);
  window.show();
  window.openNetwork(argv[1]);

  Hand hand(window);
  std::unique_ptr<Incoming> incoming;
  QTimer each;
  QObject::connect(&each, &QTimer::timeout, &window, [&] { hand.next(); });
  QTimer ready;
  QObject::connect(&ready, &QTimer::timeout, &window, [&] {
    if (!window.client().ready() || !window.settled()) return;
    ready.stop();
    window.client().unlock(std::string(mz::kDemoPassword), [&](const mz::Status& unlocked) {
      if (!unlocked) return QCoreApplication::exit(4);
      for (const QString& page : {QStringLiteral("finance"), QStringLiteral("chain")}) window.showPage(page);
      incoming = std::make_unique<Incoming>(window.client().engine(), folder.path());
      application.forgetEvents();
      each.start(50);
      QTimer::singleShot(std::chrono::seconds(seconds), &window, [&] {
        each.stop();
        report(application, seconds, incoming->recorded());
        QCoreApplication::quit();
      });
    });
  });
  ready.start(10);
  return QApplication::exec();
}
