// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/storydriver.h"
#include "tests/support/smalldisk.h"

#include <QDir>
#include <QTest>

using namespace tandem::test;
using namespace Qt::Literals::StringLiterals;

/// The disk of a laptop takes nothing more while somebody works there: what is refused is told, what was kept is kept,
/// what was typed is still there when there is room again, and sync goes on by itself.
class TestClientDisk : public QObject
{
    Q_OBJECT

    static constexpr int mostTries = 2'000;
    static constexpr int enoughRows = 200; ///< so that they do not fit into what files have reserved already

    std::unique_ptr<SmallDisk> m_disk;
    std::unique_ptr<DaemonProcess> m_daemon;
    std::unique_ptr<StoryDriver> m_client;
    QString m_account; ///< that was there before
    QString m_user;

    QString profile() const { return m_disk->path(u"profile"_s); }

    QJsonObject state() { return m_client->tell({{u"do"_s, u"state"_s}}); }
    QString stateOf(const QString &what) { return state().value(what).toString(); }
    QString typed()
    {
        return m_client->tell({{u"do"_s, u"readDraft"_s}, {u"entity"_s, u"account"_s}, {u"id"_s, m_account}})
            .value("preferences"_L1)
            .toString();
    }
    bool type(const QString &text)
    {
        return m_client->tells({{u"do"_s, u"typeDraft"_s}, {u"entity"_s, u"account"_s}, {u"id"_s, m_account},
            {u"values"_s, QJsonObject{{u"preferences"_s, text}}}});
    }
    QJsonObject attach()
    {
        const QString path = m_daemon->path(u"offer.txt"_s);
        QFile file(path);
        const QByteArray content(300'000, 'o');
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.flush())
            return {};
        return m_client->tell(
            {{u"do"_s, u"attach"_s}, {u"entity"_s, u"account"_s}, {u"id"_s, m_account}, {u"path"_s, path}});
    }
    int countAtServer(const QString &filter)
    {
        const auto list = m_daemon->ask("GET", u"/api/v1/account?filter="_s + filter);
        return list.status == 200 ? int(list.json().value("items"_L1).toArray().size()) : -1;
    }

