// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/joblist.h"
#include "client/records/recordtypes.h"
#include "client/records/synccontrol.h"
#include "shared/metadata/labels.h"
#include "shared/metadata/registry.h"

#include <QObject>
#include <QSet>

#include <memory>

namespace tandem::client {

/// The interface's only door to data. Everything is answered from this machine, so it is the same online and offline.
///
/// Lives in the interface's thread. What reads or writes is asynchronous: the callback comes later in this thread,
/// unless its context object died before. What only looks at definitions, rights and counters answers at once.
class Records : public QObject
{
    Q_OBJECT

public:
    ~Records() override;

    // ── definitions and rights: at once ────────────────────────────────────────────────────────────────────────────
    RegistryPointer registry() const;
    const EntityDef *entity(EntityNumber number) const; ///< of the registry of now; do not keep
    const EntityDef *entity(const QString &name) const;
    const Labels &labels() const;
    /// The same for who may outlive this; they follow setLanguage().
    std::shared_ptr<const Labels> sharedLabels() const;
    QString language() const;
    void setLanguage(const QString &language); ///< emits languageChanged
    RecordId currentUser() const; ///< null before the first sign-in
    QString company() const; ///< its name; empty before the first sign-in, or if the server has none
    QString folder() const;
    /// If what was typed here and not sent yet was found damaged when it was opened: what became of it.
    std::optional<RescuedOutbox> rescuedOutbox() const;

    EntityAccess access(EntityNumber entity) const;
    FieldAccess fieldAccess(EntityNumber entity, FieldNumber field) const;
    bool mayCreate(EntityNumber entity) const;
    /// Whether a form for a new one is offered: the right is there, and such records are made by hand at all.
    bool offersNew(EntityNumber entity) const;
    /// Whether this record may be edited as far as this machine can tell (the server has the last word).
    bool mayEdit(const Record &record) const;
    bool mayRemove(const Record &record) const;
    /// Those of these records for which the right is there, in their order.
    void permitted(EntityNumber entity, const std::vector<RecordId> &ids, WriteRight right, QObject *context,
        Callback<std::vector<RecordId>> done);
    void permitted(const RecordChoice &choice, WriteRight right, QObject *context, Callback<RecordChoice> done);
    bool mayAct(const Record &record, const QString &action) const;

    // ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────
    /// What the offline policy does not keep here is fetched, and is here for some days then. Error: NotFound;
    /// Unavailable where it would have to be fetched and there is no connection.
    void read(const RecordKey &key, QObject *context, Callback<Record> done);
    /// All ids in order, without values. 1,000,000 take about 0.15 s in the reader's thread.
    void queryIds(const ListQuery &query, QObject *context, Callback<std::vector<RecordId>> done);
    /// Rows in the order of `ids`; what is gone is left out. `fields` empty: all.
    void readMany(EntityNumber entity, const std::vector<RecordId> &ids, const std::vector<FieldNumber> &fields,
        QObject *context, Callback<std::vector<Record>> done);
    void count(const ListQuery &query, QObject *context, Callback<qint64> done);
    /// Counts per value of `groupBy`, and sums of `sum` (0: none).
    void groups(const ListQuery &query, FieldNumber groupBy, FieldNumber sum, QObject *context,
        Callback<std::vector<GroupSummary>> done);
    /// Local full-text search: Chinese words, pinyin initials, beginnings of Latin words, parts of phone numbers.
    void search(const QString &text, int limitPerEntity, QObject *context, Callback<std::vector<SearchGroup>> done);
    /// Only of one entity: what a link editor offers while typing. Empty text: the most recently changed.
    void searchEntity(
        EntityNumber entity, const QString &text, int limit, QObject *context, Callback<std::vector<SearchHit>> done);
    /// The same among what is not kept on this computer, see SyncControl::searchServer.
    void searchServer(const QString &text, const std::vector<EntityNumber> &entities, int limitPerEntity,
        QObject *context, Callback<ServerHits> done);

    /// The records of the list that are not kept on this computer, see SyncControl::listServer. Error: Unavailable.
    void queryServer(const ListQuery &query, const std::optional<Record> &after, int limit, QObject *context,
        Callback<ServerPage> done);
    /// All of them, page by page, as a job that can be cancelled. Error: Unavailable, Cancelled, TooLarge
    /// ("tooManyAtServer"): what is done to them is written on this computer first.
    void queryWholeServer(const ListQuery &query, QObject *context, Callback<std::vector<Record>> done);
    static constexpr int mostFromServer = 50'000;
    /// Whether the server answers as far as one knows.
    bool isOnline() const;

    /// The title of a record if it is known already, else empty; then titlesChanged follows when it is. What the
    /// offline policy does not keep here is named by the server.
    QString titleOf(const RecordKey &key);
    /// The title was looked up and there is none: the record is not for this user, or only the server has it and cannot
    /// be reached.
    bool isOutOfSight(const RecordKey &key) const;
    void titles(const std::vector<RecordKey> &keys, QObject *context, Callback<QHash<RecordKey, QString>> done);

