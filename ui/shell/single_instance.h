// One window per person and network: the first start listens at a socket of the person's own, a second one hands its link over
// and ends. Only processes of the same user can reach the socket; what comes through it is bounded and checked like any link.
// Window's thread; handing over waits at most two seconds.
#pragma once

#include <QtCore/QObject>
#include <memory>

class QLocalServer;
class QLocalSocket;

namespace mz {

class SingleInstance : public QObject {
  Q_OBJECT

 public:
  // `network` names the folder; empty: the start page.
  explicit SingleInstance(const QString& network, QObject* parent = nullptr);
  ~SingleInstance() override;

  // True: another window took it (an empty text asks only to be shown), and this one has nothing to do.
  bool handOver(const QString& text);
  // From now on others hand over to this one. False: somebody else listens, or the socket cannot be made; nothing breaks then.
  bool listen();
  void setNetwork(const QString& network);  // listens for that one instead

 Q_SIGNALS:
  void received(const QString& text);

 private:
  void accept();
  void read(QLocalSocket* socket);

  QString m_name;
  std::unique_ptr<QLocalServer> m_server;
};

}  // namespace mz
