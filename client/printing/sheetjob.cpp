// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/printing/sheetjob.h"

#include "client/printing/approvalsheetjob.h"
#include "client/printing/recordsheetjob.h"
#include "shared/entities/entitynames.h"

namespace tandem::client {

SheetJob::SheetJob(FieldContext context, QObject *parent)
    : QObject(parent)
    , m_words(std::move(context))
{
}

void SheetJob::start()
{
    read();
}

void SheetJob::readRecord(const RecordKey &key, GotRecord done)
{
    context().records->read(key, this, [this, done = std::move(done)](Result<Record> record) {
        if (!record.ok())
            return fail(record.error());
        wantTitlesOf(*record);
        readLinked(m_words.linksOf(*record), [done, record = *record] { done(record); });
    });
}

/// Rules of what is shown look behind the links of a record. What cannot be read is as if it were not there.
void SheetJob::readLinked(std::vector<RecordKey> links, std::function<void()> done)
{
    if (links.empty())
        return done();
    const RecordKey next = links.back();
    links.pop_back();
    context().records->read(next, this, [this, next, links, done = std::move(done)](const Result<Record> &linked) {
        if (linked.ok())
            m_words.addLinked(next, linked->values);
        readLinked(links, done);
    });
}

void SheetJob::readList(const ListQuery &query, EntityNumber listed, GotRecords done)
{
    Records *records = context().records;
    records->queryIds(query, this, [this, records, listed, done = std::move(done)](Result<std::vector<RecordId>> ids) {
        if (!ids.ok())
            return fail(ids.error());
        const size_t all = ids->size();
        std::vector<RecordId> first = *std::move(ids);
        first.resize(std::min(all, mostRows));
        records->readMany(listed, first, {}, this, [this, done, all](Result<std::vector<Record>> rows) {
            if (!rows.ok())
                return fail(rows.error());
            for (const Record &row : *rows)
                wantTitlesOf(row);
            done(*rows, all);
        });
    });
}

void SheetJob::wantTitlesOf(const Record &record)
{
    m_links.push_back(record.key);
    const std::vector<RecordKey> links = m_words.linksOf(record);
    m_links.insert(m_links.end(), links.begin(), links.end());
}

void SheetJob::finish()
{
    context().records->titles(m_links, this, [this](Result<QHash<RecordKey, QString>> titles) {
        if (!titles.ok())
            return fail(titles.error());
        m_words.setTitles(*std::move(titles));
        emit finished(sheet());
        deleteLater();
    });
}

void SheetJob::fail(const Error &error)
{
    emit failed(error);
    deleteLater();
}

SheetJob *createSheetJob(const FieldContext &context, const RecordKey &key, QObject *parent)
{
    if (key.entity == entities::approvalTask::number || key.entity == entities::approvalInstance::number)
        return new ApprovalSheetJob(context, key, parent);
    return new RecordSheetJob(context, key, parent);
}

}