    // ── writing: the callback means durable on this disk and visible in lists ──────────────────────────────────────
    void submit(const std::vector<WriteRequest> &requests, QObject *context, Callback<std::vector<MutationId>> done);
    /// Makes up the id itself, so that it can be linked to at once.
    RecordId create(
        EntityNumber entity, const FieldValues &values, QObject *context, Callback<std::vector<MutationId>> done);
    /// `seen`: what the user had before the eyes where it differs from the replica of now.
    void update(const RecordKey &key, const FieldValues &to, QObject *context, Callback<std::vector<MutationId>> done,
        const FieldValues &seen = {});
    /// What the rules of the definitions say against giving these records these values, as far as this machine can
    /// tell; records without objection are left out. Who edits outside of a form asks this before writing.
    void objections(EntityNumber entity, const std::vector<RecordId> &ids, const FieldValues &to, QObject *context,
        Callback<std::vector<WriteObjection>> done);
    void objections(const RecordChoice &choice, const FieldValues &to, QObject *context,
        Callback<std::vector<WriteObjection>> done);
    /// The same of creates and updates of one entity that differ, with the rights of the user and what must be unique.
    /// What is elsewhere is judged by `from`, which must be all that the server told of it.
    void objections(
        const std::vector<WriteRequest> &requests, QObject *context, Callback<std::vector<WriteObjection>> done);
    /// What is done to more than one record at once, by these three, is one mass change: a record of that entity says
    /// so, and by its action "revert" the server takes all of it back, whenever that is asked for.
    void remove(const std::vector<RecordKey> &keys, QObject *context, Callback<std::vector<MutationId>> done);
    void restore(const std::vector<RecordKey> &keys, QObject *context, Callback<std::vector<MutationId>> done);
    void act(const RecordKey &key, const QString &action, const QCborMap &arguments, QObject *context,
        Callback<std::vector<MutationId>> done);
    /// The same values for many records, as one step for undo. As with remove() and restore(), what is not here any
    /// more is passed over: the answer has a mutation for each record that was really changed.
    void bulkUpdate(EntityNumber entity, const std::vector<RecordId> &ids, const FieldValues &to, QObject *context,
        Callback<std::vector<MutationId>> done);
    /// The same beyond this computer. What only the server has is sent there without being kept here, and
    /// changedAtServer() says so.
    void remove(const RecordChoice &choice, QObject *context, Callback<std::vector<MutationId>> done);
    void bulkUpdate(
        const RecordChoice &choice, const FieldValues &to, QObject *context, Callback<std::vector<MutationId>> done);

    /// The same for what is no work of the user's, such as having read something: it is no step for undo.
    void submitQuietly(
        const std::vector<WriteRequest> &requests, QObject *context, Callback<std::vector<MutationId>> done);
    void updateQuietly(EntityNumber entity, const std::vector<RecordId> &ids, const FieldValues &to, QObject *context,
        Callback<std::vector<MutationId>> done);

    bool canUndo() const;
    QString undoText() const; ///< what would be undone, in the user's language; empty if nothing
    void undo(QObject *context, Callback<void> done);
    /// What was undone last can be done again until something else is written.
    bool canRedo() const;
    QString redoText() const;
    void redo(QObject *context, Callback<void> done);

    // ── drafts ─────────────────────────────────────────────────────────────────────────────────────────────────────
    /// Kept in memory at once and written durably within half a second.
    void saveDraft(const Draft &draft);
    /// One more field beside what a draft of the record holds; forms that show the record show it, too.
    void addToDraft(const RecordKey &key, FieldNumber field, const Value &typed, const Value &seen);
    void removeDraft(const RecordKey &key);
    void loadDraft(const RecordKey &key, QObject *context, Callback<std::optional<Draft>> done);
    /// Why the drafts of now cannot be written; they are kept in memory and tried again. Empty where none waits.
    std::optional<Error> draftTrouble() const;
    void listDrafts(QObject *context, Callback<std::vector<Draft>> done);

