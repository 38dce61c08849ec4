// A list of people or machines as somebody types or pastes it, or as it lies in a file: a line each with the name and, where it
// is not the common one, the role, parted by a comma, a semicolon or a tab. Pure; any thread but for translated role words,
// which are the window's.
#pragma once

#include <QtCore/QString>
#include <vector>

#include "ledger/certificates.h"

namespace mz {

inline constexpr int kMostListed = 10'000;

struct CertificateList {
  std::vector<CertificateOrder> orders;
  std::vector<int> lines;  // of each order, from 1
  int unread = 0;          // lines above the bound, which were left out
};

// `common`: organization, kind and time of every order.
CertificateList readCertificateList(const QString& text, const CertificateOrder& common);

}  // namespace mz
