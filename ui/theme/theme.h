// Light and dark palette, status roles, type scale, grid and icons: defined once, used by every page. Window's thread. Widgets
// that paint themselves ask for colours while painting and repaint on changed(); icons follow by themselves.
#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtGui/QColor>
#include <QtGui/QFont>
#include <QtGui/QIcon>

#include "models/status_role.h"

class QApplication;
class QWidget;

namespace mz {

enum class ThemeChoice { System, Light, Dark };

enum class Colour {
  Window,   // behind cards
  Surface,  // cards, bars, tables
  Raised,   // fields, hovered rows
  Border,   // hairlines
  Text,
  Muted,  // labels, secondary text
  Disabled,
  Accent,
  AccentText,  // on accent
  Selection,   // selected row
};

enum class TextSize { Small = 12, Body = 14, Heading = 16, Title = 20, Figure = 28 };

inline constexpr int kGrid = 8;  // pixels; margins and gaps are multiples (or its half)

class Theme : public QObject {
  Q_OBJECT

 public:
  explicit Theme(QApplication& application, QObject* parent = nullptr);

  void choose(ThemeChoice choice);  // applies at once
  ThemeChoice choice() const { return m_choice; }
  void setHighContrast(bool on);                     // lines and secondary texts stand out; applies at once
  static QString choiceName(ThemeChoice choice);     // "system", "light", "dark"
  static ThemeChoice choiceOf(const QString& name);  // System for anything else
  bool isDark() const { return m_dark; }

  QColor colour(Colour role) const;
  QColor statusColour(StatusRole role) const;
  QColor statusSurface(StatusRole role) const;     // pale, behind words of that role
  QColor seriesColour(int index) const;            // for charts; repeats
  static QString statusIconName(StatusRole role);  // check, warning, cross, dot, clock

  // resources/icons/<name>.svg in the colour of its surroundings, or in a given one; follows the theme.
  QIcon icon(const QString& name) const;
  QIcon icon(const QString& name, StatusRole role) const;
  QIcon icon(const QString& name, Colour role) const;

  // After a property that the style sheet reads has changed: colours, and margins too.
  static void restyle(QWidget* widget);

  static QFont font(TextSize size, bool bold = false);  // in the language that numbers and dates are written in
  static QFont monospace(TextSize size = TextSize::Body);

 Q_SIGNALS:
  void changed();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void apply();
  void takeLanguage();
  bool systemIsDark() const;

  QApplication& m_application;
  QPalette m_systemPalette;
  ThemeChoice m_choice = ThemeChoice::System;
  bool m_dark = false;
  bool m_highContrast = false;
};

}  // namespace mz
