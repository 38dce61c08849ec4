// The certificates from a transaction's signer up to the network's root, one below the other, each with its state at the block
// and the reason for it. Window's thread.
#pragma once

#include <QtWidgets/QWidget>
#include <vector>

#include "models/engine_client.h"
#include "ui/theme/theme.h"

class QVBoxLayout;

namespace mz {

class SignerChainView : public QWidget {
  Q_OBJECT

 public:
  SignerChainView(const EngineClient& client, const Theme& theme, QWidget* parent = nullptr);

  void setChain(const std::vector<CertificateLink>& chain, Height height);

 private:
  QWidget* makeLink(const CertificateLink& link, Height height, bool last);

  const EngineClient& m_client;
  const Theme& m_theme;
  QVBoxLayout* m_layout;
  std::vector<QWidget*> m_links;
};

}  // namespace mz
