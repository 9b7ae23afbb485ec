// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/database/connection.h"
#include "tests/support/testregistry.h"

/// Deals with formulas and roll-ups over deals and persons.
namespace tandem::test {

inline constexpr FieldNumber people = 40; ///< RollUp: how many persons point to the deal
inline constexpr FieldNumber parts = 41; ///< RollUp: sum of the amounts of open deals below
inline constexpr FieldNumber firstClose = 42; ///< RollUp: the earliest day among them
inline constexpr FieldNumber doubled = 43; ///< Formula over money
inline constexpr FieldNumber crowd = 44; ///< Formula over a roll-up
inline constexpr FieldNumber parentName = 45; ///< Formula over a link
inline constexpr FieldNumber broken = 46; ///< Formula of a build that knows more
inline constexpr FieldNumber overdue = 47; ///< RollUp whose filter asks what day it is
inline constexpr FieldNumber openParts = 48; ///< RollUp: how many deals `parts` is the sum of
inline constexpr FieldNumber openVisits = 49; ///< RollUp: another sum over the same deals
inline constexpr FieldNumber ofWhole = 50; ///< RollUp whose filter looks behind a link

inline RecordId idOf(int number)
{
    return recordIdFromText(QStringLiteral("01900000-0000-7000-8000-%1").arg(number, 12, 10, QLatin1Char('0')));
}

inline FieldDef formula(FieldNumber number, const QString &name, const QString &text)
{
    FieldDef made = field(number, name, FieldType::Formula);
    made.formula = text;
    return made;
}

inline FieldDef rollUp(FieldNumber number, const QString &name, const RollUpDef &def)
{
    FieldDef made = field(number, name, FieldType::RollUp);
    made.rollUp = def;
    return made;
}

inline RegistryPointer computingRegistry()
{
    EntityDef deals = dealEntity();
    const QString deal = QStringLiteral("deal");
    const QString account = QStringLiteral("account");
    const QString open = QStringLiteral("stage = 'open'");
    deals.fields.push_back(
        rollUp(people, QStringLiteral("people"), {QStringLiteral("person"), deal, QStringLiteral("count"), {}, {}}));
    deals.fields.push_back(
        rollUp(parts, QStringLiteral("parts"), {deal, account, QStringLiteral("sum"), QStringLiteral("amount"), open}));
    deals.fields.push_back(rollUp(firstClose, QStringLiteral("firstClose"),
        {deal, account, QStringLiteral("min"), QStringLiteral("closeDate"), {}}));
    deals.fields.push_back(formula(doubled, QStringLiteral("doubled"), QStringLiteral("amount * 2")));
    deals.fields.push_back(formula(crowd, QStringLiteral("crowd"), QStringLiteral("people + visits")));
    deals.fields.push_back(formula(parentName, QStringLiteral("parentName"), QStringLiteral("account.name")));
    deals.fields.push_back(formula(broken, QStringLiteral("broken"), QStringLiteral("notThere + 1")));
    deals.fields.push_back(rollUp(overdue, QStringLiteral("overdue"),
        {deal, account, QStringLiteral("count"), {}, QStringLiteral("closeDate < today()")}));
    deals.fields.push_back(
        rollUp(openParts, QStringLiteral("openParts"), {deal, account, QStringLiteral("count"), {}, open}));
    deals.fields.push_back(rollUp(openVisits, QStringLiteral("openVisits"),
        {deal, account, QStringLiteral("sum"), QStringLiteral("visits"), open}));
    deals.fields.push_back(rollUp(ofWhole, QStringLiteral("ofWhole"),
        {QStringLiteral("person"), deal, QStringLiteral("count"), {}, QStringLiteral("deal.name = 'whole'")}));
    return std::make_shared<const Registry>(std::vector<EntityDef>{deals, personEntity()}, 0);
}

/// Counts what is asked of another connection.
class CountingConnection final : public Connection
{
public:
    explicit CountingConnection(Connection &counted)
        : m_counted(counted)
    {
    }

    Result<Statement> prepare(const QString &sql) override
    {
        ++statements;
        return m_counted.prepare(sql);
    }
    Result<void> execute(const QString &sql) override { return m_counted.execute(sql); }
    const Dialect &dialect() const override { return m_counted.dialect(); }
    qint64 changedRows() const override { return m_counted.changedRows(); }
    bool inTransaction() const override { return m_counted.inTransaction(); }
    void interrupt() override { m_counted.interrupt(); }

    int statements = 0;

private:
    Connection &m_counted;
};

}
