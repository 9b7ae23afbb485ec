// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <memory>

namespace tandem {

/// How Chinese characters sound, in letters without tones ("ü" as "v", as it is typed). Loads its tables at first use,
/// about 0.1 s, so it belongs into a background thread; not for several threads at once.
class Pinyin
{
public:
    Pinyin();
    ~Pinyin();
    Q_DISABLE_COPY_MOVE(Pinyin)

    static bool isHan(char32_t character);

    /// "zhong" for 中; empty for what is no Chinese character. Of several readings the most usual one.
    QString syllable(char32_t character);
    /// The reading as a family name where it is another one: 单 "shan" instead of "dan".
    QString surname(char32_t character);

private:
    class Reader;
    QString read(std::unique_ptr<Reader> &reader, QHash<char32_t, QString> &known, const char *id, char32_t character);

    std::unique_ptr<Reader> m_words;
    std::unique_ptr<Reader> m_names;
    QHash<char32_t, QString> m_syllables;
    QHash<char32_t, QString> m_surnames;
};

}
