// Runs the built `mz` as its users do: a process with arguments, an exit code and two streams.
#pragma once

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include "tests/support/shared_files.h"

namespace mz::test {

inline QString mzPath() { return QString::fromStdString((mz::test::binaryDirectory() / "bin" / "mz").string()); }

struct MzResult {
  int exitCode = -1;  // -1: it did not start, crashed or hung
  QByteArray out, err;

  QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
  QByteArray said() const {
    return "exit code " + QByteArray::number(exitCode) + "\n" + out.left(4000) + "\n" + err.left(4000);
  }
};

inline QProcessEnvironment plainEnvironment() {
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.remove(QStringLiteral("MZ_PASSWORD"));
  return environment;
}

inline MzResult runMz(const QStringList& arguments, const QProcessEnvironment& environment = plainEnvironment()) {
  QProcess process;
  process.setProcessEnvironment(environment);
  process.setStandardInputFile(QProcess::nullDevice());
  process.start(mzPath(), arguments);
  MzResult result;
  constexpr int kTenMinutes = 600'000;
  if (!process.waitForFinished(kTenMinutes)) {
    process.kill();
    process.waitForFinished();
    return result;
  }
  result.out = process.readAllStandardOutput();
  result.err = process.readAllStandardError();
  if (process.exitStatus() == QProcess::NormalExit) result.exitCode = process.exitCode();
  return result;
}

inline void writeText(const QString& file, const QByteArray& text) {
  QFile out(file);
  QVERIFY(out.open(QIODevice::WriteOnly | QIODevice::Truncate));
  QCOMPARE(out.write(text), text.size());
}

inline QByteArray readBytes(const QString& file) {
  QFile in(file);
  return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

inline bool copyDirectory(const QString& from, const QString& to) {
  if (!QDir().mkpath(to)) return false;
  const QFileInfoList entries = QDir(from).entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden);
  for (const QFileInfo& entry : entries) {
    const QString target = to + u'/' + entry.fileName();
    if (!(entry.isDir() ? copyDirectory(entry.filePath(), target) : QFile::copy(entry.filePath(), target))) return false;
  }
  return true;
}

}  // namespace mz::test

// Runs mz and requires this exit code; shows what it said otherwise.
#define MZ_RUN(result, expected, ...)                             \
  const mz::test::MzResult result = mz::test::runMz(__VA_ARGS__); \
  QVERIFY2(result.exitCode == (expected), result.said().constData())
