// The desktop program: reads its arguments, opens the window, and nothing else.
#include <QtCore/QCommandLineParser>
#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <cstdio>
#include <cstdlib>
#include <expected>
#include <memory>
#include <string_view>

#include "ledger/engine.h"
#include "models/data_folder.h"
#include "ui/shell/application.h"
#include "ui/shell/grab_scenes.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/single_instance.h"
#include "ui/theme/theme.h"

namespace {

constexpr int kUsage = 2;
constexpr int kEnvironment = 4;

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

struct Arguments {
  bool demonstration = false;
  QString network, grab, language, theme, link;
};

// Empty: the program ends with this exit code, having said why.
std::expected<Arguments, int> parse(const QStringList& given) {
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
  parser.addPositionalArgument(QStringLiteral("link"),
                               QStringLiteral("Show what this link names, in the window that is open already or in a new one."),
                               QStringLiteral("[mingzhang:LINK]"));
  const auto refuse = [](const QString& problem) {
    std::fprintf(stderr, "mingzhang: %s\n", qPrintable(problem));
    return std::unexpected(kUsage);
  };
  if (!parser.parse(given)) return refuse(parser.errorText());
  const QStringList positional = parser.positionalArguments();
  if (positional.size() > 1) return refuse(QStringLiteral("unexpected argument: %1").arg(positional[1]));
  // What begins as a link is shown in the window even where it is damaged: people click on it and see no terminal.
  if (!positional.isEmpty() && !positional[0].startsWith(QStringLiteral("mingzhang:"))) {
    return refuse(QStringLiteral("unexpected argument: %1").arg(positional[0]));
  }
  if (parser.isSet(QStringLiteral("help"))) parser.showHelp();
  if (parser.isSet(QStringLiteral("version"))) parser.showVersion();
  if (parser.isSet(lang) && !mz::Language::available().contains(parser.value(lang))) {
    return refuse(QStringLiteral("--lang takes zh_CN or en, not %1").arg(parser.value(lang)));
  }
  if (parser.isSet(theme) && mz::Theme::choiceName(mz::Theme::choiceOf(parser.value(theme))) != parser.value(theme)) {
    return refuse(QStringLiteral("--theme takes light, dark or system, not %1").arg(parser.value(theme)));
  }
  return Arguments{parser.isSet(demo), parser.value(network), parser.value(grab),
                   parser.value(lang), parser.value(theme),   positional.value(0)};
}

void quitAfterGrabbing(mz::GrabScenes& scenes, mz::Grabber& grabber, QApplication& application) {
  QObject::connect(&scenes, &mz::GrabScenes::impossible, &application, [](const QString& problem) {
    std::fprintf(stderr, "mingzhang: %s\n", qPrintable(problem));
    QApplication::exit(kEnvironment);
  });
  QObject::connect(&grabber, &mz::Grabber::finished, &application, [](bool good) {
    if (!good) std::fputs("mingzhang: not every picture could be written\n", stderr);
    QApplication::exit(good ? 0 : kEnvironment);
  });
}

void listenForOthers(mz::MainWindow& window, mz::SingleInstance& instance) {
  instance.listen();
  QObject::connect(&instance, &mz::SingleInstance::received, &window, [&window](const QString& text) {
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
    window.activateWindow();
    if (!text.isEmpty()) window.openDeepLink(text);
  });
  QObject::connect(&window.client(), &mz::EngineClient::networkChanged, &instance, [&window, &instance] {
    instance.setNetwork(QString::fromStdString(window.client().network().directory.string()));
  });
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

  // Qt takes the size of everything from the environment, and only before the application is there.
  const int scale = grabbing ? 100 : mz::Settings::numberIn(mz::Settings::usualFile(), mz::Setting::Scale);
  if (scale != 100 && !isSet("QT_SCALE_FACTOR")) qputenv("QT_SCALE_FACTOR", QByteArray::number(scale / 100.0));

  mz::Application application(argc, argv);
  QApplication::setOrganizationName(QStringLiteral("mingzhang"));
  QApplication::setApplicationName(QStringLiteral("mingzhang"));
  QApplication::setApplicationVersion(QStringLiteral(MZ_VERSION));
  const auto arguments = parse(QApplication::arguments());
  if (!arguments) return arguments.error();

  // Pictures are made of a fresh user: neither read nor change what the real one keeps.
  QTemporaryDir temporary;
  mz::Settings settings(grabbing ? temporary.filePath(QStringLiteral("settings.json")) : mz::Settings::usualFile());
  if (grabbing) settings.set(mz::Setting::DataFolder, temporary.path());
  const QString data = mz::dataFolder(settings);
  if (data.isEmpty()) {
    std::fprintf(stderr, "mingzhang: the folder for its data cannot be made: %s\n", qPrintable(mz::usualDataFolder()));
    return kEnvironment;
  }
  const QString demonstration = QDir(data).filePath(QStringLiteral("demo"));
  const QString last = settings.text(mz::Setting::LastNetwork);
  const QString network = !arguments->network.isEmpty()            ? QDir::current().absoluteFilePath(arguments->network)
                          : arguments->demonstration || grabbing   ? demonstration
                          : !last.isEmpty() && QDir(last).exists() ? last
                                                                   : QString();

  mz::SingleInstance instance(network);
  if (!grabbing && instance.handOver(arguments->link)) return 0;

  mz::Theme theme(application);
  mz::Language language(application);
  mz::FileDialogs files;
  language.choose(arguments->language.isEmpty() ? settings.text(mz::Setting::Language) : arguments->language);
  theme.setHighContrast(settings.flag(mz::Setting::HighContrast));
  theme.choose(mz::Theme::choiceOf(arguments->theme.isEmpty() ? settings.text(mz::Setting::Theme) : arguments->theme));

  mz::NetworkOpener opener;
  opener.open = [](const std::filesystem::path& directory) { return mz::openEngine(directory); };
  opener.makeDemo = [](const std::filesystem::path& directory, const mz::DemoOptions& options, const mz::Progress& progress) {
    return mz::createDemoNetwork(directory, options, progress);
  };
  opener.demoDirectory = demonstration.toStdString();
  opener.create = [](const std::filesystem::path& directory, const mz::NetworkPlan& plan, const mz::Progress& progress) {
    return mz::createNetwork(directory, plan, progress);
  };
  opener.readInvitation = [](const std::filesystem::path& file) { return mz::readInvitation(file); };
  opener.join = [](const std::filesystem::path& directory, const std::filesystem::path& invitation, const mz::JoinPlan& plan,
                   const mz::Progress& progress) { return mz::joinNetwork(directory, invitation, plan, progress); };
  opener.networks = QDir(data).filePath(QStringLiteral("networks")).toStdString();
  mz::MainWindow window(theme, language, settings, files, opener);
  window.show();
  std::unique_ptr<mz::GrabScenes> scenes;
  std::unique_ptr<mz::Grabber> grabber;
  if (grabbing) {
    scenes = std::make_unique<mz::GrabScenes>(window, theme, language, opener, QDir(data));
    grabber = std::make_unique<mz::Grabber>(window, QDir(arguments->grab));
    quitAfterGrabbing(*scenes, *grabber, application);
    grabber->start(scenes->plan(network == demonstration ? std::string() : network.toStdString()));
    return QApplication::exec();
  }
  listenForOthers(window, instance);
  if (network == demonstration) {
    window.openDemonstration();
  } else if (!network.isEmpty()) {
    window.openNetwork(network.toStdString());
  }
  if (!arguments->link.isEmpty()) window.openDeepLink(arguments->link);
  return QApplication::exec();
}
