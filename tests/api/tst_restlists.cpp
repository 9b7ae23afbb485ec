// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/daemonprocess.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace tandem::test;

/// Lists as a script fetches them: filtered, sorted, page by page.
class RestListsTest : public QObject
{
    Q_OBJECT

    DaemonProcess m_daemon;

    /// All accounts of a list, fetched as a script does.
    QStringList namesPageByPage(const QString &query, int &pages)
    {
        QStringList names;
        QString next;
        pages = 0;
        do {
            const auto page = m_daemon.ask("GET",
                QStringLiteral("/api/v1/account?fields=name&") + query
                    + (next.isEmpty() ? QString() : QStringLiteral("&after=") + next));
            if (page.status != 200)
                return {QString::fromUtf8(page.body)};
            for (const QJsonValue &item : page.json().value(QLatin1String("items")).toArray())
                names.append(item.toObject().value(QLatin1String("name")).toString());
            next = page.json().value(QLatin1String("next")).toString();
        } while (++pages < 20 && !next.isEmpty());
        return names;
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_daemon.start(), m_daemon.standardError().constData());
        QVERIFY(m_daemon.signInAsAdministrator());
    }

    void listsByFilterSortAndPage()
    {
        for (int i = 0; i < 7; ++i)
            QVERIFY(!m_daemon.createAccount(QStringLiteral("Page %1").arg(i)).isEmpty());
        QStringList expected;
        for (int i = 6; i >= 0; --i)
            expected.append(QStringLiteral("Page %1").arg(i));
        int pages = 0;
        QCOMPARE(namesPageByPage(QStringLiteral("filter=name startsWith 'Page'&sort=-name&limit=3"), pages), expected);
        QCOMPARE(pages, 3);
    }

    void aPageOfLargeRecordsEndsEarly()
    {
        for (int i = 0; i < 6; ++i) {
            const QJsonObject large{{QStringLiteral("name"), QStringLiteral("Large %1").arg(i)},
                {QStringLiteral("description"), QString(900'000, QLatin1Char('x'))}};
            QCOMPARE(m_daemon.send("POST", QStringLiteral("/api/v1/account"), large).status, 201);
        }
        QStringList names;
        QString next;
        do {
            const auto page = m_daemon.ask("GET",
                QStringLiteral("/api/v1/account?filter=name startsWith 'Large'&sort=name&limit=1000")
                    + (next.isEmpty() ? QString() : QStringLiteral("&after=") + next));
            QCOMPARE(page.status, 200);
            QVERIFY2(page.body.size() < 4'000'000, qPrintable(QString::number(page.body.size())));
            const QJsonArray items = page.json().value(QLatin1String("items")).toArray();
            QVERIFY(!items.isEmpty());
            for (const QJsonValue &item : items)
                names.append(item.toObject().value(QLatin1String("name")).toString());
            next = page.json().value(QLatin1String("next")).toString();
        } while (!next.isEmpty());
        QCOMPARE(names.size(), 6);
        QCOMPARE(names.last(), QStringLiteral("Large 5"));
    }

    void sortsTextAsPeopleDo()
    {
        const QStringList expected{QStringLiteral("阿里"), QStringLiteral("百度"), QStringLiteral("李四"),
            QStringLiteral("腾讯"), QStringLiteral("王五"), QStringLiteral("张三"), QStringLiteral("Acme"),
            QStringLiteral("apple"), QStringLiteral("Shop 9"), QStringLiteral("shop 10"), QStringLiteral("Zebra")};
        for (qsizetype i = 0; i < expected.size(); ++i) {
            const QString name = expected.at((i * 7) % expected.size());
            QCOMPARE(m_daemon
                         .send("POST", QStringLiteral("/api/v1/account"),
                             {{QStringLiteral("name"), name}, {QStringLiteral("source"), QStringLiteral("exhibition")}})
                         .status,
                201);
        }
        int pages = 0;
        QCOMPARE(namesPageByPage(QStringLiteral("filter=source = 'exhibition'&sort=name&limit=2"), pages), expected);
        QCOMPARE(pages, 6);
        const QStringList backwards(expected.rbegin(), expected.rend());
        QCOMPARE(namesPageByPage(QStringLiteral("filter=source = 'exhibition'&sort=-name&limit=4"), pages), backwards);
    }

    /// The options of a source stand as website, referral… partner.
    void sortsChoicesAndLinksAsTheyAreShown()
    {
        const QString beta = m_daemon.createAccount(QStringLiteral("Mother beta"));
        const QString alpha = m_daemon.createAccount(QStringLiteral("Mother alpha"));
        const auto add = [this](const char *name, const char *source, const QJsonValue &parent) {
            return m_daemon
                .send("POST", QStringLiteral("/api/v1/account"),
                    {{QStringLiteral("name"), QString::fromLatin1(name)},
                        {QStringLiteral("source"), QString::fromLatin1(source)}, {QStringLiteral("parent"), parent}})
                .status;
        };
        QCOMPARE(add("Sorted 1", "partner", beta), 201);
        QCOMPARE(add("Sorted 2", "website", alpha), 201);
        QCOMPARE(add("Sorted 3", "referral", QJsonValue()), 201);
        const auto sorted = [this](const char *key) {
            int pages = 0;
            return namesPageByPage(
                QStringLiteral("filter=name startsWith 'Sorted'&limit=1&sort=") + QString::fromLatin1(key), pages)
                .join(QLatin1String(", "));
        };
        QCOMPARE(sorted("source"), QStringLiteral("Sorted 2, Sorted 3, Sorted 1"));
        QCOMPARE(sorted("-source"), QStringLiteral("Sorted 1, Sorted 3, Sorted 2"));
        QCOMPARE(sorted("parent"), QStringLiteral("Sorted 3, Sorted 2, Sorted 1"));
        QCOMPARE(sorted("-parent"), QStringLiteral("Sorted 1, Sorted 2, Sorted 3"));
    }
};

QTEST_GUILESS_MAIN(RestListsTest)
#include "tst_restlists.moc"
