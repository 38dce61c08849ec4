// The desktop program: reads its arguments, opens the window, and nothing else.
#include <QtCore/QCommandLineParser>
#include <QtCore/QDir>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "ledger/engine.h"
#include "ui/shell/application.h"
#include "ui/shell/grabber.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"

namespace {

constexpr int kUsage = 2;
constexpr int kEnvironment = 4;
constexpr int kGrabWidth = 1440, kGrabHeight = 900;

bool has(int argc, char** argv, std::string_view option) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument(argv[i]);
    if (argument == option || (argument.starts_with(option) && argument.substr(option.size()).starts_with('='))) return true;
  }
  return false;
}

bool isSet(const char* variable) {
  const char* value = std::getenv(variable);
  return value && *value;
}

}  // namespace

int main(int argc, char** argv) {
  // Pictures and help need no display. Qt would end the program with an abort where there is none.
  const bool grabbing = has(argc, argv, "--grab");
  if (!isSet("QT_QPA_PLATFORM") && !has(argc, argv, "-platform")) {
    if (grabbing || has(argc, argv, "--help") || has(argc, argv, "-h") || has(argc, argv, "--version")) {
      qputenv("QT_QPA_PLATFORM", "offscreen");
    } else if (!isSet("DISPLAY") && !isSet("WAYLAND_DISPLAY")) {
      std::fputs(
          "mingzhang: there is no display: neither DISPLAY nor WAYLAND_DISPLAY is set. Start it from a desktop session, or use "
          "--grab DIR to make pictures without one.\n",
          stderr);
      return kEnvironment;
    }
  }

  mz::Application application(argc, argv);
  QApplication::setOrganizationName(QStringLiteral("mingzhang"));
  QApplication::setApplicationName(QStringLiteral("mingzhang"));
  QApplication::setApplicationVersion(QStringLiteral(MZ_VERSION));

  QCommandLineParser parser;
  parser.setApplicationDescription(QStringLiteral("Mingzhang, open books: the ledger that several departments keep together."));
  parser.addHelpOption();
  parser.addVersionOption();
  const QCommandLineOption demo(QStringLiteral("demo"),
                                QStringLiteral("Open the demonstration network; make it where it is missing."));
  const QCommandLineOption network(QStringLiteral("network"), QStringLiteral("Open the network in this folder."),
                                   QStringLiteral("DIR"));
  const QCommandLineOption grab(QStringLiteral("grab"),
                                QStringLiteral("Write every page as PNG into this folder, without a display, and end."),
                                QStringLiteral("DIR"));
  const QCommandLineOption lang(QStringLiteral("lang"), QStringLiteral("Language: zh_CN or en."), QStringLiteral("LANGUAGE"));
  const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("Theme: light, dark or system."),
                                 QStringLiteral("THEME"));
  parser.addOptions({demo, network, grab, lang, theme});
  if (!parser.parse(QApplication::arguments()) || !parser.positionalArguments().isEmpty()) {
    const QString problem = parser.errorText().isEmpty()
                                ? QStringLiteral("unexpected argument: %1").arg(parser.positionalArguments().value(0))
                                : parser.errorText();
    std::fprintf(stderr, "mingzhang: %s\n", qPrintable(problem));
    return kUsage;
  }
  if (parser.isSet(QStringLiteral("help"))) parser.showHelp();
  if (parser.isSet(QStringLiteral("version"))) parser.showVersion();
  const QStringList themes{QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")};
  if (parser.isSet(lang) && !mz::Language::available().contains(parser.value(lang))) {
    std::fprintf(stderr, "mingzhang: --lang takes zh_CN or en, not %s\n", qPrintable(parser.value(lang)));
    return kUsage;
  }
  if (parser.isSet(theme) && !themes.contains(parser.value(theme))) {
    std::fprintf(stderr, "mingzhang: --theme takes light, dark or system, not %s\n", qPrintable(parser.value(theme)));
    return kUsage;
  }

  // Pictures are made of a fresh user: neither read nor change what the real one keeps.
  QTemporaryDir temporary;
  mz::Settings settings(grabbing ? temporary.filePath(QStringLiteral("settings.json")) : mz::Settings::usualFile());

  mz::Theme appliedTheme(application);
  mz::Language language(application);
  mz::FileDialogs files;
  language.choose(parser.isSet(lang) ? parser.value(lang) : settings.text(mz::Setting::Language));
  appliedTheme.choose(mz::Theme::choiceOf(parser.isSet(theme) ? parser.value(theme) : settings.text(mz::Setting::Theme)));

  const QString data = grabbing ? temporary.path() : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
  if (data.isEmpty() || !QDir().mkpath(data)) {
    std::fprintf(stderr, "mingzhang: the folder for its data cannot be made: %s\n", qPrintable(data));
    return kEnvironment;
  }
  mz::NetworkOpener opener;
  opener.open = [](const std::filesystem::path& directory) { return mz::openEngine(directory); };
  opener.makeDemo = [](const std::filesystem::path& directory, const mz::DemoOptions& options, const mz::Progress& progress) {
    return mz::createDemoNetwork(directory, options, progress);
  };
  opener.demoDirectory = QDir(data).filePath(QStringLiteral("demo")).toStdString();

  mz::MainWindow window(appliedTheme, language, settings, files, std::move(opener));
  std::unique_ptr<mz::Grabber> grabber;
  if (grabbing) {
    window.resize(kGrabWidth, kGrabHeight);
    grabber = std::make_unique<mz::Grabber>(window, appliedTheme, language, QDir(parser.value(grab)));
    QObject::connect(
        &window.client(), &mz::EngineClient::networkChanged, grabber.get(),
        [&] {
          if (window.client().ready()) grabber->start();
        },
        Qt::AutoConnection);
    QObject::connect(grabber.get(), &mz::Grabber::finished, &application, [](bool good) {
      if (!good) std::fputs("mingzhang: not every picture could be written\n", stderr);
      QApplication::exit(good ? 0 : kEnvironment);
    });
    QObject::connect(&window, &mz::MainWindow::openingFailed, &application, [](const QString& sentence) {
      std::fprintf(stderr, "mingzhang: %s\n", qPrintable(sentence));
      QApplication::exit(kEnvironment);
    });
  }
  window.show();

  const QString last = settings.text(mz::Setting::LastNetwork);
  if (parser.isSet(network)) {
    window.openNetwork(parser.value(network).toStdString());
  } else if (parser.isSet(demo) || grabbing) {
    window.openDemonstration();
  } else if (!last.isEmpty() && QDir(last).exists()) {
    window.openNetwork(last.toStdString());
  }
  return QApplication::exec();
}
