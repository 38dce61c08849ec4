// The picture of one transaction's way to the root of the history tree: the path lit, the proof's nodes ringed, everything else
// folded; above the root the checkpoint and the organizations that cosigned it. Works for one leaf and for millions. Window's
// thread.
#pragma once

#include <optional>
#include <vector>

#include "models/proof_path.h"
#include "ui/drawing/picture.h"

namespace mz {

// Who vouches for the root: drawn above it, from left to right.
struct ProofWitness {
  QString name;
  bool valid = false;
};

class ProofTree : public Picture {
  Q_OBJECT

 public:
  ProofTree(const Theme& theme, FileDialogs& files, QWidget* parent = nullptr);

  void setPath(std::optional<ProofPath> path, const QString& rootWords);
  void setWitnesses(std::vector<ProofWitness> witnesses);
  const std::optional<ProofPath>& path() const { return m_path; }
  const std::vector<ProofWitness>& witnesses() const { return m_witnesses; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  QRectF scene() const override;
  void draw(QPainter& painter, const PictureView& view) const override;
  int itemCount() const override;
  QRectF itemPlace(int item) const override;
  QString itemText(int item) const override;
  int itemBeside(int item, int key) const override;
  QString fileName() const override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  struct Node {
    QPointF place;
    bool onPath = false;
    std::uint64_t first = 0, count = 0;  // leaves below
    Digest hash;
    int parent = -1;
  };
  int witnessRows() const;
  double top() const;  // of the root
  void layOut();
  void drawWitnesses(QPainter& painter, const PictureView& view) const;

  std::optional<ProofPath> m_path;
  std::vector<ProofWitness> m_witnesses;
  QString m_rootWords;
  std::vector<Node> m_nodes;
};

}  // namespace mz
