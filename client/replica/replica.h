// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/data/replicatypes.h"
#include "shared/metadata/loader.h"
#include "shared/metadata/registry.h"
#include "shared/replication/takeback.h"

#include <QObject>

#include <memory>

namespace tandem::client {

class FileCache;
class HistoryCache;

/// Rows of one entity as a sync message carries them.
struct IncomingRows
{
    EntityNumber entity = 0;
    std::vector<FieldNumber> columns; ///< one that this build does not know is passed over: a newer build fetches anew
    int count = 0;
    QByteArray
        rows; ///< CBOR: an array of `count` arrays, each [id, seq, a value for each of `columns`…]; no rows, no bytes
};

struct IncomingForgets
{
    EntityNumber entity = 0;
    std::vector<RecordId> ids;
};

struct IncomingChanges
{
    std::vector<IncomingRows> rows;
    std::vector<IncomingForgets> forgets;
    qint64 cursor = 0; ///< everything up to here has now been received
};

/// A page of a snapshot: all visible records of the entity with after < id <= last.
struct IncomingPage
{
    IncomingRows rows;
    RecordId after; ///< null: from the beginning
    RecordId last;
    bool end = false; ///< the last page: no upper bound
    qint64 position = 0; ///< the seq at which it was read
    QByteArray fingerprint; ///< of what the user may see; the same on every page of a snapshot
};

/// How far an entity has been fetched.
struct SnapshotState
{
    enum class Phase { Missing, Running, Complete };
    Phase phase = Phase::Missing;
    RecordId last; ///< of the last page; the next one begins behind it
    qint64 position = 0; ///< of the first page
    QByteArray fingerprint; ///< as the server gave it with the first page; a page with another one does not fit
};

/// The local half of Tandem: everything of one user at one server that this machine holds.
///
/// Two files in one folder. `replica.db` is what the server has sent, with the outbox applied on top; it is written
/// with synchronous NORMAL and may be thrown away at any time, because the server can send it again. `outbox.db` is
/// what was typed here and nobody else has yet: device number, outbox, problems and drafts; written with FULL. No
/// transaction spans both; instead a row is always recomputed as shadow + outbox, so doing it again changes nothing,
/// and opening does it for every record that has a shadow or an outbox entry.
///
/// Lives in one thread; others read `replica.db` through connections of their own (see readerAddress).
class Replica : public QObject
{
    Q_OBJECT

public:
    struct Config
    {
        QString folder; ///< made if missing
        RegistryPointer shipped; ///< definitions of this build; the company layer is kept in the replica
        const Clock *clock = &SystemClock::instance();
    };

    /// A damaged replica.db is set aside as replica-<time>.damaged.db and begun anew; see wasDamaged(). A damaged
    /// outbox.db is set aside in the same way, and what can be read of it is in the new one; see rescuedOutbox().
    /// Error: Unavailable ("databaseLocked", "diskFull", "diskReadOnly"), Unsupported (outbox.db is of a later build).
    static Result<std::unique_ptr<Replica>> open(const Config &config);
    ~Replica() override;

    QString folder() const;
    QString readerPath() const; ///< of the file that readers open
    RegistryPointer registry() const;
    bool wasDamaged() const; ///< since it was opened the replica had to be begun anew; the outbox is complete
    std::optional<RescuedOutbox> rescuedOutbox() const; ///< if it was damaged when it was opened

    // ── who this is ────────────────────────────────────────────────────────────────────────────────────────────────
    RecordId device() const;
    RecordId user() const;
    QString server() const; ///< address that it belongs to
    Result<void> setUser(const RecordId &user);
    Result<void> setServer(const QString &address);
    QString company() const; ///< its name, as the server last said it
    Result<void> setCompany(const QString &name);
    /// The number of this device is taken by other content (a copied disk): what waits is sent under a new name.
    Result<void> renewDevice();
    Result<std::vector<RecordId>> formerDevices() const; ///< the names before it that startGeneration() asks about
    std::vector<EntityAccess> access() const; ///< as the server last said it
    Result<void> setAccess(const std::vector<EntityAccess> &access); ///< emits accessChanged
    bool isPartial(EntityNumber entity) const; ///< there is more of it at the server than the policy keeps here

    // ── what the sync engine does ──────────────────────────────────────────────────────────────────────────────────
    QByteArray generation() const; ///< of the server's data; empty before the first contact
    /// The server's data has another past (restored from a backup). Mutations that were acknowledged and that the
    /// server no longer has, those above `knownNumber` of this device and above their `formerNumbers` of its former
    /// names, wait again, and so do the contents of their files as far as they are here; everything is fetched anew.
    Result<void> startGeneration(
        const QByteArray &generation, qint64 knownNumber, const QHash<RecordId, qint64> &formerNumbers = {});
    qint64 lastNumber() const; ///< of the newest mutation made here
    qint64 acknowledgedUpTo() const; ///< every mutation up to here has been judged, and the answer is stored

    /// A new company layer. Tables change in place, additively; an entity with a field that is there again has to be
    /// fetched anew, as its snapshot() then says. What this build does not understand of it is kept and left out (see
    /// readablelayer.h). Emits registryChanged.
    Result<void> applyMetadata(const std::vector<CompanyDefinition> &company, qint64 revision);

