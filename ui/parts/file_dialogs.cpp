#include "ui/parts/file_dialogs.h"

#include <QtCore/QDir>
#include <QtCore/QStandardPaths>
#include <QtPrintSupport/QPrintDialog>
#include <QtPrintSupport/QPrinter>
#include <QtWidgets/QFileDialog>

namespace mz {

QString FileDialogs::saveFile(QWidget* parent, const QString& title, const QString& suggestedName, const QString& filter) {
  const QDir documents(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
  return QFileDialog::getSaveFileName(parent, title, documents.filePath(suggestedName), filter);
}

QString FileDialogs::openFile(QWidget* parent, const QString& title, const QString& filter) {
  return QFileDialog::getOpenFileName(parent, title, {}, filter);
}

QString FileDialogs::openFolder(QWidget* parent, const QString& title) {
  return QFileDialog::getExistingDirectory(parent, title);
}

bool FileDialogs::choosePrinter(QWidget* parent, QPrinter& printer) {
  QPrintDialog dialog(&printer, parent);
  return dialog.exec() == QDialog::Accepted;
}

}  // namespace mz
