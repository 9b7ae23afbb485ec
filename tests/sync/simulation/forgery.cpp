// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sync/simulation/forgery.h"

#include "shared/entities/entitynames.h"
#include "shared/protocol/message.h"
#include "tests/sync/simulation/server.h"

#include <algorithm>
#include <functional>

namespace tandem::sim {

namespace account = entities::account;

namespace {

/// The frame with its mutations changed; other frames as they are.
QByteArray changed(const QByteArray &frame, const std::function<void(Mutation &)> &change)
{
    auto message = decode(frame);
    auto *push = message.ok() ? std::get_if<Push>(&*message) : nullptr;
    if (!push)
        return frame;
    for (Mutation &mutation : push->mutations)
        change(mutation);
    return encode(*message);
}

FieldChange *changeOf(Mutation &mutation, FieldNumber field)
{
    const auto found = std::find_if(mutation.changes.begin(), mutation.changes.end(),
        [field](const FieldChange &change) { return change.field == field; });
    return found == mutation.changes.end() ? nullptr : &*found;
}

void writeName(Connection &writer, const RecordId &record, const QString &name)
{
    auto statement = writer.prepare(QStringLiteral("UPDATE \"account\" SET \"name\" = ?1 WHERE \"id\" = ?2"));
    must(statement);
    must(statement->bind(1, name).bind(2, record).run());
}

}

QByteArray withoutEdits(const QByteArray &frame)
{
    return changed(frame, [](Mutation &mutation) {
        if (mutation.kind == MutationKind::Update)
            mutation.changes.clear();
    });
}

QByteArray halfRefused(const QByteArray &frame, Connection &writer)
{
    return changed(frame, [&writer](Mutation &mutation) {
        const bool isEdit = mutation.kind == MutationKind::Update && mutation.entity == account::number;
        FieldChange *employees = isEdit ? changeOf(mutation, account::field::employees) : nullptr;
        const FieldChange *name = isEdit ? changeOf(mutation, account::field::name) : nullptr;
        if (!employees || !name)
            return;
        employees->to = Value(-1);
        writeName(writer, mutation.record, name->to.toText());
    });
}

}
