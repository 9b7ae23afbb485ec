// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/revertreport.h"

#include "client/fields/recordscontext.h"
#include "client/records/records.h"
#include "shared/base/errortext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tandem::client {

QString RevertReport::reason(const QJsonObject &line)
{
    const QString reason = line.value(QLatin1String("reason")).toString();
    if (reason == QLatin1String("changed"))
        return tr("edited since");
    if (reason == QLatin1String("gone"))
        return tr("deleted meanwhile");
    if (reason == QLatin1String("notWritable"))
        return tr("not writable for who reverted");
    return errorText({ErrorCode(line.value(QLatin1String("code")).toInt(int(ErrorCode::Internal))),
        line.value(QLatin1String("error")).toString(), line.value(QLatin1String("field")).toString(),
        line.value(QLatin1String("arguments")).toObject().toVariantMap(), {}});
}

QStringList RevertReport::lines(const FieldContext &context, const EntityDef &entity, const QString &json)
{
    QStringList lines;
    for (const QJsonValue &value : QJsonDocument::fromJson(json.toUtf8()).array()) {
        const QJsonObject line = value.toObject();
        const EntityDef *named = context.registry->entity(line.value(QLatin1String("entity")).toString());
        const EntityDef &own = named ? *named : entity;
        const RecordKey key{own.number, recordIdFromText(line.value(QLatin1String("record")).toString())};
        QStringList words{linkedTitle(*context.records, key)};
        if (const FieldDef *field = own.field(line.value(QLatin1String("field")).toString()))
            words.append(context.labels->field(own, *field));
        words.removeAll(QString());
        lines.append(tr("%1: %2").arg(words.join(QStringLiteral(" · ")), reason(line)));
    }
    return lines;
}

}
