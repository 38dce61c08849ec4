// The verification of the chosen channel: the audit that runs now, where it has got to and what it has found, or the last one
// that ended, which the engine keeps; and what follows from it for the state of blocks. Audits of other channels go on when
// another one is chosen. Window's thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "models/block_state.h"
#include "models/engine_client.h"
#include "models/operations.h"

namespace mz {

class ChainAudit : public QObject {
  Q_OBJECT

 public:
  ChainAudit(EngineClient& client, Operations& operations, QObject* parent = nullptr);

  void start();  // does nothing while one runs
  void pause();
  void resume();
  void cancel();
  bool running() const { return current() != nullptr; }
  bool paused() const { return running() && current()->operation->paused(); }
  int percent() const { return running() ? current()->operation->percent() : -1; }

  // Everything up to this block was checked: by the running audit so far, else by the last one.
  std::optional<Height> checkedUntil() const;
  const std::vector<Damage>& damages() const;  // the same
  const std::optional<AuditReport>& lastReport() const { return m_last; }
  // Of the blocks from `first` to `last`, the worst.
  BlockState stateOf(Height first, Height last) const;

 Q_SIGNALS:
  void changed();                             // at most ten times a second
  void ended(const mz::AuditReport& report);  // of the channel that is still chosen
  void failed(const mz::Error& error);        // Cancelled too

 private:
  struct Found;  // what a running audit hands over
  struct Running {
    QPointer<Operation> operation;
    std::shared_ptr<Found> found;
    std::optional<Height> checked;
    std::vector<Damage> damages;
  };
  const Running* current() const;  // of the chosen channel; null while none runs
  void restart();
  void forgetNetwork();
  void take();
  void end(const std::string& channel, const std::shared_ptr<Found>& found, Result<AuditReport> report);
  void noteDamagedHeights();

  EngineClient& m_client;
  Operations& m_operations;
  Request m_request;
  std::map<std::string, Running> m_running;  // by channel
  std::optional<AuditReport> m_last;
  std::set<std::uint64_t> m_damagedHeights;  // of the one that is shown
};

}  // namespace mz
