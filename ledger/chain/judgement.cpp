#include "ledger/chain/judgement.h"

#include "ledger/channel/system_contract.h"

namespace mz {

ResultCode judgeForm(const PreparedEnvelope& envelope, const ChannelId& channel, const Configuration& configuration,
                     UnixSeconds blockTime) {
  if (envelope.form != ResultCode::Executed) return envelope.form;
  const Call& call = envelope.envelope.call;
  if (call.channel != channel) return ResultCode::WrongChannel;
  if (call.rules != configuration.rules()) return ResultCode::WrongRules;
  if (call.expiry < blockTime) return ResultCode::Expired;
  if (call.expiry.value > blockTime.value + configuration.limits().envelopeLifetime) return ResultCode::LifetimeTooLong;
  return ResultCode::Executed;
}

ResultCode judgeSigner(PreparedEnvelope& envelope, const IdentityBook& identities, const Configuration& configuration,
                       UnixSeconds blockTime) {
  const Call& call = envelope.envelope.call;
  std::shared_ptr<const Certificate> certificate = identities.find(call.creator);
  if (!certificate && envelope.certificate && call.contract == kSystemContract && call.function == "enrol")
    certificate = envelope.certificate;
  if (!certificate) return ResultCode::NotEnrolled;
  if (!envelope.certificate) {  // it was enrolled after the signatures were looked at
    envelope.certificate = certificate;
    envelope.signatureGood = certificate->publicKey().verify(envelope.envelope.signedBytes, envelope.envelope.signature);
  }
  if (!envelope.signatureGood) return ResultCode::BadSignature;
  return identities.judge(*certificate, configuration, blockTime);
}

Result<CallOutcome> execute(CallExecutor& executor, const PreparedEnvelope& envelope, const Configuration& configuration,
                            UnixSeconds blockTime) {
  const Call& call = envelope.envelope.call;
  const auto refuse = [](ResultCode code, std::string log) {
    CallOutcome refused;
    refused.code = code;
    refused.log = std::move(log);
    return refused;
  };
  if (configuration.state() == ChannelState::Closed) return refuse(ResultCode::ChannelClosed, "the channel is closed");
  if (call.contract != kSystemContract) {
    const Subject& subject = envelope.certificate->subject();
    if (configuration.member(subject.org)->kind == MemberKind::Reader)
      return refuse(ResultCode::OrgNotAllowed, "its org may only read this channel");
    if (configuration.state() == ChannelState::Frozen)
      return refuse(ResultCode::ChannelFrozen, "the channel is frozen; it takes calls again when its members have thawed it");
    if (const ResultCode verdict = configuration.writePolicy().judge(call.contract, subject); verdict != ResultCode::Executed)
      return refuse(verdict, "the channel's policy does not let this signer call " + call.contract);
  }
  CallInput input;
  input.contract = call.contract;
  input.function = call.function;
  input.arguments = call.arguments;
  input.creator = {envelope.certificate->subject(), call.creator};
  input.time = blockTime;
  input.id = envelope.id;
  return executor.run(input);
}

}  // namespace mz
