// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/search/textparts.h"
#include "shared/base/recordid.h"
#include "shared/base/result.h"
#include "shared/database/connection.h"
#include "shared/metadata/recordwords.h"

#include <memory>
#include <optional>
#include <vector>

namespace tandem::server {

/// What the index holds of a record.
struct IndexedTexts
{
    RecordWords words; ///< by which a search finds it
    QString parts; ///< as textparts::of() says; by which filters do that ask what a text contains

    bool isEmpty() const { return words.isEmpty() && parts.isEmpty(); }
    bool operator==(const IndexedTexts &) const = default;
};

/// The server's index of words: an SQLite file beside the database, whatever that is. It holds nothing that could not
/// be made anew. One writes, any number read, each through a file object of its own thread.
/// Entries of an entity have numbers in a range of their own, the newest record the highest: what is found while the
/// rows are walked through, from the newest on, goes below, what changes then, above.
class WordIndexFile
{
public:
    /// Who writes makes the file. Error: as Connection::open() says.
    static Result<std::unique_ptr<WordIndexFile>> open(const QString &path, DatabaseAddress::Mode mode);
    /// With what belongs to it. False: it is still there.
    static bool remove(const QString &path);

    Connection &connection() { return *m_connection; }

    /// How far it is.
    struct State
    {
        RecordId generation; ///< of the database that it follows
        qint64 position = 0; ///< all changes up to here are in it
    };
    Result<std::optional<State>> state(); ///< none: nothing of this version was begun
    Result<void> begin(const State &state); ///< empty, from here on
    Result<void> setPosition(qint64 position);

    /// How much of an entity it has.
    struct Part
    {
        QByteArray fingerprint; ///< of the fields that are in it
        RecordId walked; ///< rows from this one on are in it; null: none
        bool isWhole = false; ///< those before it, too
    };
    Result<std::optional<Part>> part(EntityNumber entity);
    Result<void> setPart(EntityNumber entity, const Part &part);

    enum class End { Newest, Oldest };
    /// A record that is new here goes to this end. Without texts it leaves the index.
    Result<void> put(EntityNumber entity, const RecordId &record, const IndexedTexts &texts, End end);

    struct Question
    {
        EntityNumber entity = 0;
        QString match; ///< of searchtext::matchExpression()
        qint64 below = 0; ///< entries below this one; 0: all
        RecordId before; ///< records before this one; null: all
        RecordId since; ///< this record and later ones; null: all
        int limit = 0; ///< records
        qint64 entries = 0; ///< that are looked at: others wait for the thread
    };
    struct Candidates
    {
        std::vector<RecordId> records; ///< the newest first
        qint64 below = 0; ///< where to go on
        bool isEnd = false; ///< there are no more
    };
    Result<Candidates> candidates(const Question &question);

    /// The records whose texts may be as demanded, in no order. None: there are more than `most`, or it cannot tell.
    Result<std::optional<std::vector<RecordId>>> holding(EntityNumber entity, const TextDemand &demand, int most);

private:
    explicit WordIndexFile(std::unique_ptr<Connection> connection);
    Result<std::optional<qint64>> find(EntityNumber entity, const RecordId &record);
    Result<bool> holds(qint64 entry, const IndexedTexts &texts);
    Result<void> removeEntry(qint64 entry);
    Result<void> add(EntityNumber entity, const RecordId &record, const IndexedTexts &texts, End end);
    Result<void> write(qint64 entry, const IndexedTexts &texts);
    Result<std::vector<RecordId>> matching(EntityNumber entity, const QString &match, int limit);
    /// By so many of the threes of each text, from its end. None: what it demands is in too many records.
    Result<std::optional<QString>> matchOf(const TextDemand &demand, qsizetype most);
    Result<std::optional<QString>> matchOfTwo(const QString &text);
    Result<std::optional<qint64>> outermost(EntityNumber entity, End end);

    std::unique_ptr<Connection> m_connection;
};

}
