// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/replica/filecache.h"
#include "client/replica/searchreader.h"
#include "shared/entities/entitynames.h"
#include "tests/support/daemonprocess.h"
#include "tests/support/laptop.h"

#include <QFile>
#include <QJsonObject>
#include <QTest>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = tandem::entities::account;

namespace {

QJsonObject rightsOn(const QString &scope, const QJsonObject &fields = {})
{
    return {{QStringLiteral("read"), scope}, {QStringLiteral("edit"), scope}, {QStringLiteral("create"), true},
        {QStringLiteral("fields"), fields}};
}

QJsonObject permissions(const QJsonObject &accounts, const QJsonObject &files)
{
    // Who creates a record becomes its owner, and must see himself for that.
    const QJsonObject all{{QStringLiteral("read"), QStringLiteral("all")}};
    return {{QStringLiteral("account"), accounts}, {QStringLiteral("file"), files}, {QStringLiteral("user"), all},
        {QStringLiteral("department"), all}};
}

}

/// A right that is taken away from somebody whose laptop is on the road: at the next contact nothing is left there of
/// what it had shown, and what he typed meanwhile is judged by what he may now.
class TestTakenRights : public QObject
{
    Q_OBJECT

    std::unique_ptr<DaemonProcess> m_daemon;
    std::unique_ptr<Laptop> m_laptop;
    QString m_role;
    RecordId m_account;
    RecordId m_file;

    /// An administrator's account with a file, and a role that lets its rep see both.
    void makeCompany()
    {
        m_account = recordIdFromText(m_daemon->create(QStringLiteral("account"),
            {{QStringLiteral("name"), QStringLiteral("Nightingale")},
                {QStringLiteral("annualRevenue"),
                    QJsonObject{{QStringLiteral("amount"), QStringLiteral("700")},
                        {QStringLiteral("currency"), QStringLiteral("CNY")}}}}));
        const QString hash = m_daemon->upload(QByteArray(5000, 'x'));
        m_file = recordIdFromText(m_daemon->create(QStringLiteral("file"),
            {{QStringLiteral("name"), QStringLiteral("plan")}, {QStringLiteral("size"), 5000},
                {QStringLiteral("sha256"), hash},
                {QStringLiteral("record"), QStringLiteral("account/") + toText(m_account)}}));
        m_role = m_daemon->create(QStringLiteral("role"),
            {{QStringLiteral("key"), QStringLiteral("helper")}, {QStringLiteral("name"), QStringLiteral("Helper")},
                {QStringLiteral("permissions"),
                    permissions(rightsOn(QStringLiteral("all")), rightsOn(QStringLiteral("all")))}});
        QVERIFY(m_daemon->addUser(QStringLiteral("rep"), QStringLiteral("helper")));
    }

    void allowOnly(const QJsonObject &permissions)
    {
        const auto answer = m_daemon->send(
            "PATCH", QStringLiteral("/api/v1/role/") + m_role, {{QStringLiteral("permissions"), permissions}});
        QVERIFY2(answer.status == 200, answer.body.constData());
    }

    size_t searched(const QString &text) const
    {
        for (auto more = m_laptop->replica->indexSlice(); more.ok() && *more;)
            more = m_laptop->replica->indexSlice();
        const auto reader = Connection::open({m_laptop->replica->readerPath(), DatabaseAddress::Mode::ReadOnly});
        const auto found = searchRecords(**reader, account::number, text, 10);
        return found.ok() ? found->size() : 99;
    }

