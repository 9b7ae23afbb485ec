// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/protocol/message.h"
#include "tests/sync/twolaptops.h"

#include <algorithm>
#include <functional>
#include <utility>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = tandem::entities::account;

/// A laptop that is filled for the first time, page by page, over a connection that breaks.
class TestFirstSync : public TwoLaptops
{
    Q_OBJECT

    using Page = std::pair<EntityNumber, RecordId>; ///< and behind which record it begins

    static constexpr int rowsPerPage = 10;
    static constexpr int accounts = 85;
    static constexpr int allPages = accounts / rowsPerPage + 1;

    static bool isOfAccounts(const Page &page) { return page.first == account::number; }
    int askedOfAccounts() const { return int(std::count_if(m_asked.begin(), m_asked.end(), isOfAccounts)); }
    int asked(const Page &page) const { return int(std::count(m_asked.begin(), m_asked.end(), page)); }

    /// What comes to the server. A page of which m_isCut() says so is never answered: the connection ends.
    bool takes(const QByteArray &frame)
    {
        const auto message = decode(frame);
        const auto *request = message.ok() ? std::get_if<SnapshotRequest>(&*message) : nullptr;
        if (!request)
            return true;
        m_asked.emplace_back(request->entity, request->after);
        if (!m_isCut(m_asked.back()))
            return true;
        ++m_cuts;
        // Not while the socket is at it.
        QMetaObject::invokeMethod(
            m_server.get(), [this] { m_server->cutAll(); }, Qt::QueuedConnection);
        return false;
    }

    std::vector<Page> m_asked; ///< in their order, also those that were not answered
    std::function<bool(const Page &)> m_isCut;
    int m_cuts = 0;

private slots:
    void init()
    {
        setUp();
        server::LiveHub::Limits limits;
        limits.rowsPerPage = rowsPerPage;
        m_server->restart(limits);
        m_asked.clear();
        m_cuts = 0;
        for (int i = 0; i < accounts; ++i)
            m_server->core.create(account::number, newRecordId(),
                {{account::field::name, Value(QStringLiteral("account %1").arg(i))},
                    {systemfield::department, Value(server::basics::company())}});
        m_server->filter = [this](const QByteArray &frame) {
            return takes(frame);
        };
    }
    void cleanup() { tearDown(); }

    void aFirstSyncThatWasCutGoesOnBehindTheLastPage_data()
    {
        QTest::addColumn<int>("pages");
        for (const int pages : {1, 4, allPages - 1})
            QTest::addRow("after page %d", pages) << pages;
    }

    void aFirstSyncThatWasCutGoesOnBehindTheLastPage()
    {
        QFETCH(int, pages);
        m_isCut = [&](const Page &page) {
            return m_cuts == 0 && isOfAccounts(page) && askedOfAccounts() > pages;
        };
        QVERIFY(m_office->sync());
        QCOMPARE(m_cuts, 1);
        QCOMPARE(m_office->rows(account::number), qint64(accounts));
        QCOMPARE(askedOfAccounts(), allPages + 1);
        // The page that had no answer is asked for again, and no other one, of this entity or of those before it.
        const auto cut = std::find_if(m_asked.begin(), m_asked.end(), isOfAccounts) + pages;
        for (const Page &page : m_asked)
            QCOMPARE(asked(page), page == *cut ? 2 : 1);
    }

    void aFirstSyncThatIsCutAtEachPageComesToItsEnd()
    {
        m_isCut = [&](const Page &page) {
            return isOfAccounts(page) && asked(page) == 1;
        };
        QVERIFY(m_office->sync());
        QCOMPARE(m_cuts, allPages);
        QCOMPARE(m_office->rows(account::number), qint64(accounts));
        QCOMPARE(askedOfAccounts(), 2 * allPages);
    }
};

QTEST_GUILESS_MAIN(TestFirstSync)
#include "tst_firstsync.moc"
