// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Writes into the replica named on the command line until it is killed; says the number of each mutation when submit()
// has returned.

#include "client/replica/replica.h"
#include "tests/support/clientdata.h"

#include <cstdio>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

int main(int argc, char *argv[])
{
    const auto replica = argc > 1
        ? Replica::open({QString::fromLocal8Bit(argv[1]), clientRegistry()})
        : Result<std::unique_ptr<Replica>>(Error::invalid(QStringLiteral("folder"), QStringLiteral("missing")));
    if (!replica.ok())
        return 1;
    for (int i = 1;; ++i) {
        const auto ids =
            (*replica)->submit({{dealKey(i), MutationKind::Create, named(QString::number(i)), {}, {}, {}}});
        if (!ids.ok() || !(*replica)->saveDraft({dealKey(1), false, named(QString::number(i)), {}, i}).ok())
            return 2;
        std::printf("%d\n", i);
        std::fflush(stdout);
    }
}
