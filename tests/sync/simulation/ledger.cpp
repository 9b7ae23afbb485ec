// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/ledger.h"

namespace tandem::sim {

void Ledger::forgetWithDisks(const QSet<QString> &found, const std::function<int(int laptop)> &diskOf)
{
    std::erase_if(m_words,
        [&](const TypedWord &typed) { return !found.contains(typed.word) && typed.disk != diskOf(typed.laptop); });
    std::erase_if(m_contents, [&](const AttachedContent &content) {
        return !found.contains(content.sha256) && content.disk != diskOf(content.laptop);
    });
    for (TypedWord &typed : m_words)
        typed.isFromBefore = true;
}

}
