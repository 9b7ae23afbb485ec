// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/base/errortext.h"
#include "tests/sync/twolaptops.h"

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = tandem::entities::account;

/// Builds apart: laptops and a server that were not updated together.
class TestSkew : public TwoLaptops
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void oneVersionApartWorks_data()
    {
        QTest::addColumn<int>("newest");
        QTest::newRow("the same") << 5;
        QTest::newRow("a laptop one ahead") << 6;
        QTest::newRow("a laptop one behind") << 4;
    }
    void oneVersionApartWorks()
    {
        QFETCH(int, newest);
        m_server->update({4, 5});
        m_laptop->update({newest - 1, newest});
        const RecordId id = m_laptop->create(account::number, named(QStringLiteral("apart")));
        QVERIFY(m_laptop->sync());
        QVERIFY(m_server->core.find(account::number, id));
        m_server->core.update(account::number, id, {{account::field::phone, Value(QStringLiteral("021"))}});
        QTRY_COMPARE(m_laptop->value(account::number, id, account::field::phone).toText(), QStringLiteral("021"));
    }

    void furtherApartIsToldAndLosesNothing_data()
    {
        QTest::addColumn<int>("server");
        QTest::addColumn<int>("laptop");
        QTest::addColumn<QString>("reason");
        QTest::newRow("an old laptop") << 7 << 5 << QStringLiteral("clientTooOld");
        QTest::newRow("an old server") << 5 << 7 << QStringLiteral("clientTooNew");
    }
    void furtherApartIsToldAndLosesNothing()
    {
        QVERIFY(m_laptop->sync());
        QFETCH(int, server);
        QFETCH(int, laptop);
        m_laptop->update({laptop - 1, laptop});
        m_server->update({server - 1, server});
        const RecordId id = m_laptop->create(account::number, named(QStringLiteral("kept")));
        m_laptop->engine->start();
        QTRY_COMPARE(m_laptop->phase(), SyncState::Phase::Refused);
        const auto error = m_laptop->engine->state().error;
        QVERIFY(error);
        QTEST(error->reason, "reason");
        QVERIFY(hasErrorText(error->reason));
        QCOMPARE(m_laptop->replica->outboxCount(), qint64(1));
        QVERIFY(!m_server->core.find(account::number, id));

        // Whichever of the two was the old one.
        if (laptop < server)
            m_laptop->update({server - 1, server});
        else
            m_server->update({laptop - 1, laptop});
        m_laptop->engine->start();
        m_laptop->engine->syncNow();
        QVERIFY(m_laptop->waitUntilSynced());
        QVERIFY(m_server->core.find(account::number, id));
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }

    void whatAnOldServerCannotAnswerIsSaidAtOnce()
    {
        const RecordId id = sharedAccount();
        m_server->update({}, {});
        m_laptop->goOffline();
        QVERIFY(m_laptop->update(account::number, id, {{account::field::phone, Value(QStringLiteral("021"))}}));
        QVERIFY(m_laptop->sync());
        QCOMPARE(
            m_server->core.find(account::number, id)->value(account::field::phone).toText(), QStringLiteral("021"));
        QStringList reasons;
        const auto note = [&reasons](const auto &result) {
            reasons.append(result.ok() ? QStringLiteral("answered") : result.error().reason);
        };
        ListQuery query;
        query.entity = account::number;
        m_laptop->engine->fetchHistory({account::number, id}, 0, note);
        m_laptop->engine->searchServer(QStringLiteral("shared"), {}, 10, note);
        m_laptop->engine->fetchRecord({account::number, id}, note);
        m_laptop->engine->listServer(query, std::nullopt, 10, note);
        QTRY_COMPARE(reasons, QStringList(4, QStringLiteral("serverTooOld")));
    }

    void whatWasTypedIntoARemovedFieldIsKept()
    {
        const RecordId colour = addField("account", "colour", R"({"type": "text"})");
        const RecordId id = sharedAccount();
        const FieldNumber number = fieldNamed("colour");
        QVERIFY(number != 0);
        m_laptop->goOffline();
        QVERIFY(m_laptop->update(account::number, id,
            {{number, Value(QStringLiteral("red"))}, {account::field::phone, Value(QStringLiteral("021"))}}));
        QVERIFY(
            m_laptop->replica
                ->saveDraft({{account::number, id}, false,
                    {{number, Value(QStringLiteral("green"))}, {account::field::code, Value(QStringLiteral("half"))}},
                    {}, 5})
                .ok());
        m_server->core.remove(entities::customField::number, colour);

        QVERIFY(m_laptop->sync());
        // The rest of the same change was taken.
        QCOMPARE(
            m_server->core.find(account::number, id)->value(account::field::phone).toText(), QStringLiteral("021"));
        const auto problems = m_laptop->replica->problems();
        QVERIFY(problems.ok());
        QStringList kept;
        for (const Problem &problem : *problems) {
            QCOMPARE(problem.error.reason, QStringLiteral("fieldsRemoved"));
            QCOMPARE(problem.mutation.changes.size(), size_t(1));
            QCOMPARE(problem.mutation.changes.front().field, number);
            kept.append(problem.mutation.changes.front().to.toText());
        }
        kept.sort();
        QCOMPARE(kept, (QStringList{QStringLiteral("green"), QStringLiteral("red")}));
        // What remains of the draft can still be saved; the removed field still has its name.
        const auto draft = m_laptop->replica->draft({account::number, id});
        QVERIFY(draft.ok() && *draft);
        QCOMPARE((*draft)->values.size(), size_t(1));
        const EntityDef *entity = m_laptop->replica->registry()->entity(account::number);
        QVERIFY(!entity->field(number));
        QCOMPARE(entity->fieldOrRemoved(number)->labels.value(QStringLiteral("en")), QStringLiteral("colour"));
    }

    void aRenamedFieldTakesWhatWasTypedUnderItsOldName()
    {
        const RecordId colour = addField("account", "colour", R"({"type": "text"})");
        const RecordId id = sharedAccount();
        const FieldNumber number = fieldNamed("colour");
        m_laptop->goOffline();
        QVERIFY(m_laptop->update(account::number, id, {{number, Value(QStringLiteral("red"))}}));
        m_server->core.update(entities::customField::number, colour,
            {{entities::customField::field::name, Value(QStringLiteral("paint"))},
                {entities::customField::field::label, Value(QStringLiteral("Paint"))}});
        QVERIFY(m_laptop->sync());
        QCOMPARE(fieldNamed("paint"), number);
        QCOMPARE(m_server->core.find(account::number, id)->value(number).toText(), QStringLiteral("red"));
        QCOMPARE(m_laptop->replica->problemCount(), qint64(0));
    }

    /// A type never changes: it is another field with the name of the former one.
    void aFieldOfAnotherTypeTakesNothingOfItsPredecessor()
    {
        const RecordId size = addField("account", "size", R"({"type": "text"})");
        const RecordId id = sharedAccount();
        const FieldNumber former = fieldNamed("size");
        m_laptop->goOffline();
        QVERIFY(m_laptop->update(account::number, id, {{former, Value(QStringLiteral("about 40"))}}));
        m_server->core.remove(entities::customField::number, size);
        addField("account", "size", R"({"type": "money"})");
        QVERIFY(m_laptop->sync());
        QVERIFY(fieldNamed("size") != former);
        QVERIFY(m_laptop->value(account::number, id, fieldNamed("size")).isNull());
        const auto problems = m_laptop->replica->problems();
        QVERIFY(problems.ok());
        QCOMPARE(problems->size(), size_t(1));
        QCOMPARE(problems->front().mutation.changes.front().to.toText(), QStringLiteral("about 40"));
    }

    void whatWasTypedIntoARetiredEntityIsKept()
    {
        namespace customEntity = entities::customEntity;
        const RecordId machine = newRecordId();
        m_server->core.create(customEntity::number, machine,
            {{customEntity::field::name, Value(QStringLiteral("machine"))},
                {customEntity::field::label, Value(QStringLiteral("Machine"))},
                {customEntity::field::definition, Value(QStringLiteral(R"({"titleField": "name", "fields": [
                        {"number": 20000, "name": "name", "type": "text", "required": true}]})"))}});
        addField("machine", "power", R"({"type": "integer"})");
        QVERIFY(m_laptop->sync());
        const EntityDef *entity = m_laptop->replica->registry()->entity(QStringLiteral("machine"));
        QVERIFY(entity);
        const EntityNumber number = entity->number;
        const FieldNumber name = entity->field(QStringLiteral("name"))->number;
        const FieldNumber power = entity->field(QStringLiteral("power"))->number;
        m_laptop->goOffline();
        const RecordId made = m_laptop->create(number, {{name, Value(QStringLiteral("Lathe"))}, {power, Value(7)}});
        QVERIFY(!made.isNull());
        Draft draft;
        draft.key = {number, newRecordId()};
        draft.isNew = true;
        draft.values = {{name, Value(QStringLiteral("Mill"))}};
        QVERIFY(m_laptop->replica->saveDraft(draft).ok());
        m_server->core.remove(customEntity::number, machine);

        QVERIFY(m_laptop->sync());
        const auto problems = m_laptop->replica->problems();
        QVERIFY(problems.ok());
        QCOMPARE(problems->size(), size_t(2));
        for (const Problem &problem : *problems) {
            QCOMPARE(problem.error.reason, QStringLiteral("entityRemoved"));
            QCOMPARE(problem.mutation.kind, MutationKind::Create);
            QCOMPARE(problem.mutation.changes.size(), problem.mutation.record == made ? size_t(2) : size_t(1));
        }
        QVERIFY(m_laptop->replica->drafts()->empty());
        const RegistryPointer registry = m_laptop->replica->registry();
        QVERIFY(!registry->entity(number));
        const EntityDef *removed = registry->entityOrRemoved(number);
        QVERIFY(removed && removed->fieldOrRemoved(power));
    }

    /// A laptop of a build that has neither leave requests nor fax numbers, at a server that has both.
    void anOldLaptopPassesOnWhatItDoesNotKnow()
    {
        namespace leave = entities::leaveRequest;
        const RecordId request = newRecordId();
        m_server->core.create(leave::number, request,
            {{leave::field::title, Value(QStringLiteral("Summer"))},
                {leave::field::leaveType, Value(QStringLiteral("annual"))}, {leave::field::start, Value(day)},
                {leave::field::end, Value(2 * day)}, {leave::field::days, Value(10)},
                {systemfield::owner, Value(m_rep)}});
        addField("account", "leave", R"({"type": "link", "target": "leaveRequest"})");
        const RecordId id = sharedAccount();
        const FieldNumber link = fieldNamed("leave");
        QVERIFY(link != 0);
        m_server->core.update(account::number, id, {{link, Value(request)}, {account::field::fax, Value(fax)}});
        m_laptop->goOffline();

        m_laptop->update({}, withoutLeaveAndFax());
        QVERIFY(m_laptop->sync());
        QCOMPARE(fieldNamed("leave"), FieldNumber(0));
        QVERIFY(m_laptop->has(account::number, id));
        QVERIFY(m_laptop->update(account::number, id, {{account::field::phone, Value(QStringLiteral("021"))}}));
        QVERIFY(m_laptop->waitUntilSynced());
        const auto row = m_server->core.find(account::number, id);
        QCOMPARE(row->value(account::field::phone).toText(), QStringLiteral("021"));
        QCOMPARE(row->value(account::field::fax).toText(), fax);
        QCOMPARE(row->value(link).toId(), request);
        m_server->core.update(leave::number, request, {{leave::field::title, Value(QStringLiteral("Autumn"))}});
        m_server->core.update(account::number, id, {{account::field::code, Value(QStringLiteral("told"))}});
        QTRY_COMPARE(m_laptop->value(account::number, id, account::field::code).toText(), QStringLiteral("told"));

        // After its update it has all of it, also where nobody has touched a row since.
        m_laptop->goOffline();
        m_laptop->update({});
        QVERIFY(m_laptop->sync());
        QCOMPARE(m_laptop->value(account::number, id, account::field::fax).toText(), fax);
        QCOMPARE(m_laptop->value(account::number, id, link).toId(), request);
        QCOMPARE(m_laptop->value(leave::number, request, leave::field::title).toText(), QStringLiteral("Autumn"));
    }

    /// What a new laptop has more than its server is refused there and waits for the day that it is not.
    void aNewLaptopKeepsWhatAnOldServerDoesNotKnow()
    {
        const RecordId id = sharedAccount();
        m_laptop->goOffline();
        m_laptop->update({}, withOneFieldMore());
        QVERIFY(m_laptop->update(account::number, id, {{furtherField, Value(QStringLiteral("early"))}}));
        QVERIFY(m_laptop->sync());
        const auto problems = m_laptop->replica->problems();
        QVERIFY(problems.ok());
        QCOMPARE(problems->size(), size_t(1));
        QCOMPARE(problems->front().error.reason, QStringLiteral("unknownField"));
        QCOMPARE(problems->front().mutation.changes.front().to.toText(), QStringLiteral("early"));
    }

private:
    static constexpr FieldNumber furtherField = 9999;
    static constexpr qint64 day = 24LL * 3600 * 1000;
    const QString fax = QStringLiteral("+86 21 5555 0101");

    static RegistryPointer changed(const std::function<void(EntityDef &)> &change)
    {
        std::vector<EntityDef> entities = (*loadShipped())->entities();
        for (EntityDef &entity : entities)
            change(entity);
        return std::make_shared<const Registry>(std::move(entities), 0);
    }
    static RegistryPointer withoutLeaveAndFax()
    {
        std::vector<EntityDef> entities = changed([](EntityDef &entity) {
            if (entity.number != account::number)
                return;
            std::erase_if(entity.fields, [](const FieldDef &field) { return field.number == account::field::fax; });
            for (DetailSection &section : entity.detail.sections)
                section.fields.removeAll(QStringLiteral("fax"));
        })->entities();
        std::erase_if(
            entities, [](const EntityDef &entity) { return entity.number == entities::leaveRequest::number; });
        return std::make_shared<const Registry>(std::move(entities), 0);
    }
    static RegistryPointer withOneFieldMore()
    {
        return changed([](EntityDef &entity) {
            if (entity.number != account::number)
                return;
            FieldDef further = *entity.field(QStringLiteral("code"));
            further.number = furtherField;
            further.name = QStringLiteral("inventedLater");
            further.column = QStringLiteral("invented_later");
            further.unique = further.required = false;
            entity.fields.push_back(further);
        });
    }

    FieldNumber fieldNamed(const char *name) const { return TwoLaptops::fieldNamed(name, *m_laptop); }
};

QTEST_GUILESS_MAIN(TestSkew)
#include "tst_skew.moc"
