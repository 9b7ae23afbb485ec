// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/error.h"

namespace tandem::server {

/// What somebody who cannot prove who he is gets told; the same whatever the reason is.
namespace authenticationerror {

inline Error wrongPassword()
{
    return {ErrorCode::Unauthenticated, QStringLiteral("wrongPassword"), {}, {}, {}};
}

inline Error wrongCode()
{
    return {ErrorCode::Unauthenticated, QStringLiteral("wrongCode"), {}, {}, {}};
}

inline Error slowDown(int seconds)
{
    return {ErrorCode::TooMany, QStringLiteral("slowDown"), {}, {{QStringLiteral("retryAfter"), seconds}}, {}};
}

}

}
