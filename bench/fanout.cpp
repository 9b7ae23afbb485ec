// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "bench/support/arguments.h"
#include "bench/support/crowd.h"
#include "bench/support/eventloop.h"
#include "bench/support/figure.h"
#include "bench/support/processfigures.h"
#include "bench/support/rawtls.h"
#include "bench/support/salescompany.h"

using namespace tandem;
using namespace tandem::bench;
namespace account = tandem::entities::account;

namespace {

constexpr int warmUp = 5;
constexpr int samples = 100;
constexpr int repsWithoutView = 20;

/// What doing something often took, each time.
struct Cost
{
    double wallTime = 0; ///< median, milliseconds
    double processorTime = 0; ///< mean of one process, milliseconds
};

template <typename Work>
Cost costOf(qint64 process, Work work)
{
    for (int i = 0; i < warmUp; ++i)
        work();
    std::vector<double> times;
    const double before = processorTime(process);
    for (int i = 0; i < samples; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(millisecondsOf(timer));
    }
    return {median(times), (processorTime(process) - before) / samples};
}

/// The first rep changes an account of his; other laptops of his may see it, those of the other reps may not.
class Company
{
public:
    explicit Company(int viewers)
        : m_sales(1 + repsWithoutView, 1)
        , m_port(m_sales.serve().port())
        , m_author(m_network, m_port, m_sales.reps.front().token, [](LoadLaptop &) {})
        , m_viewers(m_network, m_port,
              [this](qsizetype bytes) {
                  ++m_arrived;
                  m_frameBytes = bytes;
              })
        , m_others(m_network, m_port)
    {
        m_viewers.growTo(viewers, {m_sales.reps.front().token});
        m_network.runUntil([this] { return m_author.isLive(); }, "the author");
    }

    void addOthers(int count)
    {
        std::vector<QByteArray> tokens;
        for (size_t i = 1; i < m_sales.reps.size(); ++i)
            tokens.push_back(m_sales.reps[i].token);
        m_others.growTo(count, tokens);
        m_others.startHeartbeats();
    }

    /// Returns when all who may see the change have it.
    void change()
    {
        m_arrived = 0;
        const Value next(QString::number(++m_turn));
        m_author.push(m_author.pushOf(account::number, m_sales.accounts.front(),
            {account::field::preferences, std::exchange(m_value, next), next}));
        m_network.runUntil([this] { return m_arrived == m_viewers.size() && m_author.isSettled(); }, "the change");
    }

    Cost costOfChange()
    {
        return costOf(m_sales.daemon->process().processId(), [this] { change(); });
    }
    qsizetype frameBytes() const { return m_frameBytes; } ///< of one change, as one client gets it

private:
    SalesCompany m_sales;
    const quint16 m_port;
    LoadNetwork m_network;
    LoadLaptop m_author;
    int m_arrived = 0; ///< frames of the last change
    qsizetype m_frameBytes = 0;
    qint64 m_turn = 0;
    Value m_value;
    Crowd m_viewers;
    Crowd m_others;
};

QString microseconds(double milliseconds)
{
    return number(1000 * milliseconds, 1) + QStringLiteral(" µs");
}

void print(const QString &work, const QString &measured, const QString &baseline, double ratio)
{
    Figure{work, measured, baseline, number(ratio, 2), QStringLiteral("–"), std::nullopt}.print();
}

void compareWithRawTls(const Company &company, const Cost &change, int viewers)
{
    LoadNetwork network;
    RawTlsReceivers receivers(network, viewers, company.frameBytes());
    const Cost raw = costOf(receivers.senderProcess(), [&] { receivers.sendOnce(); });
    print(QStringLiteral("One change to %1 TLS clients, until the last one has it").arg(viewers),
        milliseconds(change.wallTime), milliseconds(raw.wallTime), change.wallTime / raw.wallTime);
    print(QStringLiteral("The daemon's processor for each of these clients"),
        microseconds(change.processorTime / viewers), microseconds(raw.processorTime / viewers),
        change.processorTime / raw.processorTime);
}

/// With as many clients more that may not see it, against the same without them.
void compareWithOthers(Company &company, const Cost &alone, int others)
{
    company.addOthers(others);
    const Cost together = company.costOfChange();
    const double ratio = together.processorTime / alone.processorTime;
    Figure{QStringLiteral("The daemon's processor for such a change beside %1 clients that may not see it").arg(others),
        milliseconds(together.processorTime), milliseconds(alone.processorTime), number(ratio, 2),
        QStringLiteral("≤ 1.1"), ratio <= 1.1}
        .print();
}

int sendRaw(const Arguments &arguments)
{
    const std::vector<int> sizes = arguments.numbers("sender");
    RawTlsSender(sizes.front(), sizes.back()).run();
    return 0;
}

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const Arguments arguments(application,
        {{"viewers", "Connected clients that may see the change.", "1000"},
            {"others", "Connected clients that may not; 0: none are measured.", "9000"},
            {"sender", "How this program starts itself as the baseline: receivers,bytes.", ""}});
    if (!arguments.text("sender").isEmpty())
        return sendRaw(arguments);
    const int viewers = std::max(1, arguments.number("viewers"));
    Company company(viewers);
    const Cost change = company.costOfChange();
    compareWithRawTls(company, change, viewers);
    if (const int others = arguments.number("others"); others > 0)
        compareWithOthers(company, change, others);
    return 0;
}
