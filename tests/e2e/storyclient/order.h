// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QHash>
#include <QJsonObject>

#include <functional>

namespace tandem::test {

/// What an order {"do": …} does: the answer is an object, perhaps empty.
using Order = std::function<Result<QJsonObject>(const QJsonObject &order)>;
using Orders = QHash<QString, Order>;

template <typename Who>
Order orderOf(Who *who, Result<QJsonObject> (Who::*handler)(const QJsonObject &))
{
    return [who, handler](const QJsonObject &order) {
        return (who->*handler)(order);
    };
}

}
