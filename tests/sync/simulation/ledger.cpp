// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/ledger.h"

namespace tandem::sim {

void Ledger::forget(const QSet<QString> &words)
{
    std::erase_if(m_words, [&](const TypedWord &typed) { return words.contains(typed.word); });
}

}
