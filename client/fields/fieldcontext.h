// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/metadata/labels.h"

#include <QLocale>
#include <QTimeZone>

#include <functional>
#include <memory>

namespace tandem::client {

class Records;

/// What editors and formats need beside the definition of their field. Cheap to copy.
struct FieldContext
{
    Records *records = nullptr; ///< the door to data; null in tests of plain fields
    RegistryPointer registry;
    std::shared_ptr<const Labels> labels; ///< those of `records` follow the language by themselves
    QLocale locale;
    QTimeZone zone = QTimeZone::systemTimeZone();
    QString currency = QStringLiteral("CNY"); ///< of amounts typed without one
    QStringList currencies{QStringLiteral("CNY"), QStringLiteral("USD"), QStringLiteral("EUR"), QStringLiteral("HKD"),
        QStringLiteral("JPY"), QStringLiteral("GBP")};
};

}