    QJsonObject create(const QString &name)
    {
        return m_client->tell({{u"do"_s, u"create"_s}, {u"entity"_s, u"account"_s},
            {u"values"_s, QJsonObject{{u"name"_s, name}, {u"preferences"_s, QString(4'000, u'p')}}}});
    }

    /// The disk is filled under the work. Gives the names of those that were kept before the first one was not.
    void createUntilRefused(QStringList &kept)
    {
        QJsonObject answer;
        for (int i = 0; i < mostTries; ++i) {
            if (i == 5)
                QVERIFY(m_disk->fill());
            const QString name = u"created %1"_s.arg(i);
            answer = create(name);
            if (!answer.value("ok"_L1).toBool())
                break;
            kept.append(name);
        }
        const QString failure = answer.value("failure"_L1).toString();
        QVERIFY2(failure.startsWith("unavailable/diskFull"_L1), qPrintable(failure));
    }

    /// Gives how many were created there before the laptop said that it cannot keep them.
    void bringRowsUntilToldSo(int &brought)
    {
        const auto isEnough = [this](int rows) {
            return rows >= enoughRows && !stateOf(u"storing"_s).isEmpty();
        };
        for (brought = 0; brought < mostTries && !isEnough(brought); ++brought) {
            const auto made = m_daemon->send("POST", u"/api/v1/account"_s,
                {{u"name"_s, u"brought %1"_s.arg(brought)}, {u"owner"_s, m_user},
                    {u"preferences"_s, QString(8'000, u'b')}});
            QVERIFY2(made.status == 201, made.body.constData());
        }
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(u"storing"_s), u"diskFull"_s, 60'000);
    }

    void compareAtRest(const QStringList &kept, int brought)
    {
        QVERIFY(m_client->tells({{u"do"_s, u"awaitState"_s}, {u"phase"_s, u"synced"_s}, {u"waiting"_s, 0},
            {u"problems"_s, 0}, {u"conflicts"_s, 0}, {u"storing"_s, QString()}, {u"drafts"_s, QString()}}));
        for (const QString &name : kept)
            QCOMPARE(countAtServer(u"name = '%1'"_s.arg(name)), 1);
        for (int i = 0; i < brought; ++i)
            QCOMPARE(m_client->find(u"account"_s, u"name = 'brought %1'"_s.arg(i)).size(), 1);
        QCOMPARE(QDir(profile()).entryList({u"*.damaged.db"_s}).size(), 0);
        QVERIFY(QFileInfo(profile() + u"/profile.json"_s).size() > 0);
    }

private slots:
    void init()
    {
        m_disk = std::make_unique<SmallDisk>(u"32m"_s);
        if (!m_disk->isMounted())
            QSKIP("no right to mount a file system");
        m_daemon = std::make_unique<DaemonProcess>();
        QVERIFY2(m_daemon->start(), m_daemon->standardError().constData());
        QVERIFY(m_daemon->signInAsAdministrator());
        QVERIFY(m_daemon->addUser(u"rep"_s, u"sales"_s));
        m_client = std::make_unique<StoryDriver>(
            u"rep"_s, profile(), u"127.0.0.1:%1"_s.arg(m_daemon->port()), m_daemon->fingerprint());
        QVERIFY(m_client->start());
        QVERIFY(m_client->tells({{u"do"_s, u"signIn"_s}, {u"password"_s, u"correct horse"_s}}));
        QVERIFY(m_client->awaitSynced());
        m_account = m_client->create(u"account"_s, {{u"name"_s, u"before"_s}, {u"phone"_s, u"010 1000"_s}});
        QVERIFY(m_client->awaitSynced());
        m_user = stateOf(u"user"_s);
    }
    void cleanup()
    {
        m_client.reset();
        m_daemon.reset();
        m_disk.reset();
    }

    void workGoesOnWhenThereIsRoom()
    {
        QStringList kept;
        int brought = 0;
        createUntilRefused(kept);
        const QString text(12'000, u't'); // more than what the last refused change may have left free
        QVERIFY(type(text));
        QVERIFY(m_client->tells({{u"do"_s, u"awaitState"_s}, {u"drafts"_s, u"diskFull"_s}}));
        QVERIFY(!m_client->edit(u"account"_s, m_account, {{u"preferences"_s, text}}));
        const QString refused = attach().value("failure"_L1).toString();
        QVERIFY2(refused.startsWith("unavailable/diskFull"_L1), qPrintable(refused));
        bringRowsUntilToldSo(brought);
        if (QTest::currentTestFailed())
            return;
        QCOMPARE(m_client->find(u"account"_s, u"name = 'before' and phone = '010 1000'"_s).size(), 1);

        QVERIFY(m_disk->clear());
        compareAtRest(kept, brought);
        QCOMPARE(typed(), text);
        QVERIFY(m_client->edit(u"account"_s, m_account, {{u"phone"_s, u"010 2000"_s}}));
        QVERIFY(attach().value("ok"_L1).toBool());
        QVERIFY(m_client->awaitSynced());
        QCOMPARE(countAtServer(u"name = 'before' and phone = '010 2000'"_s), 1);
    }

    /// Whether it starts there or says why not, it takes nothing for damaged.
    void aStartOnAFullDisk()
    {
        QStringList kept;
        const QString text(12'000, u't');
        QVERIFY(type(text));
        QTRY_COMPARE(typed(), text);
        createUntilRefused(kept);
        if (QTest::currentTestFailed())
            return;
        m_client->kill();
        (void)m_client->start();
        m_client->kill();
        QVERIFY(m_disk->clear());
        QVERIFY(m_client->start());
        compareAtRest(kept, 0);
        QCOMPARE(typed(), text);
    }
};

QTEST_GUILESS_MAIN(TestClientDisk)
#include "tst_clientdisk.moc"
