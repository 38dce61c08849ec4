// The way into a network: opens a folder or makes the demonstration, shows on the start page how far it is and why it failed,
// and remembers which networks this person has opened. Window's thread; the work itself runs as an operation.
#pragma once

#include <QtCore/QObject>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "ui/shell/page.h"

namespace mz {

class StartPage;

struct NetworkOpener {
  std::function<Result<std::unique_ptr<Engine>>(const std::filesystem::path& directory)> open;
  std::function<Status(const std::filesystem::path& directory, const DemoOptions& options, const Progress& progress)> makeDemo;
  std::filesystem::path demoDirectory;
  std::function<Result<MadeNetwork>(const std::filesystem::path& directory, const NetworkPlan& plan, const Progress& progress)>
      create;
  std::function<Result<InvitationInfo>(const std::filesystem::path& file)> readInvitation;
  std::function<Result<MadeNetwork>(const std::filesystem::path& directory, const std::filesystem::path& invitation,
                                    const JoinPlan& plan, const Progress& progress)>
      join;
  std::filesystem::path networks;  // below it new networks lie unless somebody chooses another folder
};

struct KnownNetwork {
  QString folder;
  Title title;
};
std::vector<KnownNetwork> knownNetworks(const Settings& settings);  // opened before, newest first; bounded

class NetworkDoor : public QObject {
  Q_OBJECT

 public:
  NetworkDoor(const PageContext& context, NetworkOpener opener, StartPage& start, QObject* parent = nullptr);

  void open(const std::filesystem::path& directory);
  void openDemonstration();  // makes it where it is missing
  // Makes the network, opens it and unlocks its keys.
  void create(const NetworkPlan& plan, const std::filesystem::path& directory);
  // The same of a network that this org was invited to.
  void join(const JoinPlan& plan, const std::filesystem::path& invitation, const std::filesystem::path& directory);
  void chooseFolder(QWidget* parent);

 Q_SIGNALS:
  void left();  // the network before is closed; the start page says what happens
  void failed(const QString& detail);
  void entered(const mz::MadeNetwork& made);  // a network that was just made is open and unlocked

 private:
  struct Entering {
    std::filesystem::path directory;
    std::string password;
    MadeNetwork made;
  };
  // Both: does the work, and opens what was made.
  void make(const QString& title, const std::filesystem::path& directory, const std::string& password,
            std::function<Result<MadeNetwork>(const Progress& progress)> work);
  void enter();
  void fail(const QString& title, const Error& error);
  void remember();

  EngineClient& m_client;
  Operations& m_operations;
  Settings& m_settings;
  FileDialogs& m_files;
  NetworkOpener m_opener;
  StartPage& m_start;
  std::optional<Entering> m_entering;  // a network that was made and is being opened
};

}  // namespace mz
