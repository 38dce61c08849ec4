#include "ui/chain/comparison_view.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedLayout>
#include <algorithm>

#include "models/error_text.h"
#include "models/format_text.h"
#include "ui/parts/card.h"
#include "ui/parts/data_table.h"
#include "ui/parts/flow_layout.h"
#include "ui/parts/state_view.h"

namespace mz {

namespace {

StatusRole kindRole(ComparisonRow::Kind kind) {
  return kind == ComparisonRow::Kind::Same ? StatusRole::Neutral : StatusRole::Attention;
}

}  // namespace

ComparisonView::ComparisonView(const PageContext& context, QWidget* parent)
    : QWidget(parent),
      m_client(context.client),
      m_theme(context.theme),
      m_view(new StateView(context.theme, this)),
      m_card(new Card(this)),
      m_summary(new QLabel(this)),
      m_onlyDifferent(new QCheckBox(this)),
      m_exchange(new QPushButton(this)),
      m_showLeft(new QPushButton(this)),
      m_showRight(new QPushButton(this)),
      m_close(new QPushButton(this)),
      m_model(new TextTableModel(this)),
      m_table(new DataTable(context.theme, context.settings, QStringLiteral("comparison"), this)) {
  setObjectName(QStringLiteral("comparisonView"));
  m_table->setObjectName(QStringLiteral("comparisonTable"));
  m_table->setModel(m_model);
  m_summary->setObjectName(QStringLiteral("comparisonSummary"));
  m_summary->setProperty("muted", true);
  m_summary->setWordWrap(true);
  m_onlyDifferent->setObjectName(QStringLiteral("onlyDifferent"));
  m_exchange->setObjectName(QStringLiteral("exchangeBlocks"));
  m_showLeft->setObjectName(QStringLiteral("showLeftBlock"));
  m_showLeft->setIcon(m_theme.icon(QStringLiteral("block")));
  m_showRight->setObjectName(QStringLiteral("showRightBlock"));
  m_showRight->setIcon(m_theme.icon(QStringLiteral("block")));
  m_close->setObjectName(QStringLiteral("closeComparison"));
  m_close->setIcon(m_theme.icon(QStringLiteral("cross")));

  auto* buttons = new FlowLayout(kGrid);
  for (QWidget* control : std::initializer_list<QWidget*>{m_onlyDifferent, m_exchange, m_showLeft, m_showRight, m_close})
    buttons->addWidget(control);
  m_card->body()->addWidget(m_summary);
  m_card->body()->addLayout(buttons);
  m_card->body()->addWidget(m_table, 1);
  m_stack = new QStackedLayout(this);
  m_stack->addWidget(m_view);
  m_stack->addWidget(m_card);
  setFocusProxy(m_table);

  connect(m_onlyDifferent, &QCheckBox::toggled, this, &ComparisonView::fill);
  connect(m_close, &QPushButton::clicked, this, &ComparisonView::closeAsked);
  connect(m_showLeft, &QPushButton::clicked, this, [this] { Q_EMIT blockAsked(m_heights->first); });
  connect(m_showRight, &QPushButton::clicked, this, [this] { Q_EMIT blockAsked(m_heights->second); });
  connect(m_exchange, &QPushButton::clicked, this, [this] {
    compare(m_heights->second, m_heights->first);
    Q_EMIT exchanged();
  });
  connect(m_view, &StateView::buttonClicked, this, &ComparisonView::load);
  // Cosignatures arrive after a block.
  connect(&m_client, &EngineClient::statusChanged, this, [this] {
    if (m_pair && (!m_pair->left.block.summary.isFinal || !m_pair->right.block.summary.isFinal)) load();
  });
  retranslate();
}

void ComparisonView::compare(Height left, Height right) {
  m_heights = std::pair(left, right);
  m_pair.reset();
  m_view->showLoading(tr("Reading both blocks"));
  m_stack->setCurrentIndex(0);
  load();
}

void ComparisonView::clear() {
  m_request.renew();
  m_heights.reset();
  m_pair.reset();
}

void ComparisonView::load() {
  if (!m_heights) return;
  m_client.ask(
      m_request,
      [channel = m_client.channel(), heights = *m_heights](Engine& engine) {
        return readBlocks(engine, channel, heights.first, heights.second);
      },
      [this](Result<BlockPair> pair) {
        if (!pair) {
          m_view->showError(tr("These blocks cannot be compared"), errorText(pair.error()), tr("Try again"),
                            fromText(pair.error().detail));
          m_stack->setCurrentIndex(0);
          return;
        }
        m_pair = std::move(*pair);
        fill();
        m_stack->setCurrentIndex(1);
      });
}

void ComparisonView::fill() {
  if (!m_pair) return;
  const QString left = numberText(m_heights->first.value), right = numberText(m_heights->second.value);
  const std::vector<ComparisonRow> all = comparisonRows(*m_pair, m_client);
  const auto different =
      std::ranges::count_if(all, [](const ComparisonRow& row) { return row.kind != ComparisonRow::Kind::Same; });
  m_card->setTitle(tr("Block %1 and block %2").arg(left, right));
  QString summary = tr("%1 of %2 compared values differ. Height, time and digests differ between any two blocks.")
                        .arg(different)
                        .arg(all.size());
  if (!m_pair->left.allRead || !m_pair->right.allRead)
    summary += QLatin1Char(' ') + tr("Only the first transactions of a very large block are counted.");
  m_summary->setText(summary);
  m_showLeft->setText(tr("Show block %1").arg(left));
  m_showRight->setText(tr("Show block %1").arg(right));

  std::vector<std::vector<TextCell>> rows;
  for (const ComparisonRow& row : all) {
    if (m_onlyDifferent->isChecked() && row.kind == ComparisonRow::Kind::Same) continue;
    const bool digits = !row.leftFull.isEmpty() && row.leftFull.size() == 64;
    rows.push_back({TextCell{partText(row.part)}, TextCell{row.name}, TextCell{row.left, {}, digits, row.leftFull},
                    TextCell{row.right, {}, digits, row.rightFull}, TextCell{kindText(row.kind), kindRole(row.kind)}});
  }
  m_model->setTable({tr("Part"), tr("Value"), tr("Block %1").arg(left), tr("Block %1").arg(right), tr("Comparison")},
                    std::move(rows));
  m_table->setColumns({170, 230, 210, 210, 120}, {1, 2, 3});
}

void ComparisonView::retranslate() {
  m_onlyDifferent->setText(tr("Only what differs"));
  m_exchange->setText(tr("Exchange sides"));
  m_close->setText(tr("Close the comparison"));
  m_table->setAccessibleName(tr("Both blocks, value by value"));
  fill();
}

}  // namespace mz
