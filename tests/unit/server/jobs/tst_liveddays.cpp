// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/jobs/liveddays.h"
#include "tests/support/company.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;

/// What the daily clean-up knows of the clock. What it lets go by that is in tst_recyclebin.cpp.
class TestLivedDays : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        m_company->start();
    }
    void cleanup() { m_company.reset(); }

    void aClockThatWasSetIsNotSteadyForADay()
    {
        const auto isSteadyAfter = [this](qint64 days) {
            m_company->clock.advance(days * day);
            const auto lived = LivedDays::addOne(*m_company->pipeline, m_company->clock, 0);
            return lived && lived->isSteady();
        };
        QVERIFY(!isSteadyAfter(0)); // nothing is known yet
        QVERIFY(isSteadyAfter(1));
        QVERIFY(isSteadyAfter(3)); // it was off on the weekend
        QVERIFY(!isSteadyAfter(365));
        QVERIFY(!isSteadyAfter(-365));
        QVERIFY(isSteadyAfter(1));
    }

private:
    static constexpr qint64 day = 24LL * 3'600'000;

    std::unique_ptr<Company> m_company;
};

QTEST_GUILESS_MAIN(TestLivedDays)
#include "tst_liveddays.moc"
