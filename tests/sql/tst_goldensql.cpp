// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/database/dialects/postgresdialect.h"
#include "shared/database/dialects/sqlitedialect.h"
#include "shared/database/querybuilder.h"
#include "shared/database/schemabuilder.h"
#include "tests/support/testregistry.h"

#include <QFile>
#include <QTest>

using namespace tandem;

/// The SQL of each dialect as it is written, compared with files; no database is needed to see what a change does.
/// With TANDEM_WRITE_GOLDEN set, the files are written instead.
class TestGoldenSql : public QObject
{
    Q_OBJECT

private slots:
    void statements_data()
    {
        QTest::addColumn<bool>("isPostgres");
        QTest::addRow("sqlite") << false;
        QTest::addRow("postgresql") << true;
    }

    void statements()
    {
        QFETCH(bool, isPostgres);
        const Dialect &dialect =
            isPostgres ? static_cast<const Dialect &>(PostgresDialect::instance()) : SqliteDialect::instance();
        QStringList lines = SchemaBuilder(dialect, SchemaBuilder::Uniqueness::Enforced).create(*test::registry());
        lines += dialect.createFullText(QStringLiteral("search"), {QStringLiteral("title"), QStringLiteral("body")});
        lines += dialect.upsert(QStringLiteral("meta"), {QStringLiteral("name")}, {QStringLiteral("value")});
        lines += dialect.upsert(QStringLiteral("pair"), {QStringLiteral("a"), QStringLiteral("b")}, {});
        const QueryBuilder queries(dialect, test::registry());
        lines += queries.ids(query())->sql;
        lines += queries.rows(query())->sql;
        lines += queries.count(query())->sql;
        lines +=
            queries.aggregate(query(), QStringLiteral("sum"), QStringLiteral("amount"), QStringLiteral("stage"))->sql;
        for (QString &line : lines)
            line = dialect.translated(line);
        compare(QString(dialect.name()), lines);
    }

private:
    static RecordQuery query()
    {
        RecordQuery query;
        query.entity = QStringLiteral("deal");
        query.filter = *parseExpression(QStringLiteral("stage = 'open'"));
        query.sort = {{QStringLiteral("closeDate"), true}, {QStringLiteral("name"), false}};
        query.after = PagePosition{{QStringLiteral("2026-11-23"), Value()}, namedRecordId(QStringLiteral("x"))};
        query.visibility = KeySet::of({1, 2});
        query.fields = {test::deal::name, test::deal::amount};
        query.limit = 50;
        return query;
    }

    static void compare(const QString &name, const QStringList &lines)
    {
        const QString path = QStringLiteral(TANDEM_SOURCE_DIR "/tests/sql/%1.sql").arg(name);
        const QByteArray made = lines.join(QLatin1String(";\n")).toUtf8() + ";\n";
        QFile file(path);
        if (qEnvironmentVariableIsSet("TANDEM_WRITE_GOLDEN")) {
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(made);
            return;
        }
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
        QCOMPARE(QString::fromUtf8(made), QString::fromUtf8(file.readAll()));
    }
};

QTEST_APPLESS_MAIN(TestGoldenSql)
#include "tst_goldensql.moc"
