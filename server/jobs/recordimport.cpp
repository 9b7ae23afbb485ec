// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/recordimport.h"

#include "server/records/submitandwait.h"
#include "server/records/undertakings.h"
#include "server/store/audiencestore.h"
#include "server/store/recordstore.h"
#include "shared/entities/entitynames.h"
#include "shared/importing/errorfile.h"
#include "shared/importing/importfile.h"
#include "shared/importing/mappingsuggestion.h"
#include "shared/metadata/fieldtypes/fieldtype.h"
#include "shared/metadata/labels.h"
#include "shared/replication/origin.h"

#include <QIODevice>

namespace tandem::server {

namespace {

namespace importRun = entities::importRun;

constexpr std::size_t batchRows = 500;
constexpr qsizetype longestFileName = 255; ///< as the record of an import takes it

bool reads(const RecordImport::Parts &parts, const EntityDef &entity, FieldNumber field)
{
    return !parts.permissions || parts.permissions->fieldAccess(entity.number, field) >= FieldAccess::Read;
}

/// What an answer is found by must not tell what the field holds.
Result<void> checkReads(const RecordImport::Parts &parts, const EntityDef &entity, const FieldDef *field)
{
    if (!field || reads(parts, entity, field->number))
        return {};
    return Error::forbidden(QStringLiteral("fieldNotReadable"), field->name);
}

Result<bool> sees(const RecordImport::Parts &parts, const EntityDef &entity, const RecordId &record)
{
    if (!parts.permissions)
        return true;
    return AudienceStore(parts.connection).isVisible(entity.number, record, parts.permissions->keySet(entity.number));
}

bool isCancelled(const RecordImport::Parts &parts)
{
    return parts.isCancelled && parts.isCancelled();
}

}

/// One file on its way in.
class RecordImport::Run
{
public:
    Run(const Parts &parts, const ImportMapping &mapping, RowConverter converter, ErrorFile errorFile)
        : m_parts(parts)
        , m_mapping(mapping)
        , m_converter(std::move(converter))
        , m_errorFile(std::move(errorFile))
        , m_store(parts.connection, parts.registry)
        , m_record(parts.pipeline, parts.clock, importRun::number, parts.pause)
    {
        m_report.mapping = mapping;
    }

    Result<void> takeAll(RowSource &source)
    {
        for (;;) {
            if (isCancelled(m_parts))
                return Error::cancelled();
            TANDEM_ASSIGN(const auto row, source.next());
            if (!row)
                return flush();
            TANDEM_TRY(take(*row));
        }
    }

    Result<void> take(const CsvRow &row)
    {
        ++m_report.rows;
        if (row.error)
            return fail(row, {{row.line, {}, *row.error}});
        const ConvertedRow converted = m_converter.convert(row);
        if (!converted.errors.empty())
            return fail(row, converted.errors);
        const QByteArray key = keyOf(converted.keys);
        if (!key.isEmpty() && m_pendingKeys.contains(key)) // the same record twice: the first has to be there
            TANDEM_TRY(flush());
        TANDEM_ASSIGN(const auto existing, find(converted.keys));
        TANDEM_TRY(add(row, converted, existing));
        if (!key.isEmpty())
            m_pendingKeys.insert(key);
        return m_pending.size() < batchRows ? Result<void>() : flush();
    }

    /// What the pipeline has no room for comes a little later.
    Result<void> flush()
    {
        if (!m_pending.empty())
            TANDEM_TRY(begin());
        while (!m_pending.empty()) {
            if (isCancelled(m_parts))
                return Error::cancelled();
            const std::vector<Acknowledgement> answers = submitPending();
            std::vector<Pending> again;
            int seconds = 0;
            for (std::size_t i = 0; i < m_pending.size(); ++i) {
                if (const int wait = secondsToWait(answers[i]); wait > 0) {
                    seconds = wait;
                    again.push_back(std::move(m_pending[i]));
                } else {
                    TANDEM_TRY(count(m_pending[i], answers[i]));
                }
            }
            m_pending = std::move(again);
            if (seconds > 0)
                pauseWhileBusy(m_parts.pause, seconds);
        }
        m_pendingKeys.clear();
        return {};
    }