    // ── what waits and what went wrong ─────────────────────────────────────────────────────────────────────────────
    SyncState syncState() const;
    void syncNow();
    void setNetwork(SyncControl::Network network);
    void signIn(const QString &name, const QString &password, QObject *context, Callback<void> done);
    /// The first time, or after a reset by the administrator: the code replaces the password, which is set anew.
    void signInWithCode(
        const QString &name, const QString &code, const QString &newPassword, QObject *context, Callback<void> done);
    /// The user has compared the fingerprint that the error "certificateUnknown" carries (argument "pin").
    void trustCertificate(const QByteArray &pin);
    void signOut();
    /// Where the user is signed in, as the server tells it: the one that was seen last first. Error: Unavailable.
    void devices(QObject *context, Callback<std::vector<SignedInDevice>> done);
    void signOutDevice(const RecordId &session, QObject *context, Callback<void> done);
    /// The other devices are signed out by it. Error: as SyncControl::changePassword.
    void changePassword(const QString &oldPassword, const QString &newPassword, QObject *context, Callback<void> done);
    /// What the server has not judged, oldest first; at most so many, 0: all.
    void outbox(QObject *context, Callback<std::vector<OutboxItem>> done, int limit = 0);
    /// The same of one record, as what it is.
    void waitingOf(const RecordKey &key, QObject *context, Callback<std::vector<Mutation>> done);
    /// What taking back this change comes to, which waits. Error: NotFound, Conflict ("alreadySent").
    void whatGoesWith(qint64 number, QObject *context, Callback<TakenBack> done);
    /// Takes back what whatGoesWith() named, all of it: here it is as if it had never been done, and it cannot be
    /// undone. Error: as there; Conflict ("changedMeanwhile") if by now more would go with it.
    void takeBack(const std::vector<qint64> &numbers, QObject *context, Callback<void> done);
    void problems(QObject *context, Callback<std::vector<ProblemItem>> done);
    void resendProblem(qint64 id, const FieldValues &to, QObject *context, Callback<void> done);
    /// Keeps what was corrected in these fields, to be sent later.
    void editProblem(qint64 id, const FieldValues &to, QObject *context, Callback<void> done);
    void discardProblem(qint64 id, QObject *context, Callback<void> done);
    void conflicts(QObject *context, Callback<std::vector<ConflictItem>> done); ///< open ones, oldest first
    /// Writes the chosen values and marks the conflicts as settled, in one step. A record that one deleted and another
    /// edited is kept or deleted by the server, together with its conflict, which is not among the open ones meanwhile.
    void resolveConflicts(
        const std::vector<std::pair<ConflictItem, ConflictChoice>> &choices, QObject *context, Callback<void> done);

    // ── what takes long ────────────────────────────────────────────────────────────────────────────────────────────
    /// Writes and questions over many records, files and a first sync are jobs by themselves; whoever else takes long
    /// begins one.
    JobList &jobs();

    // ── beside the fields ──────────────────────────────────────────────────────────────────────────────────────────
    /// From the server, else what is cached. May call twice: cached first, then fresh.
    void history(const RecordKey &key, QObject *context, Callback<TimelineHistory> done);
    /// From the server: what is older than the entry of that seq. Error: as SyncControl::fetchHistory.
    void olderHistory(const RecordKey &key, qint64 before, QObject *context, Callback<HistoryPage> done);
    /// Copies the file into the cache, makes its record (hanging on `parent` if that is not null) and lets it upload.
    void attachFile(const RecordKey &parent, const QString &path, QObject *context, Callback<RecordId> done);
    /// Copies the file into the cache, to be attached later; as a draft it survives the end of the program.
    void keepFile(const QString &path, QObject *context, Callback<KeptFile> done);
    /// The same for what is in no file, such as a picture of the clipboard.
    void keepContent(const QByteArray &content, const QString &name, const QString &mediaType, QObject *context,
        Callback<KeptFile> done);
    /// Makes the record of a kept file and lets it upload. Error: NotFound if its content is not here any more.
    void attachKept(const RecordKey &parent, const KeptFile &file, QObject *context, Callback<RecordId> done);
    /// It is not wanted after all: its content goes, unless another file has the same, also one that is kept.
    void forgetKept(const KeptFile &file);
    /// Where the content of an attached file is, fetched from the server if it is not here. To be read only.
    void findFile(const RecordId &file, QObject *context, Callback<CachedFile> done);
    /// Where a small picture of an attached picture or document is, or of a picture the content if that is here: for
    /// lists and timelines, which need not fetch the whole. Error: NotFound (it has none), Unavailable.
    void findPreview(const RecordId &file, QObject *context, Callback<QString> done);
    /// Copies the content of an attached file to a place of the user's own, fetched if it is not here. What is there
    /// is replaced.
    void saveFile(const RecordId &file, const QString &path, QObject *context, Callback<void> done);
    /// A copy with the file's own name; fetched from the server if it is not here. A copy that was edited stays as it
    /// was left.
    void openFile(const RecordId &file, QObject *context, Callback<OpenedFile> done);

    /// The user's own and those shared with everybody, in their order, then by name; of every entity if `entity` is 0.
    void savedViews(EntityNumber entity, QObject *context, Callback<std::vector<SavedView>> done);
    void saveView(const SavedView &view, QObject *context, Callback<RecordId> done);
    void removeView(const RecordId &id, QObject *context, Callback<void> done);

signals:
    /// Everything that changed since the last turn of the event loop, in one.
    void changed(const tandem::client::ChangeSet &changes);
    /// Records of this entity that only the server has were changed here; it has that once nothing waits any more.
    void changedAtServer(tandem::EntityNumber entity);
    void titlesChanged(const QSet<tandem::client::RecordKey> &keys);
    void registryChanged(); ///< entities or fields came or changed: forms and lists build themselves again
    void languageChanged();
    void accessChanged();
    void syncStateChanged(const tandem::client::SyncState &state);
    void outboxChanged(); ///< entries or problems
    void undoChanged();
    void draftTroubleChanged();
    void addedToDraft(const tandem::client::RecordKey &key, tandem::FieldNumber field, const tandem::Value &typed);
    void replicaReplaced(); ///< the local data was damaged and is fetched anew; nothing typed was lost

private:
    friend class Workspace;
    struct Private;
    explicit Records(std::unique_ptr<Private> d);

    std::unique_ptr<Private> d;
};

}
