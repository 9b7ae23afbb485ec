// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"

#include <QSet>
#include <QString>

#include <functional>
#include <vector>

namespace tandem::sim {

/// A word that somebody typed, like no other: it must be found somewhere for ever.
struct TypedWord
{
    QString word;
    int laptop = 0;
    client::RecordKey key;
    MutationId mutation;
    int disk = 0; ///< which of the laptop's disks it was typed on: see Laptop::disk()
    /// Its field may be taken away before the server has judged it, which then takes the rest: only the laptop keeps
    /// it, as long as that goes by the same name.
    bool mayFade = false;
    /// Typed into a field or an entity of the company's own, which a server that comes back from a backup may not know.
    bool isOfCompany = false;
    /// Some disk has gone since, of the server or of a laptop: the archive of its laptop may be all that is left of it.
    bool isFromBefore = false;
};

/// A content that somebody attached.
struct AttachedContent
{
    QString sha256;
    int laptop = 0;
    RecordId file;
    int disk = 0; ///< as of a TypedWord
};

/// What the people of a run have done, as they know it.
class Ledger
{
public:
    /// A new word; say with typed() that it was accepted into the outbox.
    QString newWord() { return QStringLiteral("w%1x").arg(++m_lastWord); }
    void typed(TypedWord word) { m_words.push_back(std::move(word)); }
    const std::vector<TypedWord> &words() const { return m_words; }
    void attached(AttachedContent content) { m_contents.push_back(std::move(content)); }
    const std::vector<AttachedContent> &contents() const { return m_contents; }

    /// The words and hashes that stand in none of `found` and whose laptop has another disk since: `diskOf` gives each
    /// its own. The others are from before.
    void forgetWithDisks(const QSet<QString> &found, const std::function<int(int laptop)> &diskOf);

private:
    int m_lastWord = 0;
    std::vector<TypedWord> m_words;
    std::vector<AttachedContent> m_contents;
};

}
