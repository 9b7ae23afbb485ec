// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/replica/replicatypes.h"

#include <QSet>
#include <QString>

#include <vector>

namespace tandem::sim {

/// A word that somebody typed, like no other: it must be found somewhere for ever.
struct TypedWord
{
    QString word;
    int laptop = 0;
    client::RecordKey key;
    MutationId mutation;
    qint64 at = 0;
};

/// What the people of a run have done, as they know it.
class Ledger
{
public:
    /// A new word; say with typed() that it was accepted into the outbox.
    QString newWord() { return QStringLiteral("w%1x").arg(++m_lastWord); }
    void typed(TypedWord word) { m_words.push_back(std::move(word)); }
    const std::vector<TypedWord> &words() const { return m_words; }

    /// The disk on which these words alone stood is gone.
    void forget(const QSet<QString> &words);

private:
    int m_lastWord = 0;
    std::vector<TypedWord> m_words;
};

}
