// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/invariants.h"

#include "client/replica/blobs.h"
#include "server/store/audiencestore.h"
#include "server/store/recordstore.h"
#include "shared/entities/entitynames.h"

#include <QCborValue>
#include <QRegularExpression>

namespace tandem::sim {

namespace {

void addWords(QSet<QString> &words, const QString &text)
{
    static const QRegularExpression word(QStringLiteral("w\\d+x"));
    // Most texts have none, and there are many.
    if (!text.contains(QLatin1Char('w')))
        return;
    for (auto found = word.globalMatch(text); found.hasNext();)
        words.insert(found.next().captured());
}

void addWords(QSet<QString> &words, const Value &value)
{
    addWords(words, value.kind() == Value::Kind::Set ? value.toSet().join(QLatin1Char(' ')) : value.toText());
}

template <typename Changed> // Mutation or ChangeEntry
void addWordsOf(QSet<QString> &words, const Changed &changed)
{
    for (const FieldChange &change : changed.changes)
        addWords(words, change.to);
    if (!changed.arguments.isEmpty())
        addWords(words, changed.arguments.toCborValue().toDiagnosticNotation());
}

/// Typed by somebody, and not moved there with a join or by a conflict that was settled.
bool isTyped(const server::ChangeEntry &entry)
{
    return entry.origin.isNull() && !entry.mutation.device.isNull();
}

void addWordsOfTable(QSet<QString> &words, Connection &outbox, const char *table)
{
    auto rows = outbox.prepare(QStringLiteral("SELECT mutation FROM ") + QLatin1String(table));
    must(rows);
    while (*rows->step()) {
        const auto mutation = client::mutationFromBlob(rows->bytes(0));
        must(mutation);
        addWordsOf(words, *mutation);
    }
}

}

QStringList differencesOf(const Content &old, const Content &fresh)
{
    QStringList differences;
    for (auto entity = fresh.begin(); entity != fresh.end(); ++entity) {
        const QMap<QString, QString> rows = old.value(entity.key());
        for (auto row = entity->begin(); row != entity->end(); ++row) {
            const QString there = rows.value(row.key());
            if (there != row.value())
                differences.append(QStringLiteral("%1 %2\n    has   %3\n    not   %4")
                                       .arg(entity.key(), row.key(),
                                           there.isEmpty() ? QStringLiteral("nothing") : there, row.value()));
        }
        for (auto row = rows.begin(); row != rows.end(); ++row) {
            if (!entity->contains(row.key()))
                differences.append(
                    QStringLiteral("%1 %2\n    has   %3\n    not   nothing").arg(entity.key(), row.key(), row.value()));
        }
    }
    return differences;
}

Invariants::Invariants(const Server &server, std::vector<server::ChangeEntry> history, const Ledger &ledger,
    const std::vector<std::unique_ptr<Laptop>> &laptops)
    : m_server(server)
    , m_ledger(ledger)
    , m_laptops(laptops)
    , m_reader(server.reader())
    , m_log(std::move(history))
    , m_logged(wordsIn(m_log))
{
}

QStringList Invariants::broken() const
{
    return brokenByWords() + brokenChain() + rowsUnlikeTheLog() + audiencesUnlikeTheRules() + whatNobodyShouldSee()
        + lostContents() + filesWithoutContent() + contentsWithoutFile() + openedByTheWrong();
}

QStringList Invariants::brokenByWords() const
{
    return lostWords() + swallowedWords() + miscounted() + outOfOrder() + traceOfRejected();
}

QSet<QString> Invariants::wordsOn(const Laptop &laptop)
{
    QSet<QString> words;
    const auto file = laptop.openFile(QStringLiteral("outbox.db"));
    for (const char *table : {"outbox", "acknowledged", "problem"})
        addWordsOfTable(words, *file, table);
    return words;
}

QSet<QString> Invariants::wordsIn(const std::vector<server::ChangeEntry> &history)
{
    QSet<QString> words;
    for (const server::ChangeEntry &entry : history)
        addWordsOf(words, entry);
    return words;
}

/// No typed value ever vanishes without a trace.
QStringList Invariants::lostWords() const
{
    QSet<QString> found = m_logged;
    for (const auto &laptop : m_laptops)
        found += wordsOn(*laptop);
    QStringList lost;
    for (const TypedWord &typed : m_ledger.words()) {
        const bool hasFaded = typed.mayFade && m_laptops[size_t(typed.laptop)]->disk() > 0;
        if (!found.contains(typed.word) && !hasFaded)
            lost.append(QStringLiteral("what laptop %1 typed is nowhere: %2 in %3")
                            .arg(typed.laptop)
                            .arg(typed.word, toText(typed.key.id)));
    }
    return lost;
}

/// With a disk the archive may go from which a word would have been sent once more, or the problem that told of it; and
/// what the company had added to the definitions may be unknown to a server that came back from a backup.
bool Invariants::mayBeInNoLog(const TypedWord &typed) const
{
    const bool hasAnotherDisk = m_laptops[size_t(typed.laptop)]->disk() > 0;
    return (typed.isFromBefore && (typed.isOfCompany || hasAnotherDisk)) || (typed.mayFade && hasAnotherDisk);
}

/// Everything that was typed has been judged, so it is in the log, or a problem with its values: that the laptop has it
/// in the archive of what was accepted is not enough. Of a server that came back from a backup, too, since that gets
/// what it has lost once more.
QStringList Invariants::swallowedWords() const
{
    std::vector<QSet<QString>> problems;
    for (const auto &laptop : m_laptops)
        addWordsOfTable(problems.emplace_back(), *laptop->openFile(QStringLiteral("outbox.db")), "problem");
    QStringList swallowed;
    for (const TypedWord &typed : m_ledger.words()) {
        if (m_logged.contains(typed.word) || mayBeInNoLog(typed))
            continue;
        if (!problems[size_t(typed.laptop)].contains(typed.word))
            swallowed.append(
                QStringLiteral("what laptop %1 typed for entity %2 is in no log and is no problem: %3 in %4")
                    .arg(typed.laptop)
                    .arg(typed.key.entity)
                    .arg(typed.word, toText(typed.key.id)));
    }
    return swallowed;
}

/// Each mutation's effect once: every visit that the log knows has counted one. What a join of two accounts carried
/// from one to the other, or its way back, is told in the log as part of that.
QStringList Invariants::miscounted() const
{
    namespace account = entities::account;
    const FieldDef *counter = m_server.registry()->entity(account::number)->field(CompanyMold::counterField());
    QHash<RecordId, QSet<QString>> visits;
    QHash<RecordId, qint64> carried;
    for (const server::ChangeEntry &entry : m_log) {
        if (entry.entity != account::number)
            continue;
        for (const FieldChange &change : entry.changes) {
            const QString text = change.to.toText();
            const bool isVisit = change.field == account::field::code && text.startsWith(QLatin1String("visit "));
            if (isVisit && isTyped(entry))
                visits[entry.record].insert(text);
            if (change.field == counter->number && !entry.origin.isNull())
                carried[entry.record] += change.to.toInteger() - change.from.toInteger();
        }
    }
    QStringList wrong;
    server::RecordStore records(*m_reader, m_server.registry());
    for (auto counted = visits.cbegin(); counted != visits.cend(); ++counted) {
        const auto row = records.find(account::number, counted.key());
        must(row);
        const qint64 stands = *row ? (*row)->value(counter->number).toInteger() : -1;
        const qint64 wanted = counted->size() + carried.value(counted.key());
        if (stands != wanted)
            wrong.append(QStringLiteral("account %1 has counted %2 visits of %3")
                             .arg(toText(counted.key()))
                             .arg(stands)
                             .arg(wanted));
    }
    return wrong;
}

/// The order of one device's mutations is kept, and none of them is in the log of its record twice.
QStringList Invariants::outOfOrder() const
{
    QStringList wrong;
    QHash<RecordId, qint64> last;
    QSet<QString> seen;
    for (const server::ChangeEntry &entry : m_log) {
        const MutationId &id = entry.mutation;
        if (id.device.isNull())
            continue;
        const QString name = QStringLiteral("%1 of %2").arg(id.number).arg(toText(id.device));
        if (id.number < last.value(id.device))
            wrong.append(QStringLiteral("mutation %1 came after %2").arg(name).arg(last.value(id.device)));
        last[id.device] = id.number;
        // An action may have several lines of its own in the story of one record.
        if (entry.kind == MutationKind::Action)
            continue;
        const QString effect = name + toText(entry.record) + QString::number(int(entry.kind));
        if (seen.contains(effect))
            wrong.append(QStringLiteral("mutation %1 took effect twice").arg(name));
        seen.insert(effect);
    }
    return wrong;
}

/// What is left of the change log follows from what is gone.
QStringList Invariants::brokenChain() const
{
    const auto report = server::ChangeLog(*m_reader).verifyChain();
    must(report);
    if (report->damage == server::hashchain::Damage::None)
        return {};
    return {QStringLiteral("the chain of the change log breaks at %1").arg(report->at)};
}

/// A rejected mutation leaves no partial effect.
QStringList Invariants::traceOfRejected() const
{
    QSet<QString> logged;
    for (const server::ChangeEntry &entry : m_log)
        logged.insert(toText(entry.mutation.device) + QString::number(entry.mutation.number));
    QStringList traces;
    for (const auto &laptop : m_laptops) {
        const auto problems = laptop->replica().problems();
        must(problems);
        for (const client::Problem &problem : *problems) {
            const MutationId &id = problem.mutation.id;
            const bool judged = problem.error.reason != QLatin1String("noLongerVisible")
                && problem.error.reason != QLatin1String("answerForgotten");
            // What never became a mutation, like a draft of a field that went, has no number in any log.
            if (judged && !id.device.isNull() && logged.contains(toText(id.device) + QString::number(id.number)))
                traces.append(QStringLiteral("mutation %1 of laptop %2 was refused (%3) and is in the log")
                                  .arg(id.number)
                                  .arg(laptop->number())
                                  .arg(problem.error.toLog()));
        }
    }
    return traces;
}

/// No laptop holds a row that its user may not see, or a field of it.
QStringList Invariants::whatNobodyShouldSee() const
{
    QStringList seen;
    const RegistryPointer registry = m_server.registry();
    for (const auto &laptop : m_laptops) {
        const auto permissions = server::AccessResolver::compute(*m_reader, registry, laptop->person().user);
        must(permissions);
        for (const EntityDef &entity : registry->entities()) {
            if (!entity.deleted)
                seen += whatOneShouldNotSee(*laptop, entity, **permissions);
        }
    }
    return seen;
}

QStringList Invariants::whatOneShouldNotSee(
    const Laptop &laptop, const EntityDef &entity, const server::Permissions &permissions) const
{
    QStringList seen;
    server::AudienceStore audiences(*m_reader);
    server::RecordStore records(*m_reader, m_server.registry());
    const QMap<QString, QString> rows = laptop.rows(entity);
    for (auto row = rows.begin(); row != rows.end(); ++row) {
        const RecordId id = recordIdFromText(row.key());
        const auto audience = audiences.keys(entity.number, id);
        must(audience);
        if (!permissions.maySee(entity.number, *audience))
            seen.append(QStringLiteral("laptop %1 holds %2 %3").arg(laptop.number()).arg(entity.name, row.key()));
        for (const FieldDef &field : entity.fields) {
            const FieldAccess access = permissions.fieldAccess(entity.number, field.number);
            const QString cell = QLatin1String(" | ") + field.column + QLatin1Char('=');
            if (access > FieldAccess::Masked || !row->contains(cell))
                continue;
            const auto record = records.find(entity.number, id);
            must(record);
            const QString whole = *record ? (*record)->value(field.number).toText() : QString();
            const bool isWhole = !whole.isEmpty() && row->contains(cell + Laptop::cellText(whole.toUtf8()));
            if (access == FieldAccess::Hidden || isWhole)
                seen.append(QStringLiteral("laptop %1 holds %2.%3 of %4")
                                .arg(laptop.number())
                                .arg(entity.name, field.name, row.key()));
        }
    }
    return seen;
}

}
