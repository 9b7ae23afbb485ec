// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QStringView>

#include <memory>

namespace tandem {

/// The one order in which people find names, in lists of both languages, in every database and in memory: Chinese by
/// pinyin, before Latin letters; case and accents only break ties; numbers inside a text by their value.
///
/// Texts that are not the same may still be of one place in this order (0); whoever needs a strict order breaks the
/// tie, and equality is never asked of it. Without ICU's data it is the order of bytes.
class TextOrder
{
public:
    TextOrder(); ///< some milliseconds; see textOrder()
    ~TextOrder();
    Q_DISABLE_COPY_MOVE(TextOrder)

    /// < 0, 0 or > 0. Of UTF-8; what is no UTF-8 has some place. Any thread.
    int compare(QByteArrayView left, QByteArrayView right) const;
    int compare(QStringView left, QStringView right) const;

    static constexpr const char *name = "tandem"; ///< of the collation in databases
    static constexpr const char *locale = "zh-u-co-pinyin-kn"; ///< in ICU's words; kn: numbers by their value

    /// Another number with another order of ICU: what was sorted before has to be sorted again. Never 0.
    quint32 version() const { return m_version; }

private:
    class Collator;
    std::unique_ptr<Collator> m_collator; ///< null: without data
    quint32 m_version;
};

/// Made when first asked for; it lives as long as the program. Any thread.
const TextOrder &textOrder();

}
