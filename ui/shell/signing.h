// Work that signs: an operation which, where a key is locked, asks for the keystore's password or a token's PIN and then does
// its work again. Window's thread.
#pragma once

#include <functional>

#include "ui/shell/page.h"

namespace mz {

// True where a dialog was opened over `parent`; `again` is called when it has unlocked what was missing, `givenUp` when
// somebody closed it. False where the error is of another kind.
bool askForKey(const PageContext& context, const Error& error, QWidget* parent, std::function<void()> again,
               std::function<void()> givenUp);

// Runs work(Engine&, const Progress&), which may be done twice, and hands its result to done(result) unless the parent is gone.
// Who gives up unlocking gets the error that asked for it. `started` gets each operation that runs.
template <class Work, class Done>
void runSigned(const PageContext& context, QWidget* parent, const QString& title, Work work, Done done,
               std::function<void(Operation*)> started = {}) {
  const std::shared_ptr<Engine> engine = context.client.engine();
  if (!engine) return;
  Operation* operation = context.operations.run(
      title, parent, [engine, work](const Progress& progress) { return work(*engine, progress); },
      [context, parent, title, work, done, started](auto result) {
        if (result) {
          done(std::move(result));
          return;
        }
        const Error error = result.error();
        const bool asked = askForKey(
            context, error, parent,
            [context, parent, title, work, done, started] { runSigned(context, parent, title, work, done, started); },
            [done, error] { done(decltype(result)(std::unexpected(error))); });
        if (!asked) done(std::move(result));
      });
  if (started) started(operation);
}

}  // namespace mz
