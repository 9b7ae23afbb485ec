// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "bench/support/eventloop.h"
#include "bench/support/loadlaptop.h"
#include "bench/support/salescompany.h"

#include <QHash>

#include <deque>

namespace tandem::bench {

/// Laptops of as many sales reps, each with one change on its way at a time. What they send is encoded beforehand, what
/// they get is read: the answer, which comes when the change is durable, and the row that comes back to its author.
class SalesLoad
{
public:
    /// What stands in the field that it changes: loads on one company follow each other.
    using Standing = QHash<RecordId, Value>;

    /// The first `clients` reps of the company, which must outlive it, as must `standing`.
    SalesLoad(const SalesCompany &company, quint16 port, int clients, Standing &standing)
        : m_standing(standing)
    {
        const size_t reps = company.reps.size();
        m_waiting = clients;
        for (size_t i = 0; i < size_t(clients); ++i) {
            Seat &seat = m_seats.emplace_back();
            for (size_t n = i; n < company.accounts.size(); n += reps)
                seat.accounts.push_back(company.accounts[n]);
            seat.laptop = std::make_unique<LoadLaptop>(
                m_network, port, company.reps[i].token, [this, &seat](LoadLaptop &) { goOn(seat); });
            m_network.runReady();
        }
        m_network.runUntil([this] { return m_waiting == 0; }, "sessions");
    }

    /// Mutations per second, of `each` by every client.
    double run(int each)
    {
        for (Seat &seat : m_seats)
            prepare(seat, each);
        m_waiting = int(m_seats.size());
        QElapsedTimer timer;
        timer.start();
        for (Seat &seat : m_seats)
            sendNext(seat);
        m_network.runUntil([this] { return m_waiting == 0; }, "answers");
        return each * double(m_seats.size()) / (millisecondsOf(timer) / 1000);
    }

private:
    struct Seat
    {
        std::unique_ptr<LoadLaptop> laptop;
        std::vector<RecordId> accounts;
        qint64 turn = 0;
        std::deque<QByteArray> pushes; ///< still to send
        bool isWaiting = true; ///< for the first changes, for an answer, or for what comes behind it
    };

    void prepare(Seat &seat, int count)
    {
        seat.isWaiting = true;
        for (int i = 0; i < count; ++i) {
            const RecordId account = seat.accounts[size_t(++seat.turn) % seat.accounts.size()];
            Value &stands = m_standing[account];
            const Value next(QStringLiteral("%1 of %2").arg(seat.turn).arg(m_seats.size()));
            seat.pushes.push_back(seat.laptop->pushOf(entities::account::number, account,
                {entities::account::field::preferences, std::exchange(stands, next), next}));
        }
    }

    static void sendNext(Seat &seat)
    {
        seat.laptop->push(std::move(seat.pushes.front()));
        seat.pushes.pop_front();
    }

    void goOn(Seat &seat)
    {
        if (seat.laptop->isAnswered() && !seat.pushes.empty())
            return sendNext(seat);
        if (!seat.isWaiting || !seat.pushes.empty() || !seat.laptop->isSettled())
            return;
        seat.isWaiting = false;
        --m_waiting;
    }

    Standing &m_standing;
    LoadNetwork m_network;
    std::deque<Seat> m_seats; ///< whose places laptops hold
    int m_waiting = 0; ///< clients
};

}
