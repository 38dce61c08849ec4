#include "tests/support/test_network.h"

#include "ledger/crypto/hash.h"
#include "ledger/finance/record_arguments.h"

namespace mz::test {

namespace {

constexpr std::pair<const char*, Role> kPeople[] = {{"admin", Role::Admin},
                                                    {"officer", Role::Officer},
                                                    {"clerk", Role::Clerk},
                                                    {"auditor", Role::Auditor},
                                                    {"node-1", Role::Node}};

KeyAlgorithm algorithmOf(Suite suite) { return suite == Suite::Guomi ? KeyAlgorithm::Sm2 : KeyAlgorithm::P256; }

}  // namespace

std::vector<TestOrgSpec> TestNetwork::fiveOrgs() {
  return {{"finance", MemberKind::Voting, Suite::International},
          {"education", MemberKind::Voting, Suite::Guomi},
          {"justice", MemberKind::Voting, Suite::International},
          {"audit", MemberKind::Observer, Suite::International},
          {"press", MemberKind::Reader, Suite::International}};
}

std::vector<TestOrgSpec> TestNetwork::oneOrg() { return {{"finance", MemberKind::Voting, Suite::International}}; }

TestNetwork::TestNetwork(const std::vector<TestOrgSpec>& orgs, std::optional<Package> package, std::uint32_t version)
    : rules(version) {
  m_root = must(createRoot("test.example", must(PrivateKey::generate(KeyAlgorithm::P256)), goodValidity(), m_random));
  Bytes nonce(16);
  m_random.fill(nonce);
  GenesisBuilder builder("test.example", "finance", titleJson("Test", "测试"), true, clock.now(), toHex(nonce), version);
  for (const TestOrgSpec& spec : orgs) {
    m_suites[spec.id] = spec.suite;
    const PrivateKey key = must(PrivateKey::generate(algorithmOf(spec.suite)));
    const Authority ca = must(createOrgAuthority(m_root, spec.id, key, goodValidity(), m_random));
    m_authorities.emplace(spec.id, ca);
    m_people.emplace(spec.id + "/ca", Identity{ca.certificate, ca.key, spec.id + "/ca"});
    Member member;
    member.org = spec.id;
    member.kind = spec.kind;
    member.title = titleJson(spec.id, spec.id);
    member.suite = spec.suite;
    member.authorities = {ca.certificate};
    builder.item("member/" + spec.id, memberItem(member));
    for (const auto& [name, role] : kPeople) {
      const Identity made = makePerson(spec.id, role, name);
      builder.item("certificate/" + made.certificate.fingerprint().hex(),
                   Json::object({{"certificate", Json(toBase64(made.certificate.der()))}}));
      m_people.emplace(made.label, made);
    }
    if (spec.kind != MemberKind::Voting) continue;
    votingOrgs.push_back(spec.id);
    const PrivateKey log = must(PrivateKey::generate(KeyAlgorithm::Ed25519));
    const PrivateKey cosigner = must(PrivateKey::generate(KeyAlgorithm::Ed25519));
    m_nodeKeys.push_back({{}, log, spec.id + "/node-1/log"});
    m_nodeKeys.push_back({{}, cosigner, spec.id + "/node-1/cosigner"});
    builder.item("cosigner/" + spec.id + "/node-1", cosignerItem(log, cosigner, cosignerName(spec.id)));
  }
  if (!package) package = must(Package::shipped("public-finance"));
  builder.package(package->manifest().name, package->manifest().version, package->archive(), package->digest());
  genesis = builder.build();
  channel = must(ChannelId::fromView(sha256(bytesOf(genesis)).view()));
  signer = nodeKeys(votingOrgs);
}

const Identity& TestNetwork::person(const std::string& label) const {
  const auto found = m_people.find(label);
  if (found == m_people.end()) qFatal("the test network has no %s", label.c_str());
  return found->second;
}

const Authority& TestNetwork::authority(const std::string& org) const { return m_authorities.at(org); }

Identity TestNetwork::makePerson(const std::string& org, Role role, const std::string& name, Validity validity) {
  return makePerson(m_authorities.at(org), role, name, validity);
}

Identity TestNetwork::makePerson(const Authority& issuer, Role role, const std::string& name, Validity validity) {
  const std::string& org = issuer.certificate.subject().org;
  const auto suite = m_suites.find(org);
  const PrivateKey key =
      must(PrivateKey::generate(algorithmOf(suite == m_suites.end() ? Suite::International : suite->second)));
  return {must(issue(issuer, {org, role, name}, key.publicKey(), validity, m_random)), key, org + "/" + name};
}

Authority TestNetwork::strangeAuthority(const std::string& org) {
  const Authority root =
      must(createRoot("test.example", must(PrivateKey::generate(KeyAlgorithm::P256)), goodValidity(), m_random));
  return must(createOrgAuthority(root, org, must(PrivateKey::generate(KeyAlgorithm::P256)), goodValidity(), m_random));
}

Call TestNetwork::call(const Identity& by, std::string contract, std::string function, std::string arguments) {
  Call made;
  made.channel = channel;
  made.contract = std::move(contract);
  made.function = std::move(function);
  made.arguments = std::move(arguments);
  m_random.fill(made.nonce);
  made.rules = rules;
  made.expiry = UnixSeconds(clock.now().value + 3600);
  made.creator = by.certificate.fingerprint();
  return made;
}

Bytes TestNetwork::sign(const Call& made, const Identity& by) const {
  const Bytes signedBytes = encodeCall(made);
  return encodeEnvelope(signedBytes, must(by.key.sign(signedBytes)));
}

Bytes TestNetwork::payment(const Identity& by, std::string id, std::int64_t amount) {
  PaymentDraft draft;
  draft.id = std::move(id);
  draft.date = *Date::fromIso("2025-10-09");
  draft.department = "Education";
  draft.entity = "School 7";
  draft.payee = "江城教育 & Sons";
  draft.currency = "CNY";
  draft.description = "books";
  draft.amount = Amount(amount);
  return envelope(by, "public-finance", "record_payment", paymentArguments(draft));
}

Bytes TestNetwork::enrolment(const Identity& by, const Certificate& certificate) {
  return envelope(by, "system", "enrol", Json::object({{"certificate", Json(toBase64(certificate.der()))}}).serialize());
}

Bytes TestNetwork::revocation(const Identity& by, const std::string& org, std::int64_t number,
                              const std::vector<std::pair<std::string, int>>& serialAndReason) {
  Json::Array entries;
  for (const auto& [serial, reason] : serialAndReason)
    entries.push_back(
        Json::object({{"date", Json(clock.now().value)}, {"reason", Json(std::int64_t{reason})}, {"serial", Json(serial)}}));
  return envelope(
      by, "system", "revoke",
      Json::object({{"entries", Json(std::move(entries))}, {"number", Json(number)}, {"org", Json(org)}}).serialize());
}

std::vector<Bytes> TestNetwork::opening() {
  const Identity& admin = person("finance/admin");
  return {envelope(admin, "public-finance", "configure", R"({"currencies":["CNY"],"fiscal_year_start":"01-01"})"),
          envelope(admin, "public-finance", "define_codes", R"({"codes":["Education"],"kind":"department"})"),
          envelope(admin, "public-finance", "define_codes", R"({"codes":["School 7"],"kind":"entity"})")};
}

Batch TestNetwork::seal(std::uint64_t number, const Digest& previous, std::vector<Bytes> envelopes,
                        std::vector<ClockEvidence> clocks, const std::string& cutter) const {
  const Identity& by = person(cutter);
  Batch batch;
  batch.header.channel = channel;
  batch.header.number = BatchNumber(number);
  batch.header.previous = previous;
  batch.header.clock = clock.now();
  batch.header.cutter = by.certificate.fingerprint();
  batch.header.count = static_cast<std::uint32_t>(envelopes.size());
  batch.header.clocks = std::move(clocks);
  std::vector<Digest> digests;
  for (const Bytes& each : envelopes) digests.push_back(sha256(each));
  batch.header.content = contentDigest(digests);
  batch.headerBytes = encodeBatchHeader(batch.header);
  batch.signature = must(by.key.sign(batch.headerBytes));
  batch.envelopes = std::move(envelopes);
  return batch;
}

Batch TestNetwork::seal(const ReplicaView& view, std::vector<Bytes> envelopes, std::vector<ClockEvidence> clocks,
                        const std::string& cutter) const {
  return seal(view.newest.height.value + 1, view.batchDigest, std::move(envelopes), std::move(clocks), cutter);
}

NoteSignature TestNetwork::cosignature(const std::string& org, const std::string& checkpoint, UnixSeconds time) const {
  const auto found = std::ranges::find(m_nodeKeys, org + "/node-1/cosigner", &Identity::label);
  if (found == m_nodeKeys.end()) qFatal("%s has no cosigner", org.c_str());
  const NoteKey key = must(NoteKey::make(cosignerName(org), NoteKeyType::Cosigner, found->key.publicKey()));
  return must(cosignCheckpoint(checkpoint, time, key, found->key));
}

ClockEvidence TestNetwork::evidence(const std::string& org, const std::string& checkpoint, Height height,
                                    UnixSeconds time) const {
  const NoteSignature signature = cosignature(org, checkpoint, time);
  return {signature.name, height, time, Bytes(signature.signature.begin() + 8, signature.signature.end())};
}

std::unique_ptr<NodeKeys> TestNetwork::nodeKeys(const std::vector<std::string>& orgs) const {
  std::vector<Identity> held;
  for (const Identity& key : m_nodeKeys)
    if (std::ranges::any_of(orgs, [&](const std::string& org) { return key.label.starts_with(org + "/"); }))
      held.push_back(key);
  return std::make_unique<NodeKeys>(held, orgs.empty() ? std::string() : orgs.front() + "/node-1", clock);
}

TestReplica::TestReplica(TestNetwork& network, std::filesystem::path path, std::string vfs)
    : file(std::move(path)), m_network(network), m_vfs(std::move(vfs)) {}

TestReplica TestReplica::made(TestNetwork& network, const std::filesystem::path& path) {
  must(Replica::create(path, network.genesis, *network.signer));
  TestReplica replica(network, path);
  must(replica.open());
  return replica;
}

Status TestReplica::open() {
  m_finance = std::make_unique<FinanceProjection>();
  Projection* const projections[] = {m_finance.get()};
  MZ_TRY(m_replica, Replica::open(file, projections, m_vfs));
  return {};
}

void TestReplica::close() {
  m_replica.reset();
  m_finance.reset();
}

PreparedBatch TestReplica::prepare(Batch batch) const {
  PreparedBatch prepared;
  WorkPool pool(1);
  WorkPool::Group ready;
  prepareBatch(std::move(batch), m_replica->identities(), pool, ready, prepared);
  pool.finish(ready);
  return prepared;
}

Result<BlockEffects> TestReplica::step(Batch batch, CheckpointSigner& by) const {
  PreparedBatch prepared = prepare(std::move(batch));
  return m_replica->step(prepared, by);
}

BlockEffects TestReplica::apply(std::vector<Bytes> envelopes, std::vector<ClockEvidence> clocks) const {
  return must(step(m_network.seal(m_replica->view(), std::move(envelopes), std::move(clocks)), *m_network.signer));
}

AuditReport TestReplica::audit() const { return auditFile(file, m_network.channel, true, m_vfs); }

std::vector<std::string> TestReplica::dump() const {
  Database reader = must(Database::open(file, OpenMode::Read, m_vfs));
  std::vector<std::string> lines;
  must(m_finance->dump(reader, [&](std::string_view line) { lines.emplace_back(line); }));
  return lines;
}

AuditReport auditFile(const std::filesystem::path& file, ChannelId channel, bool withFinance, std::string_view vfs) {
  WorkPool pool(1);
  FinanceProjection rebuilt;
  Projection* const models[] = {&rebuilt};
  return must(auditChannel(file, "finance", channel, withFinance ? std::span(models) : std::span<Projection* const>(), pool,
                           Progress(), vfs));
}

std::string describe(const Damage& damage) {
  std::string out = damage.part;
  if (damage.height) out += " block " + std::to_string(damage.height->value);
  if (damage.transaction) out += " transaction " + std::to_string(damage.transaction->value);
  return out + ": " + damage.detail;
}

std::string describe(const AuditReport& report) {
  std::string out = std::to_string(report.damages.size()) + " damages";
  for (const Damage& damage : report.damages) out += "\n  " + describe(damage);
  return out;
}

bool smallScale() { return qEnvironmentVariable("MZ_TEST_SCALE") == QStringLiteral("small"); }

}  // namespace mz::test
