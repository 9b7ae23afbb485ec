// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The half of Records that writes: mutations, undo, drafts.

#include "client/records/records.h"
#include "client/records/records_p.h"
#include "shared/base/clock.h"
#include "shared/expressions/evaluate.h"

#include <QDateTime>

#include <algorithm>
#include <functional>

namespace tandem::client {

namespace {

constexpr size_t shortQuestion = 100;

bool isPassing(const Error &error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::Cancelled;
}

}

void Records::submit(
    const std::vector<WriteRequest> &requests, QObject *context, Callback<std::vector<MutationId>> done)
{
    const QString text = requests.empty() ? QString() : d->describe(requests.front(), requests.size());
    d->submit(requests, context, std::move(done), text, Private::Kind::New);
}

void Records::Private::submit(const std::vector<WriteRequest> &requests, QObject *context,
    Callback<std::vector<MutationId>> done, const QString &text, Kind kind)
{
    using Written = ReplicaHost::Written;
    const size_t notes = !requests.empty() && requests.front().countsOthers != 0 ? 1 : 0;
    const auto finish = [this, requests, notes, kind, text, caller = QPointer<QObject>(context),
                            done = std::move(done)](Result<Written> written) {
        // Lists learn of it before the caller does, so that it finds there what it wrote.
        flushChanges();
        const auto elsewhere = std::find_if(requests.begin(), requests.end(), std::mem_fn(&WriteRequest::isElsewhere));
        if (written.ok() && elsewhere != requests.end())
            emit q->changedAtServer(elsewhere->key.entity);
        if (written.ok() && !written->inverse.empty() && kind != Kind::Quiet)
            remember({written->inverse, text, notes > 0}, kind);
        // What failed for now can be tried again; what is gone would stand in the way of the steps before it.
        else if (!written.ok() && isPassing(written.error()))
            putBack({requests, text, false}, kind); // they bring their note along
        if (!caller || !done)
            return;
        if (written.ok())
            done(std::move(written->ids));
        else
            done(written.error());
    };
    // With this object as context: undo must learn of it even when the caller is gone.
    if (requests.size() < longWork)
        return order<Written>(q, finish, [requests](ReplicaHost &host) { return host.submit(requests); });
    Job &job = jobs.start(
        [this, first = requests.at(notes), count = requests.size() - notes] { return describe(first, count); });
    order<Written>(q, ending<Written>(job, q, finish, context),
        [requests, goOn = watch(job, qint64(requests.size()))](
            ReplicaHost &host) { return host.submit(requests, goOn); });
}

/// The field's default for each field that is not given, as the server would set it.
FieldValues Records::Private::withDefaults(const EntityDef &entity, FieldValues values) const
{
    EvaluationContext context;
    context.values = &values;
    context.surroundings.me = user;
    context.surroundings.now = clock->now();
    context.surroundings.utcOffsetSeconds = localUtcOffset(context.surroundings.now);
    FieldValues defaults;
    for (const FieldDef &field : entity.fields) {
        if (field.isSystem() || field.deleted || field.readOnly || !field.isStored() || values.contains(field.number))
            continue;
        if (!field.defaultValue.isNull())
            defaults[field.number] = field.defaultValue;
        if (field.defaultExpression.isEmpty())
            continue;
        const Result<CheckedExpression> expression = compileExpression(field.defaultExpression, *registry, entity);
        if (const Value value = expression.ok() ? evaluate(*expression, context) : Value(); !value.isNull())
            defaults[field.number] = value;
    }
    if (!user.isNull() && entity.field(systemfield::owner))
        defaults[systemfield::owner] = user;
    values.merge(defaults);
    return values;
}

RecordId Records::create(
    EntityNumber entity, const FieldValues &values, QObject *context, Callback<std::vector<MutationId>> done)
{
    WriteRequest request;
    request.key = {entity, newRecordId()};
    request.kind = MutationKind::Create;
    const EntityDef *definition = d->registry->entity(entity);
    request.to = definition ? d->withDefaults(*definition, values) : values;
    submit({request}, context, std::move(done));
    return request.key.id;
}

void Records::update(const RecordKey &key, const FieldValues &to, QObject *context,
    Callback<std::vector<MutationId>> done, const FieldValues &seen)
{
    WriteRequest request;
    request.key = key;
    request.to = to;
    request.from = seen;
    submit({request}, context, std::move(done));
}

void Records::objections(EntityNumber entity, const std::vector<RecordId> &ids, const FieldValues &to, QObject *context,
    Callback<std::vector<WriteObjection>> done)
{
    objections(RecordChoice{entity, ids, {}}, to, context, std::move(done));
}

void Records::objections(
    const RecordChoice &choice, const FieldValues &to, QObject *context, Callback<std::vector<WriteObjection>> done)
{
    // Few records are somebody's next click; many may take a while.
    ReaderHost *host = choice.size() <= shortQuestion ? d->threads.lookup : d->threads.query;
    d->askAboutMany<std::vector<WriteObjection>>(host, choice.size(), context, std::move(done),
        [rights = access(choice.entity), choice, to](Reader &reader) { return reader.objections(rights, choice, to); });
}

void Records::objections(
    const std::vector<WriteRequest> &requests, QObject *context, Callback<std::vector<WriteObjection>> done)
{
    std::vector<PlannedWrite> writes;
    writes.reserve(requests.size());
    for (const WriteRequest &request : requests) {
        const EntityDef *entity = d->registry->entity(request.key.entity);
        const bool isNew = entity && request.kind == MutationKind::Create;
        writes.push_back({request, isNew ? d->withDefaults(*entity, request.to) : FieldValues()});
    }
    const EntityAccess rights = access(requests.empty() ? EntityNumber(0) : requests.front().key.entity);
    d->askAboutMany<std::vector<WriteObjection>>(d->threads.query, writes.size(), context, std::move(done),
        [rights, writes](Reader &reader) { return reader.objections(rights, writes); });
}

void Records::act(const RecordKey &key, const QString &action, const QCborMap &arguments, QObject *context,
    Callback<std::vector<MutationId>> done)
{
    WriteRequest request;
    request.key = key;
    request.kind = MutationKind::Action;
    request.action = action;
    request.arguments = arguments;
    submit({request}, context, std::move(done));
}

void Records::submitQuietly(
    const std::vector<WriteRequest> &requests, QObject *context, Callback<std::vector<MutationId>> done)
{
    d->submit(requests, context, std::move(done), {}, Private::Kind::Quiet);
}

// ── undo ───────────────────────────────────────────────────────────────────────────────────────────────────────────

QString Records::Private::describe(const WriteRequest &first, size_t count) const
{
    const EntityDef *entity = registry->entity(first.key.entity);
    const QString name = entity ? labels->entity(*entity) : QString();
    QString what = titles.value(first.key);
    what = what.isEmpty() ? name : name + u' ' + what;
    if (count > 1)
        what = Records::tr("%n record(s)", nullptr, int(count));
    switch (first.kind) {
    case MutationKind::Create:
        return Records::tr("New: %1").arg(what);
    case MutationKind::Delete:
        return Records::tr("Delete: %1").arg(what);
    case MutationKind::Restore:
        return Records::tr("Restore: %1").arg(what);
    default:
        return Records::tr("Change: %1").arg(what);
    }
}

void Records::Private::remember(UndoStep step, Kind kind)
{
    std::vector<UndoStep> &steps = kind == Kind::Undone ? redoSteps : undoSteps;
    steps.push_back(std::move(step));
    if (int(steps.size()) > mostUndoSteps)
        steps.erase(steps.begin());
    if (kind == Kind::New)
        redoSteps.clear();
    emit q->undoChanged();
}

void Records::Private::putBack(UndoStep step, Kind kind)
{
    if (kind != Kind::Undone && kind != Kind::Redone)
        return;
    (kind == Kind::Undone ? undoSteps : redoSteps).push_back(std::move(step));
    emit q->undoChanged();
}

/// What was taken back cannot be undone, and what came before or behind it on the same records would bring it back.
void Records::Private::forgetSteps(const std::vector<RecordKey> &records)
{
    const auto isAbout = [&records](const UndoStep &step) {
        return std::any_of(step.requests.begin(), step.requests.end(), [&records](const WriteRequest &request) {
            return std::find(records.begin(), records.end(), request.key) != records.end();
        });
    };
    std::erase_if(undoSteps, isAbout);
    std::erase_if(redoSteps, isAbout);
    emit q->undoChanged();
}

bool Records::canUndo() const
{
    return !d->undoSteps.empty();
}

QString Records::undoText() const
{
    return d->undoSteps.empty() ? QString() : d->undoSteps.back().text;
}

bool Records::canRedo() const
{
    return !d->redoSteps.empty();
}

QString Records::redoText() const
{
    return d->redoSteps.empty() ? QString() : d->redoSteps.back().text;
}

void Records::undo(QObject *context, Callback<void> done)
{
    d->takeStep(d->undoSteps, Private::Kind::Undone, context, std::move(done));
}

void Records::redo(QObject *context, Callback<void> done)
{
    d->takeStep(d->redoSteps, Private::Kind::Redone, context, std::move(done));
}

void Records::Private::takeStep(std::vector<UndoStep> &steps, Kind kind, QObject *context, Callback<void> done)
{
    if (steps.empty()) {
        deliver<void>(q, context, std::move(done), Error::conflict(QStringLiteral("nothingToUndo")));
        return;
    }
    UndoStep step = std::move(steps.back());
    steps.pop_back();
    for (WriteRequest &request : step.requests)
        request.onlyIfThere = true;
    emit q->undoChanged();
    if (step.isMassChange)
        step.requests = asOneChange(std::move(step.requests));
    submit(
        step.requests, context,
        [done = std::move(done)](const Result<std::vector<MutationId>> &written) {
            if (done)
                done(written.ok() ? Result<void>() : Result<void>(written.error()));
        },
        step.text, kind);
}

// ── drafts ─────────────────────────────────────────────────────────────────────────────────────────────────────────

void Records::saveDraft(const Draft &draft)
{
    Draft stamped = draft;
    if (stamped.at == 0)
        stamped.at = d->clock->now();
    d->newestDrafts.insert(draft.key, stamped.at);
    d->unsavedDrafts.insert(draft.key, std::move(stamped));
    // Not started again while typing goes on: nothing is ever older than half a second.
    if (!d->draftTimer.isActive())
        d->draftTimer.start(Private::draftMilliseconds);
}

void Records::Private::flushDrafts()
{
    draftTimer.stop();
    const QHash<RecordKey, Draft> drafts = std::exchange(unsavedDrafts, {});
    if (drafts.isEmpty())
        return;
    writeDrafts(drafts, [drafts](ReplicaHost &host) -> Result<void> {
        for (const Draft &draft : drafts)
            TANDEM_TRY(host.replica().saveDraft(draft));
        return {};
    });
}

/// `write` in the replica's thread; of `drafts` nothing is lost if it fails.
void Records::Private::writeDrafts(
    const QHash<RecordKey, Draft> &drafts, std::function<Result<void>(ReplicaHost &)> write)
{
    ++draftWrites;
    const auto done = [this, drafts](const Result<void> &written) {
        --draftWrites;
        draftsWritten(drafts, written);
    };
    order<void>(q, done, std::move(write));
}

/// What could not be written is kept and tried again, and whoever types is told: it is nowhere else.
void Records::Private::draftsWritten(const QHash<RecordKey, Draft> &drafts, const Result<void> &written)
{
    if (!written.ok()) {
        for (const Draft &draft : drafts) {
            const auto newest = newestDrafts.constFind(draft.key);
            const bool isWanted = newest != newestDrafts.cend() && *newest == draft.at;
            if (isWanted && !unsavedDrafts.contains(draft.key))
                unsavedDrafts.insert(draft.key, draft);
        }
        if (!unsavedDrafts.isEmpty())
            draftTimer.start(draftRetryMilliseconds);
    }
    setDraftTrouble(written.ok() || unsavedDrafts.isEmpty() ? std::nullopt : std::optional<Error>(written.error()));
}

void Records::Private::setDraftTrouble(const std::optional<Error> &trouble)
{
    if (trouble == draftTrouble)
        return;
    draftTrouble = trouble;
    emit q->draftTroubleChanged();
}

std::optional<Error> Records::draftTrouble() const
{
    return d->draftTrouble;
}

void Records::addToDraft(const RecordKey &key, FieldNumber field, const Value &typed, const Value &seen)
{
    Draft added = d->unsavedDrafts.take(key);
    added.key = key;
    added.values[field] = typed;
    added.seen.try_emplace(field, seen);
    added.at = d->clock->now();
    d->newestDrafts.insert(key, added.at);
    d->writeDrafts({{key, added}}, [added](ReplicaHost &host) -> Result<void> {
        TANDEM_ASSIGN(std::optional<Draft> draft, host.replica().draft(added.key));
        if (!draft)
            return host.replica().saveDraft(added);
        for (const auto &[number, value] : added.values)
            draft->values[number] = value;
        for (const auto &[number, value] : added.seen)
            draft->seen.try_emplace(number, value);
        draft->at = added.at;
        return host.replica().saveDraft(*draft);
    });
    emit addedToDraft(key, field, typed);
}

void Records::removeDraft(const RecordKey &key)
{
    d->unsavedDrafts.remove(key);
    d->newestDrafts.remove(key);
    // One that is under way tells by itself how it went.
    if (d->unsavedDrafts.isEmpty() && d->draftWrites == 0)
        d->setDraftTrouble(std::nullopt);
    d->order<void>(this, {}, [key](ReplicaHost &host) { return host.replica().removeDraft(key); });
}

void Records::loadDraft(const RecordKey &key, QObject *context, Callback<std::optional<Draft>> done)
{
    d->flushDrafts();
    d->order<std::optional<Draft>>(
        context, std::move(done), [key](ReplicaHost &host) { return host.replica().draft(key); });
}

void Records::listDrafts(QObject *context, Callback<std::vector<Draft>> done)
{
    d->flushDrafts();
    d->order<std::vector<Draft>>(context, std::move(done), [](ReplicaHost &host) { return host.replica().drafts(); });
}

}
