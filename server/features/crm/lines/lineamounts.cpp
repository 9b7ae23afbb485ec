// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/features/crm/lines/lineamounts.h"

#include "shared/entities/entitynames.h"

#include <cmath>

namespace tandem::server {

namespace {

constexpr double greatest = 9e18; ///< beyond it a whole number of 64 bits does not reach

struct LineFields
{
    FieldNumber unitPrice;
    FieldNumber quantity;
    FieldNumber discount;
    FieldNumber amount;
};

HookRegistry::Hook fillAmount(const LineFields &fields)
{
    return [fields](MutationContext &, RecordChange &line) -> Result<void> {
        const Value &price = line.is(fields.unitPrice);
        const Value &quantity = line.is(fields.quantity);
        if (price.isNull() || quantity.isNull())
            return {};
        const FieldDef *quantityField = line.entity.field(fields.quantity);
        const FieldDef *discountField = line.entity.field(fields.discount);
        const auto amount = LineAmounts::amount(price.toMoney(), quantity.toInteger(), quantityField->scale,
            line.is(fields.discount).toInteger(), discountField->scale);
        if (!amount)
            return Error::invalid(line.entity.field(fields.amount)->name, QStringLiteral("outOfRange"));
        line.after.insert_or_assign(fields.amount, Value(*amount));
        return {};
    };
}

}

std::optional<Money> LineAmounts::amount(
    const Money &unitPrice, qint64 quantity, int quantityScale, qint64 discount, int discountScale)
{
    const double whole = 100.0 * std::pow(10.0, discountScale);
    const double share = (whole - double(discount)) / whole;
    const double pieces = double(quantity) / std::pow(10.0, quantityScale);
    const double minor = double(unitPrice.minor) * pieces * share;
    if (!(std::abs(minor) < greatest))
        return {};
    return Money{qint64(std::llround(minor)), unitPrice.currency};
}

void LineAmounts::registerHooks(HookRegistry &hooks)
{
    const auto events = RecordEvent::Create | RecordEvent::Update;
    namespace order = entities::orderLine;
    hooks.before(order::number, events,
        fillAmount({order::field::unitPrice, order::field::quantity, order::field::discount, order::field::amount}));
    namespace deal = entities::opportunityLine;
    hooks.before(deal::number, events,
        fillAmount({deal::field::unitPrice, deal::field::quantity, deal::field::discount, deal::field::amount}));
}

}