    /// Also of one that ended in the middle: what it wrote can be taken back.
    Result<void> finish()
    {
        if (m_record.record().isNull())
            return {};
        return m_record.update({{importRun::field::created, Value(m_report.created)},
            {importRun::field::updated, Value(m_report.updated)}, {importRun::field::skipped, Value(m_report.skipped)},
            {importRun::field::failed, Value(m_report.failed)},
            {importRun::field::finishedAt, Value(m_parts.clock.now())}});
    }

    ImportReport takeReport() { return std::move(m_report); }

private:
    struct Pending
    {
        CsvRow row;
        Mutation mutation;
    };

    /// The record of the import, before anything that is part of it.
    Result<void> begin()
    {
        const bool isKept = m_parts.registry->entity(importRun::number) != nullptr;
        if (!isKept || !m_record.record().isNull())
            return {};
        FieldValues values{{importRun::field::entity, Value(m_converter.entity().name)}};
        if (!m_parts.fileName.isEmpty())
            values.emplace(importRun::field::fileName, Value(m_parts.fileName.left(longestFileName)));
        if (m_parts.permissions)
            values.emplace(systemfield::owner, Value(m_parts.permissions->user()));
        TANDEM_TRY(m_record.create(std::move(values)));
        m_report.import = m_record.record();
        return {};
    }

    std::vector<Acknowledgement> submitPending()
    {
        std::vector<Mutation> mutations;
        for (const Pending &pending : m_pending) {
            mutations.push_back(pending.mutation);
            setOrigin(mutations.back().arguments, m_record.record());
        }
        return submitAndWait(m_parts.pipeline, std::move(mutations), actor());
    }

    Actor actor() const
    {
        if (!m_parts.permissions)
            return {{}, {}, importVia, true};
        return {m_parts.permissions->user(), {}, importVia, false};
    }

    static QByteArray keyOf(const FieldValues &keys)
    {
        QByteArray text;
        for (const auto &[field, value] : keys)
            text += QByteArray::number(field) + '=' + value.toDebug().toUtf8() + '\n';
        return text;
    }

    Result<std::optional<StoredRecord>> find(const FieldValues &keys)
    {
        if (keys.empty())
            return std::optional<StoredRecord>();
        const auto &[field, value] = *keys.begin();
        TANDEM_ASSIGN(const auto candidates, m_store.findBy(m_converter.entity().number, field, value));
        for (const StoredRecord &candidate : candidates) {
            const bool same = std::all_of(
                keys.begin(), keys.end(), [&](const auto &key) { return candidate.value(key.first) == key.second; });
            if (!same)
                continue;
            TANDEM_ASSIGN(const bool visible, sees(m_parts, m_converter.entity(), candidate.id));
            if (visible)
                return std::optional(candidate);
        }
        return std::optional<StoredRecord>();
    }

    Result<void> add(const CsvRow &row, const ConvertedRow &converted, const std::optional<StoredRecord> &existing)
    {
        const bool isNew = !existing || m_mapping.duplicates == ImportMapping::Duplicates::Create;
        Mutation mutation;
        mutation.at = m_parts.clock.now();
        mutation.entity = m_converter.entity().number;
        mutation.kind = isNew ? MutationKind::Create : MutationKind::Update;
        mutation.record = isNew ? newRecordId(m_parts.clock) : existing->id;
        for (const auto &[field, value] : converted.values) {
            // A value that he may not read is not compared either; that he may not write it is found out later.
            const bool known = !isNew && reads(m_parts, m_converter.entity(), field);
            const Value before = known ? existing->value(field) : Value();
            // An empty cell of a later file says nothing; it does not clear what is known.
            if (before != value && !value.isNull())
                mutation.changes.push_back({field, before, value});
        }
        const bool skip =
            !isNew && (m_mapping.duplicates == ImportMapping::Duplicates::Skip || mutation.changes.empty());
        if (skip)
            ++m_report.skipped;
        else
            m_pending.push_back({row, std::move(mutation)});
        return {};
    }

    Result<void> count(const Pending &pending, const Acknowledgement &answer)
    {
        if (answer.outcome == Outcome::Rejected) {
            const Error error = answer.error.value_or(Error::internal({}));
            if (error.code == ErrorCode::Unavailable) // no verdict on the row, but the end of the import
                return error;
            return fail(pending.row, {{pending.row.line, {}, error}});
        }
        ++(pending.mutation.kind == MutationKind::Create ? m_report.created : m_report.updated);
        return {};
    }

