// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "sampleentities.h"

#include "shared/base/recordid.h"

#include <QRandomGenerator>

namespace tandem::test {

/// Typed expressions over the deal of sampleentities.h, and rows with many nulls, zeros and odd texts. The same seed
/// gives the same ones.
class ExpressionGenerator
{
public:
    explicit ExpressionGenerator(quint32 seed)
        : m_random(seed)
    {
    }

    QString condition(int depth)
    {
        if (depth <= 0)
            return pick({"done", "true", "false", "lost", "stage = 'won'", "count > 2", "isEmpty(notes)"});
        switch (m_random.bounded(14)) {
        case 0:
            return join(condition(depth - 1), pick({"and", "or"}), condition(depth - 1));
        case 1:
            return QStringLiteral("not (%1)").arg(condition(depth - 1));
        case 2:
            return join(number(depth - 1), comparison(), number(depth - 1));
        case 3:
            return join(text(depth - 1), comparison(), text(depth - 1));
        case 4:
            return join(date(depth - 1), comparison(), date(depth - 1));
        case 5:
            return join(moment(depth - 1), pick({"<", "<=", ">", ">="}), pick({"closeDate", "today()", "startedAt"}));
        case 6:
            return join(money(depth - 1), comparison(), m_random.bounded(2) ? money(depth - 1) : number(depth - 1));
        case 7:
            return join(text(depth - 1), pick({"contains", "startsWith"}), text(depth - 1));
        case 8:
            return QStringLiteral("%1 in (%2, %3)").arg(bracket(number(depth - 1)), number(0), number(depth - 1));
        case 9:
            return QStringLiteral("%1 between %2 and %3").arg(bracket(number(depth - 1)), number(0), number(0));
        case 10:
            return pick(
                {"hasTag(tags, 'vip')", "tags contains 'a\"b'", "tags = null", "isEmpty(tags)", "account = null",
                    "account.id = account", "account.manager = null", "isNotEmpty(account.name)",
                    "stage in ('won', 'lost', null)", "stage not in ('new')", "account.deals > 1",
                    "account.dealSum > 100", "hasTag(tags, stage)", "owner = me()", "done = null", "done != false"})
                .replace(QLatin1String("account.manager"), QLatin1String("owner.manager"));
        case 11:
            return QStringLiteral("isEmpty(%1)").arg(anything(depth - 1));
        case 12:
            return QStringLiteral("if(%1, %2, %3)").arg(condition(depth - 1), condition(depth - 1), condition(0));
        default:
            return join(bracket(condition(depth - 1)), pick({"=", "!="}), bracket(condition(0)));
        }
    }

    QString number(int depth)
    {
        if (depth <= 0) {
            return pick({"0", "1", "-3", "2.5", "100", "0.125", "count", "probability", "quantity", "account.employees",
                "openDays", "account.deals", "9007199254740993", "null"});
        }
        switch (m_random.bounded(8)) {
        case 0:
        case 1:
            return bracket(join(number(depth - 1), pick({"+", "-", "*", "/"}), number(depth - 1)));
        case 2:
            return QStringLiteral("round(%1, %2)").arg(number(depth - 1)).arg(m_random.bounded(4));
        case 3:
            return QStringLiteral("length(%1)").arg(text(depth - 1));
        case 4:
            return QStringLiteral("daysBetween(%1, %2)").arg(date(depth - 1), date(0));
        case 5:
            return QStringLiteral("if(%1, %2, %3)").arg(condition(depth - 1), number(depth - 1), number(0));
        case 6:
            return QStringLiteral("(-%1)").arg(number(depth - 1));
        default:
            return bracket(join(money(depth - 1), QStringLiteral("/"), money(0)));
        }
    }

    QString text(int depth)
    {
        if (depth <= 0) {
            return pick({"''", "'won'", "'a%b'", "'A_c'", "'\xe4\xbd\xa0\xe5\xa5\xbd'", "'it''s'", "title", "notes",
                "stage", "account.name", "account.industry", "null"});
        }
        switch (m_random.bounded(3)) {
        case 0:
            return bracket(join(text(depth - 1), QStringLiteral("+"), QStringLiteral("title")));
        case 1:
            return QStringLiteral("lower(%1)").arg(text(depth - 1));
        default:
            return QStringLiteral("if(%1, %2, %3)").arg(condition(depth - 1), text(depth - 1), text(0));
        }
    }

