// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/pinyin.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

namespace tandem {

/// A transliterator of ICU; without its data everything reads as nothing.
class Pinyin::Reader
{
public:
    explicit Reader(const char *id)
    {
        UErrorCode status = U_ZERO_ERROR;
        m_transliterator.reset(icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
        if (U_FAILURE(status))
            m_transliterator.reset();
    }

    QString read(char32_t character) const
    {
        if (!m_transliterator)
            return {};
        icu::UnicodeString text;
        text.append(UChar32(character));
        m_transliterator->transliterate(text);
        return QString(reinterpret_cast<const QChar *>(text.getBuffer()), text.length());
    }

private:
    std::unique_ptr<icu::Transliterator> m_transliterator;
};

namespace {

/// "lǜ" → "lv", "zhōng" → "zhong".
QString plain(const QString &syllable)
{
    QString decomposed = syllable.normalized(QString::NormalizationForm_D).toLower();
    decomposed.replace(QStringLiteral("u\u0308"), QStringLiteral("v"));
    QString letters;
    for (const QChar character : std::as_const(decomposed)) {
        if (character >= u'a' && character <= u'z')
            letters.append(character);
    }
    return letters;
}

}

Pinyin::Pinyin() = default;
Pinyin::~Pinyin() = default;

bool Pinyin::isHan(char32_t character)
{
    return QChar::script(character) == QChar::Script_Han;
}

QString Pinyin::syllable(char32_t character)
{
    return read(m_words, m_syllables, "Han-Latin", character);
}

QString Pinyin::surname(char32_t character)
{
    return read(m_names, m_surnames, "Han-Latin/Names", character);
}

QString Pinyin::read(
    std::unique_ptr<Reader> &reader, QHash<char32_t, QString> &known, const char *id, char32_t character)
{
    if (!isHan(character))
        return {};
    const auto found = known.constFind(character);
    if (found != known.cend())
        return *found;
    if (!reader)
        reader = std::make_unique<Reader>(id);
    return *known.insert(character, plain(reader->read(character)));
}

}
