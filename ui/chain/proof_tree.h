// The picture of one transaction's way to the root of the history tree: the path lit, the proof's nodes ringed, everything else
// folded. Works for one leaf and for millions. Up and Down walk the nodes, whose hashes the caption and tooltip tell. Window's
// thread.
#pragma once

#include <QtWidgets/QWidget>
#include <optional>
#include <vector>

#include "models/proof_path.h"
#include "ui/theme/theme.h"

namespace mz {

class ProofTree : public QWidget {
  Q_OBJECT

 public:
  explicit ProofTree(const Theme& theme, QWidget* parent = nullptr);

  void setPath(std::optional<ProofPath> path, const QString& rootWords);
  const std::optional<ProofPath>& path() const { return m_path; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  bool event(QEvent* event) override;

 private:
  struct Node {
    QPointF place;
    bool onPath = false;
    std::uint64_t first = 0, count = 0;  // leaves below
    Digest hash;
    int parent = -1;
  };
  std::vector<Node> layOut() const;
  QString words(const Node& node) const;
  int nodeAt(const QPointF& point) const;

  const Theme& m_theme;
  std::optional<ProofPath> m_path;
  QString m_rootWords;
  int m_selected = -1;
};

}  // namespace mz
