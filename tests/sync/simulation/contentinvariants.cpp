// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What must hold for the contents of files.

#include "server/store/audiencestore.h"
#include "server/store/recordstore.h"
#include "shared/entities/entitynames.h"
#include "tests/sync/simulation/invariants.h"

namespace tandem::sim {

namespace file = entities::file;

namespace {

bool tellsOf(const Laptop &laptop, const RecordId &record)
{
    const auto problems = laptop.replica().problems();
    must(problems);
    return std::any_of(problems->begin(), problems->end(),
        [&](const client::Problem &problem) { return problem.mutation.record == record; });
}

/// Also of files in the recycle bin.
QSet<QString> namedContents(const QMap<QString, QString> &rows)
{
    static const QString cell = QStringLiteral(" | sha256=");
    QSet<QString> hashes;
    for (const QString &row : rows) {
        if (const qsizetype at = row.indexOf(cell); at >= 0)
            hashes.insert(row.mid(at + cell.size(), 64));
    }
    return hashes;
}

}

/// A content that was attached is at the server or on a laptop, or its laptop tells that it is not.
QStringList Invariants::lostContents() const
{
    QSet<QString> found;
    for (const auto &laptop : m_laptops)
        found += laptop->contents();
    QStringList lost;
    for (const AttachedContent &content : m_ledger.contents()) {
        const bool isThere = m_server.http->files().contains(content.sha256) || found.contains(content.sha256);
        if (!isThere && !tellsOf(*m_laptops[size_t(content.laptop)], content.file))
            lost.append(QStringLiteral("content %1 that laptop %2 attached is nowhere")
                            .arg(content.sha256)
                            .arg(content.laptop));
    }
    return lost;
}

/// The server takes the record of a file after its content.
QStringList Invariants::filesWithoutContent() const
{
    RecordQuery all;
    all.entity = file::entityName();
    all.fields = {file::field::sha256};
    all.deleted = RecordQuery::Deleted::With;
    const auto records = server::RecordStore(*m_reader, m_server.registry()).query(all);
    must(records);
    QStringList empty;
    for (const server::StoredRecord &record : *records) {
        if (!m_server.http->files().contains(record.value(file::field::sha256).toText()))
            empty.append(QStringLiteral("file %1 has no content").arg(toText(record.id)));
    }
    return empty;
}

/// With its record a content leaves the laptop, unless it came from there.
QStringList Invariants::contentsWithoutFile() const
{
    QStringList left;
    for (const auto &laptop : m_laptops) {
        // What was noted of a content that came just before may be gone with the power.
        if (laptop->hasLostPower())
            continue;
        const QSet<QString> known = namedContents(laptop->rows(*m_server.registry()->entity(file::number)));
        const QSet<QString> unknown = laptop->contents() - known - laptop->keptContents();
        for (const QString &sha256 : unknown)
            left.append(QStringLiteral("laptop %1 keeps content %2").arg(laptop->number()).arg(sha256));
    }
    return left;
}

/// Asked at the server's own door, with that person's token.
int Invariants::statusOfContent(const Laptop &laptop, const QString &sha256) const
{
    server::HttpRequest head;
    head.path = QStringLiteral("/files/") + sha256;
    head.headers.set("Authorization", "Bearer " + laptop.person().token);
    HttpDoor::Visit visit(*m_server.http, std::move(head));
    visit.finish();
    return visit.answer().status;
}

/// A content opens to whoever sees a file that holds it, and to nobody else.
QStringList Invariants::openedByTheWrong() const
{
    constexpr int isOpen = 200;
    constexpr int isNotThere = 404;
    QSet<QString> hashes;
    for (const AttachedContent &content : m_ledger.contents())
        hashes.insert(content.sha256);
    server::AudienceStore audiences(*m_reader);
    server::RecordStore records(*m_reader, m_server.registry());
    QStringList wrong;
    for (const auto &laptop : m_laptops) {
        const auto permissions = server::AccessResolver::compute(*m_reader, m_server.registry(), laptop->person().user);
        must(permissions);
        for (const QString &sha256 : hashes) {
            const auto files = records.findBy(file::number, file::field::sha256, Value(sha256));
            must(files);
            const bool isSeen = std::any_of(files->begin(), files->end(), [&](const server::StoredRecord &record) {
                const auto keys = audiences.keys(file::number, record.id);
                must(keys);
                return (*permissions)->maySee(file::number, *keys);
            });
            const int status = statusOfContent(*laptop, sha256);
            if (status == (isSeen ? isNotThere : isOpen))
                wrong.append(QStringLiteral("laptop %1 %2 content %3")
                                 .arg(laptop->number())
                                 .arg(isSeen ? QStringLiteral("cannot open") : QStringLiteral("opens"), sha256));
        }
    }
    return wrong;
}

}
