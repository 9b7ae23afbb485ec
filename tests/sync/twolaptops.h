// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/entities/entitynames.h"
#include "tests/support/laptop.h"
#include "tests/support/loopbackserver.h"

#include <QTest>

namespace tandem::test {

/// A server in this process, the laptop of a rep, and that of his boss in the office.
class TwoLaptops : public QObject
{
protected:
    /// In init() and cleanup() of the test.
    void setUp()
    {
        m_server = std::make_unique<LoopbackServer>();
        m_rep = m_server->core.addUser(QStringLiteral("rep"), QStringLiteral("correct horse"), QStringLiteral("sales"));
        m_boss =
            m_server->core.addUser(QStringLiteral("boss"), QStringLiteral("correct horse"), QStringLiteral("manager"));
        m_laptop = std::make_unique<Laptop>(m_server->address(), QStringLiteral("rep"));
        m_office = std::make_unique<Laptop>(m_server->address(), QStringLiteral("boss"));
    }
    void tearDown()
    {
        m_laptop.reset();
        m_office.reset();
        m_server.reset();
    }

    static FieldValues named(const QString &name) { return {{entities::account::field::name, Value(name)}}; }

    /// A field of the company's own, called by its name.
    RecordId addField(const char *entity, const char *name, const char *definition)
    {
        namespace customField = entities::customField;
        const RecordId id = newRecordId();
        m_server->core.create(customField::number, id,
            {{customField::field::entity, Value(QString::fromLatin1(entity))},
                {customField::field::name, Value(QString::fromLatin1(name))},
                {customField::field::label, Value(QString::fromLatin1(name))},
                {customField::field::definition, Value(QString::fromLatin1(definition))}});
        return id;
    }
    /// Of the account, as that laptop knows it; 0: it does not.
    static FieldNumber fieldNamed(const char *name, const Laptop &laptop)
    {
        const FieldDef *field =
            laptop.replica->registry()->entity(entities::account::number)->field(QString::fromLatin1(name));
        return field ? field->number : FieldNumber(0);
    }

    /// A shared account, with a field "visits" that counts.
    RecordId countedAccount()
    {
        addField("account", "visits", R"({"type": "integer", "merge": "counter"})");
        return sharedAccount();
    }
    FieldNumber visits() const
    {
        return m_server->core.store->registry()
            ->entity(entities::account::number)
            ->field(QStringLiteral("visits"))
            ->number;
    }

    /// Made by the rep, seen by both.
    RecordId sharedAccount()
    {
        if (!m_laptop->sync() || !m_office->sync())
            return {};
        FieldValues values = named(QStringLiteral("shared"));
        const RecordId id = m_laptop->create(entities::account::number, values);
        const bool seen = m_laptop->waitUntilSynced()
            && waitFor([&] { return m_office->has(entities::account::number, id); }, patience);
        return seen ? id : RecordId();
    }

    std::unique_ptr<LoopbackServer> m_server;
    std::unique_ptr<Laptop> m_laptop;
    std::unique_ptr<Laptop> m_office;
    RecordId m_rep;
    RecordId m_boss;
};

}
