// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/records/basicsdata.h"

#include "server/records/bootstrap.h"
#include "shared/entities/entitynames.h"

#include <QJsonArray>
#include <QJsonDocument>
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

struct Name
{
    const char *english;
    const char *chinese;
};

class BasicsBuilder
{
public:
    BasicsBuilder(const Registry &registry, const QString &language)
        : m_registry(registry)
        , m_isChinese(language.startsWith(QLatin1String("zh")))
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
    Value text(const Name &name) const { return QString::fromUtf8(m_isChinese ? name.chinese : name.english); }

    void addRoles()
    {
        using namespace entities::role;
        static constexpr struct
        {
            const char *key;
            Name name;
        } roles[] = {
            {"administrator", {"Administrator", "管理员"}},
            {"manager", {"Manager", "经理"}},
            {"sales", {"Sales", "销售"}},
            {"service", {"Customer service", "客户服务"}},
            {"employee", {"Employee", "普通员工"}},
        };
        for (const auto &role : roles) {
            const QString key = QLatin1String(role.key);
            m_records.push_back({number, basics::role(key),
                {{field::key, Value(key)}, {field::name, text(role.name)}, {field::builtIn, Value(true)}}});
        }
    }

    void addCompany()
    {
        m_records.push_back({entities::department::number, basics::company(),
            {{entities::department::field::name, text({"Company", "公司"})}}});
        FieldValues admin{{entities::user::field::login, Value(QStringLiteral("admin"))},
            {entities::user::field::name, text({"Administrator", "管理员"})},
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
            {entities::pipeline::field::name, text({"Sales", "销售流程"})}};
        m_records.push_back({entities::pipeline::number, basics::pipeline(), pipeline});
        static constexpr struct
        {
            const char *key;
            Name name;
            const char *type;
            int probability;
            int reminderDays;
            const char *colour;
        } stages[] = {
            {"new", {"New", "新建"}, "open", 10, 14, "grey"},
            {"qualified", {"Needs confirmed", "需求明确"}, "open", 30, 14, "blue"},
            {"proposal", {"Solution validated", "方案验证"}, "open", 50, 21, "blue"},
            {"negotiation", {"Negotiation", "商务谈判"}, "open", 70, 14, "orange"},
            {"closing", {"Purchasing", "商务采购"}, "open", 90, 14, "orange"},
            {"won", {"Won", "赢单"}, "won", 100, 0, "green"},
            {"lost", {"Lost", "输单"}, "lost", 0, 0, "red"},
        };
        using namespace entities::stage;
        const int scale = m_registry.entity(number)->field(field::probability)->scale;
        int order = 0;
        for (const auto &stage : stages) {
            FieldValues values{{field::pipeline, Value(basics::pipeline())},
                {field::key, Value(QString(QLatin1String(stage.key)))}, {field::name, text(stage.name)},
                {field::order, Value(++order)}, {field::type, Value(QString(QLatin1String(stage.type)))},
                {field::probability, Value(qint64(stage.probability) * qint64(std::llround(std::pow(10.0, scale))))},
                {field::colour, Value(QString(QLatin1String(stage.colour)))}};
            if (stage.reminderDays > 0)
                values.emplace(field::reminderDays, Value(stage.reminderDays));
            m_records.push_back({number, basics::stage(QLatin1String(stage.key)), values});
        }
    }

    QJsonObject approver(const QString &id, const Name &name, const QJsonObject &who, const QString &method) const
    {
        return {{QStringLiteral("id"), id}, {QStringLiteral("type"), QStringLiteral("approver")},
            {QStringLiteral("name"), text(name).toText()}, {QStringLiteral("who"), who},
            {QStringLiteral("method"), method}};
    }

    static QJsonObject plain(const QString &id) { return {{QStringLiteral("id"), id}, {QStringLiteral("type"), id}}; }

    static QJsonObject condition(const QString &when, const QString &next)
    {
        const QJsonObject branch{{QStringLiteral("when"), when}, {QStringLiteral("next"), next}};
        return {{QStringLiteral("id"), QStringLiteral("size")}, {QStringLiteral("type"), QStringLiteral("condition")},
            {QStringLiteral("branches"), QJsonArray{branch}}, {QStringLiteral("otherwise"), QStringLiteral("end")}};
    }

    void addFlow(const QString &key, const Name &name, const QString &entity, const QJsonArray &nodes)
    {
        using namespace entities::approvalFlow;
        const QJsonObject definition{{QStringLiteral("nodes"), nodes}};
        FieldValues values{{field::key, Value(key)}, {field::name, text(name)}, {field::entity, Value(entity)},
            {field::definition, Value(QString::fromUtf8(QJsonDocument(definition).toJson(QJsonDocument::Compact)))}};
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
        addFlow(QStringLiteral("contract"), {"Contract approval", "合同审批"}, QStringLiteral("contract"),
            {plain(QStringLiteral("start")), approver(QStringLiteral("manager"), {"Manager", "直属上级"}, manager, any),
                condition(QStringLiteral("amount >= money(100000, 'CNY') or amount >= money(15000, 'USD')"),
                    QStringLiteral("second")),
                approver(QStringLiteral("second"), {"Second signature", "复核"}, managers, any),
                plain(QStringLiteral("end"))});
        addFlow(QStringLiteral("leave"), {"Leave approval", "请假审批"}, QStringLiteral("leaveRequest"),
            {plain(QStringLiteral("start")), approver(QStringLiteral("manager"), {"Manager", "直属上级"}, manager, any),
                condition(QStringLiteral("days > 3"), QStringLiteral("lead")),
                approver(QStringLiteral("lead"), {"Head of department", "部门负责人"}, lead, any),
                plain(QStringLiteral("end"))});
    }

    const Registry &m_registry;
    bool m_isChinese;
    std::vector<BasicRecord> m_records;
};

}

std::vector<BasicRecord> basicRecords(const Registry &registry, const QString &language)
{
    return BasicsBuilder(registry, language).build();
}

}
