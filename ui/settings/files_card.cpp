#include "ui/settings/files_card.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QUrl>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>

#include "models/data_folder.h"
#include "models/settings_text.h"

namespace mz {

namespace {

QPushButton* makeButton(const QString& name, QWidget* parent) {
  auto* button = new QPushButton(parent);
  button->setObjectName(name);
  return button;
}

QLabel* makePath(const QString& name, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setObjectName(name);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  label->setWordWrap(true);
  label->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  return label;
}

}  // namespace

FilesCard::FilesCard(const PageContext& context, QWidget* parent)
    : SettingsCard(context, parent),
      m_files(context.files),
      m_folderLabel(addField(makeFolderField(), true)),
      m_folderSentence(addSentence()),
      m_fileLabel(addField(makeSettingsField(), true)),
      m_fileSentence(addSentence()) {
  connect(m_choose, &QPushButton::clicked, this, &FilesCard::chooseFolder);
  connect(m_usual, &QPushButton::clicked, this, [this] { m_settings.set(Setting::DataFolder, QString()); });
  connect(m_open, &QPushButton::clicked, this,
          [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(dataFolder(m_settings))); });
  connect(m_openSettings, &QPushButton::clicked, this,
          [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_settings.file()).path())); });
  connect(&m_settings, &Settings::changed, this, &FilesCard::retranslate);
  connect(&m_settings, &Settings::saveFailed, this, [this](const QString& detail) {
    m_saveProblem = detail;
    retranslate();
  });
  retranslate();
}

QWidget* FilesCard::makeFolderField() {
  auto* field = new QWidget(this);
  auto* line = new QHBoxLayout(field);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(kGrid);
  m_folder = makePath(QStringLiteral("dataFolder"), field);
  m_choose = makeButton(QStringLiteral("chooseDataFolder"), field);
  m_usual = makeButton(QStringLiteral("usualDataFolder"), field);
  m_open = makeButton(QStringLiteral("openDataFolder"), field);
  line->addWidget(m_folder, 1);
  for (QPushButton* button : {m_choose, m_usual, m_open}) line->addWidget(button);
  return field;
}

QWidget* FilesCard::makeSettingsField() {
  auto* field = new QWidget(this);
  auto* line = new QHBoxLayout(field);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(kGrid);
  m_file = makePath(QStringLiteral("settingsFile"), field);
  m_state = new Badge(m_theme, field);
  m_state->setObjectName(QStringLiteral("settingsState"));
  m_openSettings = makeButton(QStringLiteral("openSettingsFolder"), field);
  line->addWidget(m_file, 1);
  line->addWidget(m_state);
  line->addWidget(m_openSettings);
  return field;
}

void FilesCard::retranslate() {
  setTitle(tr("Files"));
  m_folderLabel->setText(tr("Data folder"));
  m_choose->setText(tr("Choose…"));
  m_choose->setAccessibleName(tr("Choose the data folder"));
  m_usual->setText(tr("Usual one"));
  m_usual->setAccessibleName(tr("Use the usual data folder"));
  m_open->setText(tr("Open"));
  m_open->setAccessibleName(tr("Open the data folder"));
  m_fileLabel->setText(tr("Settings file"));
  m_openSettings->setText(tr("Open folder"));
  m_openSettings->setAccessibleName(tr("Open the folder of the settings file"));

  const QString chosen = m_settings.text(Setting::DataFolder), used = dataFolder(m_settings);
  m_folder->setText(QDir::toNativeSeparators(used));
  m_usual->setEnabled(!chosen.isEmpty());
  m_open->setEnabled(!used.isEmpty());
  const bool refused = !chosen.isEmpty() && used != chosen;
  m_folderSentence->setProperty("notice", refused);
  Theme::restyle(m_folderSentence);
  m_folderSentence->setText(
      refused ? tr("%1 cannot be written, so the usual folder is used. Connect the disk, or choose another folder.")
                    .arg(QDir::toNativeSeparators(chosen))
              : tr("The demonstration and new networks are made here from the next start on. Networks that are elsewhere stay "
                   "where they are."));

  const QString problem = m_saveProblem.isEmpty() ? settingsProblemText(m_settings) : m_saveProblem;
  m_file->setText(QDir::toNativeSeparators(m_settings.file()));
  m_state->setState(problem.isEmpty() ? StatusRole::Good : StatusRole::Attention,
                    problem.isEmpty() ? tr("Sound") : tr("Look at this"));
  m_fileSentence->setText(problem.isEmpty() ? tr("It is checked value by value when it is read, and written whole or not at "
                                                 "all. The version before it lies beside "
                                                 "it as settings.json.old.")
                                            : problem);
}

void FilesCard::chooseFolder() {
  const QString folder = m_files.openFolder(this, tr("Folder for networks"));
  if (!folder.isEmpty()) m_settings.set(Setting::DataFolder, folder);
}

}  // namespace mz