    QString date(int depth)
    {
        if (depth <= 0)
            return pick(
                {"date('2026-11-23')", "date('0001-01-05')", "closeDate", "today()", "date(startedAt)", "null"});
        if (m_random.bounded(2))
            return QStringLiteral("addDays(%1, %2)").arg(date(depth - 1), number(depth - 1));
        return QStringLiteral("if(%1, %2, %3)").arg(condition(depth - 1), date(depth - 1), date(0));
    }

    QString moment(int depth)
    {
        if (depth <= 0)
            return pick({"startedAt", "now()", "createdAt", "datetime('2026-11-23T10:00:00Z')"});
        return QStringLiteral("addDays(%1, %2)").arg(moment(depth - 1), pick({"1", "-30", "count", "2.9"}));
    }

    QString money(int depth)
    {
        if (depth <= 0)
            return pick({"amount", "money(12.5, 'CNY')", "money(300, 'JPY')", "account.credit", "weighted"});
        switch (m_random.bounded(4)) {
        case 0:
            return bracket(join(money(depth - 1), pick({"+", "-"}), money(0)));
        case 1:
            return bracket(join(money(depth - 1), pick({"*", "/"}), number(depth - 1)));
        case 2:
            return QStringLiteral("(-%1)").arg(money(depth - 1));
        default:
            return QStringLiteral("if(%1, %2, %3)").arg(condition(depth - 1), money(depth - 1), money(0));
        }
    }

    QString anything(int depth)
    {
        switch (m_random.bounded(5)) {
        case 0:
            return number(depth);
        case 1:
            return text(depth);
        case 2:
            return date(depth);
        case 3:
            return money(depth);
        default:
            return pick({"tags", "account", "owner", "done", "account.credit"});
        }
    }

    FieldValues deal(const std::vector<RecordId> &accounts, const std::vector<RecordId> &users)
    {
        FieldValues row;
        row[systemfield::createdAt] = qint64(1'760'000'000'000) + m_random.bounded(1'000'000'000);
        maybe(row, systemfield::owner, users[m_random.bounded(quint32(users.size()))]);
        maybe(row, sample::title,
            pick({"", "won", "WON deal", "xa%bx", "a_c", "aXc", "\xe4\xbd\xa0\xe5\xa5\xbd\xe5\x95\x8a",
                "\xf0\x9f\x98\x80", "\xef\xbf\xbd", "it's"}));
        maybe(row, sample::amount, money());
        maybe(row, sample::probability, qint64(m_random.bounded(5)) * 2525);
        maybe(row, sample::quantity, qint64(m_random.bounded(4000)) - 1000);
        maybe(row, sample::count, qint64(m_random.bounded(7)) - 2);
        maybe(row, sample::closeDate, pick({"2026-11-23", "2024-02-29", "1999-12-31", "9999-12-30", "0001-01-01"}));
        maybe(row, sample::startedAt, qint64(m_random.bounded(3)) * 1'763'900'000'123 - 50'000'000'001);
        maybe(row, sample::done, m_random.bounded(2) == 1);
        maybe(row, sample::stage, pick({"new", "won", "lost"}));
        maybe(row, sample::tags, tagSet());
        maybe(row, sample::account, accounts[m_random.bounded(quint32(accounts.size()))]);
        maybe(row, sample::notes, pick({"", "long text", "A%B"}));
        return row;
    }

    FieldValues account()
    {
        FieldValues row;
        maybe(row, sample::name, pick({"Acme", "won", ""}));
        maybe(row, sample::industry, pick({"retail", "software"}));
        maybe(row, sample::employees, qint64(m_random.bounded(500)));
        maybe(row, sample::credit, money());
        return row;
    }

    QString pick(std::initializer_list<const char *> choices)
    {
        return QString::fromUtf8(choices.begin()[m_random.bounded(quint32(choices.size()))]);
    }

private:
    static QString bracket(const QString &text) { return u'(' + text + u')'; }
    static QString join(const QString &left, const QString &word, const QString &right)
    {
        return bracket(left) + u' ' + word + u' ' + bracket(right);
    }
    QString comparison() { return pick({"=", "!=", "<", "<=", ">", ">="}); }

    Money money() { return {qint64(m_random.bounded(100'000)) - 20'000, pick({"CNY", "CNY", "USD", "JPY", "KWD"})}; }

    QStringList tagSet()
    {
        QStringList tags;
        for (const char *tag : {"vip", "a\"b", "won", "\xe9\x87\x8d\xe8\xa6\x81"}) {
            if (m_random.bounded(3) == 0)
                tags.append(QString::fromUtf8(tag));
        }
        return tags;
    }

    void maybe(FieldValues &row, FieldNumber field, Value value)
    {
        if (m_random.bounded(4) > 0)
            row[field] = std::move(value);
    }

    QRandomGenerator m_random;
};

}
