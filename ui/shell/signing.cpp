#include "ui/shell/signing.h"

#include "ui/shell/pin_dialog.h"
#include "ui/shell/unlock_dialog.h"

namespace mz {

bool askForKey(const PageContext& context, const Error& error, QWidget* parent, std::function<void()> again,
               std::function<void()> givenUp) {
  QDialog* dialog = nullptr;
  if (error.code == ErrorCode::Locked) {
    dialog = new UnlockDialog(context.client, parent);
  } else if (error.code == ErrorCode::PinNeeded) {
    TokenName token{std::string(error.parameter("library")), std::string(error.parameter("token")),
                    std::string(error.parameter("serial"))};
    dialog = new PinDialog(context.client, std::move(token), parent);
  } else {
    return false;
  }
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  QObject::connect(dialog, &QDialog::accepted, parent, std::move(again));
  QObject::connect(dialog, &QDialog::rejected, parent, std::move(givenUp));
  dialog->open();
  return true;
}

}  // namespace mz
