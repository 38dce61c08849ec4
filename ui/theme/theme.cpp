#include "ui/theme/theme.h"

#include <QtCore/QEvent>
#include <QtCore/QFile>
#include <QtGui/QIconEngine>
#include <QtGui/QPainter>
#include <QtGui/QPalette>
#include <QtGui/QPixmapCache>
#include <QtSvg/QSvgRenderer>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleFactory>
#include <array>
#include <functional>

namespace mz {

namespace {

struct Pair {
  QRgb light, dark;
};

// Indexed by Colour.
constexpr std::array<Pair, 10> kColours = {{
    {0xfff4f6f9, 0xff14171c},  // Window
    {0xffffffff, 0xff1c2026},  // Surface
    {0xfff4f6f9, 0xff252a32},  // Raised
    {0xffdfe4ec, 0xff323943},  // Border
    {0xff1a2233, 0xffe8ebf0},  // Text
    {0xff5a667c, 0xff9aa5b5},  // Muted
    {0xffa3acbb, 0xff5c6675},  // Disabled
    {0xff1d5fbf, 0xff6f9ff0},  // Accent
    {0xffffffff, 0xff10151d},  // AccentText
    {0xffe8f0fc, 0xff233348},  // Selection
}};

// Indexed by StatusRole: Neutral, Good, Attention, Danger, Pending. All reach 4.5:1 on Surface and Selection.
constexpr std::array<Pair, 5> kStatus = {{
    {0xff5a667c, 0xff9aa5b5},
    {0xff157347, 0xff55c48c},
    {0xff8f5a00, 0xffe5b04c},
    {0xffb3261e, 0xfff28b82},
    {0xff4a5a8c, 0xffa3b3e6},
}};
constexpr std::array<Pair, 5> kStatusSurface = {{
    {0xffeef1f5, 0xff282d35},
    {0xffe3f4ea, 0xff1a3327},
    {0xfffcf0d8, 0xff3a2e14},
    {0xfffce8e6, 0xff40201e},
    {0xffe9ecf8, 0xff262d42},
}};

constexpr std::array<Pair, 8> kSeries = {{
    {0xff1d5fbf, 0xff6f9ff0},
    {0xff2a9d8f, 0xff54c2b4},
    {0xffd08a1d, 0xffe5b04c},
    {0xff8e5bb5, 0xffb690dc},
    {0xffc1503f, 0xfff0897a},
    {0xff5a8f3c, 0xff92c774},
    {0xff4c6b9a, 0xff8aa6d1},
    {0xff9b7a54, 0xffc9a880},
}};

QColor pick(const Pair& pair, bool dark) { return QColor::fromRgba(dark ? pair.dark : pair.light); }

// Draws the SVG anew at each size, so that it is sharp at every scale and follows the theme without being told.
class ThemedIconEngine : public QIconEngine {
 public:
  ThemedIconEngine(const Theme& theme, QString name, std::function<QColor()> colour)
      : m_theme(theme), m_name(std::move(name)), m_colour(std::move(colour)) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    const QColor colour = mode == QIcon::Disabled ? m_theme.colour(Colour::Disabled) : m_colour();
    const int side = std::min(rect.width(), rect.height());
    QRectF square(0, 0, side, side);
    square.moveCenter(QRectF(rect).center());
    // On the screen tables and pictures draw the same few icons again and again; in files they stay lines.
    if (painter->paintEngine()->type() != QPaintEngine::Raster) {
      render(painter, square, colour);
      return;
    }
    const double fine = painter->device()->devicePixelRatioF();
    const QString key = QStringLiteral("mz/%1/%2/%3/%4").arg(m_name, colour.name()).arg(side).arg(fine);
    QPixmap drawn;
    if (!QPixmapCache::find(key, &drawn)) {
      drawn = QPixmap((QSizeF(side, side) * fine).toSize());
      drawn.setDevicePixelRatio(fine);
      drawn.fill(Qt::transparent);
      QPainter onto(&drawn);
      render(&onto, QRectF(0, 0, side, side), colour);
      onto.end();
      QPixmapCache::insert(key, drawn);
    }
    painter->drawPixmap(square.topLeft(), drawn);
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    if (size.isEmpty()) return {};  // of a button that has no room yet: nothing can paint on it
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(0, 0), size), mode, state);
    return pixmap;
  }
  void render(QPainter* painter, const QRectF& square, const QColor& colour) const {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
    if (!file.open(QIODevice::ReadOnly)) return;
    QSvgRenderer renderer(file.readAll().replace("currentColor", colour.name().toUtf8()));
    renderer.render(painter, square);
  }
  QIconEngine* clone() const override { return new ThemedIconEngine(m_theme, m_name, m_colour); }

 private:
  const Theme& m_theme;
  QString m_name;
  std::function<QColor()> m_colour;
};

