// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/records/hookregistry.h"

#include <optional>

namespace tandem::server {

/// Lines of orders and opportunities: amount = unit price × quantity, less the discount; rounded half away from zero.
class LineAmounts
{
public:
    static void registerHooks(HookRegistry &hooks);

    /// `quantity` and `discount` as they are stored, with so many digits after the point; the discount in percent.
    /// Nothing if the amount is too large for money.
    static std::optional<Money> amount(
        const Money &unitPrice, qint64 quantity, int quantityScale, qint64 discount, int discountScale);
};

}
