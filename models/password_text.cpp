#include "models/password_text.h"

#include <QtCore/QCoreApplication>

namespace mz {

namespace {
struct PasswordText {
  Q_DECLARE_TR_FUNCTIONS(mz::PasswordText)
};
}  // namespace

QString passwordAdvice(PasswordWeakness weakness) {
  switch (weakness) {
    case PasswordWeakness::None: return {};
    case PasswordWeakness::NotText:
      return PasswordText::tr("A password has no control characters. Type it instead of pasting it.");
    case PasswordWeakness::TooLong: return PasswordText::tr("This is too long. Take a shorter password.");
    case PasswordWeakness::Published:
      return PasswordText::tr("Everybody knows this password: demonstrations have it. Take another one.");
    case PasswordWeakness::TooShort:
    case PasswordWeakness::TooUniform:
      return PasswordText::tr(
          "Take at least 12 characters, with 5 different ones among them. Several words are easier to keep in mind than "
          "signs.");
    case PasswordWeakness::CommonWords:
      return PasswordText::tr(
          "This is mostly a word or a password that many people use, and such are tried first. Take several words that do not "
          "belong together.");
    case PasswordWeakness::Repetition:
      return PasswordText::tr("This repeats itself, and is guessed soon. Take several words that do not belong together.");
    case PasswordWeakness::Sequence:
      return PasswordText::tr(
          "This is mostly a sequence such as 1234 or abcd, and is guessed soon. Take several words that do not belong "
          "together.");
    case PasswordWeakness::Keyboard:
      return PasswordText::tr(
          "This is mostly keys that lie beside each other, and is guessed soon. Take several words that do not belong "
          "together.");
    case PasswordWeakness::Date:
      return PasswordText::tr("This is mostly a date, and is guessed soon. Take several words that do not belong together.");
    case PasswordWeakness::Guessable:
      return PasswordText::tr("This is guessed too soon. Add another word that does not belong to it.");
  }
  return {};
}

QString strengthWord(PasswordStrength strength) {
  switch (strength) {
    case PasswordStrength::TooWeak: return PasswordText::tr("Too weak");
    case PasswordStrength::Fair: return PasswordText::tr("Fair");
    case PasswordStrength::Good: return PasswordText::tr("Good");
    case PasswordStrength::Strong: return PasswordText::tr("Strong");
  }
  return {};
}

}  // namespace mz
