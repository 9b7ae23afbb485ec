// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/importjob.h"

#include "shared/entities/entitynames.h"
#include "shared/metadata/fieldtypes/fieldtype.h"
#include "shared/replication/origin.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>
#include <set>
#include <utility>

namespace tandem::client {

namespace {

namespace importRun = entities::importRun;

constexpr size_t rowsPerStep = 200;
constexpr qsizetype longestFileName = 255; ///< as the record of an import takes it

}

ImportJob::LookUp ImportJob::LookUp::of(const LinkQuestion &question)
{
    return {question.entity.number, question.field.number, question.text, question.within};
}

QString ImportJob::LookUp::key() const
{
    return Sought{entity, within}.key() + QChar(0x1e) + QString::number(field) + QLatin1Char('=') + text;
}

ImportJob::ImportJob(Records &records, const QString &path, ImportFormat format, ImportMapping mapping, QObject *parent)
    : QObject(parent)
    , m_records(records)
    , m_registry(records.registry())
    , m_file(path)
    , m_format(std::move(format))
    , m_mapping(std::move(mapping))
    , m_finder(records)
{
}

ImportJob::~ImportJob() = default;

void ImportJob::start()
{
    if (!m_file.open(QIODevice::ReadOnly)) {
        return fail(
            {ErrorCode::Unavailable, QStringLiteral("cannotRead"), m_file.fileName(), {}, m_file.errorString()});
    }
    auto opened = openImportFile(m_file, m_format);
    if (!opened.ok())
        return fail(opened.error());
    m_source = std::move(opened->rows);
    m_header = m_source->header();
    readStep();
}

void ImportJob::readStep()
{
    m_rows.clear();
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
        std::stable_sort(m_summary.failed.begin(), m_summary.failed.end(),
            [](const auto &left, const auto &right) { return left.first.line < right.first.line; });
        emit finished(m_summary);
        return;
    }
    convertStep();
}

/// Again, until no row asks for a link that was not sought yet: some are sought within another.
void ImportJob::convertStep()
{
    m_converted.clear();
    auto converter = RowConverter::create(*m_registry, m_mapping, m_header, {&m_english, &m_chinese},
        [this](const LinkQuestion &question) { return linkOf(question); });
    if (!converter.ok())
        return fail(converter.error());
    for (const CsvRow &row : m_rows)
        m_converted.push_back(converter->convert(row));
    if (m_missing.empty())
        matchStep();
    else
        lookUpLinks();
}

ImportJob::Found ImportJob::linkOf(const LinkQuestion &question)
{
    const LookUp lookUp = LookUp::of(question);
    const auto found = m_found.find(lookUp.key());
    if (found != m_found.end())
        return found->second;
    if (std::find(m_missing.begin(), m_missing.end(), lookUp) == m_missing.end())
        m_missing.push_back(lookUp);
    return Error::notFound(question.text);
}

void ImportJob::lookUpLinks()
{
    const std::vector<LookUp> missing = std::exchange(m_missing, {});
    std::vector<QString> keys;
    std::vector<Sought> questions;
    for (const LookUp &lookUp : missing) {
        const FieldDef *field = m_registry->entity(lookUp.entity)->field(lookUp.field);
        const auto value = fieldTypeInfo(field->type).fromImport(*field, lookUp.text, {});
        m_found.insert_or_assign(lookUp.key(), Error::notFound(lookUp.text));
        if (!value.ok())
            continue; // no record has what cannot stand there
        keys.push_back(lookUp.key());
        questions.push_back({lookUp.entity, lookUp.within});
        questions.back().values[lookUp.field] = *value;
    }
    m_finder.find(std::move(questions), 2, [this, keys](const Result<RecordFinder::Answers> &answers) {
        if (!answers.ok())
            return fail(answers.error());
        for (size_t i = 0; i < keys.size(); ++i) {
            const FoundRecords &found = answers->at(i);
            const size_t count = found.here.size() + found.atServer.size();
            if (count > 1)
                m_found.insert_or_assign(keys[i], Error::conflict(QStringLiteral("ambiguous")));
            else if (count == 1)
                m_found.insert_or_assign(
                    keys[i], found.here.empty() ? found.atServer.front().key.id : found.here.front());
        }
        convertStep();
    });
}

