// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace tandem::server {

/// What the daemon counts, in the text format of Prometheus. A metric is made once at wiring, is never removed, and
/// is counted from any thread without a lock. Names: "tandem_" + snake_case, counters end in "_total", times in
/// "_seconds", sizes in "_bytes"; a name that breaks the rule is a defect and stops a debug build.
class Metrics
{
public:
    class Counter
    {
    public:
        void add(quint64 by = 1) { m_value.fetch_add(by, std::memory_order_relaxed); }
        quint64 value() const { return m_value.load(std::memory_order_relaxed); }

    private:
        std::atomic<quint64> m_value = 0;
    };

    class Gauge
    {
    public:
        void set(qint64 value) { m_value.store(value, std::memory_order_relaxed); }
        void add(qint64 by) { m_value.fetch_add(by, std::memory_order_relaxed); }
        qint64 value() const { return m_value.load(std::memory_order_relaxed); }

    private:
        std::atomic<qint64> m_value = 0;
    };

    class Histogram
    {
    public:
        explicit Histogram(std::vector<double> bounds);
        void observe(double value);
        const std::vector<double> &bounds() const { return m_bounds; }
        quint64 bucket(std::size_t index) const { return m_buckets[index].load(std::memory_order_relaxed); }
        double sum() const { return m_sum.load(std::memory_order_relaxed); }

    private:
        std::vector<double> m_bounds; ///< ascending upper bounds; one more bucket for the rest
        std::vector<std::atomic<quint64>> m_buckets;
        std::atomic<double> m_sum = 0;
    };

    /// The reference lives as long as this object. Equal name and labels give the same one. `labels` is "" or
    /// `outcome="applied"`.
    Counter &counter(const QByteArray &name, const QByteArray &help, const QByteArray &labels = {});
    Gauge &gauge(const QByteArray &name, const QByteArray &help, const QByteArray &labels = {});
    Histogram &histogram(
        const QByteArray &name, const QByteArray &help, std::vector<double> bounds, const QByteArray &labels = {});

    QByteArray toText() const; ///< any thread

private:
    struct Entry;
    struct Family;
    Family &family(const QByteArray &name, const QByteArray &help, const QByteArray &type);

    mutable std::mutex m_mutex; ///< of the list, not of the values
    std::vector<std::unique_ptr<Family>> m_families;

public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics &) = delete;
    Metrics &operator=(const Metrics &) = delete;
};

}
