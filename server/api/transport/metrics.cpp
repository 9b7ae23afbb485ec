// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/metrics.h"

#include <algorithm>

namespace tandem::server {

struct Metrics::Entry
{
    QByteArray labels;
    std::unique_ptr<Counter> counter;
    std::unique_ptr<Gauge> gauge;
    std::unique_ptr<Histogram> histogram;
};

struct Metrics::Family
{
    QByteArray name;
    QByteArray help;
    QByteArray type;
    std::vector<std::unique_ptr<Entry>> entries;

    Entry &entry(const QByteArray &labels)
    {
        for (const auto &entry : entries) {
            if (entry->labels == labels)
                return *entry;
        }
        entries.push_back(std::make_unique<Entry>());
        entries.back()->labels = labels;
        return *entries.back();
    }
};

namespace {

bool isCleanName(const QByteArray &name, const QByteArray &type)
{
    const bool characters = std::all_of(
        name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
    return characters && name.startsWith("tandem_") && name.endsWith("_total") == (type == "counter");
}

QByteArray labelled(const QByteArray &name, const QByteArray &labels, const QByteArray &extra = {})
{
    if (labels.isEmpty() && extra.isEmpty())
        return name;
    return name + '{' + labels + (labels.isEmpty() || extra.isEmpty() ? "" : ",") + extra + '}';
}

QByteArray number(double value)
{
    return QByteArray::number(value, 'g', 12);
}

QByteArray histogramText(const QByteArray &name, const QByteArray &labels, const Metrics::Histogram &histogram)
{
    QByteArray text;
    quint64 count = 0;
    for (std::size_t i = 0; i <= histogram.bounds().size(); ++i) {
        count += histogram.bucket(i);
        const QByteArray bound = i < histogram.bounds().size() ? number(histogram.bounds()[i]) : QByteArray("+Inf");
        text += labelled(name + "_bucket", labels, "le=\"" + bound + '"') + ' ' + QByteArray::number(count) + '\n';
    }
    text += labelled(name + "_sum", labels) + ' ' + number(histogram.sum()) + '\n';
    text += labelled(name + "_count", labels) + ' ' + QByteArray::number(count) + '\n';
    return text;
}

}

Metrics::Histogram::Histogram(std::vector<double> bounds)
    : m_bounds(std::move(bounds))
    , m_buckets(m_bounds.size() + 1)
{
    Q_ASSERT(std::is_sorted(m_bounds.begin(), m_bounds.end()));
}

void Metrics::Histogram::observe(double value)
{
    const auto bound = std::lower_bound(m_bounds.begin(), m_bounds.end(), value);
    m_buckets[std::size_t(bound - m_bounds.begin())].fetch_add(1, std::memory_order_relaxed);
    double sum = m_sum.load(std::memory_order_relaxed);
    while (!m_sum.compare_exchange_weak(sum, sum + value, std::memory_order_relaxed)) { }
}

Metrics::Metrics() = default;
Metrics::~Metrics() = default;

Metrics::Family &Metrics::family(const QByteArray &name, const QByteArray &help, const QByteArray &type)
{
    Q_ASSERT_X(isCleanName(name, type), "Metrics", name.constData());
    for (const auto &family : m_families) {
        if (family->name == name) {
            Q_ASSERT(family->type == type);
            return *family;
        }
    }
    m_families.push_back(std::make_unique<Family>());
    Family &added = *m_families.back();
    added.name = name;
    added.help = help;
    added.type = type;
    return added;
}

Metrics::Counter &Metrics::counter(const QByteArray &name, const QByteArray &help, const QByteArray &labels)
{
    const std::lock_guard lock(m_mutex);
    Entry &entry = family(name, help, "counter").entry(labels);
    if (!entry.counter)
        entry.counter = std::make_unique<Counter>();
    return *entry.counter;
}

Metrics::Gauge &Metrics::gauge(const QByteArray &name, const QByteArray &help, const QByteArray &labels)
{
    const std::lock_guard lock(m_mutex);
    Entry &entry = family(name, help, "gauge").entry(labels);
    if (!entry.gauge)
        entry.gauge = std::make_unique<Gauge>();
    return *entry.gauge;
}

Metrics::Histogram &Metrics::histogram(
    const QByteArray &name, const QByteArray &help, std::vector<double> bounds, const QByteArray &labels)
{
    const std::lock_guard lock(m_mutex);
    Entry &entry = family(name, help, "histogram").entry(labels);
    if (!entry.histogram)
        entry.histogram = std::make_unique<Histogram>(std::move(bounds));
    return *entry.histogram;
}

QByteArray Metrics::toText() const
{
    const std::lock_guard lock(m_mutex);
    QByteArray text;
    for (const auto &family : m_families) {
        text += "# HELP " + family->name + ' ' + family->help + '\n';
        text += "# TYPE " + family->name + ' ' + family->type + '\n';
        for (const auto &entry : family->entries) {
            if (entry->counter)
                text +=
                    labelled(family->name, entry->labels) + ' ' + QByteArray::number(entry->counter->value()) + '\n';
            else if (entry->gauge)
                text += labelled(family->name, entry->labels) + ' ' + QByteArray::number(entry->gauge->value()) + '\n';
            else if (entry->histogram)
                text += histogramText(family->name, entry->labels, *entry->histogram);
        }
    }
    return text;
}

}
