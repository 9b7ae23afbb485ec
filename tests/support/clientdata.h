// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/replica/replica.h"
#include "tests/support/testregistry.h"

#include <QCborStreamWriter>
#include <QTemporaryDir>

/// What tests of the client's data half start from.
namespace tandem::test {

/// Of testregistry.h, with a searchable name, a phone number, and two fields that are computed.
namespace deal {
inline constexpr FieldNumber phone = 31;
inline constexpr FieldNumber people = 32; ///< RollUp: how many persons point here
inline constexpr FieldNumber greeting = 33; ///< Formula
}

inline RegistryPointer clientRegistry()
{
    EntityDef deals = dealEntity();
    for (FieldDef &field : deals.fields) {
        if (field.number == deal::name || field.number == deal::note)
            field.searchable = true;
        if (field.number == deal::code)
            field.requiredWhen = QStringLiteral("won = true");
    }
    deals.fields.push_back(field(deal::phone, QStringLiteral("phone"), FieldType::Phone));
    deals.fields.back().searchable = true;
    deals.fields.push_back(field(deal::people, QStringLiteral("people"), FieldType::RollUp));
    deals.fields.back().rollUp =
        RollUpDef{QStringLiteral("person"), QStringLiteral("deal"), QStringLiteral("count"), {}, {}};
    deals.fields.push_back(field(deal::greeting, QStringLiteral("greeting"), FieldType::Formula));
    deals.fields.back().formula = QStringLiteral("'Hello ' + name");
    deals.list.columns = {QStringLiteral("name"), QStringLiteral("stage"), QStringLiteral("amount")};
    deals.list.sort = {QStringLiteral("name"), false};
    deals.related.push_back({QStringLiteral("people"), QStringLiteral("person"), QStringLiteral("deal"), {}});
    EntityDef people = personEntity();
    return std::make_shared<const Registry>(std::vector<EntityDef>{std::move(deals), std::move(people)}, 0);
}

inline RecordId idOf(int number)
{
    return recordIdFromText(QStringLiteral("01900000-0000-7000-8000-%1").arg(number, 12, 10, QLatin1Char('0')));
}

inline client::RecordKey dealKey(int number)
{
    return {deal::number, idOf(number)};
}

/// Rows as a sync message carries them.
inline client::IncomingRows incomingRows(EntityNumber entity, const std::vector<FieldNumber> &columns,
    const std::vector<std::pair<RecordId, FieldValues>> &records, qint64 seq)
{
    client::IncomingRows rows;
    rows.entity = entity;
    rows.columns = columns;
    rows.count = int(records.size());
    if (records.empty())
        return rows;
    QCborStreamWriter cbor(&rows.rows);
    cbor.startArray(records.size());
    for (const auto &[id, values] : records) {
        cbor.startArray(columns.size() + 2);
        cbor.append(toBytes(id));
        cbor.append(seq);
        for (const FieldNumber column : columns) {
            const auto value = values.find(column);
            writeValue(cbor, value == values.end() ? Value() : value->second);
        }
        cbor.endArray();
    }
    cbor.endArray();
    return rows;
}

inline client::IncomingRows incomingDeals(const std::vector<std::pair<RecordId, FieldValues>> &records, qint64 seq)
{
    return incomingRows(deal::number,
        {systemfield::owner, systemfield::deletedAt, deal::name, deal::amount, deal::stage, deal::tags, deal::note,
            deal::phone, deal::account},
        records, seq);
}

inline client::IncomingChanges changesOf(client::IncomingRows rows, qint64 cursor)
{
    client::IncomingChanges changes;
    changes.rows.push_back(std::move(rows));
    changes.cursor = cursor;
    return changes;
}

/// All of an entity in one page.
inline client::IncomingPage wholePage(client::IncomingRows rows, qint64 position)
{
    client::IncomingPage page;
    page.rows = std::move(rows);
    page.end = true;
    page.position = position;
    page.fingerprint = QByteArrayLiteral("keys");
    return page;
}

inline FieldValues named(const QString &name)
{
    return {{deal::name, Value(name)}};
}

}