QString ImportJob::keyOf(const ConvertedRow &row) const
{
    const bool isSought = !row.keys.empty() && m_mapping.duplicates != ImportMapping::Duplicates::Create;
    return isSought ? Sought{m_registry->entity(m_mapping.entity)->number, row.keys}.key() : QString();
}

/// For the record that the row is about, and for others that have what must be unique. Those of this computer are found
/// when the row is judged.
std::vector<Sought> ImportJob::questionsOf(const ConvertedRow &row) const
{
    const EntityDef *entity = m_registry->entity(m_mapping.entity);
    std::vector<Sought> questions;
    if (!keyOf(row).isEmpty())
        questions.push_back({entity->number, row.keys});
    if (!m_records.access(entity->number).partial)
        return questions;
    for (const auto &[number, value] : row.values) {
        if (entity->field(number)->unique && !value.isNull())
            questions.push_back({entity->number, {{number, value}}});
    }
    return questions;
}

void ImportJob::matchStep()
{
    m_known.clear();
    m_taken.clear();
    m_todo.clear();
    std::map<QString, Sought> asked;
    for (size_t i = 0; i < m_converted.size(); ++i) {
        const ConvertedRow &row = m_converted[i];
        if (!row.errors.empty()) {
            m_summary.failed.push_back({m_rows[i], row.errors});
            continue;
        }
        m_todo.push_back(i);
        for (const Sought &question : questionsOf(row))
            asked.emplace(question.key(), question);
    }
    std::vector<Sought> questions;
    for (const auto &[key, question] : asked)
        questions.push_back(question);
    m_finder.find(questions, 1, [this, questions](const Result<RecordFinder::Answers> &answers) {
        if (!answers.ok())
            return fail(answers.error());
        for (size_t i = 0; i < questions.size(); ++i)
            takeMatch(questions[i], answers->at(i));
        beginRound();
    });
}

/// A key may be what must be unique, so an answer may be good for both.
void ImportJob::takeMatch(const Sought &question, const FoundRecords &found)
{
    if (!found.here.empty()) {
        m_known[question.key()] = {found.here.front(), std::nullopt};
    } else if (!found.atServer.empty()) {
        const Record &record = found.atServer.front();
        m_known[question.key()] = {record.key.id, record};
        m_taken[question.key()] = record.key.id;
    }
}

/// Rows of equal keys are about one record. The second is judged by what the first has made of it.
void ImportJob::beginRound()
{
    m_planned.clear();
    std::set<QString> inThisRound;
    std::vector<size_t> later;
    for (const size_t row : m_todo) {
        const QString key = keyOf(m_converted[row]);
        if (key.isEmpty() || inThisRound.insert(key).second)
            planRow(row, key);
        else
            later.push_back(row);
    }
    m_todo = std::move(later);
    judgeRound();
}

void ImportJob::planRow(size_t row, const QString &key)
{
    Planned planned{row, key, {}};
    WriteRequest &request = planned.request;
    request.key.entity = m_registry->entity(m_mapping.entity)->number;
    request.to = m_converted[row].values;
    // An empty cell says nothing; it does not clear what is known.
    std::erase_if(request.to, [](const auto &entry) { return entry.second.isNull(); });
    const auto known = key.isEmpty() ? m_known.end() : m_known.find(key);
    if (known == m_known.end()) {
        request.kind = MutationKind::Create;
        request.key.id = newRecordId();
    } else if (m_mapping.duplicates == ImportMapping::Duplicates::Update) {
        request.kind = MutationKind::Update;
        request.key.id = known->second.id;
        request.isElsewhere = known->second.atServer.has_value();
        if (request.isElsewhere)
            request.from = known->second.atServer->values;
    } else {
        ++m_summary.skipped;
        return;
    }
    m_planned.push_back(std::move(planned));
}

