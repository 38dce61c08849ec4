#include "ui/settings/appearance_card.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <algorithm>
#include <vector>

#include "models/format_text.h"

namespace mz {

namespace {
constexpr int kSizes[] = {100, 125, 150, 175, 200, 250, 300};  // percent
}  // namespace

AppearanceCard::AppearanceCard(const PageContext& context, QWidget* parent)
    : SettingsCard(context, parent),
      m_language(context.language),
      m_languages(new QComboBox(this)),
      m_languageLabel(addField(m_languages)),
      m_themes(new QComboBox(this)),
      m_themeLabel(addField(m_themes)),
      m_sizes(new QComboBox(this)),
      m_sizeLabel(addField(m_sizes)),
      m_contrast(new QCheckBox(this)),
      m_contrastLabel(addField(m_contrast)),
      m_sizeSentence(addSentence()) {
  m_languages->setObjectName(QStringLiteral("languageChoice"));
  m_themes->setObjectName(QStringLiteral("themeChoice"));
  m_sizes->setObjectName(QStringLiteral("scaleChoice"));
  m_contrast->setObjectName(QStringLiteral("contrastChoice"));
  m_languages->addItem({}, QString());
  for (const QString& code : Language::available()) m_languages->addItem(Language::nativeName(code), code);
  for (const auto choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark}) {
    m_themes->addItem({}, static_cast<int>(choice));
  }
  connect(m_languages, &QComboBox::activated, this,
          [this] { m_settings.set(Setting::Language, m_languages->currentData().toString()); });
  connect(m_themes, &QComboBox::activated, this, [this] {
    m_settings.set(Setting::Theme, Theme::choiceName(static_cast<ThemeChoice>(m_themes->currentData().toInt())));
  });
  connect(m_sizes, &QComboBox::activated, this, [this] { m_settings.set(Setting::Scale, m_sizes->currentData().toInt()); });
  connect(m_contrast, &QCheckBox::toggled, this, [this](bool on) { m_settings.set(Setting::HighContrast, on); });
  connect(&m_settings, &Settings::changed, this, &AppearanceCard::retranslate);
  connect(&m_theme, &Theme::changed, this, &AppearanceCard::retranslate);
  retranslate();
}

void AppearanceCard::retranslate() {
  setTitle(tr("Appearance"));
  m_languageLabel->setText(tr("&Language"));
  m_themeLabel->setText(tr("&Theme"));
  m_sizeLabel->setText(tr("&Size of everything"));
  m_contrastLabel->setText(tr("&Contrast"));
  m_contrast->setText(tr("Stronger lines and texts"));
  m_contrast->setAccessibleName(m_contrast->text());
  m_languages->setAccessibleName(tr("Language"));
  m_themes->setAccessibleName(tr("Theme"));
  m_sizes->setAccessibleName(tr("Size of everything"));
  m_sizeSentence->setText(tr("A new size is used when Mingzhang is started next; everything else changes at once."));
  m_languages->setItemText(0, tr("As the system"));
  m_themes->setItemText(0, tr("As the system"));
  m_themes->setItemText(1, tr("Light"));
  m_themes->setItemText(2, tr("Dark"));
  m_languages->setCurrentIndex(std::max(0, m_languages->findData(m_language.choice())));
  m_themes->setCurrentIndex(m_themes->findData(static_cast<int>(m_theme.choice())));
  const QSignalBlocker quiet(m_contrast);
  m_contrast->setChecked(m_settings.flag(Setting::HighContrast));

  const int chosen = m_settings.number(Setting::Scale);
  std::vector<int> sizes(std::begin(kSizes), std::end(kSizes));
  // One that was written into the file by hand is offered too.
  if (std::ranges::find(sizes, chosen) == sizes.end()) sizes.push_back(chosen);
  std::ranges::sort(sizes);
  m_sizes->clear();
  for (const int one : sizes) m_sizes->addItem(one == 100 ? tr("As the system") : tr("%1 %").arg(one), one);
  m_sizes->setCurrentIndex(m_sizes->findData(chosen));
}

}  // namespace mz