    Result<void> fail(const CsvRow &row, const std::vector<RowError> &errors)
    {
        ++m_report.failed;
        for (const RowError &error : errors) {
            if (m_report.errors.size() < keptErrors)
                m_report.errors.push_back(error);
        }
        return m_errorFile.add(row, errors);
    }

    const Parts &m_parts;
    const ImportMapping &m_mapping;
    RowConverter m_converter;
    ErrorFile m_errorFile;
    RecordStore m_store;
    KeptRecord m_record;
    std::vector<Pending> m_pending;
    QSet<QByteArray> m_pendingKeys;
    ImportReport m_report;
};

namespace {

bool agrees(const StoredRecord &record, const FieldValues &within)
{
    return std::all_of(
        within.begin(), within.end(), [&](const auto &part) { return record.value(part.first) == part.second; });
}

/// Links are found by a text, among what the importing user may see.
Result<RecordId> findLink(const RecordImport::Parts &parts, const LinkQuestion &question)
{
    constexpr int candidates = 1000; // of one text; `within` chooses among them
    TANDEM_TRY(checkReads(parts, question.entity, &question.field));
    for (const auto &[field, value] : question.within)
        TANDEM_TRY(checkReads(parts, question.entity, question.entity.field(field)));
    TANDEM_ASSIGN(const Value value, fieldTypeInfo(question.field.type).fromImport(question.field, question.text, {}));
    RecordStore store(parts.connection, parts.registry);
    TANDEM_ASSIGN(const auto found, store.findBy(question.entity.number, question.field.number, value, candidates));
    std::vector<RecordId> fitting;
    for (const StoredRecord &record : found) {
        bool fits = agrees(record, question.within);
        if (fits) {
            TANDEM_ASSIGN(fits, sees(parts, question.entity, record.id));
        }
        if (fits)
            fitting.push_back(record.id);
    }
    if (fitting.empty())
        return Error::notFound(question.text);
    if (fitting.size() > 1)
        return Error{ErrorCode::Conflict, QStringLiteral("ambiguous"), question.field.name,
            {{QStringLiteral("text"), question.text}}, {}};
    return fitting.front();
}

}

RecordImport::RecordImport(Parts parts)
    : m_parts(std::move(parts))
{
}

RecordImport::~RecordImport() = default;

Result<ImportReport> RecordImport::run(ImportMapping mapping, QIODevice &file, QIODevice &errorFile)
{
    const EntityDef *entity = m_parts.registry->entity(mapping.entity);
    if (!entity || entity->deleted)
        return Error{ErrorCode::NotFound, QStringLiteral("unknownEntity"), mapping.entity, {}, {}};
    if (m_parts.permissions && !m_parts.permissions->mayImport(entity->number))
        return Error::forbidden(QStringLiteral("importNotAllowed"));
    TANDEM_ASSIGN(const ImportFile opened, openImportFile(file, {std::nullopt, m_parts.sheet}));
    const QStringList &header = opened.rows->header();
    const Labels english(QStringLiteral("en"));
    const Labels chinese(QStringLiteral("zh_CN"));
    const std::vector<const Labels *> languages{&english, &chinese};
    if (mapping.fields.empty())
        mapping = suggestMapping(header, *entity, languages);
    if (mapping.fields.empty())
        return Error::invalid(QStringLiteral("file"), QStringLiteral("noColumnFits"));
    for (const QString &key : mapping.keys)
        TANDEM_TRY(checkReads(m_parts, *entity, entity->field(key)));
    TANDEM_ASSIGN(RowConverter converter,
        RowConverter::create(*m_parts.registry, mapping, header, languages,
            [this](const LinkQuestion &question) { return findLink(m_parts, question); }));
    ErrorFile errors(
        errorFile, header, {QStringLiteral("line"), QStringLiteral("error"), [this](const RowError &error) {
                                return m_parts.sentence(error.error);
                            }});
    Run run(m_parts, mapping, std::move(converter), std::move(errors));
    const Result<void> taken = run.takeAll(*opened.rows);
    const Result<void> finished = run.finish();
    TANDEM_TRY(taken);
    TANDEM_TRY(finished);
    return run.takeReport();
}

}