const QStringList kTextFonts{QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Open Sans")};

}  // namespace

Theme::Theme(QApplication& application, QObject* parent)
    : QObject(parent), m_application(application), m_systemPalette(application.palette()) {
  m_application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  m_application.setFont(font(TextSize::Body));
  m_application.installEventFilter(this);
  choose(ThemeChoice::System);
}

void Theme::choose(ThemeChoice choice) {
  m_choice = choice;
  apply();
}

void Theme::setHighContrast(bool on) {
  if (m_highContrast == on) return;
  m_highContrast = on;
  apply();
}

QString Theme::choiceName(ThemeChoice choice) {
  return choice == ThemeChoice::Light  ? QStringLiteral("light")
         : choice == ThemeChoice::Dark ? QStringLiteral("dark")
                                       : QStringLiteral("system");
}

ThemeChoice Theme::choiceOf(const QString& name) {
  for (const auto choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
    if (choiceName(choice) == name) return choice;
  }
  return ThemeChoice::System;
}

bool Theme::systemIsDark() const {
  return m_systemPalette.color(QPalette::WindowText).lightness() > m_systemPalette.color(QPalette::Window).lightness();
}

bool Theme::eventFilter(QObject* watched, QEvent* event) {
  // Sent by the platform when the desktop's scheme changes. Our own setPalette raises it too, with the palette that we set.
  if (watched == &m_application && event->type() == QEvent::ThemeChange && m_choice == ThemeChoice::System) {
    m_systemPalette = m_application.style()->standardPalette();
    apply();
  }
  if (watched == &m_application && event->type() == QEvent::LanguageChange) takeLanguage();
  return QObject::eventFilter(watched, event);
}

// Widgets keep the families with which their font was made.
void Theme::takeLanguage() {
  m_application.setFont(font(TextSize::Body));
  const QStringList families = font(TextSize::Body).families();
  for (QWidget* widget : QApplication::allWidgets()) {
    QFont own = widget->font();
    if (!widget->testAttribute(Qt::WA_SetFont) || !kTextFonts.contains(own.families().value(0))) continue;
    own.setFamilies(families);
    widget->setFont(own);
  }
}

