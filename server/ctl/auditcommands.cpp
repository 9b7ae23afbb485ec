// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/ctl/auditcommands.h"

#include "server/ctl/commandsupport.h"
#include "server/store/audittrail.h"
#include "server/store/changelog.h"
#include "server/store/recordstore.h"
#include "shared/base/clock.h"
#include "shared/database/postgresql/opendatabase.h"
#include "shared/entities/entitynames.h"
#include "shared/entities/shipped.h"

#include <QDateTime>
#include <QFile>
#include <QHash>
#include <QJsonArray>

namespace tandem::server {

namespace {

using hashchain::Damage;

Result<std::unique_ptr<Connection>> openForReading(const CommandLine &line)
{
    TANDEM_ASSIGN(const DatabaseAddress database, databaseOf(line));
    const DatabaseAddress address = forReading(database, line.dataFolder);
    if (!address.isPostgresql() && !QFile::exists(address.url))
        return Error{ErrorCode::NotFound, QStringLiteral("cannotRead"), address.url, {}, {}};
    return openDatabase(address);
}

/// "8123:9f2c…", as verifyAudit() prints it.
Result<std::optional<hashchain::Noted>> notedIn(const CommandLine &line)
{
    const QString word = line.options.value(QStringLiteral("noted"));
    if (word.isEmpty())
        return std::optional<hashchain::Noted>();
    bool ok = false;
    const hashchain::Noted noted{word.section(QLatin1Char(':'), 0, 0).toLongLong(&ok),
        QByteArray::fromHex(word.section(QLatin1Char(':'), 1).toLatin1())};
    if (!ok || noted.hash.isEmpty())
        return Error::invalid(QStringLiteral("--noted"), QStringLiteral("badValueLike"),
            {{QStringLiteral("value"), word}, {QStringLiteral("example"), QStringLiteral("8123:9f2c…")}});
    return std::optional(noted);
}

QString notedText(const hashchain::Noted &noted)
{
    return QStringLiteral("%1:%2").arg(noted.number).arg(QString::fromLatin1(noted.hash.toHex()));
}

QString damageText(const hashchain::Report &report)
{
    switch (report.damage) {
    case Damage::None:
        break;
    case Damage::DoesNotFollow:
        return ctlText(QT_TRANSLATE_NOOP("tandemctl",
                           "Broken at entry %1: it or the one before it was changed, or something between them was "
                           "removed, added or moved."))
            .arg(report.at);
    case Damage::BeforeHorizon:
        return ctlText(QT_TRANSLATE_NOOP("tandemctl",
                           "Broken at entry %1: it was added where everything has been removed for its age."))
            .arg(report.at);
    case Damage::EndMissing:
        return ctlText(QT_TRANSLATE_NOOP("tandemctl", "Broken after entry %1: what was written after it is gone."))
            .arg(report.at);
    case Damage::DiffersFromNote:
        return ctlText(QT_TRANSLATE_NOOP(
                           "tandemctl", "Entry %1 is not the one that was noted: the log has been written anew since."))
            .arg(report.at);
    }
    return ctlText(QT_TRANSLATE_NOOP("tandemctl", "Whole: %1 entries")).arg(report.entries);
}

/// For scripts.
QString damageName(Damage damage)
{
    switch (damage) {
    case Damage::None:
        break;
    case Damage::DoesNotFollow:
        return QStringLiteral("doesNotFollow");
    case Damage::BeforeHorizon:
        return QStringLiteral("beforeHorizon");
    case Damage::EndMissing:
        return QStringLiteral("endMissing");
    case Damage::DiffersFromNote:
        return QStringLiteral("differsFromNote");
    }
    return {};
}

QJsonObject reportJson(const hashchain::Report &report)
{
    QJsonObject json{{QStringLiteral("entries"), report.entries}, {QStringLiteral("unchained"), report.unchained},
        {QStringLiteral("newest"), notedText(report.newest)}, {QStringLiteral("noteTooOld"), report.isNoteTooOld}};
    if (report.damage != Damage::None) {
        json.insert(QStringLiteral("damage"), damageName(report.damage));
        json.insert(QStringLiteral("at"), report.at);
    }
    return json;
}

/// The entry where the log breaks, as far as it says who and when. Empty if it is gone, or so damaged that it cannot be
/// read: the place is what counts.
QString entryText(ChangeLog &log, const Registry &registry, qint64 seq)
{
    const auto entries = log.readAfter(seq - 1, 1);
    if (!entries || entries->empty() || entries->front().seq != seq)
        return {};
    const ChangeEntry &entry = entries->front();
    const EntityDef *entity = registry.entity(entry.entity);
    return QStringLiteral("  %1\t%2 %3")
        .arg(localTime(utcTime(entry.at).toString(Qt::ISODate)), entity ? entity->name : QString::number(entry.entity),
            toText(entry.record));
}

QStringList changeLines(const hashchain::Report &changes, const QString &broken)
{
    QStringList lines{ctlText(QT_TRANSLATE_NOOP("tandemctl", "Changes: %1")).arg(damageText(changes))};
    if (!broken.isEmpty())
        lines.append(broken);
    if (changes.unchained > 0)
        lines.append(ctlText(QT_TRANSLATE_NOOP("tandemctl", "%1 older ones were written before there were hashes."))
                         .arg(changes.unchained));
    if (changes.isNoteTooOld)
        lines.append(ctlText(
            QT_TRANSLATE_NOOP("tandemctl", "What was noted is older than what is kept, so it could not be compared.")));
    return lines;
}

Result<CommandResult> verified(const CommandLine &line)
{
    TANDEM_ASSIGN(const auto noted, notedIn(line));
    TANDEM_ASSIGN(const auto connection, openForReading(line));
    TANDEM_ASSIGN(const RegistryPointer shipped, loadShipped());
    ChangeLog log(*connection);
    TANDEM_ASSIGN(const hashchain::Report changes, log.verifyChain(noted));
    TANDEM_ASSIGN(const hashchain::Report events, AuditTrail(*connection).verifyChain());
    const QString broken = changes.damage == Damage::None ? QString() : entryText(log, *shipped, changes.at);
    QStringList lines = changeLines(changes, broken);
    lines.append(ctlText(QT_TRANSLATE_NOOP("tandemctl", "Sign-ins: %1")).arg(damageText(events)));
    const bool isWhole = changes.damage == Damage::None && events.damage == Damage::None;
    if (isWhole && !changes.newest.hash.isEmpty()) // an old log, nothing of which is chained yet, gives nothing to note
        lines.append(ctlText(QT_TRANSLATE_NOOP("tandemctl", "To be noted somewhere else, for --noted next time: %1"))
                         .arg(notedText(changes.newest)));
    return CommandResult{isWhole ? CommandDone : CommandFindings, lines.join(QLatin1Char('\n')),
        {{QStringLiteral("whole"), isWhole}, {QStringLiteral("changes"), reportJson(changes)},
            {QStringLiteral("events"), reportJson(events)}}};
}

QString eventText(const QString &name)
{
    if (name == auditevent::signedIn)
        return ctlText(QT_TRANSLATE_NOOP("tandemctl", "signed in"));
    if (name == auditevent::signInFailed)
        return ctlText(QT_TRANSLATE_NOOP("tandemctl", "failed to sign in"));
    if (name == auditevent::sessionEnded)
        return ctlText(QT_TRANSLATE_NOOP("tandemctl", "session ended"));
    if (name == auditevent::passwordSet)
        return ctlText(QT_TRANSLATE_NOOP("tandemctl", "password set"));
    if (name == auditevent::codeMade)
        return ctlText(QT_TRANSLATE_NOOP("tandemctl", "one-time code made"));
    if (name == auditevent::fileInfected)
        return ctlText(QT_TRANSLATE_NOOP("tandemctl", "sent an infected file"));
    return name == auditevent::historyTrimmed ? ctlText(QT_TRANSLATE_NOOP("tandemctl", "old history removed")) : name;
}

/// Of users that are gone the id.
Result<QString> loginOf(RecordStore &records, QHash<RecordId, QString> &known, const RecordId &user)
{
    if (user.isNull() || known.contains(user))
        return known.value(user);
    TANDEM_ASSIGN(const auto found, records.find(entities::user::number, user));
    const QString login = found ? found->value(entities::user::field::login).toText() : toText(user);
    known.insert(user, login);
    return login;
}

Result<CommandResult> listed(const CommandLine &line)
{
    constexpr int usual = 100;
    bool ok = true;
    const QString limit = line.options.value(QStringLiteral("limit"), QString::number(usual));
    const int wanted = limit.toInt(&ok);
    if (!ok || wanted < 1)
        return Error::invalid(QStringLiteral("--limit"), QStringLiteral("badValueLike"),
            {{QStringLiteral("value"), limit}, {QStringLiteral("example"), QStringLiteral("100")}});
    TANDEM_ASSIGN(const auto connection, openForReading(line));
    TANDEM_ASSIGN(const RegistryPointer shipped, loadShipped());
    TANDEM_ASSIGN(const auto events, AuditTrail(*connection).newest(0, wanted));
    RecordStore records(*connection, shipped);
    QHash<RecordId, QString> logins;
    QStringList lines;
    QJsonArray json;
    for (const AuditEvent &event : events) {
        TANDEM_ASSIGN(const QString login, loginOf(records, logins, event.user));
        const QString at = utcTime(event.at).toString(Qt::ISODate);
        lines.append(QStringLiteral("%1\t%2\t%3\t%4\t%5")
                         .arg(localTime(at), eventText(event.name), login, event.device, event.address)
                         .trimmed());
        json.append(QJsonObject{{QStringLiteral("number"), event.number}, {QStringLiteral("at"), at},
            {QStringLiteral("event"), event.name}, {QStringLiteral("login"), login},
            {QStringLiteral("session"), event.session.isNull() ? QString() : toText(event.session)},
            {QStringLiteral("device"), event.device}, {QStringLiteral("address"), event.address}});
    }
    return CommandResult{CommandDone, lines.join(QLatin1Char('\n')), {{QStringLiteral("events"), json}}};
}

void answer(const Result<CommandResult> &result, const CommandDoneHandler &done)
{
    done(result ? *result : commandFailure(result.error()));
}

}

void verifyAudit(const CommandLine &line, const CommandDoneHandler &done)
{
    answer(verified(line), done);
}

void listAuditEvents(const CommandLine &line, const CommandDoneHandler &done)
{
    answer(listed(line), done);
}

}
