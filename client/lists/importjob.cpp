// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/importjob.h"

#include "shared/entities/entitynames.h"
#include "shared/expressions/filterbuilder.h"
#include "shared/replication/origin.h"

#include <QDateTime>
#include <QFileInfo>

namespace tandem::client {

namespace {

namespace importRun = entities::importRun;

constexpr size_t rowsPerStep = 200;
constexpr qsizetype longestFileName = 255; ///< as the record of an import takes it

FilterCondition equals(const FieldDef &field, const Value &value)
{
    FilterCondition condition;
    condition.field = field.name;
    condition.op = FilterCondition::Operator::Equal;
    condition.values = {value};
    condition.type = expressionTypeOf(field.type);
    return condition;
}

constexpr QChar separator(0x1f);

/// Equal for equal values.
QStringList textsOf(const FieldValues &values)
{
    QStringList texts;
    for (const auto &[number, value] : values)
        texts.append(QString::number(number) + QLatin1Char('=') + value.toDebug());
    return texts;
}

}

ImportJob::LookUp ImportJob::LookUp::of(const LinkQuestion &question)
{
    return {question.entity.number, question.field.number, question.text, question.within};
}

QString ImportJob::LookUp::key() const
{
    return (QStringList{QString::number(entity), QString::number(field), text} + textsOf(within)).join(separator);
}

ImportJob::ImportJob(Records &records, const QString &path, CsvFormat format, ImportMapping mapping, QObject *parent)
    : QObject(parent)
    , m_records(records)
    , m_registry(records.registry())
    , m_file(path)
    , m_format(format)
    , m_mapping(std::move(mapping))
{
}

ImportJob::~ImportJob() = default;

void ImportJob::start()
{
    if (!m_file.open(QIODevice::ReadOnly)) {
        return fail(
            {ErrorCode::Unavailable, QStringLiteral("cannotRead"), m_file.fileName(), {}, m_file.errorString()});
    }
    auto source = CsvSource::open(m_file, m_format);
    if (!source.ok())
        return fail(source.error());
    m_source = std::make_unique<CsvSource>(*std::move(source));
    m_header = m_source->header();
    readStep();
}

void ImportJob::readStep()
{
    m_rows.clear();
    m_converted.clear();
    m_requests.clear();
    m_made.clear();
    m_step = {};
    while (m_rows.size() < rowsPerStep) {
        auto row = m_source->next();
        if (!row.ok())
            return fail(row.error());
        if (!row->has_value())
            break;
        if ((*row)->error)
            m_summary.failed.push_back({**row, {{(*row)->line, {}, *(*row)->error}}});
        else
            m_rows.push_back(**row);
    }
    emit progressed(m_file.pos(), m_file.size());
    m_summary.cancelled = m_cancelled;
    if (m_rows.empty() || m_cancelled) {
        endRun();
        emit finished(m_summary);
        return;
    }
    findLinks();
}

Result<RowConverter> ImportJob::makeConverter(LinkLookUp lookUp) const
{
    return RowConverter::create(*m_registry, m_mapping, m_header, {&m_english, &m_chinese}, std::move(lookUp));
}

void ImportJob::findLinks()
{
    const auto note = [this](const LinkQuestion &question) -> Result<RecordId> {
        const LookUp lookUp = LookUp::of(question);
        if (m_found.find(lookUp.key()) == m_found.end()
            && std::find(m_missing.begin(), m_missing.end(), lookUp) == m_missing.end())
            m_missing.push_back(lookUp);
        return Error::notFound(question.text);
    };
    auto converter = makeConverter(note);
    if (!converter.ok())
        return fail(converter.error());
    for (const CsvRow &row : m_rows)
        converter->convert(row);
    lookUpNext();
}

void ImportJob::lookUpNext()
{
    if (m_missing.empty())
        return convertStep();
    const LookUp lookUp = m_missing.front();
    m_missing.pop_front();
    const EntityDef *entity = m_registry->entity(lookUp.entity);
    std::vector<FilterCondition> conditions{equals(*entity->field(lookUp.field), Value(lookUp.text))};
    for (const auto &[number, value] : lookUp.within)
        conditions.push_back(equals(*entity->field(number), value));
    ListQuery query;
    query.entity = lookUp.entity;
    query.filter = buildFilter(conditions).toText();
    query.limit = 2;
    m_records.queryIds(query, this, [this, lookUp](Result<std::vector<RecordId>> ids) {
        Found found = Error::notFound(lookUp.text);
        if (ids.ok() && ids->size() == 1)
            found = ids->front();
        else if (ids.ok() && ids->size() > 1)
            found = Error::conflict(QStringLiteral("ambiguous"));
        m_found.insert_or_assign(lookUp.key(), std::move(found));
        lookUpNext();
    });
}

void ImportJob::convertStep()
{
    auto converter = makeConverter([this](const LinkQuestion &question) -> Found {
        const auto found = m_found.find(LookUp::of(question).key());
        return found == m_found.end() ? Found(Error::notFound(question.text)) : found->second;
    });
    if (!converter.ok())
        return fail(converter.error());
    for (const CsvRow &row : m_rows)
        m_converted.push_back(converter->convert(row));
    m_matching = 0;
    matchNext();
}

QString ImportJob::keyFilter(const FieldValues &keys) const
{
    const EntityDef *entity = m_registry->entity(m_mapping.entity);
    std::vector<FilterCondition> conditions;
    for (const auto &[number, value] : keys)
        conditions.push_back(equals(*entity->field(number), value));
    return buildFilter(conditions).toText();
}

void ImportJob::matchNext()
{
    while (m_matching < m_converted.size()) {
        const ConvertedRow &row = m_converted[m_matching];
        if (!row.errors.empty()) {
            m_summary.failed.push_back({m_rows[m_matching], row.errors});
        } else if (row.keys.empty() || m_mapping.duplicates == ImportMapping::Duplicates::Create) {
            takeRow(row, {});
        } else if (const auto made = m_made.find(textsOf(row.keys).join(separator)); made != m_made.end()) {
            takeRow(row, {made->second});
        } else {
            ListQuery query;
            query.entity = m_registry->entity(m_mapping.entity)->number;
            query.filter = keyFilter(row.keys);
            query.limit = 1;
            m_records.queryIds(query, this, [this](Result<std::vector<RecordId>> same) {
                // Taken for new, a row that is there already would be there twice.
                if (!same.ok())
                    return fail(same.error());
                takeRow(m_converted[m_matching], *same);
                ++m_matching;
                matchNext();
            });
            return;
        }
        ++m_matching;
    }
    writeStep();
}

void ImportJob::takeRow(const ConvertedRow &row, const std::vector<RecordId> &same)
{
    WriteRequest request;
    request.key.entity = m_registry->entity(m_mapping.entity)->number;
    request.to = row.values;
    if (same.empty()) {
        request.kind = MutationKind::Create;
        request.key.id = newRecordId();
        std::erase_if(request.to, [](const auto &entry) { return entry.second.isNull(); });
        if (!row.keys.empty())
            m_made.emplace(textsOf(row.keys).join(separator), request.key.id);
        ++m_step.created;
    } else if (m_mapping.duplicates == ImportMapping::Duplicates::Update) {
        request.kind = MutationKind::Update;
        request.key.id = same.front();
        ++m_step.updated;
    } else {
        ++m_step.skipped;
        return;
    }
    m_requests.push_back(std::move(request));
}

void ImportJob::writeStep()
{
    if (m_requests.empty())
        return endStep();
    if (m_summary.run.isNull() && hasRun())
        return beginRun();
    if (!m_summary.run.isNull()) {
        for (WriteRequest &request : m_requests)
            setOrigin(request.arguments, m_summary.run);
    }
    m_records.submit(m_requests, this, [this](const Result<std::vector<MutationId>> &done) {
        if (done.ok())
            endStep();
        else
            fail(done.error());
    });
}

/// A role of the company's own may import without being allowed to keep such records.
bool ImportJob::hasRun() const
{
    return m_registry->entity(importRun::number) && m_records.mayCreate(importRun::number);
}

/// Before the first row, and not for undo: what is undone is the import, not the note about it.
void ImportJob::beginRun()
{
    WriteRequest request;
    request.key = {importRun::number, newRecordId()};
    request.kind = MutationKind::Create;
    request.to = {{importRun::field::entity, Value(m_mapping.entity)},
        {importRun::field::fileName, Value(QFileInfo(m_file.fileName()).fileName().left(longestFileName))},
        {systemfield::owner, Value(m_records.currentUser())}};
    m_summary.run = request.key.id;
    m_records.submitQuietly({request}, this, [this](const Result<std::vector<MutationId>> &done) {
        if (done.ok())
            return writeStep();
        m_summary.run = {};
        fail(done.error());
    });
}

void ImportJob::endRun()
{
    if (m_summary.run.isNull())
        return;
    WriteRequest request;
    request.key = {importRun::number, m_summary.run};
    request.to = {{importRun::field::created, Value(m_summary.created)},
        {importRun::field::updated, Value(m_summary.updated)}, {importRun::field::skipped, Value(m_summary.skipped)},
        {importRun::field::failed, Value(int(m_summary.failed.size()))},
        {importRun::field::finishedAt, Value(QDateTime::currentMSecsSinceEpoch())}};
    m_records.submitQuietly({request}, nullptr, {});
}

void ImportJob::endStep()
{
    m_summary.created += m_step.created;
    m_summary.updated += m_step.updated;
    m_summary.skipped += m_step.skipped;
    readStep();
}

void ImportJob::fail(const Error &error)
{
    if (!m_rows.empty())
        m_summary.stoppedAtLine = m_rows.front().line;
    endRun();
    emit failed(error);
}

}
