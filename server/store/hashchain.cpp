// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/hashchain.h"

#include <QtEndian>

#include <limits>

namespace tandem::server {

EntryHash::EntryHash(QByteArrayView previous)
{
    bytes(previous);
}

EntryHash &EntryHash::number(qint64 value)
{
    char digits[sizeof value];
    qToBigEndian(value, digits);
    m_hash.addData(QByteArrayView(digits, sizeof digits));
    return *this;
}

/// With its length, so that nothing can move from one column to the next.
EntryHash &EntryHash::bytes(QByteArrayView value)
{
    number(value.size());
    m_hash.addData(value);
    return *this;
}

EntryHash &EntryHash::text(const QString &value)
{
    return bytes(value.toUtf8());
}

EntryHash &EntryHash::id(const RecordId &value)
{
    return bytes(value.isNull() ? QByteArray() : toBytes(value));
}

namespace hashchain {

namespace {

constexpr int pageSize = 1000;

class Walk
{
public:
    Walk(const Ends &ends, const std::optional<Noted> &noted)
        : m_ends(ends)
        , m_noted(noted)
    {
        m_report.newest.hash = ends.anchor;
        m_report.newest.number = ends.horizon;
        m_report.isNoteTooOld = noted && (noted->number <= ends.horizon || noted->number <= ends.startsAfter);
    }

    const QByteArray &previous() const { return m_report.newest.hash; }
    const Report &report() const { return m_report; }

    /// False: it breaks here.
    bool take(const Link &link)
    {
        if (link.number <= m_ends.horizon)
            return breaks(Damage::BeforeHorizon, link.number);
        const bool isChained = link.number > m_ends.startsAfter;
        if (isChained ? link.hash != link.expected : !link.hash.isEmpty())
            return breaks(Damage::DoesNotFollow, link.number);
        if (!isChained) {
            ++m_report.unchained;
            return true;
        }
        ++m_report.entries;
        m_report.newest = {link.number, link.hash};
        if (m_noted && m_noted->number == link.number) {
            m_noteSeen = true;
            if (!link.hash.startsWith(m_noted->hash))
                return breaks(Damage::DiffersFromNote, link.number);
        }
        return true;
    }

    void end()
    {
        if (m_report.newest.hash != m_ends.head)
            breaks(Damage::EndMissing, m_report.newest.number);
        else if (m_noted && !m_noteSeen && !m_report.isNoteTooOld)
            breaks(Damage::DiffersFromNote, m_noted->number);
    }

private:
    bool breaks(Damage damage, qint64 at)
    {
        m_report.damage = damage;
        m_report.at = at;
        return false;
    }

    const Ends &m_ends;
    const std::optional<Noted> &m_noted;
    Report m_report;
    bool m_noteSeen = false;
};

}

Result<std::vector<Link>> readLinks(Statement page, const QByteArray &previous, const LinkOf &linkOf)
{
    std::vector<Link> links;
    QByteArray before = previous;
    for (;;) {
        TANDEM_ASSIGN(const bool more, page.step());
        if (!more)
            return links;
        links.push_back(linkOf(page, before));
        before = links.back().hash;
    }
}

Result<Expired> readExpired(Statement oldest, Timestamp before)
{
    Expired expired;
    for (;;) {
        TANDEM_ASSIGN(const bool more, oldest.step());
        if (!more || oldest.integer(1) >= before)
            return expired;
        expired.last = oldest.integer(0);
        expired.anchor = oldest.bytes(2);
        ++expired.count;
    }
}

Result<Report> verify(const Ends &ends, const LinksAfter &linksAfter, const std::optional<Noted> &noted)
{
    Walk walk(ends, noted);
    for (qint64 number = std::numeric_limits<qint64>::min();;) {
        TANDEM_ASSIGN(const std::vector<Link> links, linksAfter(number, walk.previous(), pageSize));
        for (const Link &link : links) {
            if (!walk.take(link))
                return walk.report();
        }
        if (links.empty())
            break;
        number = links.back().number;
    }
    walk.end();
    return walk.report();
}

}

}
