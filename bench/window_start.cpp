// How long the window takes from the start of its process until its Finance page can be used, and what memory that takes: one
// line a run, because a start can be measured once in a process. bench/whole_program runs it with cold and warm caches.
//   QT_QPA_PLATFORM=offscreen window_start NETWORK
#include <unistd.h>

#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtGui/QPixmap>
#include <QtWidgets/QApplication>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>

#include "ui/finance/finance_page.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"

namespace {

// The 22nd field of proc_pid_stat(5): when the process was started, in clock ticks (10 ms) since boot.
double processStartSeconds() {
  std::ifstream file("/proc/self/stat");
  std::string line;
  std::getline(file, line);
  std::istringstream fields(line.substr(line.rfind(')') + 2));
  std::string field;
  for (int i = 3; i <= 22; ++i) fields >> field;
  return std::strtod(field.c_str(), nullptr) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double secondsSinceStart() {
  timespec now{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9 - processStartSeconds();
}

double megabytes(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(name)) return std::strtod(line.c_str() + name.size(), nullptr) / 1024;
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("window_start NETWORK\n", stderr);
    return 2;
  }
  QApplication application(argc, argv);
  QApplication::setOrganizationName(QStringLiteral("mingzhang"));
  QApplication::setApplicationName(QStringLiteral("window_start"));
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
  window.showPage(QStringLiteral("finance"));
  window.grab();
  const double shown = secondsSinceStart();

  auto* finance = qobject_cast<mz::FinancePage*>(window.page(QStringLiteral("finance")));
  QTimer look;
  double usable = 0;
  QObject::connect(&look, &QTimer::timeout, &window, [&] {
    const auto& payments = finance->payments();
    if (usable == 0 && !payments.isLoading() && payments.totals().count > 0 && payments.payment(0)) {
      window.grab();
      usable = secondsSinceStart();
    }
    if (usable == 0 || !window.settled()) return;
    std::printf("window shown %.0f ms, Finance usable %.0f ms, everything read %.0f ms, %llu payments, memory %.0f MB\n",
                shown * 1000, usable * 1000, secondsSinceStart() * 1000,
                static_cast<unsigned long long>(payments.totals().count), megabytes("VmRSS:"));
    QApplication::quit();
  });
  look.start(2);
  return QApplication::exec();
}
