// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/daemonprocess.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace tandem::test;

namespace {

constexpr int rounds = 3;
constexpr int fresh = 1'300; // several batches
constexpr int known = 60; // that the import changes
constexpr int edited = 5; // of each kind, by somebody between the import and its revert

enum Employees { Before = 1, Imported = 2, Edited = 3 };

}

/// A power loss while an import is taken back: afterwards each of its rows is as it was, or is named.
class TestKilledRevert : public QObject
{
    Q_OBJECT

    DaemonProcess m_daemon;
    QString m_prefix;
    QString m_run; ///< path of the import's record

    QJsonObject read(const QString &path) { return m_daemon.ask("GET", QStringLiteral("/api/v1/") + path).json(); }
    QJsonArray accounts(const QString &condition)
    {
        return read(QStringLiteral("account?limit=1000&filter=") + condition).value(QLatin1String("items")).toArray();
    }
    static QString idOf(const QJsonValue &account) { return account.toObject().value(QLatin1String("id")).toString(); }

    /// Whether the daemon was killed before it had come to the end, which it says in its log.
    bool isInterrupted() const
    {
        const QRegularExpression done(m_run.section(QLatin1Char('/'), 1) + QStringLiteral("[^\\n]*taken back"));
        return !QString::fromUtf8(m_daemon.standardError()).contains(done);
    }

    void importRows()
    {
        for (int i = 0; i < known; ++i) {
            const QJsonObject account{{QStringLiteral("name"), m_prefix + QStringLiteral("known %1").arg(i)},
                {QStringLiteral("employees"), Before}};
            QCOMPARE(m_daemon.send("POST", QStringLiteral("/api/v1/account"), account).status, 201);
        }
        QByteArray csv = "name,employees\n";
        const auto add = [&](const char *kind, int number) {
            for (int i = 0; i < number; ++i)
                csv +=
                    m_prefix.toUtf8() + kind + ' ' + QByteArray::number(i) + ',' + QByteArray::number(Imported) + '\n';
        };
        add("fresh", fresh);
        add("known", known);
        const QByteArray mapping = R"({"fields": [{"field": "name", "column": "name"},
            {"field": "employees", "column": "employees"}], "keys": ["name"], "duplicates": "update"})";
        const auto answer = m_daemon.ask(
            "POST", QStringLiteral("/api/v1/import/account"), csv, "Tandem-Mapping: " + mapping.toBase64() + "\r\n");
        QVERIFY2(answer.status == 200, answer.body.constData());
        QCOMPARE(answer.json().value(QLatin1String("created")).toInt(), fresh);
        QCOMPARE(answer.json().value(QLatin1String("updated")).toInt(), known);
        m_run = QStringLiteral("importRun/") + answer.json().value(QLatin1String("import")).toString();
    }

    /// Gives the ids of what must stay as it is.
    void editSome(QSet<QString> &ids)
    {
        for (const char *kind : {"fresh", "known"}) {
            for (int i = 0; i < edited; ++i) {
                const QString name = m_prefix + QLatin1String(kind) + QStringLiteral(" %1").arg(i * 11);
                const QString id = idOf(accounts(QStringLiteral("name = '%1'").arg(name)).first());
                const auto answer = m_daemon.send(
                    "PATCH", QStringLiteral("/api/v1/account/") + id, {{QStringLiteral("employees"), Edited}});
                QVERIFY2(answer.status == 200, answer.body.constData());
                ids.insert(id);
            }
        }
    }

    /// In the first round at once, so that perhaps nothing is done yet; later when a part is.
    void killWhileReverting(int round)
    {
        const auto asked =
            m_daemon.ask("POST", QStringLiteral("/api/v1/imports/%1/revert").arg(m_run.section(QLatin1Char('/'), 1)));
        QCOMPARE(asked.status, 202);
        QElapsedTimer time;
        time.start();
        while (round > 0 && read(m_run).value(QLatin1String("removed")).toInt() == 0)
            QVERIFY(time.elapsed() < 60'000);
        m_daemon.kill();
    }

    void compareRows(const QSet<QString> &kept)
    {
        QSet<QString> left;
        for (const QJsonValue &account : accounts(QStringLiteral("name startsWith '%1'").arg(m_prefix))) {
            const int employees = account.toObject().value(QLatin1String("employees")).toInt();
            QCOMPARE(employees, kept.contains(idOf(account)) ? int(Edited) : int(Before));
            left.insert(idOf(account));
        }
        QCOMPARE(left.size(), qsizetype(known + edited));
        QVERIFY(left.contains(kept));
    }

    void compareReport(const QSet<QString> &kept)
    {
        const QJsonObject run = read(m_run);
        QSet<QString> named;
        for (const QJsonValue &line : run.value(QLatin1String("report")).toArray())
            named.insert(line.toObject().value(QLatin1String("record")).toString());
        QCOMPARE(named, kept);
        QCOMPARE(run.value(QLatin1String("removed")).toInt(), fresh - edited);
        QCOMPARE(run.value(QLatin1String("restored")).toInt(), known - edited);
        QCOMPARE(run.value(QLatin1String("kept")).toInt(), 2 * edited);
    }

private slots:
    void everyRowIsRevertedOrNamed()
    {
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        QVERIFY(m_daemon.signInAsAdministrator());
        int interrupted = 0;
        for (int round = 0; round < rounds; ++round) {
            m_prefix = QStringLiteral("R%1 ").arg(round);
            importRows();
            QSet<QString> kept;
            editSome(kept);
            killWhileReverting(round);
            if (QTest::currentTestFailed())
                return;
            interrupted += isInterrupted() ? 1 : 0;
            QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
            QTRY_COMPARE_WITH_TIMEOUT(
                read(m_run).value(QLatin1String("state")).toString(), QStringLiteral("reverted"), 120'000);
            compareRows(kept);
            compareReport(kept);
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY2(interrupted > 0, "the daemon was too quick in every round");
    }
};

QTEST_GUILESS_MAIN(TestKilledRevert)
#include "tst_killedrevert.moc"
