#include "ui/shell/language.h"

#include <QtCore/QEvent>
#include <QtCore/QLibraryInfo>
#include <QtCore/QLocale>
#include <QtWidgets/QApplication>

namespace mz {

namespace {
QString fileOf(const QString& code) { return QStringLiteral(":/i18n/mingzhang_%1.qm").arg(code); }
}  // namespace

Language::Language(QApplication& application, QObject* parent) : QObject(parent), m_application(application) {
  for (const QString& code : available()) {
    auto translator = std::make_unique<QTranslator>();
    if (translator->load(fileOf(code))) m_all.push_back(std::move(translator));
  }
}

QStringList Language::everywhere(const char* context, const char* source) const {
  QStringList texts{QString::fromUtf8(source)};
  for (const auto& translator : m_all) {
    const QString text = translator->translate(context, source);
    if (!text.isEmpty() && !texts.contains(text)) texts << text;
  }
  return texts;
}

QStringList Language::available() { return {QStringLiteral("zh_CN"), QStringLiteral("en")}; }

QString Language::nativeName(const QString& code) {
  return code == QLatin1StringView("zh_CN") ? QStringLiteral("简体中文") : QStringLiteral("English");
}

void Language::choose(const QString& code) {
  m_choice = available().contains(code) ? code : QString();
  m_current = m_choice;
  if (m_current.isEmpty()) {
    m_current = QLocale::system().language() == QLocale::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
  }
  // Before the translators: each sends LanguageChange, and whoever answers it formats numbers and dates.
  QLocale::setDefault(QLocale(m_current == QLatin1StringView("zh_CN") ? QStringLiteral("zh_CN") : QStringLiteral("en_GB")));
  m_application.removeTranslator(&m_translator);
  m_application.removeTranslator(&m_qtTranslator);
  if (m_qtTranslator.load(QStringLiteral("qtbase_%1").arg(m_current), QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
    m_application.installTranslator(&m_qtTranslator);
  }
  if (m_translator.load(fileOf(m_current))) {
    m_application.installTranslator(&m_translator);
  }
}

}  // namespace mz
