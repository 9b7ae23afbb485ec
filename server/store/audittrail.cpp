// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/audittrail.h"

#include "shared/database/transaction.h"

#include <limits>

namespace tandem::server {

namespace {

const QString columns = QStringLiteral("\"number\", \"at\", \"name\", \"user\", \"session\", \"device\", \"address\"");

AuditEvent readEvent(const Statement &row)
{
    return {row.integer(0), row.integer(1), row.text(2), row.id(3), row.id(4), row.text(5), row.text(6)};
}

/// All columns in their order, as the chain has had them since it began.
QByteArray hashOf(const AuditEvent &event, const QByteArray &previous)
{
    return EntryHash(previous)
        .number(event.number)
        .number(event.at)
        .text(event.name)
        .id(event.user)
        .id(event.session)
        .text(event.device)
        .text(event.address)
        .result();
}

/// What strangers call their device, as every database gives it back: a zero or a byte order mark would be refused or
/// lost there, and half of a surrogate pair is replaced; the hash would never fit again.
QString storable(QString text)
{
    text.remove(QChar(QChar::Null)).remove(QChar(QChar::ByteOrderMark));
    return QString::fromUtf8(text.toUtf8());
}

Error noHead()
{
    return Error::corrupt(QStringLiteral("audit_head is empty"));
}

}

Result<void> AuditTrail::append(AuditEvent event)
{
    QByteArray head;
    {
        TANDEM_ASSIGN(auto take,
            m_connection.prepare(
                QStringLiteral("UPDATE \"audit_head\" SET \"last\" = \"last\" + 1 RETURNING \"last\", \"head\"")));
        TANDEM_ASSIGN(const bool found, take.step());
        if (!found)
            return noHead();
        event.number = take.integer(0);
        head = take.bytes(1);
    }
    event.device = storable(event.device);
    event.address = storable(event.address);
    const QByteArray hash = hashOf(event, head);
    static const QString sql = QStringLiteral("INSERT INTO \"audit_event\" (") + columns
        + QStringLiteral(", \"hash\") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    TANDEM_ASSIGN(auto insert, m_connection.prepare(sql));
    insert.bind(1, event.number)
        .bind(2, event.at)
        .bind(3, event.name)
        .bind(4, event.user)
        .bind(5, event.session)
        .bind(6, event.device)
        .bind(7, event.address)
        .bind(8, hash);
    TANDEM_TRY(insert.run());
    TANDEM_ASSIGN(auto save, m_connection.prepare(QStringLiteral("UPDATE \"audit_head\" SET \"head\" = ?1")));
    return save.bind(1, hash).run();
}

Result<std::vector<AuditEvent>> AuditTrail::newest(qint64 before, int limit)
{
    static const QString sql = QStringLiteral("SELECT ") + columns
        + QStringLiteral(" FROM \"audit_event\" WHERE \"number\" < ?1 ORDER BY \"number\" DESC LIMIT ?2");
    TANDEM_ASSIGN(auto statement, m_connection.prepare(sql));
    statement.bind(1, before > 0 ? before : std::numeric_limits<qint64>::max()).bind(2, limit);
    std::vector<AuditEvent> events;
    for (;;) {
        TANDEM_ASSIGN(const bool more, statement.step());
        if (!more)
            return events;
        events.push_back(readEvent(statement));
    }
}

Result<qint64> AuditTrail::trim(Timestamp before, int limit)
{
    TANDEM_ASSIGN(auto oldest,
        m_connection.prepare(
            QStringLiteral("SELECT \"number\", \"at\", \"hash\" FROM \"audit_event\" ORDER BY \"number\" LIMIT ?1")));
    oldest.bind(1, limit);
    TANDEM_ASSIGN(const hashchain::Expired expired, hashchain::readExpired(std::move(oldest), before));
    if (expired.count == 0)
        return qint64(0);
    TANDEM_ASSIGN(
        auto mark, m_connection.prepare(QStringLiteral("UPDATE \"audit_head\" SET \"horizon\" = ?1, \"anchor\" = ?2")));
    TANDEM_TRY(mark.bind(1, expired.last).bind(2, expired.anchor).run());
    TANDEM_ASSIGN(
        auto remove, m_connection.prepare(QStringLiteral("DELETE FROM \"audit_event\" WHERE \"number\" <= ?1")));
    TANDEM_TRY(remove.bind(1, expired.last).run());
    return expired.count;
}

Result<hashchain::Report> AuditTrail::verifyChain()
{
    TANDEM_ASSIGN(const Transaction oneMoment, Transaction::begin(m_connection, Transaction::Kind::Read));
    TANDEM_ASSIGN(const hashchain::Ends ends, chainEnds());
    return hashchain::verify(ends,
        [this](qint64 number, const QByteArray &previous, int limit) { return linksAfter(number, previous, limit); });
}

Result<hashchain::Ends> AuditTrail::chainEnds()
{
    TANDEM_ASSIGN(auto statement,
        m_connection.prepare(QStringLiteral("SELECT \"horizon\", \"anchor\", \"head\" FROM \"audit_head\"")));
    TANDEM_ASSIGN(const bool found, statement.step());
    if (!found)
        return noHead();
    return hashchain::Ends{0, statement.integer(0), statement.bytes(1), statement.bytes(2)};
}

Result<std::vector<hashchain::Link>> AuditTrail::linksAfter(qint64 number, const QByteArray &previous, int limit)
{
    static const QString sql = QStringLiteral("SELECT ") + columns
        + QStringLiteral(", \"hash\" FROM \"audit_event\" WHERE \"number\" > ?1 ORDER BY \"number\" LIMIT ?2");
    TANDEM_ASSIGN(auto statement, m_connection.prepare(sql));
    statement.bind(1, number).bind(2, limit);
    return hashchain::readLinks(std::move(statement), previous, [](const Statement &row, const QByteArray &before) {
        const AuditEvent event = readEvent(row);
        return hashchain::Link{event.number, row.bytes(7), hashOf(event, before)};
    });
}

}
