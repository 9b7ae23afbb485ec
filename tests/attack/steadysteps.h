// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

namespace tandem::test {

/// What a steadywriter does beside its accounts; who looks through it afterwards has to know.
constexpr int attachesEvery = 10; ///< steps
constexpr int deletesEvery = 7; ///< steps

/// Of the file that is attached to the account of this name, and is called like it: some pieces on the network.
inline QByteArray steadyContent(const QString &name)
{
    return (name.toUtf8() + '\n').repeated(500);
}

}