void Theme::apply() {
  m_dark = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && systemIsDark());

  QPalette palette;
  const auto set = [&](QPalette::ColorRole role, Colour colour) { palette.setColor(role, this->colour(colour)); };
  set(QPalette::Window, Colour::Window);
  set(QPalette::WindowText, Colour::Text);
  set(QPalette::Base, Colour::Surface);
  set(QPalette::AlternateBase, Colour::Raised);
  set(QPalette::ToolTipBase, Colour::Surface);
  set(QPalette::ToolTipText, Colour::Text);
  set(QPalette::PlaceholderText, Colour::Muted);
  set(QPalette::Text, Colour::Text);
  set(QPalette::Button, Colour::Surface);
  set(QPalette::ButtonText, Colour::Text);
  set(QPalette::Link, Colour::Accent);
  set(QPalette::Highlight, Colour::Accent);
  set(QPalette::HighlightedText, Colour::AccentText);
  palette.setColor(QPalette::Mid, colour(Colour::Border));
  for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText}) {
    palette.setColor(QPalette::Disabled, role, colour(Colour::Disabled));
  }
  m_application.setPalette(palette);

  QFile file(QStringLiteral(":/themes/mingzhang.qss"));
  if (file.open(QIODevice::ReadOnly)) {
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<const char*, QColor> names[] = {
        {"@window", colour(Colour::Window)},
        {"@surface", colour(Colour::Surface)},
        {"@raised", colour(Colour::Raised)},
        {"@border", colour(Colour::Border)},
        {"@text", colour(Colour::Text)},
        {"@muted", colour(Colour::Muted)},
        {"@disabled", colour(Colour::Disabled)},
        {"@onaccent", colour(Colour::AccentText)},
        {"@accent", colour(Colour::Accent)},
        {"@selection", colour(Colour::Selection)},
        {"@danger", statusColour(StatusRole::Danger)},
        {"@attentionsurface", statusSurface(StatusRole::Attention)},
        {"@attention", statusColour(StatusRole::Attention)},
    };
    for (const auto& [name, value] : names) sheet.replace(QLatin1StringView(name), value.name());
    m_application.setStyleSheet(sheet);
  }
  Q_EMIT changed();
}

QColor Theme::colour(Colour role) const {
  if (m_highContrast) {
    if (role == Colour::Border || role == Colour::Disabled)
      role = Colour::Muted;
    else if (role == Colour::Muted)
      role = Colour::Text;
  }
  return pick(kColours.at(static_cast<std::size_t>(role)), m_dark);
}
QColor Theme::statusColour(StatusRole role) const { return pick(kStatus.at(static_cast<std::size_t>(role)), m_dark); }
QColor Theme::statusSurface(StatusRole role) const { return pick(kStatusSurface.at(static_cast<std::size_t>(role)), m_dark); }
QColor Theme::seriesColour(int index) const {
  return pick(kSeries.at(static_cast<std::size_t>(index) % kSeries.size()), m_dark);
}

QString Theme::statusIconName(StatusRole role) {
  switch (role) {
    case StatusRole::Good: return QStringLiteral("check");
    case StatusRole::Attention: return QStringLiteral("warning");
    case StatusRole::Danger: return QStringLiteral("danger");
    case StatusRole::Pending: return QStringLiteral("clock");
    case StatusRole::Neutral: break;
  }
  return QStringLiteral("dot");
}

QIcon Theme::icon(const QString& name) const { return icon(name, Colour::Muted); }
QIcon Theme::icon(const QString& name, StatusRole role) const {
  return QIcon(new ThemedIconEngine(*this, name, [this, role] { return statusColour(role); }));
}
QIcon Theme::icon(const QString& name, Colour role) const {
  return QIcon(new ThemedIconEngine(*this, name, [this, role] { return colour(role); }));
}

void Theme::restyle(QWidget* widget) {
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
  // Frames take their margins from the sheet only when they hear of a new style.
  QEvent event(QEvent::StyleChange);
  QCoreApplication::sendEvent(widget, &event);
}

QFont Theme::font(TextSize size, bool bold) {
  QFont font;
  // A Chinese font has the quotation marks of both scripts as wide as a character: right in Chinese, gaps in English.
  static const QStringList kChineseFirst{kTextFonts[0], kTextFonts[1], QStringLiteral("Microsoft YaHei"),
                                         QStringLiteral("PingFang SC"), QStringLiteral("sans-serif")};
  static const QStringList kLatinFirst{kTextFonts[1], kTextFonts[0], QStringLiteral("sans-serif")};
  font.setFamilies(QLocale().language() == QLocale::Chinese ? kChineseFirst : kLatinFirst);
  font.setPixelSize(static_cast<int>(size));
  font.setBold(bold);
  return font;
}

QFont Theme::monospace(TextSize size) {
  QFont font;
  font.setFamilies({QStringLiteral("Noto Sans Mono CJK SC"), QStringLiteral("DejaVu Sans Mono"), QStringLiteral("monospace")});
  font.setPixelSize(static_cast<int>(size) - 1);  // monospaced letters look larger
  return font;
}

}  // namespace mz
