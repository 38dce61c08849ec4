#include "models/pinyin.h"

#include <QtCore/QCollator>
#include <QtCore/QHash>
#include <QtCore/QLocale>

namespace mz {

namespace {

// The first character of each letter in the order by pinyin; no reading begins with i, u or v.
struct Letter {
  char16_t first;
  char letter;
};
constexpr Letter kLetters[] = {{u'阿', 'a'}, {u'八', 'b'}, {u'嚓', 'c'}, {u'咑', 'd'}, {u'妸', 'e'}, {u'发', 'f'},
                               {u'旮', 'g'}, {u'哈', 'h'}, {u'丌', 'j'}, {u'咔', 'k'}, {u'垃', 'l'}, {u'呣', 'm'},
                               {u'拏', 'n'}, {u'喔', 'o'}, {u'妑', 'p'}, {u'七', 'q'}, {u'呥', 'r'}, {u'仨', 's'},
                               {u'他', 't'}, {u'屲', 'w'}, {u'夕', 'x'}, {u'丫', 'y'}, {u'帀', 'z'}};

bool isHan(QChar c) { return c.script() == QChar::Script_Han; }

QChar initialOf(QChar character) {
  // Of each thread: a collator belongs to one.
  thread_local const QCollator collator(QLocale(QLocale::Chinese, QLocale::China));
  thread_local QHash<QChar, QChar> known;
  const auto it = known.constFind(character);
  if (it != known.constEnd()) return it.value();
  QChar initial = character;
  for (const Letter& letter : kLetters) {
    if (collator.compare(QString(character), QString(QChar(letter.first))) < 0) break;
    initial = QLatin1Char(letter.letter);
  }
  known.insert(character, initial);
  return initial;
}

}  // namespace

QString pinyinInitials(const QString& text) {
  QString out;
  for (const QChar c : text) out += isHan(c) ? initialOf(c) : c.toLower();
  return out;
}

}  // namespace mz