    qint64 cursor() const;
    Result<void> applyChanges(const IncomingChanges &changes);

    SnapshotState snapshot(
        EntityNumber entity) const; ///< kept over restarts, so that a first sync goes on where it was
    Result<void> applySnapshotPage(const IncomingPage &page); ///< deletes what is in the range and not in the page
    Result<void> restartSnapshot(EntityNumber entity); ///< rows stay until the new pages replace them
    /// The entity is no longer visible at all: its rows go as by forgets.
    Result<void> dropEntity(EntityNumber entity);
    Result<void> setCursor(qint64 cursor); ///< at first contact: changes follow from here

    // Rows that are here although the offline policy does not keep them, see Guests.
    std::vector<RecordKey> guests() const; ///< sorted
    /// What was fetched because somebody opens it stays for guestStay. Nothing of an entity that is here wholly.
    Result<void> invite(const IncomingRows &rows);
    /// The server's answer to a question for these guests: what it does not name is not visible any more. Those that
    /// nothing needs and nobody opened lately go.
    Result<void> refreshGuests(EntityNumber entity, const std::vector<RecordId> &asked, const IncomingRows &rows);

    /// What still has to be pushed, oldest first.
    Result<std::vector<Mutation>> outboxAfter(qint64 number, int limit) const;
    std::vector<Mutation> waitingOf(const RecordKey &key) const; ///< the same of one record
    /// Before it is sent: from then on it cannot be taken back.
    void noteSent(qint64 number);
    qint64 sentUpTo() const; ///< what waits up to this number may be at the server already
    Result<void> applyAcknowledgements(const std::vector<Acknowledgement> &acknowledgements);

    // ── what the user does ─────────────────────────────────────────────────────────────────────────────────────────
    /// All or nothing, but for what is wanted only if its record is there: durable in the outbox and visible in the
    /// rows when it returns.
    /// `goOn` hears now and then how many requests are prepared; nothing was written yet, and if it says no, nothing
    /// will be: Error Cancelled.
    Result<std::vector<MutationId>> submit(const std::vector<WriteRequest> &requests, const GoOn &goOn = {});
    std::vector<Mutation> mutations(const std::vector<MutationId> &ids) const; ///< those that are still in the outbox
    /// The requests that take back what these mutations did. Error: Conflict "notUndoable" for actions.
    Result<std::vector<WriteRequest>> inverseOf(const std::vector<Mutation> &mutations) const;
    /// What taking back this mutation comes to, which waits and was never sent. Error: NotFound, Conflict
    /// ("alreadySent").
    Result<TakeBack> whatGoesWith(qint64 number) const;
    /// Takes back the first of these, and the others with it: what whatGoesWith() named. The rows are as if none of it
    /// had been done. Gives the records that it was about. Error: as there; Conflict ("changedMeanwhile") if by now
    /// other ones go with it.
    Result<std::vector<RecordKey>> takeBack(const std::vector<qint64> &numbers);
    qint64 outboxCount() const; ///< what the server has not judged yet
    Result<std::vector<Problem>> problems() const;
    qint64 problemCount() const;
    /// Sends the problem's input again, with `to` replacing what it had typed in these fields.
    Result<MutationId> resendProblem(qint64 id, const FieldValues &to);
    /// Keeps what was corrected in these fields, to be sent later.
    Result<void> editProblem(qint64 id, const FieldValues &to);
    Result<void> discardProblem(qint64 id);
    /// What it has for fields or an entity that the company has removed becomes a problem instead.
    Result<void> saveDraft(const Draft &draft);
    Result<void> removeDraft(const RecordKey &key);
    Result<std::optional<Draft>> draft(const RecordKey &key) const;
    Result<std::vector<Draft>> drafts() const;

    /// Error: NotFound.
    Result<Record> read(const RecordKey &key) const;

    // ── beside the rows ────────────────────────────────────────────────────────────────────────────────────────────
    FileCache &files();
    HistoryCache &history();
    /// Brings the search index on by a slice of a few milliseconds; false when there is nothing left to do.
    Result<bool> indexSlice();

    /// An error met while reading elsewhere: on Corrupt the replica is set aside and begun anew.
    void reportDamage(const Error &error);
    /// The last run did not end properly, so the file should be looked through, by quickCheck() in some other thread.
    bool needsCheck() const;
    /// Reads the whole file. Error: Corrupt.
    static Result<void> quickCheck(const QString &readerPath);

signals:
    void changed(const tandem::client::ChangeSet &changes);
    void outboxChanged(); ///< entries, acknowledgements or problems
    void submitted(); ///< there is something new to push; its row may not be computed yet
    void accessChanged();
    void companyChanged(const QString &name);
    void registryChanged(tandem::RegistryPointer registry);
    void aboutToBeginAnew(); ///< readers close the file now (a direct or blocking connection)
    void begunAnew(); ///< the replica is empty: snapshots are needed, readers open the file again

private:
    struct Private;

    explicit Replica(const Config &config);

    std::unique_ptr<Private> d;
};

}
