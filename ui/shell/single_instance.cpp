#include "ui/shell/single_instance.h"

#include <unistd.h>

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QLockFile>
#include <QtCore/QTimer>
#include <QtNetwork/QLocalServer>
#include <QtNetwork/QLocalSocket>

#include "models/link.h"

namespace mz {

namespace {

constexpr int kWaitMilliseconds = 2000;
constexpr qint64 kMostBytes = 4 * kMostLinkLength + 2;  // in UTF-8, with the end of the line
const QByteArray kTaken = "taken\n";

QString nameOf(const QString& network) {
  // The same folder by another path is the same network.
  const QFileInfo info(network);
  const QString folder = network.isEmpty() ? network : info.exists() ? info.canonicalFilePath() : info.absoluteFilePath();
  const QByteArray hash = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
  return QStringLiteral("mingzhang-%1-%2").arg(::getuid()).arg(QString::fromLatin1(hash));
}

}  // namespace

SingleInstance::SingleInstance(const QString& network, QObject* parent) : QObject(parent), m_name(nameOf(network)) {}

SingleInstance::~SingleInstance() = default;

bool SingleInstance::handOver(const QString& text) {
  QLocalSocket socket;
  socket.connectToServer(m_name);
  if (!socket.waitForConnected(kWaitMilliseconds)) return false;
  // A longer text is no link; the other window says so as well of its beginning.
  socket.write(text.left(kMostLinkLength).remove(QLatin1Char('\n')).toUtf8() + '\n');
  QByteArray answer;
  while (answer.size() < kTaken.size() && socket.waitForReadyRead(kWaitMilliseconds)) answer += socket.readAll();
  return answer == kTaken;
}

bool SingleInstance::listen() {
  auto server = std::make_unique<QLocalServer>();
  server->setSocketOptions(QLocalServer::UserAccessOption);
  // Two starts at one moment: the second finds the first listening.
  QLockFile lock(QDir::temp().filePath(m_name + QStringLiteral(".lock")));
  if (!lock.tryLock(kWaitMilliseconds)) return false;
  // Qt puts a socket with access rights over one that is there already, so it is looked first whether somebody answers.
  QLocalSocket probe;
  probe.connectToServer(m_name);
  if (probe.waitForConnected(kWaitMilliseconds) || !server->listen(m_name)) return false;
  connect(server.get(), &QLocalServer::newConnection, this, &SingleInstance::accept);
  m_server = std::move(server);
  return true;
}

void SingleInstance::setNetwork(const QString& network) {
  const QString name = nameOf(network);
  if (name == m_name && m_server) return;
  m_server.reset();
  m_name = name;
  listen();
}

void SingleInstance::accept() {
  while (QLocalSocket* socket = m_server->nextPendingConnection()) {
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
    // Who says nothing is not waited for.
    QTimer::singleShot(kWaitMilliseconds, socket, [socket] { socket->abort(); });
    if (socket->bytesAvailable() > 0) read(socket);
  }
}

void SingleInstance::read(QLocalSocket* socket) {
  if (!socket->canReadLine()) {
    if (socket->bytesAvailable() > kMostBytes) socket->abort();
    return;
  }
  const QByteArray line = socket->readLine(kMostBytes);
  socket->disconnect(this);
  socket->write(kTaken);
  socket->disconnectFromServer();
  if (line.endsWith('\n')) Q_EMIT received(QString::fromUtf8(line.chopped(1)));
}

}  // namespace mz
