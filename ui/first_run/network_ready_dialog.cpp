#include "ui/first_run/network_ready_dialog.h"

#include <QtCore/QDir>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "models/format_text.h"
#include "ui/first_run/copy_file.h"
#include "ui/parts/card.h"
#include "ui/parts/fit_height.h"

namespace mz {

namespace {
constexpr int kWidth = 72 * kGrid;
constexpr int kShownDigits = 16;

Field fingerprintField(const QString& label, const Fingerprint& fingerprint, const QString& explanation) {
  const QString all = fromText(fingerprint.hex());
  return {label, all.left(kShownDigits) + u'…', explanation, true, all};
}

}  // namespace

NetworkReadyDialog::NetworkReadyDialog(const PageContext& context, const MadeNetwork& made, QWidget* parent)
    : QDialog(parent),
      m_context(context),
      m_keystore(
          QDir(QString::fromStdString(context.client.network().directory.string())).filePath(QStringLiteral("keystore.mzk"))),
      m_save(new QPushButton(tr("Save a copy of the keys…"), this)),
      m_saved(new QLabel(this)) {
  setObjectName(QStringLiteral("networkReady"));
  const NetworkInfo& network = context.client.network();
  const QString name = titleText(network.title, network.domain);
  setWindowTitle(tr("The network is ready"));
  auto* heading = new QLabel(tr("“%1” is ready").arg(name), this);
  heading->setProperty("pageTitle", true);
  heading->setWordWrap(true);
  auto* sentence = new QLabel(tr("It is open, and its keys are unlocked until you lock them or close the program."), this);
  sentence->setProperty("muted", true);
  sentence->setWordWrap(true);

  auto* fields = new FieldList(context.theme, 1, this);
  fields->setFields({{tr("You sign as"), fromText(made.admin), tr("The identity of the administrator.")},
                     {tr("Officer"), fromText(made.officer), tr("An identity for recording payments.")},
                     {tr("Folder"), QDir::toNativeSeparators(QString::fromStdString(network.directory.string())),
                      tr("Everything of this network on this computer.")},
                     fingerprintField(tr("Root of the network"), made.root,
                                      tr("Fingerprint of the certificate that vouches for every organization's authority.")),
                     fingerprintField(tr("Your authority"), made.authority,
                                      tr("Fingerprint of the certificate that vouches for your people and computers."))});

  auto* keep = new QLabel(tr("Keep the keys in a second place"), this);
  keep->setProperty("heading", true);
  auto* why =
      new QLabel(tr("The root of the network and your certificate authority are in one encrypted file. Whoever loses it or "
                    "its password cannot get them back: put a copy on a medium that is locked away."),
                 this);
  why->setWordWrap(true);
  m_save->setObjectName(QStringLiteral("saveKeys"));
  m_save->setIcon(context.theme.icon(QStringLiteral("save")));
  m_saved->setObjectName(QStringLiteral("keysSaved"));
  m_saved->setWordWrap(true);
  m_saved->hide();

  auto* close = new QPushButton(tr("Look around"), this);
  close->setObjectName(QStringLiteral("readyClose"));
  auto* import = new QPushButton(tr("Import the first payments…"), this);
  import->setObjectName(QStringLiteral("readyImport"));
  import->setProperty("primary", true);
  const ChannelInfo* channel = context.client.channelInfo();
  import->setVisible(channel && std::ranges::find(channel->contracts, "public-finance") != channel->contracts.end());
  for (QPushButton* button : {m_save, close, import}) button->setAccessibleName(button->text());

  auto* rule = new QFrame(this);
  rule->setProperty("line", true);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  buttons->addWidget(close);
  buttons->addWidget(import);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(3 * kGrid, 3 * kGrid, 3 * kGrid, 2 * kGrid);
  layout->setSpacing(kGrid);
  layout->addWidget(heading);
  layout->addWidget(sentence);
  layout->addSpacing(kGrid);
  layout->addWidget(fields);
  layout->addSpacing(kGrid);
  layout->addWidget(rule);
  layout->addSpacing(kGrid);
  layout->addWidget(keep);
  layout->addWidget(why);
  layout->addWidget(m_save, 0, Qt::AlignLeft);
  layout->addWidget(m_saved);
  layout->addSpacing(2 * kGrid);
  layout->addLayout(buttons);
  fitHeight(*this, kWidth);
  m_save->setFocus();
  connect(m_save, &QPushButton::clicked, this, &NetworkReadyDialog::saveKeys);
  connect(close, &QPushButton::clicked, this, &QDialog::accept);
  connect(import, &QPushButton::clicked, this, [this] {
    accept();
    Q_EMIT linkActivated(QStringLiteral("action/finance.import"));
  });
}

void NetworkReadyDialog::saveKeys() {
  const QString file = m_context.files.saveFile(this, tr("Save a copy of the keys"),
                                                fromText(m_context.client.network().domain) + QStringLiteral("-keys.mzk"),
                                                tr("Keystore (*.mzk)"));
  if (file.isEmpty()) return;
  m_save->setEnabled(false);
  m_context.operations.run(
      tr("Saving a copy of the keys"), this, [from = m_keystore, file](const Progress&) { return copyFile(from, file); },
      [this, file](bool saved) {
        m_save->setEnabled(true);
        m_saved->setText(
            saved ? tr("A copy is in %1. It is as safe as the password.").arg(QDir::toNativeSeparators(file))
                  : tr("The copy could not be written to %1. Choose another place.").arg(QDir::toNativeSeparators(file)));
        QPalette palette;
        palette.setColor(QPalette::WindowText, m_context.theme.statusColour(saved ? StatusRole::Good : StatusRole::Danger));
        m_saved->setPalette(palette);
        m_saved->show();
      });
}

}  // namespace mz
