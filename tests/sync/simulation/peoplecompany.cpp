// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What people do with files and with the company's own fields and entities.

#include "shared/entities/entitynames.h"
#include "tests/sync/simulation/act.h"
#include "tests/sync/simulation/office.h"

namespace tandem::sim {

namespace account = entities::account;
namespace file = entities::file;

namespace {

/// Some contents are attached by many; the others there are once. Of some pieces on the network.
QByteArray contentOf(Ledger &ledger, QRandomGenerator &random)
{
    const bool isCommon = random.bounded(4) == 0;
    const QString text =
        isCommon ? QStringLiteral("price list %1 ").arg(random.bounded(2)) : ledger.newWord() + QLatin1Char(' ');
    return text.toUtf8().repeated(isCommon ? 100 : random.bounded(1, 400));
}

}

/// As the client does it: the content first, then the record that names it.
void People::attachFile(Act &act)
{
    if (!act.oneOf(account::number))
        return;
    const QString parent = QStringLiteral("account/") + toText(act.request.key.id);
    const auto content = act.laptop.keepContent(contentOf(act.ledger, act.random));
    act.request.key = {file::number, newRecordId()};
    if (!content.ok() || !act.laptop.replica().files().addLocal(act.request.key.id, *content).ok())
        return;
    const QString sha256 = QString::fromLatin1(content->sha256.toHex());
    act.request.kind = MutationKind::Create;
    act.request.to = {{file::field::name, Value(act.word())}, {file::field::size, Value(content->size)},
        {file::field::sha256, Value(sha256)}, {file::field::record, Value(parent)}};
    if (const RecordId user = act.laptop.replica().user(); !user.isNull())
        act.request.to[systemfield::owner] = Value(user);
    act.submit();
    if (!act.done.empty())
        act.ledger.attached({sha256, act.laptop.number(), act.request.key.id, act.laptop.disk()});
}

void People::openFile(Act &act)
{
    if (act.oneOf(file::number))
        act.laptop.fetchContent(act.request.key.id);
}

void People::removeFile(Act &act)
{
    if (!act.oneOf(file::number))
        return;
    act.request.kind = MutationKind::Delete;
    act.submit();
}

/// Those that the office defines, as far as they are known here; perhaps they are others at the server by now.
void People::fillCompanyField(Act &act)
{
    if (!act.oneOf(account::number))
        return;
    const RegistryPointer registry = act.laptop.replica().registry();
    for (const FieldDef &field : registry->entity(account::number)->fields) {
        if (field.deleted || !field.name.startsWith(Office::fieldPrefix()) || act.random.bounded(3) == 0)
            continue;
        act.request.to[field.number] = field.options.empty()
            ? Value(act.word())
            : Value(field.options[size_t(act.random.bounded(int(field.options.size())))].key);
    }
    act.mayFade = true;
    if (!act.request.to.empty())
        act.submit();
}

void People::useCompanyEntity(Act &act)
{
    const RegistryPointer registry = act.laptop.replica().registry();
    for (const EntityDef &entity : registry->entities()) {
        if (entity.deleted || entity.layer != Layer::Company)
            continue;
        if (act.random.bounded(2) || !act.oneOf(entity.number)) {
            act.request.key = {entity.number, newRecordId()};
            act.request.kind = MutationKind::Create;
        }
        act.request.to[entity.field(entity.titleField)->number] = Value(act.word());
        return act.submit();
    }
}

}
