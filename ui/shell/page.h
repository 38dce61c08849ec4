// What the shell gives to every page and expects from it. Window's thread.
#pragma once

#include <QtWidgets/QWidget>

#include "models/engine_client.h"
#include "models/notifications.h"
#include "models/operations.h"
#include "models/settings.h"
#include "models/status_role.h"
#include "ui/actions/action_registry.h"
#include "ui/parts/file_dialogs.h"
#include "ui/shell/language.h"
#include "ui/theme/theme.h"

namespace mz {

struct PageContext {
  EngineClient& client;
  Operations& operations;
  Theme& theme;
  Language& language;
  Settings& settings;
  Notifications& notifications;
  ActionRegistry& actions;
  FileDialogs& files;
};

// Made by its row in ui/shell/pages.cpp. Actions of its own it adds to context.actions, so that they are in the menus and can
// be found by name.
class Page : public QWidget {
  Q_OBJECT

 public:
  using QWidget::QWidget;

  // "tx/<transaction number>", "block/<height>", "verify" (the channel), "payment/<payment number>". False: not this page's.
  virtual bool openLink(const QString& link) {
    Q_UNUSED(link);
    return false;
  }
  // The link that leads back to what is chosen now; empty: only the page itself.
  virtual QString place() const { return {}; }

  // The same as a link for others, mingzhang:…; empty where there is none.
  virtual QString deepLink() const { return {}; }

  // Names of the states that a tour of pictures shows (--grab), and how to get there.
  virtual QStringList views() const { return {QStringLiteral("start")}; }
  virtual void showView(const QString& view) { Q_UNUSED(view); }

 Q_SIGNALS:
  void linkActivated(const QString& link);                           // leads to another page, which the shell finds
  void messageRaised(const QString& sentence, mz::StatusRole role);  // shown in the status bar for a while
  void placeChanged();                                               // somebody chose something: Back leads to what was before
};

}  // namespace mz
