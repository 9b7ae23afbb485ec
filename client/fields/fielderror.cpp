// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/fielderror.h"

#include "client/fields/recordscontext.h"
#include "shared/base/errortext.h"
#include "shared/metadata/entitydef.h"

#include <QCoreApplication>

namespace tandem::client {

namespace {

QString limitText(const FieldDef &field, const EntityDef &entity, const FieldFormat &format, qint64 stored)
{
    if (field.type == FieldType::Money)
        return format.money({stored, format.context().currency});
    return format.text(entity, field, Value(stored));
}

}

QString expressionErrorText(const Error &error)
{
    const QVariant position = error.arguments.value(QStringLiteral("position"));
    if (!position.isValid())
        return errorText(error);
    if (error.reason == QLatin1String("tooLong")) // with the formulas that it uses, so no number of characters helps
        return QCoreApplication::translate("FieldError", "The expression is too long.");
    const QString token = error.arguments.value(QStringLiteral("token")).toString();
    const int character = position.toInt() + 1;
    if (error.reason == QLatin1String("unknownField"))
        return QCoreApplication::translate("FieldError", "Character %1: there is no field “%2”.")
            .arg(character)
            .arg(token);
    return QCoreApplication::translate("FieldError", "Character %1: %2").arg(character).arg(errorText(error));
}

QString fieldErrorText(const Error &error, const EntityDef &entity, const FieldDef &field, const FieldFormat &format)
{
    if (error.reason == QLatin1String("notValidWith")) {
        const auto &labels = format.context().labels;
        const QString text = labels ? labels->validText(entity, field) : QString();
        return text.isEmpty() ? errorText(error) : text;
    }
    if (error.reason == QLatin1String("notJson") && error.arguments.contains(QStringLiteral("line"))) {
        return QCoreApplication::translate("FieldError",
            "Line %1, character %2: this is not JSON. Look there for a missing comma, quotation mark or bracket.")
            .arg(error.arguments.value(QStringLiteral("line")).toInt())
            .arg(error.arguments.value(QStringLiteral("character")).toInt());
    }
    if (error.reason != QLatin1String("outOfRange") || (!field.minimum && !field.maximum))
        return errorText(error);
    const QString least = field.minimum ? limitText(field, entity, format, *field.minimum) : QString();
    const QString most = field.maximum ? limitText(field, entity, format, *field.maximum) : QString();
    if (most.isEmpty())
        return QCoreApplication::translate("FieldError", "At least %1.").arg(least);
    if (least.isEmpty())
        return QCoreApplication::translate("FieldError", "At most %1.").arg(most);
    return QCoreApplication::translate("FieldError", "Between %1 and %2.").arg(least, most);
}

QString namedErrorText(const Error &error, const EntityDef *entity, const FieldContext &context)
{
    const FieldDef *field = entity && error.code == ErrorCode::Invalid ? entity->field(error.field) : nullptr;
    const Labels *labels = labelsOf(context);
    if (!field || !labels)
        return errorText(error);
    return QCoreApplication::translate("FieldError", "%1: %2")
        .arg(labels->field(*entity, *field), fieldErrorText(error, *entity, *field, FieldFormat(context)));
}

}
