// The language of the window: installs the translators and the default locale; a change reaches every widget as LanguageChange,
// so that no restart is needed. Window's thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QTranslator>
#include <memory>
#include <vector>

class QApplication;

namespace mz {

class Language : public QObject {
  Q_OBJECT

 public:
  explicit Language(QApplication& application, QObject* parent = nullptr);

  static QStringList available();  // "zh_CN", "en"
  static QString nativeName(const QString& code);

  // "zh_CN", "en"; anything else follows the system.
  void choose(const QString& code);
  const QString& choice() const { return m_choice; }  // empty: the system's
  const QString& current() const { return m_current; }
  // The text in every language, the source's own first; for searching.
  QStringList everywhere(const char* context, const char* source) const;

 private:
  QApplication& m_application;
  QTranslator m_translator, m_qtTranslator;
  std::vector<std::unique_ptr<QTranslator>> m_all;  // not installed
  QString m_choice, m_current;
};

}  // namespace mz
