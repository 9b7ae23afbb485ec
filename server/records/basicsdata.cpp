// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/basicsdata.h"

#include "server/records/bootstrap.h"
#include "shared/base/compactjson.h"
#include "shared/entities/entitynames.h"
#include "shared/metadata/labels.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cmath>

namespace tandem::server {

namespace basics {

RecordId role(const QString &key)
{
    return namedRecordId(QStringLiteral("role/") + key);
}

RecordId company()
{
    return namedRecordId(QStringLiteral("department/company"));
}

RecordId administrator()
{
    return namedRecordId(QStringLiteral("user/administrator"));
}

RecordId pipeline()
{
    return namedRecordId(QStringLiteral("pipeline/default"));
}

RecordId stage(const QString &key)
{
    return namedRecordId(QStringLiteral("stage/default/") + key);
}

RecordId approvalFlow(const QString &key)
{
    return namedRecordId(QStringLiteral("approvalFlow/") + key);
}

}

namespace {

class BasicsBuilder
{
public:
    BasicsBuilder(const Registry &registry, const QString &language)
        : m_registry(registry)
        , m_labels(language.startsWith(QLatin1String("zh")) ? QStringLiteral("zh_CN") : QStringLiteral("en"))
    {
    }

    std::vector<BasicRecord> build()
    {
        addRoles();
        addCompany();
        addPipeline();
        addFlows();
        return std::move(m_records);
    }

private:
    Value name(const char *entity, const QString &key) const { return m_labels.builtin(QLatin1String(entity), key); }

    void addRoles()
    {
        using namespace entities::role;
        for (const char *role : {"administrator", "manager", "sales", "service", "employee"}) {
            const QString key = QLatin1String(role);
            m_records.push_back({number, basics::role(key),
                {{field::key, Value(key)}, {field::name, name("role", key)}, {field::builtIn, Value(true)}}});
        }
    }

    void addCompany()
    {
        m_records.push_back({entities::department::number, basics::company(),
            {{entities::department::field::name, name("department", QStringLiteral("company"))}}});
        FieldValues admin{{entities::user::field::login, Value(QStringLiteral("admin"))},
            {entities::user::field::name, name("user", QStringLiteral("administrator"))},
            {systemfield::department, Value(basics::company())}};
        m_records.push_back({entities::user::number, basics::administrator(), admin});
        FieldValues role{{entities::userRole::field::user, Value(basics::administrator())},
            {entities::userRole::field::role, Value(basics::role(QStringLiteral("administrator")))}};
        m_records.push_back(
            {entities::userRole::number, namedRecordId(QStringLiteral("userRole/administrator")), role});
    }

    void addPipeline()
    {
        FieldValues pipeline{{entities::pipeline::field::key, Value(QStringLiteral("default"))},
            {entities::pipeline::field::name, name("pipeline", QStringLiteral("default"))}};
        m_records.push_back({entities::pipeline::number, basics::pipeline(), pipeline});
        static constexpr struct
        {
            const char *key;
            const char *type;
            int probability;
            int reminderDays;
            const char *colour;
        } stages[] = {
            {"new", "open", 10, 14, "grey"},
            {"qualified", "open", 30, 14, "blue"},
            {"proposal", "open", 50, 21, "blue"},
            {"negotiation", "open", 70, 14, "orange"},
            {"closing", "open", 90, 14, "orange"},
            {"won", "won", 100, 0, "green"},
            {"lost", "lost", 0, 0, "red"},
        };
        using namespace entities::stage;
        const int scale = m_registry.entity(number)->field(field::probability)->scale;
        int order = 0;
        for (const auto &stage : stages) {
            FieldValues values{{field::pipeline, Value(basics::pipeline())},
                {field::key, Value(QString(QLatin1String(stage.key)))},
                {field::name, name("stage", QLatin1String(stage.key))}, {field::order, Value(++order)},
                {field::type, Value(QString(QLatin1String(stage.type)))},
                {field::probability, Value(qint64(stage.probability) * qint64(std::llround(std::pow(10.0, scale))))},
                {field::colour, Value(QString(QLatin1String(stage.colour)))}};
            if (stage.reminderDays > 0)
                values.emplace(field::reminderDays, Value(stage.reminderDays));
            m_records.push_back({number, basics::stage(QLatin1String(stage.key)), values});
        }
    }

    QJsonObject approver(const QString &id, const QJsonObject &who, const QString &method) const
    {
        return {{QStringLiteral("id"), id}, {QStringLiteral("type"), QStringLiteral("approver")},
            {QStringLiteral("name"), name("approvalTask", id).toText()}, {QStringLiteral("who"), who},
            {QStringLiteral("method"), method}};
    }

    static QJsonObject plain(const QString &id) { return {{QStringLiteral("id"), id}, {QStringLiteral("type"), id}}; }

    static QJsonObject condition(const QString &when, const QString &next)
    {
        const QJsonObject branch{{QStringLiteral("when"), when}, {QStringLiteral("next"), next}};
        return {{QStringLiteral("id"), QStringLiteral("size")}, {QStringLiteral("type"), QStringLiteral("condition")},
            {QStringLiteral("branches"), QJsonArray{branch}}, {QStringLiteral("otherwise"), QStringLiteral("end")}};
    }

    void addFlow(const QString &key, const QString &entity, const QJsonArray &nodes)
    {
        using namespace entities::approvalFlow;
        const QJsonObject definition{{QStringLiteral("nodes"), nodes}};
        FieldValues values{{field::key, Value(key)}, {field::name, name("approvalFlow", key)},
            {field::entity, Value(entity)}, {field::definition, Value(compactJson(definition))}};
        m_records.push_back({number, basics::approvalFlow(key), values});
    }

    void addFlows()
    {
        const QString kind = QStringLiteral("kind");
        const QJsonObject manager{{kind, QStringLiteral("manager")}};
        const QJsonObject lead{{kind, QStringLiteral("departmentLead")}};
        const QJsonObject managers{{kind, QStringLiteral("role")}, {QStringLiteral("role"), QStringLiteral("manager")}};
        const QString any = QStringLiteral("any");
        // From a hundred thousand on a second pair of eyes has to agree.
        addFlow(QStringLiteral("contract"), QStringLiteral("contract"),
            {plain(QStringLiteral("start")), approver(QStringLiteral("manager"), manager, any),
                condition(QStringLiteral("amount >= money(100000, 'CNY') or amount >= money(15000, 'USD')"),
                    QStringLiteral("second")),
                approver(QStringLiteral("second"), managers, any), plain(QStringLiteral("end"))});
        addFlow(QStringLiteral("leave"), QStringLiteral("leaveRequest"),
            {plain(QStringLiteral("start")), approver(QStringLiteral("manager"), manager, any),
                condition(QStringLiteral("days > 3"), QStringLiteral("lead")),
                approver(QStringLiteral("lead"), lead, any), plain(QStringLiteral("end"))});
    }

    const Registry &m_registry;
    Labels m_labels;
    std::vector<BasicRecord> m_records;
};

}

std::vector<BasicRecord> basicRecords(const Registry &registry, const QString &language)
{
    return BasicsBuilder(registry, language).build();
}

}
