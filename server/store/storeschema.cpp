// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/storeschema.h"

namespace tandem::server {

namespace {

/// {int}, {text}, {id}, {blob}: the dialect's types; {rows}, {clustered}: what follows the closing bracket.
QString filledIn(const Dialect &dialect, const char *sql)
{
    QString text = QString::fromLatin1(sql);
    text.replace(QLatin1String("{int}"), dialect.columnType(ColumnDef::Storage::Integer));
    text.replace(QLatin1String("{text}"), dialect.columnType(ColumnDef::Storage::Text));
    text.replace(QLatin1String("{id}"), dialect.columnType(ColumnDef::Storage::Id));
    text.replace(QLatin1String("{blob}"), dialect.blobType());
    text.replace(QLatin1String("{rows}"), dialect.tableSuffix());
    text.replace(QLatin1String("{clustered}"), dialect.tableSuffix(true));
    return text;
}

QStringList firstTables(const Dialect &dialect)
{
    static constexpr const char *statements[] = {
        R"(CREATE TABLE "meta" ("name" {text} NOT NULL PRIMARY KEY, "value" {blob} NOT NULL){clustered})",
        R"(CREATE TABLE "change_counter" ("last" {int} NOT NULL){rows})",
        R"(INSERT INTO "change_counter" VALUES (0))",
        R"(CREATE TABLE "change_log" ("seq" {int} NOT NULL PRIMARY KEY, "entity" {int} NOT NULL, "record" {id} NOT NULL, )"
        R"("kind" {int} NOT NULL, "device" {id}, "number" {int} NOT NULL, "user" {id}, "at" {int} NOT NULL, )"
        R"("action" {text}, "changes" {blob}, "arguments" {blob}, "gained" {blob}, "lost" {blob}){rows})",
        R"(CREATE INDEX "change_log_record" ON "change_log" ("record", "entity", "seq"))",
        R"(CREATE TABLE "audience" ("entity" {int} NOT NULL, "record" {id} NOT NULL, "key" {int} NOT NULL, )"
        R"(PRIMARY KEY ("entity", "record", "key")){clustered})",
        R"(CREATE INDEX "audience_by_key" ON "audience" ("key", "entity", "record"))",
        R"(CREATE TABLE "audience_name" ("key" {int} NOT NULL PRIMARY KEY, "name" {text} NOT NULL){rows})",
        R"(CREATE TABLE "device_answer" ("device" {id} NOT NULL, "number" {int} NOT NULL, "hash" {blob} NOT NULL, )"
        R"("outcome" {int} NOT NULL, "seq" {int} NOT NULL, "error" {blob}, "at" {int} NOT NULL, )"
        R"(PRIMARY KEY ("device", "number")){clustered})",
        R"(CREATE TABLE "number_series" ("entity" {int} NOT NULL, "field" {int} NOT NULL, "format" {text} NOT NULL, )"
        R"("period" {text} NOT NULL, "last" {int} NOT NULL, PRIMARY KEY ("entity", "field", "format", "period")){clustered})",
    };
    QStringList result;
    for (const char *statement : statements)
        result.append(filledIn(dialect, statement));
    return result;
}

/// What an entry is part of; most are of nothing, and those are not in the index.
QStringList originOfChanges(const Dialect &dialect)
{
    return {filledIn(dialect, R"(ALTER TABLE "change_log" ADD COLUMN "origin" {id})"),
        filledIn(dialect,
            R"(CREATE INDEX "change_log_origin" ON "change_log" ("origin", "seq") WHERE "origin" IS NOT NULL)")};
}

/// The chain begins with what is written from now on: a hash of what was there before would vouch for nothing.
QStringList chainOfChanges(const Dialect &dialect)
{
    return {filledIn(dialect, R"(ALTER TABLE "change_log" ADD COLUMN "hash" {blob})"),
        filledIn(dialect, R"(ALTER TABLE "change_counter" ADD COLUMN "head" {blob})"),
        filledIn(dialect, R"(ALTER TABLE "change_counter" ADD COLUMN "chained_after" {int} NOT NULL DEFAULT 0)"),
        QStringLiteral(R"(UPDATE "change_counter" SET "chained_after" = "last")")};
}

QStringList auditTables(const Dialect &dialect)
{
    return {filledIn(dialect,
                R"(CREATE TABLE "audit_event" ("number" {int} NOT NULL PRIMARY KEY, "at" {int} NOT NULL, )"
                R"("name" {text} NOT NULL, "user" {id}, "session" {id}, "device" {text} NOT NULL, )"
                R"("address" {text} NOT NULL, "hash" {blob} NOT NULL){rows})"),
        filledIn(dialect,
            R"(CREATE TABLE "audit_head" ("last" {int} NOT NULL, "head" {blob}, "horizon" {int} NOT NULL, )"
            R"("anchor" {blob}){rows})"),
        QStringLiteral(R"(INSERT INTO "audit_head" ("last", "horizon") VALUES (0, 0))")};
}

}

std::vector<MigrationStep> storeMigrations(const Dialect &dialect)
{
    return {sqlStep(1, firstTables(dialect)), sqlStep(2, originOfChanges(dialect)), sqlStep(3, chainOfChanges(dialect)),
        sqlStep(4, auditTables(dialect))};
}

}
