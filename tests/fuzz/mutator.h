// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <random>
#include <vector>

namespace tandem::fuzz {

/// Makes damaged inputs out of good ones. The same seed gives the same ones, on every platform.
class Mutator
{
public:
    Mutator(const std::vector<QByteArray> &seeds, quint32 seed)
        : m_seeds(seeds)
        , m_random(seed)
    {
    }

    /// One of the seeds with a few changes. There must be a seed.
    QByteArray next()
    {
        QByteArray input = anySeed();
        for (qsizetype changes = 1 + below(4); changes > 0; --changes)
            change(input);
        return input.left(longestInput);
    }

private:
    static constexpr qsizetype longestInput = 16 * 1024; ///< else what is copied into itself grows without end

    qsizetype below(qsizetype bound) { return qsizetype(m_random() % quint32(bound)); }
    const QByteArray &anySeed() { return m_seeds[size_t(below(qsizetype(m_seeds.size())))]; }

    void change(QByteArray &input)
    {
        const qsizetype at = below(input.size() + 1);
        const qsizetype length = 1 + below(std::max<qsizetype>(1, input.size() / 2));
        switch (below(8)) {
        case 0:
            input.truncate(at);
            return;
        case 1:
            input.remove(at, length);
            return;
        case 2: // a part twice
            input.insert(below(input.size() + 1), input.mid(at, length));
            return;
        case 3: // a part of another one
            input.insert(at, anySeed().mid(below(64), length));
            return;
        case 4:
            input.insert(at, anyByte());
            return;
        case 5:
            replace(input, at, anyByte());
            return;
        case 6: // what lengths and counts are made of
            for (qsizetype i = at; i < at + (qsizetype(1) << below(4)); ++i)
                replace(input, i, below(2) ? '\xff' : '\0');
            return;
        default:
            if (at < input.size())
                input[at] = char(input[at] ^ (1 << below(8)));
        }
    }

    char anyByte()
    {
        static constexpr char telling[] = "\0\x7f\x80\xff\n\r\t\"'(){}[],:;=-+@%\\ 0919";
        return below(2) ? telling[below(sizeof telling - 1)] : char(below(256));
    }
    static void replace(QByteArray &input, qsizetype at, char byte)
    {
        if (at < input.size())
            input[at] = byte;
    }

    const std::vector<QByteArray> &m_seeds;
    std::mt19937 m_random;
};

}
