#include "ui/shell/network_door.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <chrono>

#include "models/error_text.h"
#include "models/format_text.h"
#include "ui/shell/start_page.h"

namespace mz {

namespace {
const QString kKnownKey = QStringLiteral("networks/known");
constexpr std::size_t kMostKnown = 8;
constexpr std::chrono::milliseconds kClosing(20);
QString pathText(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }
}  // namespace

std::vector<KnownNetwork> knownNetworks(const Settings& settings) {
  std::vector<KnownNetwork> known;
  for (const QJsonValue& value : settings.remembered(kKnownKey).toArray()) {
    const QString folder = value[u"folder"].toString();
    if (folder.isEmpty() || known.size() == kMostKnown) continue;
    known.push_back({folder, {toText(value[u"en"].toString()), toText(value[u"zh"].toString())}});
  }
  return known;
}

NetworkDoor::NetworkDoor(const PageContext& context, NetworkOpener opener, StartPage& start, QObject* parent)
    : QObject(parent),
      m_client(context.client),
      m_operations(context.operations),
      m_settings(context.settings),
      m_files(context.files),
      m_opener(std::move(opener)),
      m_start(start) {
  connect(&m_client, &EngineClient::networkChanged, this, &NetworkDoor::remember);
  connect(&m_client, &EngineClient::networkChanged, this, &NetworkDoor::enter);
}

void NetworkDoor::remember() {
  if (!m_client.ready()) return;
  const NetworkInfo& network = m_client.network();
  const QString folder = pathText(network.directory);
  QJsonArray known{QJsonObject{{QStringLiteral("folder"), folder},
                               {QStringLiteral("en"), fromText(network.title.en)},
                               {QStringLiteral("zh"), fromText(network.title.zh)}}};
  for (const KnownNetwork& other : knownNetworks(m_settings)) {
    if (other.folder == folder || known.size() == static_cast<qsizetype>(kMostKnown)) continue;
    known.append(QJsonObject{{QStringLiteral("folder"), other.folder},
                             {QStringLiteral("en"), fromText(other.title.en)},
                             {QStringLiteral("zh"), fromText(other.title.zh)}});
  }
  m_settings.remember(kKnownKey, known);
}

void NetworkDoor::chooseFolder(QWidget* parent) {
  const QString folder = m_files.openFolder(parent, tr("Open a network folder"));
  if (!folder.isEmpty()) open(std::filesystem::path(folder.toStdString()));
}

void NetworkDoor::fail(const QString& title, const Error& error) {
  m_entering.reset();
  m_start.showError(title, errorText(error), fromText(error.detail));
  Q_EMIT failed(fromText(error.detail));
}

void NetworkDoor::open(const std::filesystem::path& directory) {
  if (m_client.ready() && m_client.network().directory == directory) return;
  m_client.detach();
  m_start.showOpening(pathText(directory));
  Q_EMIT left();
  m_operations.run(
      tr("Opening the network"), this,
      [open = m_opener.open, directory, gone = m_client.gone()](const Progress& progress) {
        // std::function wants copies of what it keeps, and an engine has none.
        using Opened = Result<std::unique_ptr<Engine>>;
        // The same directory again: the engine before may still be closing it.
        while (gone.valid() && gone.wait_for(kClosing) != std::future_status::ready) {
          if (progress.cancelled()) return std::make_shared<Opened>(mz::fail(ErrorCode::Cancelled, "opening was cancelled"));
        }
        return std::make_shared<Opened>(open(directory));
      },
      [this, directory](const std::shared_ptr<Result<std::unique_ptr<Engine>>>& engine) {
        if (!*engine && engine->error().code == ErrorCode::Cancelled) {
          m_start.showRoads();
          return;
        }
        if (!*engine) {
          fail(tr("The network cannot be opened"), engine->error());
          return;
        }
        m_settings.set(Setting::LastNetwork, pathText(directory));
        m_client.attach(std::move(**engine));
      });
}

void NetworkDoor::openDemonstration() {
  std::error_code problem;
  // Without its description it was cut off while it was being made, and is made anew.
  if (std::filesystem::exists(m_opener.demoDirectory / "network.json", problem)) {
    open(m_opener.demoDirectory);
    return;
  }
  m_client.detach();
  Operation* operation = m_operations.run(
      tr("Making the demonstration network"), this,
      [make = m_opener.makeDemo, directory = m_opener.demoDirectory](const Progress& progress) {
        return make(directory, DemoOptions{}, progress);
      },
      [this](const Status& made) {
        if (made) {
          open(m_opener.demoDirectory);
        } else if (made.error().code == ErrorCode::Cancelled) {
          m_start.showRoads();
        } else {
          fail(tr("The demonstration network cannot be made"), made.error());
        }
      });
  m_start.showMakingDemonstration(operation);
  Q_EMIT left();
}

void NetworkDoor::create(const NetworkPlan& plan, const std::filesystem::path& directory) {
  make(tr("Making the network “%1”").arg(titleText(plan.title, plan.domain)), directory, plan.password,
       [make = m_opener.create, plan, directory](const Progress& progress) { return make(directory, plan, progress); });
}

void NetworkDoor::join(const JoinPlan& plan, const std::filesystem::path& invitation, const std::filesystem::path& directory) {
  make(tr("Making the keys of “%1”").arg(titleText(plan.org.title, plan.org.id)), directory, plan.password,
       [join = m_opener.join, plan, invitation, directory](const Progress& progress) {
         return join(directory, invitation, plan, progress);
       });
}

void NetworkDoor::make(const QString& title, const std::filesystem::path& directory, const std::string& password,
                       std::function<Result<MadeNetwork>(const Progress& progress)> work) {
  m_client.detach();
  Operation* operation =
      m_operations.run(title, this, std::move(work), [this, directory, password](const Result<MadeNetwork>& made) {
        if (made) {
          m_entering = Entering{directory, password, *made};
          open(directory);
        } else if (made.error().code == ErrorCode::Cancelled) {
          m_start.backToForm();
        } else {
          fail(tr("The network cannot be made"), made.error());
        }
      });
  m_start.showMaking(operation, title);
  Q_EMIT left();
}

void NetworkDoor::enter() {
  if (!m_entering || !m_client.ready() || m_client.network().directory != m_entering->directory) return;
  const Entering entering = *std::exchange(m_entering, std::nullopt);
  m_start.showRoads();  // the form and its password are not needed any more
  m_client.unlock(entering.password, [this, made = entering.made](const Status& unlocked) {
    if (unlocked) Q_EMIT entered(made);
  });
}

}  // namespace mz
