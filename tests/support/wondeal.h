// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/features/crm/pipeline/stageservice.h"
#include "server/flows/approvalservice.h"
#include "server/flows/ruleengine.h"
#include "server/records/historyreader.h"
#include "server/records/recordreader.h"
#include "tests/support/company.h"

#include <QTest>

namespace tandem::server {

/// A company with a sales rep and his manager, where a deal that is won becomes a contract in approval.
class WonDeal : public QObject
{
protected:
    /// In init() of the test.
    void setUp()
    {
        m_company = std::make_unique<Company>();
        auto rules = loadRules(QStringLiteral(":/entities"));
        QVERIFY(rules.ok());
        m_rules = std::make_unique<RuleEngine>(*std::move(rules));
        const auto checked = m_rules->check(*m_company->store->registry());
        QVERIFY2(checked.ok(), qPrintable(checked.ok() ? QString() : checked.error().toLog()));
        m_rules->registerHooks(m_company->hooks, *m_company->store->registry());
        m_approvals.registerActions(m_company->actions);
        StageService::registerHooks(m_company->hooks);
        m_company->start();
        m_boss = m_company->addUser(QStringLiteral("boss"), QStringLiteral("manager"));
        m_rep = m_company->addUser(QStringLiteral("rep"), QStringLiteral("sales"));
        m_company->submit(Actor::forSystem(),
            Company::edit(entities::user::number, m_rep, entities::user::field::manager, Value(), m_boss));
    }

    static Value text(const char *value) { return QString::fromLatin1(value); }

    RecordId only(EntityNumber entity)
    {
        const auto rows = m_company->all(entity);
        return rows.size() == 1 ? rows.front().id : RecordId();
    }

    RecordId openTaskOf(const RecordId &user)
    {
        for (const StoredRecord &row : m_company->all(entities::approvalTask::number)) {
            if (row.value(systemfield::owner).toId() == user
                && row.value(entities::approvalTask::field::state) == text("open"))
                return row.id;
        }
        return {};
    }

    QString act(const RecordId &user, EntityNumber entity, const RecordId &record, const char *action,
        const QCborMap &arguments = {})
    {
        const auto answer = m_company->submit(
            Company::actor(user), Company::action(entity, record, QString::fromLatin1(action), arguments));
        m_error = answer.error.value_or(Error());
        return answer.error ? answer.error->reason : QString();
    }

    QString win(const RecordId &deal)
    {
        const Value from = m_company->value(entities::opportunity::number, deal, entities::opportunity::field::stage);
        const auto answer = m_company->submit(Company::actor(m_rep),
            Company::edit(entities::opportunity::number, deal, entities::opportunity::field::stage, from,
                basics::stage(QStringLiteral("won"))));
        return answer.error ? answer.error->toLog() : QString();
    }

    RecordId addDeal(qint64 amount)
    {
        const RecordId account = m_company->create(
            entities::account::number, {{entities::account::field::name, text("Acme")}, {systemfield::owner, m_rep}});
        return m_company->create(entities::opportunity::number,
            {{entities::opportunity::field::name, text("Big deal")}, {entities::opportunity::field::account, account},
                {entities::opportunity::field::amount, Money{amount, QStringLiteral("CNY")}},
                {systemfield::owner, m_rep}});
    }

    std::vector<StoredRecord> noticesOf(const RecordId &user)
    {
        std::vector<StoredRecord> notices = m_company->all(entities::notification::number);
        std::erase_if(
            notices, [&user](const StoredRecord &row) { return row.value(systemfield::owner).toId() != user; });
        return notices;
    }

    static QStringList keysOf(const std::vector<StoredRecord> &notices)
    {
        QStringList keys;
        for (const StoredRecord &row : notices)
            keys.append(row.value(entities::notification::field::textKey).toText());
        keys.sort();
        return keys;
    }

    QStringList told(const RecordId &user) { return keysOf(noticesOf(user)); }

    QStringList unread(const RecordId &user)
    {
        std::vector<StoredRecord> notices = noticesOf(user);
        std::erase_if(notices,
            [](const StoredRecord &row) { return !row.value(entities::notification::field::readAt).isNull(); });
        return keysOf(notices);
    }

    static QCborMap to(const RecordId &user, const char *position = nullptr)
    {
        QCborMap arguments{{QStringLiteral("to"), toText(user)}, {QStringLiteral("comment"), QStringLiteral("please")}};
        if (position)
            arguments.insert(QStringLiteral("position"), QString::fromLatin1(position));
        return arguments;
    }

    /// What the only contract's history tells under this action.
    QCborMap storyOf(const char *action)
    {
        const EntityDef &entity = *m_company->store->registry()->entity(entities::contract::number);
        const auto history = HistoryReader(*m_company->reader, m_company->permissions(m_rep))
                                 .read(entity, only(entities::contract::number), 50);
        for (const HistoryEntry &entry : *history) {
            if (entry.action == QLatin1String(action))
                return entry.arguments;
        }
        return {};
    }

    std::unique_ptr<Company> m_company;
    std::unique_ptr<RuleEngine> m_rules;
    ApprovalService m_approvals;
    RecordId m_rep;
    RecordId m_boss;
    Error m_error;
};

}
