// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <vector>

namespace tandem::bench {

/// One row of the table in docs/performance.md.
struct Figure
{
    QString work;
    QString measured;
    QString baseline;
    QString ratio;
    QString target;
    std::optional<bool> reached; ///< none: there is no target

    /// As a row of a Markdown table, which is also what scripts/run-benchmarks looks for.
    void print() const
    {
        std::printf("| %s | %s | %s | %s | %s | %s |\n", qPrintable(work), qPrintable(measured), qPrintable(baseline),
            qPrintable(ratio), qPrintable(target),
            !reached       ? "–"
                : *reached ? "yes"
                           : "**no**");
        std::fflush(stdout);
    }
};

inline QString number(double value, int decimals = 0)
{
    return QString::number(value, 'f', decimals);
}

inline QString perSecond(double rate)
{
    return number(rate) + QStringLiteral("/s");
}

inline QString milliseconds(double value)
{
    return number(value, value < 100 ? 1 : 0) + QStringLiteral(" ms");
}

/// By value: the order of the samples is the caller's.
inline double percentile(std::vector<double> samples, double share)
{
    std::sort(samples.begin(), samples.end());
    return samples.empty() ? 0 : samples[size_t(share * double(samples.size() - 1))];
}

inline double median(std::vector<double> samples)
{
    return percentile(std::move(samples), 0.5);
}

}