std::vector<WriteRequest> ImportJob::requests() const
{
    std::vector<WriteRequest> requests;
    for (const Planned &planned : m_planned)
        requests.push_back(planned.request);
    return requests;
}

/// What the form would not save does not become a problem later: it is a row that failed.
void ImportJob::judgeRound()
{
    if (m_planned.empty())
        return endRound();
    m_records.objections(requests(), this, [this](const Result<std::vector<WriteObjection>> &objections) {
        if (!objections.ok())
            return fail(objections.error());
        std::vector<WriteObjection> all = *objections;
        for (const Planned &planned : m_planned) {
            if (std::vector<Error> taken = takenAtServer(planned.request); !taken.empty())
                all.push_back({planned.request.key, std::move(taken)});
        }
        refuse(all);
        writeRound();
    });
}

std::vector<Error> ImportJob::takenAtServer(const WriteRequest &request) const
{
    std::vector<Error> errors;
    for (const auto &[number, value] : request.to) {
        const FieldDef *field = m_registry->entity(request.key.entity)->field(number);
        const auto other = m_taken.find(Sought{request.key.entity, {{number, value}}}.key());
        if (field->unique && other != m_taken.end() && other->second != request.key.id)
            errors.push_back({ErrorCode::Conflict, QStringLiteral("notUnique"), field->name, {}, {}});
    }
    return errors;
}

void ImportJob::refuse(const std::vector<WriteObjection> &objections)
{
    for (const WriteObjection &objection : objections) {
        const auto planned = std::find_if(
            m_planned.begin(), m_planned.end(), [&](const Planned &each) { return each.request.key == objection.key; });
        if (planned == m_planned.end())
            continue; // refused for another reason already
        const CsvRow &row = m_rows[planned->row];
        std::vector<RowError> errors;
        for (const Error &error : objection.errors)
            errors.push_back({row.line, columnOf(error.field), error});
        m_summary.failed.push_back({row, std::move(errors)});
        m_planned.erase(planned);
    }
}

/// Where the value of a field came from; empty: from no single column.
QString ImportJob::columnOf(const QString &field) const
{
    const auto mapped = std::find_if(m_mapping.fields.begin(), m_mapping.fields.end(),
        [&](const FieldMapping &each) { return each.field == field; });
    return mapped == m_mapping.fields.end() ? QString() : mapped->columns.value(0);
}

void ImportJob::writeRound()
{
    if (m_planned.empty())
        return endRound();
    if (m_summary.run.isNull() && hasRun())
        return beginRun();
    std::vector<WriteRequest> all = requests();
    if (!m_summary.run.isNull()) {
        for (WriteRequest &request : all)
            setOrigin(request.arguments, m_summary.run);
    }
    m_records.submit(all, this, [this](const Result<std::vector<MutationId>> &done) {
        if (done.ok())
            endRound();
        else
            fail(done.error());
    });
}

void ImportJob::endRound()
{
    for (const Planned &planned : m_planned) {
        const WriteRequest &request = planned.request;
        ++(request.kind == MutationKind::Create ? m_summary.created : m_summary.updated);
        if (planned.key.isEmpty())
            continue;
        Known &known = m_known[planned.key];
        known.id = request.key.id;
        for (const auto &[field, value] : request.to) {
            if (known.atServer)
                known.atServer->values[field] = value;
        }
    }
    if (!m_todo.empty())
        return beginRound();
    // By way of the event loop, so that the window lives also where nothing was to be written.
    QMetaObject::invokeMethod(this, &ImportJob::readStep, Qt::QueuedConnection);
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
            return writeRound();
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

void ImportJob::fail(const Error &error)
{
    if (!m_rows.empty())
        m_summary.stoppedAtLine = m_rows.front().line;
    endRun();
    emit failed(error);
}

}
