#include "ui/first_run/plan_steps.h"

#include <QtCore/QDir>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "models/format_text.h"
#include "models/password_text.h"
#include "models/pinyin.h"

namespace mz {

namespace {

constexpr int kMostTyped = 200;

QLineEdit* line(const char* name) {
  auto* made = new QLineEdit;
  made->setObjectName(QString::fromLatin1(name));
  made->setMaxLength(kMostTyped);
  return made;
}

QComboBox* box(const char* name) {
  auto* made = new QComboBox;
  made->setObjectName(QString::fromLatin1(name));
  return made;
}

bool isGood(PlanField field, const QString& text) { return checkPlanField(field, toText(text)).has_value(); }

// Levels of the organizations of a state, from the large to the small.
struct Level {
  const char* id;
  const char* name;
};
constexpr Level kLevels[] = {{"", QT_TRANSLATE_NOOP("mz::OrgStep", "Not said")},
                             {"national", QT_TRANSLATE_NOOP("mz::OrgStep", "National")},
                             {"province", QT_TRANSLATE_NOOP("mz::OrgStep", "Province")},
                             {"city", QT_TRANSLATE_NOOP("mz::OrgStep", "City")},
                             {"district", QT_TRANSLATE_NOOP("mz::OrgStep", "District or county")},
                             {"township", QT_TRANSLATE_NOOP("mz::OrgStep", "Township or street")}};

}  // namespace

Title typedTitle(const QString& text) {
  const bool chinese = QLocale().language() == QLocale::Chinese;
  const std::string typed = toText(text.trimmed());
  return chinese ? Title{{}, typed} : Title{typed, {}};
}

QString idFrom(const QString& title) { return fromText(suggestedId(toText(pinyinInitials(title)))); }

QString domainFrom(const QString& title) {
  return title.trimmed().isEmpty() ? QString() : fromText(suggestedDomain(toText(pinyinInitials(title)), {}));
}

QString freeFolder(const QString& folder, const QString& name) {
  const QDir parent(folder);
  QString free = name;
  for (int i = 2; !name.isEmpty() && parent.exists(free); ++i) free = QStringLiteral("%1-%2").arg(name).arg(i);
  return parent.filePath(free);
}

FollowingLine::FollowingLine(QLineEdit* source, QLineEdit* line, QString (*make)(const QString& source)) {
  QObject::connect(line, &QLineEdit::textEdited, line, [this, line] { m_follows = line->text().isEmpty(); });
  QObject::connect(source, &QLineEdit::textChanged, line, [this, line, make](const QString& text) {
    if (m_follows) line->setText(make(text));
  });
}

OrgStep::OrgStep(const Theme& theme, QWidget* parent)
    : WizardStep(parent),
      m_title(line("orgTitle")),
      m_id(line("orgId")),
      m_admin(line("adminNumber")),
      m_suite(box("suite")),
      m_region(line("region")),
      m_level(box("level")),
      m_titleField(new FormField(theme, m_title, this)),
      m_idField(new FormField(theme, m_id, this)),
      m_adminField(new FormField(theme, m_admin, this)),
      m_suiteField(new FormField(theme, m_suite, this)),
      m_regionField(new FormField(theme, m_region, this)),
      m_levelField(new FormField(theme, m_level, this)),
      m_following(m_title, m_id, idFrom) {
  m_admin->setText(fromText(PeoplePlan().admin));
  m_region->setMaxLength(6);
  m_suite->addItem({}, static_cast<int>(Suite::International));
  m_suite->addItem({}, static_cast<int>(Suite::Guomi));
  for (const Level& level : kLevels) m_level->addItem({}, QString::fromLatin1(level.id));
  addFields({m_titleField});
  addFields({m_idField, m_adminField});
  addFields({m_suiteField});
  addFields({m_levelField, m_regionField});
  m_titleField->setProblem([this] {
    return isGood(PlanField::Title, m_title->text().trimmed())
               ? QString()
               : tr("Enter the name of your organization, at most 200 bytes long.");
  });
  m_idField->setProblem([this] {
    return isGood(PlanField::Org, m_id->text())
               ? QString()
               : tr("A short name begins with a letter a to z and has letters, digits and hyphens, at most 32.");
  });
  m_adminField->setProblem([this] {
    return checkPeoplePlan(people()).has_value() ? QString()
                                                 : tr("A staff number begins with a letter a to z and has letters, digits and "
                                                      "hyphens, at most 32; ca, node-1 and "
                                                      "officer-01 are taken.");
  });
  m_regionField->setProblem([this] {
    return isGood(PlanField::Region, m_region->text()) ? QString() : tr("A region code has six digits. It may be left empty.");
  });
}

QString OrgStep::title() const { return tr("Your organization"); }

QString OrgStep::sentence() const {
  return tr("It gets a certificate authority of its own, which vouches for its people and computers.");
}

void OrgStep::retranslate() {
  m_titleField->setTexts(tr("&Name"), tr("As others know it: Finance Bureau."));
  m_idField->setTexts(tr("&Short name"), tr("Stands in certificates and on every transaction, and stays for good."));
  m_suiteField->setTexts(tr("&Signatures"), tr("Of this organization. Others in the network may use the other kind."));
  m_suite->setItemText(0, tr("International: ECDSA P-256 with SHA-256"));
  m_suite->setItemText(1, tr("Guomi (Chinese national standards): SM2 with SM3"));
  m_adminField->setTexts(tr("Your staff &number"),
                         tr("Your certificate as the administrator bears it, in place of your name."));
  m_levelField->setTexts(tr("&Level"), {});
  m_regionField->setTexts(tr("&Region code"), tr("GB/T 2260, such as 420100. May be left empty."));
  for (int i = 0; i < m_level->count(); ++i) m_level->setItemText(i, tr(kLevels[i].name));
}

OrgPlan OrgStep::plan() const {
  OrgPlan plan;
  plan.id = toText(m_id->text());
  plan.title = typedTitle(m_title->text());
  plan.region = toText(m_region->text());
  plan.level = toText(m_level->currentData().toString());
  plan.suite = static_cast<Suite>(m_suite->currentData().toInt());
  return plan;
}

PeoplePlan OrgStep::people() const {
  PeoplePlan plan;
  plan.admin = toText(m_admin->text());
  return plan;
}

QString OrgStep::shownTitle() const { return m_title->text().trimmed(); }

PasswordStep::PasswordStep(const Theme& theme, FileDialogs& files, QWidget* parent)
    : WizardStep(parent),
      m_theme(theme),
      m_files(files),
      m_password(line("newPassword")),
      m_again(line("newPasswordAgain")),
      m_strength(new QProgressBar(this)),
      m_strengthWord(new QLabel(this)),
      m_passwordField(new FormField(theme, m_password, this)),
      m_againField(new FormField(theme, m_again, this)),
      m_summaryTitle(new QLabel(this)),
      m_summary(new QLabel(this)),
      m_folderWords(new QLabel(this)),
      m_choose(new QPushButton(this)) {
  for (QLineEdit* each : {m_password, m_again}) {
    each->setEchoMode(QLineEdit::Password);
    each->setMaxLength(1024);
  }
  m_strength->setObjectName(QStringLiteral("passwordStrength"));
  m_strength->setRange(0, static_cast<int>(PasswordStrength::Strong) + 1);
  m_strength->setTextVisible(false);
  m_strengthWord->setObjectName(QStringLiteral("passwordStrengthWord"));
  m_strengthWord->setProperty("small", true);
  m_summaryTitle->setFont(Theme::font(TextSize::Body, true));
  m_summary->setObjectName(QStringLiteral("summary"));
  for (QLabel* each : {m_summary, m_folderWords}) {
    each->setWordWrap(true);
    each->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  m_folderWords->setObjectName(QStringLiteral("folderWords"));
  m_folderWords->setProperty("muted", true);
  m_choose->setObjectName(QStringLiteral("chooseFolder"));

  addFields({m_passwordField});
  auto* strength = new QWidget(this);
  auto* side = new QHBoxLayout(strength);
  side->setContentsMargins(0, 0, 0, 0);
  side->addWidget(m_strength, 1);
  side->addWidget(m_strengthWord);
  addWidget(strength);
  addFields({m_againField});
  auto* rule = new QFrame(this);
  rule->setProperty("line", true);
  addWidget(rule);
  addWidget(m_summaryTitle);
  addWidget(m_summary);
  auto* place = new QWidget(this);
  auto* row = new QHBoxLayout(place);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(kGrid);
  row->addWidget(m_folderWords, 1);
  row->addWidget(m_choose, 0, Qt::AlignTop);
  addWidget(place);

  m_passwordField->setProblem([this] { return passwordAdvice(judgePassword(toText(m_password->text())).weakness); });
  m_againField->setProblem([this] {
    return m_again->text() == m_password->text() ? QString() : tr("The two passwords differ. Enter the same one again.");
  });
  connect(m_password, &QLineEdit::textChanged, this, [this] {
    showStrength();
    m_againField->refresh();
  });
  connect(m_choose, &QPushButton::clicked, this, &PasswordStep::chooseFolder);
  connect(&theme, &Theme::changed, this, &PasswordStep::showStrength);
}

void PasswordStep::setSummary(std::function<QString()> folder, std::function<QString()> summary) {
  m_usualFolder = std::move(folder);
  m_makeSummary = std::move(summary);
}

QString PasswordStep::title() const { return tr("Password and summary"); }

QString PasswordStep::sentence() const {
  return tr("The password encrypts the keys on this computer. Nobody can reset it: keep it as you keep a seal.");
}

void PasswordStep::retranslate() {
  m_passwordField->setTexts(tr("&Password"), tr("At least 12 characters."));
  m_againField->setTexts(tr("Password &again"), {});
  m_summaryTitle->setText(tr("What will be made"));
  m_choose->setText(tr("Another folder…"));
  m_choose->setAccessibleName(tr("Choose another folder"));
  showStrength();
  entered();
}

void PasswordStep::entered() {
  if (m_makeSummary) m_summary->setText(m_makeSummary());
  m_folderWords->setText(tr("It will lie in the folder %1").arg(QDir::toNativeSeparators(folder())));
}

void PasswordStep::showStrength() {
  const bool any = !m_password->text().isEmpty();
  const PasswordStrength strength = judgePassword(toText(m_password->text())).strength;
  const QString word = strengthWord(strength);
  const StatusRole role = strength == PasswordStrength::TooWeak ? StatusRole::Danger
                          : strength == PasswordStrength::Fair  ? StatusRole::Attention
                                                                : StatusRole::Good;
  m_strength->setValue(any ? static_cast<int>(strength) + 1 : 0);
  m_strength->setAccessibleName(tr("Strength of the password"));
  m_strength->setAccessibleDescription(any ? word : QString());
  m_strength->setStyleSheet(
      QStringLiteral("QProgressBar::chunk { background: %1; border-radius: 3px; }").arg(m_theme.statusColour(role).name()));
  m_strengthWord->setText(any ? word : tr("Nothing entered yet"));
  QPalette palette;
  palette.setColor(QPalette::WindowText, any ? m_theme.statusColour(role) : m_theme.colour(Colour::Muted));
  m_strengthWord->setPalette(palette);
}

void PasswordStep::chooseFolder() {
  const QString chosen = m_files.openFolder(this, tr("Choose an empty folder"));
  if (chosen.isEmpty()) return;
  m_folder = chosen;
  entered();
}

QString PasswordStep::password() const { return m_password->text(); }

QString PasswordStep::folder() const { return !m_folder.isEmpty() || !m_usualFolder ? m_folder : m_usualFolder(); }

}  // namespace mz
