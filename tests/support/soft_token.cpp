#include "tests/support/soft_token.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include "ledger/crypto/token.h"
#include "tests/support/shared_files.h"

namespace mz::test {

namespace {

QString utility() { return QStandardPaths::findExecutable(QStringLiteral("softhsm2-util")); }

void write(const QString& path, const QByteArray& text) {
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text) != text.size())
    qFatal("%s cannot be written", qPrintable(path));
}

}  // namespace

std::string SoftToken::library() {
  for (const char* path : {"/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so"})
    if (QFile::exists(QString::fromLatin1(path))) return path;
  return {};
}

std::string SoftToken::faulty() { return (binaryDirectory() / "tests" / "mz_faulty_token.so").string(); }

bool SoftToken::available() { return !library().empty() && !utility().isEmpty(); }

SoftToken::SoftToken(const std::vector<std::string>& labels) {
  const QString tokens = m_directory.filePath(QStringLiteral("tokens"));
  const QString configuration = m_directory.filePath(QStringLiteral("softhsm2.conf"));
  if (!QDir().mkpath(tokens)) qFatal("no directory for tokens");
  write(configuration, "directories.tokendir = " + tokens.toUtf8() + "\nobjectstore.backend = file\nlog.level = ERROR\n");
  qputenv("SOFTHSM2_CONF", configuration.toUtf8());
  qputenv("MZ_TEST_TOKEN", QByteArray::fromStdString(library()));
  qputenv("MZ_TEST_TOKEN_FAULT", m_directory.filePath(QStringLiteral("fault")).toUtf8());
  setFault("none");
  for (const std::string& label : labels) {
    QProcess made;
    made.start(utility(), {QStringLiteral("--init-token"), QStringLiteral("--free"), QStringLiteral("--label"),
                           QString::fromStdString(label), QStringLiteral("--pin"), QString::fromLatin1(kPin),
                           QStringLiteral("--so-pin"), QStringLiteral("security-officer")});
    if (!made.waitForFinished() || made.exitCode() != 0)
      qFatal("a token could not be made: %s", made.readAllStandardError().constData());
  }
}

SoftToken::~SoftToken() {
  for (const char* name : {"SOFTHSM2_CONF", "MZ_TEST_TOKEN", "MZ_TEST_TOKEN_FAULT"}) qunsetenv(name);
}

void SoftToken::setFault(const char* word) const { write(m_directory.filePath(QStringLiteral("fault")), word); }

TokenName SoftToken::name(const std::string& label, const std::string& path) const {
  const auto opened = TokenLibrary::load(path);
  if (!opened) qFatal("%s", opened.error().detail.c_str());
  const auto tokens = (*opened)->tokens();
  if (!tokens) qFatal("%s", tokens.error().detail.c_str());
  for (const TokenInfo& token : *tokens)
    if (token.name.label == label) return token.name;
  qFatal("no token %s", label.c_str());
}

}  // namespace mz::test
