// A PKCS#11 library for tests: SoftHSM behind it, and between the two whatever a real token does that SoftHSM does not. What is
// wrong just now stands as one word in the file that MZ_TEST_TOKEN_FAULT names; MZ_TEST_TOKEN names the library behind.
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

namespace {

CK_FUNCTION_LIST* behind = nullptr;
CK_FUNCTION_LIST functions;

bool fault(const char* word) {
  const char* file = std::getenv("MZ_TEST_TOKEN_FAULT");
  std::string now;
  if (file) std::ifstream(file) >> now;
  return now == word;
}

// A session does not survive the token's being pulled out.
bool wasRemoved = false;
bool removed() {
  wasRemoved |= fault("removed");
  return fault("removed");
}
CK_RV lost() {
  return removed() ? CKR_DEVICE_REMOVED : wasRemoved || fault("session-lost") ? CKR_SESSION_HANDLE_INVALID : CKR_OK;
}

CK_RV initialize(void* arguments) { return fault("no-start") ? CKR_GENERAL_ERROR : behind->C_Initialize(arguments); }

CK_RV getSlotList(CK_BBOOL present, CK_SLOT_ID* slots, CK_ULONG* count) {
  if (!fault("no-reader")) return behind->C_GetSlotList(present, slots, count);
  *count = 0;
  return CKR_OK;
}

CK_RV getSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO* info) {
  const CK_RV answer = behind->C_GetSlotInfo(slot, info);
  if (removed()) info->flags &= ~CKF_TOKEN_PRESENT;
  return answer;
}

CK_RV getTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO* info) {
  if (removed()) return CKR_TOKEN_NOT_PRESENT;
  const CK_RV answer = behind->C_GetTokenInfo(slot, info);
  if (fault("locked")) info->flags |= CKF_USER_PIN_LOCKED;
  if (fault("last-try")) info->flags |= CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY;
  if (fault("no-pin")) info->flags &= ~CKF_USER_PIN_INITIALIZED;
  return answer;
}

CK_RV openSession(CK_SLOT_ID slot, CK_FLAGS flags, void* application, CK_NOTIFY notify, CK_SESSION_HANDLE* session) {
  if (removed()) return CKR_TOKEN_NOT_PRESENT;
  return behind->C_OpenSession(slot, flags, application, notify, session);
}

CK_RV getSessionInfo(CK_SESSION_HANDLE session, CK_SESSION_INFO* info) {
  const CK_RV answer = lost();
  return answer == CKR_OK ? behind->C_GetSessionInfo(session, info) : answer;
}

CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE user, unsigned char* pin, CK_ULONG size) {
  if (removed()) return CKR_DEVICE_REMOVED;
  if (fault("locks")) return CKR_PIN_LOCKED;
  wasRemoved = false;
  return behind->C_Login(session, user, pin, size);
}

CK_RV signInit(CK_SESSION_HANDLE session, CK_MECHANISM* mechanism, CK_OBJECT_HANDLE key) {
  if (const CK_RV answer = lost(); answer != CKR_OK) return answer;
  if (fault("device-error")) return CKR_DEVICE_ERROR;
  return behind->C_SignInit(session, mechanism, key);
}

// Pulled out within a signature.
CK_RV sign(CK_SESSION_HANDLE session, unsigned char* data, CK_ULONG size, unsigned char* signature, CK_ULONG* length) {
  if (fault("removed-signing")) {
    if (const char* file = std::getenv("MZ_TEST_TOKEN_FAULT")) std::ofstream(file) << "removed";
    return CKR_DEVICE_ERROR;
  }
  return behind->C_Sign(session, data, size, signature, length);
}

CK_RV createObject(CK_SESSION_HANDLE session, CK_ATTRIBUTE* attributes, CK_ULONG count, CK_OBJECT_HANDLE* object) {
  if (fault("no-import")) return CKR_TEMPLATE_INCONSISTENT;
  return behind->C_CreateObject(session, attributes, count, object);
}

CK_RV generateKeyPair(CK_SESSION_HANDLE session, CK_MECHANISM* mechanism, CK_ATTRIBUTE* open, CK_ULONG openCount,
                      CK_ATTRIBUTE* secret, CK_ULONG secretCount, CK_OBJECT_HANDLE* openKey, CK_OBJECT_HANDLE* secretKey) {
  if (fault("no-generation")) return CKR_MECHANISM_INVALID;
  return behind->C_GenerateKeyPair(session, mechanism, open, openCount, secret, secretCount, openKey, secretKey);
}

CK_RV getAttributeValue(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE* attributes, CK_ULONG count) {
  const CK_RV answer = behind->C_GetAttributeValue(session, object, attributes, count);
  if (fault("pin-each-time") && attributes[0].type == CKA_ALWAYS_AUTHENTICATE && attributes[0].pValue)
    std::memset(attributes[0].pValue, CK_TRUE, 1);
  if (fault("huge-attribute") && attributes[0].type == CKA_LABEL && !attributes[0].pValue)
    attributes[0].ulValueLen = CK_ULONG{1} << 40;
  return answer;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
  if (!behind) {
    const char* path = std::getenv("MZ_TEST_TOKEN");
    void* library = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : nullptr;
    const auto entry = library ? reinterpret_cast<CK_C_GetFunctionList>(dlsym(library, "C_GetFunctionList")) : nullptr;
    if (!entry || entry(&behind) != CKR_OK) return CKR_GENERAL_ERROR;
    functions = *behind;
    functions.C_GetFunctionList = C_GetFunctionList;
    functions.C_Initialize = initialize;
    functions.C_GetSlotList = getSlotList;
    functions.C_GetSlotInfo = getSlotInfo;
    functions.C_GetTokenInfo = getTokenInfo;
    functions.C_OpenSession = openSession;
    functions.C_GetSessionInfo = getSessionInfo;
    functions.C_Login = login;
    functions.C_SignInit = signInit;
    functions.C_Sign = sign;
    functions.C_CreateObject = createObject;
    functions.C_GenerateKeyPair = generateKeyPair;
    functions.C_GetAttributeValue = getAttributeValue;
  }
  *list = &functions;
  return CKR_OK;
}
