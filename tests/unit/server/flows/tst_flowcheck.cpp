// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/flows/flowcheck.h"
#include "tests/support/company.h"

#include <QTest>

using namespace tandem;
using namespace tandem::server;
namespace flow = tandem::entities::approvalFlow;

namespace {

Value text(const char *value)
{
    return QString::fromUtf8(value);
}

/// Start, one condition, its only step, end.
Value stepsWhen(const char *condition, const char *next = "boss")
{
    return QStringLiteral(R"({"nodes": [{"id": "start", "type": "start"},
        {"id": "large", "type": "condition", "otherwise": "end", "branches": [{"when": "%1", "next": "%2"}]},
        {"id": "boss", "type": "approver", "who": {"kind": "manager"}}, {"id": "end", "type": "end"}]})")
        .arg(QString::fromUtf8(condition), QString::fromUtf8(next));
}

}

/// What is written as an approval flow can run, or it is not kept.
class TestFlowCheck : public QObject
{
    Q_OBJECT

    std::unique_ptr<Company> m_company;
    RecordId m_flow;

    static FieldValues flowOf(const Value &entity, const Value &definition)
    {
        return {{flow::field::key, text("own")}, {flow::field::name, text("Own")}, {flow::field::entity, entity},
            {flow::field::definition, definition}};
    }

    Acknowledgement edit(FieldNumber field, const Value &to)
    {
        return m_company->submit(Actor::forSystem(),
            Company::edit(flow::number, m_flow, field, m_company->value(flow::number, m_flow, field), to));
    }

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        registerFlowCheck(m_company->hooks);
        m_company->start(); // with the flows that every company has from the beginning
        m_flow = m_company->create(flow::number, flowOf(text("contract"), stepsWhen("amount >= money(100, 'CNY')")));
    }
    void cleanup() { m_company.reset(); }

    void namesTheFieldAndThePlace_data()
    {
        QTest::addColumn<Value>("entity");
        QTest::addColumn<Value>("definition");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("place");
        const auto row = [](const char *name, const char *entity, const Value &definition, const char *field,
                             const char *reason, const char *place) {
            QTest::newRow(name) << text(entity) << definition << QString::fromLatin1(field)
                                << QString::fromLatin1(reason) << QString::fromLatin1(place);
        };
        const Value good = stepsWhen("isEmpty(title)");
        row("no such entity", "unicorn", good, "entity", "unknownEntity", "");
        row("nothing to approve", "account", good, "entity", "notApprovable", "");
        row("an approval of approvals", "approvalInstance", good, "entity", "notApprovable", "");
        row("no JSON", "contract", text("{"), "definition", "notJson", "");
        row("no object", "contract", text("[]"), "definition", "notAnObject", "");
        row("no definition", "contract", Value(), "definition", "required", "");
        row("no steps", "contract", text("{}"), "definition", "noStart", "nodes");
        row("leads nowhere", "contract", stepsWhen("isEmpty(title)", "nobody"), "definition", "unknownNode", "large");
        row("a field that is not there", "contract", stepsWhen("height > 3"), "definition", "unknownField", "large");
        row("another entity's field", "leaveRequest", stepsWhen("amount >= money(100, 'CNY')"), "definition",
            "unknownField", "large");
        row("no condition", "contract", stepsWhen("title"), "definition", "typeClash", "large");
    }

    void namesTheFieldAndThePlace()
    {
        QFETCH(Value, entity);
        QFETCH(Value, definition);
        const size_t before = m_company->all(flow::number).size();
        const auto refused =
            m_company->submit(Actor::forSystem(), Company::creation(flow::number, flowOf(entity, definition)));
        QVERIFY(refused.error.has_value());
        QTEST(refused.error->field, "field");
        QTEST(refused.error->reason, "reason");
        QTEST(refused.error->arguments.value(QStringLiteral("place")).toString(), "place");
        QCOMPARE(m_company->all(flow::number).size(), before);
    }

    void aChangeForTheWorseIsRefused()
    {
        const Value kept = m_company->value(flow::number, m_flow, flow::field::definition);
        QCOMPARE(edit(flow::field::definition, stepsWhen("height > 3")).error->reason, QStringLiteral("unknownField"));
        QCOMPARE(m_company->value(flow::number, m_flow, flow::field::definition), kept);
        // Its conditions are about contracts.
        QCOMPARE(edit(flow::field::entity, text("leaveRequest")).error->field, QStringLiteral("definition"));
        QVERIFY(!edit(flow::field::definition, stepsWhen("amount >= money(200, 'CNY')")).error);
    }

    void whatLostItsMeaningCanBeSwitchedOff()
    {
        namespace custom = entities::customField;
        const RecordId field = m_company->create(custom::number,
            {{custom::field::entity, text("contract")}, {custom::field::name, text("height")},
                {custom::field::label, text("Height")}, {custom::field::definition, text(R"({"type": "integer"})")}});
        QVERIFY(!edit(flow::field::definition, stepsWhen("height > 3")).error);
        Mutation removal;
        removal.entity = custom::number;
        removal.record = field;
        removal.kind = MutationKind::Delete;
        QVERIFY(!m_company->submit(Actor::forSystem(), removal).error);
        QVERIFY(!edit(flow::field::active, Value(false)).error);
        QCOMPARE(m_company->value(flow::number, m_flow, flow::field::active), Value(false));
    }
};

QTEST_GUILESS_MAIN(TestFlowCheck)
#include "tst_flowcheck.moc"