    /// Where the file's content is on the laptop; empty if it is not there.
    QString contentPath() const
    {
        const auto file = m_laptop->replica->files().find(m_file);
        return file.ok() && *file ? (*file)->path : QString();
    }

private slots:
    void init()
    {
        m_daemon = std::make_unique<DaemonProcess>();
        QVERIFY2(m_daemon->start(), m_daemon->standardError().constData());
        QVERIFY(m_daemon->signInAsAdministrator());
        makeCompany();
        m_laptop = std::make_unique<Laptop>(
            ServerAddress{QStringLiteral("127.0.0.1"), m_daemon->port()}, QStringLiteral("rep"), m_daemon->pin());
        QVERIFY(m_laptop->sync());
        QVERIFY(m_laptop->has(account::number, m_account));
        const QByteArray hash = QByteArray::fromHex(
            m_laptop->value(entities::file::number, m_file, entities::file::field::sha256).toText().toLatin1());
        QVERIFY(m_laptop->replica->files().insert(m_file, {hash, 5000}).ok());
        std::optional<Result<CachedFile>> fetched;
        m_laptop->engine->fetchFile(m_file, [&](const Result<CachedFile> &file) { fetched = file; });
        QTRY_VERIFY_WITH_TIMEOUT(fetched.has_value(), 30'000);
        QVERIFY2(fetched->ok(), fetched->ok() ? "" : qPrintable(fetched->error().toLog()));
        QVERIFY(QFile::exists(contentPath()));
        QCOMPARE(searched(QStringLiteral("Nightingale")), size_t(1));
        m_laptop->goOffline();
    }
    void cleanup()
    {
        m_laptop.reset();
        m_daemon.reset();
    }

    void rowsFilesAndSearchEntriesGo()
    {
        const QString content = contentPath();
        QVERIFY(m_laptop->update(account::number, m_account, {{account::field::name, Value(QStringLiteral("Typed"))}}));
        const RecordId own = m_laptop->create(account::number, {{account::field::name, Value(QStringLiteral("Own"))}});
        allowOnly(permissions(rightsOn(QStringLiteral("own")), rightsOn(QStringLiteral("own"))));

        QVERIFY(m_laptop->sync());
        QTRY_VERIFY(!m_laptop->has(account::number, m_account));
        QVERIFY(!m_laptop->has(entities::file::number, m_file));
        QVERIFY(contentPath().isEmpty());
        QVERIFY(!QFile::exists(content));
        QCOMPARE(searched(QStringLiteral("Nightingale")), size_t(0));
        QCOMPARE(searched(QStringLiteral("Typed")), size_t(0));

        // What is refused stays with him, with what he typed.
        const auto problems = m_laptop->replica->problems();
        QVERIFY(problems.ok());
        for (const Problem &problem : *problems)
            QVERIFY2(problem.mutation.record == m_account, qPrintable(problem.error.toLog()));
        QCOMPARE(problems->size(), size_t(1));
        QCOMPARE(problems->front().mutation.record, m_account);
        QCOMPARE(problems->front().mutation.changes.front().to, Value(QStringLiteral("Typed")));
        QCOMPARE(problems->front().error.code, ErrorCode::NotFound);
        QCOMPARE(m_daemon->ask("GET", QStringLiteral("/api/v1/account/") + toText(own)).status, 200);
        QCOMPARE(m_daemon->ask("GET", QStringLiteral("/api/v1/account/") + toText(m_account))
                     .json()
                     .value(QLatin1String("name"))
                     .toString(),
            QStringLiteral("Nightingale"));
    }

    void fieldsGo()
    {
        QVERIFY(!m_laptop->value(account::number, m_account, account::field::annualRevenue).isNull());
        QVERIFY(m_laptop->update(
            account::number, m_account, {{account::field::annualRevenue, Value(Money{900, QStringLiteral("CNY")})}}));
        QVERIFY(m_laptop->update(account::number, m_account, {{account::field::employees, Value(8)}}));
        allowOnly(
            permissions(rightsOn(QStringLiteral("all"), {{QStringLiteral("annualRevenue"), QStringLiteral("hidden")}}),
                rightsOn(QStringLiteral("all"))));
        QVERIFY(m_laptop->sync());
        QTRY_VERIFY(m_laptop->value(account::number, m_account, account::field::annualRevenue).isNull());
        QCOMPARE(m_laptop->value(account::number, m_account, account::field::employees), Value(8));
        const auto problems = m_laptop->replica->problems();
        QVERIFY(problems.ok());
        QCOMPARE(problems->size(), size_t(1));
        QCOMPARE(problems->front().error.reason, QStringLiteral("fieldNotWritable"));
        QCOMPARE(problems->front().mutation.changes.front().to, Value(Money{900, QStringLiteral("CNY")}));
        const auto stands = m_daemon->ask("GET", QStringLiteral("/api/v1/account/") + toText(m_account)).json();
        QCOMPARE(stands.value(QLatin1String("employees")).toInt(), 8);
        QVERIFY(stands.value(QLatin1String("annualRevenue")).toObject() != QJsonObject());
    }
};

QTEST_GUILESS_MAIN(TestTakenRights)
#include "tst_takenrights.moc"
