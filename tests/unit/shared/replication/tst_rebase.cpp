// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/replication/merge.h"
#include "shared/replication/rebase.h"
#include "tests/support/testregistry.h"

#include <QRandomGenerator>
#include <QTest>

using namespace tandem;

namespace {

const RecordId author = namedRecordId(QStringLiteral("author"));

Value text(const char *value)
{
    return QString::fromUtf8(value);
}

Mutation mutation(MutationKind kind, std::vector<FieldChange> changes, qint64 number = 1)
{
    Mutation made;
    made.id = {namedRecordId(QStringLiteral("device")), number};
    made.at = 1'000 + number;
    made.entity = test::deal::number;
    made.record = namedRecordId(QStringLiteral("record"));
    made.kind = kind;
    made.changes = std::move(changes);
    return made;
}

FieldValues ownFields(const std::optional<FieldValues> &row)
{
    FieldValues own;
    if (row)
        std::copy_if(row->begin(), row->end(), std::inserter(own, own.end()),
            [](const auto &entry) { return entry.first >= FieldDef::firstOwnFieldNumber; });
    return own;
}

}

class TestRebase : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyOutboxShowsTheServersRow()
    {
        const FieldValues row{{test::deal::name, text("a")}, {systemfield::modifiedAt, Value(qint64(7))}};
        QVERIFY(rebase(test::dealEntity(), row, {}, author) == std::optional(row));
        QVERIFY(!rebase(test::dealEntity(), std::nullopt, {}, author));
    }

    void pendingChangesLieOnTop()
    {
        const FieldValues row{{test::deal::name, text("a")}, {test::deal::stage, text("won")}};
        const auto shown = rebase(test::dealEntity(), row,
            {mutation(MutationKind::Update, {{test::deal::name, text("a"), text("b")}}, 1),
                mutation(MutationKind::Update, {{test::deal::name, text("b"), Value()}}, 2)},
            author);
        QVERIFY(shown);
        QVERIFY(!shown->contains(test::deal::name));
        QVERIFY(shown->at(test::deal::stage) == text("won"));
        QVERIFY(shown->at(systemfield::modifiedAt) == Value(qint64(1'002)));
        QVERIFY(shown->at(systemfield::modifiedBy) == Value(author));
    }

    void aRecordLivesBeforeTheServerKnowsIt()
    {
        const auto shown = rebase(test::dealEntity(), std::nullopt,
            {mutation(MutationKind::Create, {{test::deal::name, Value(), text("new")}}, 1),
                mutation(MutationKind::Update, {{test::deal::stage, Value(), text("open")}}, 2)},
            author);
        QVERIFY(shown);
        QVERIFY(shown->at(test::deal::name) == text("new"));
        QVERIFY(shown->at(test::deal::stage) == text("open"));
        QVERIFY(shown->at(systemfield::createdBy) == Value(author));
        QVERIFY(shown->at(systemfield::createdAt) == Value(qint64(1'001)));
    }

    void whatOnlyTheServerSetsBeginsAsItWillThere()
    {
        EntityDef entity = test::dealEntity();
        for (FieldDef &field : entity.fields) {
            if (field.number != test::deal::stage && field.number != test::deal::code)
                continue;
            field.defaultValue = text("open");
            field.readOnly = field.number == test::deal::stage;
        }
        const Mutation made = mutation(MutationKind::Create, {{test::deal::name, Value(), text("new")}}, 1);
        const auto shown = rebase(entity, std::nullopt, {made}, author);
        QVERIFY(shown->at(test::deal::stage) == text("open"));
        // What the author could have written, and did not, is his to leave empty.
        QVERIFY(!shown->contains(test::deal::code));
        const FieldValues row{{test::deal::name, text("a")}};
        QVERIFY(!rebase(entity, row, {made}, author)->contains(test::deal::stage));
    }

    void deletingHidesAndRestoringShows()
    {
        const FieldValues row{{test::deal::name, text("a")}};
        const auto deleted = rebase(test::dealEntity(), row, {mutation(MutationKind::Delete, {})}, author);
        QVERIFY(deleted->contains(systemfield::deletedAt));
        const auto back = rebase(test::dealEntity(), row,
            {mutation(MutationKind::Delete, {}, 1), mutation(MutationKind::Restore, {}, 2)}, author);
        QVERIFY(!back->contains(systemfield::deletedAt));
    }

    void anEditOfWhatIsGoneShowsNothing()
    {
        QVERIFY(!rebase(test::dealEntity(), std::nullopt,
            {mutation(MutationKind::Update, {{test::deal::name, text("a"), text("b")}})}, author));
    }

    void otherPeoplesTagsStayBesidePendingOnes()
    {
        const FieldValues row{{test::deal::tags, Value(QStringList{QStringLiteral("old"), QStringLiteral("theirs")})}};
        const auto shown = rebase(test::dealEntity(), row,
            {mutation(MutationKind::Update,
                {{test::deal::tags, Value(QStringList{QStringLiteral("old")}),
                    Value(QStringList{QStringLiteral("mine"), QStringLiteral("old")})}})},
            author);
        QVERIFY(shown->at(test::deal::tags)
            == Value(QStringList{QStringLiteral("mine"), QStringLiteral("old"), QStringLiteral("theirs")}));
    }

    /// What the client shows before the answer is what the server makes of the same mutations.
    void showsWhatTheServerWillMake()
    {
        QRandomGenerator random(7);
        const EntityDef entity = test::dealEntity();
        const FieldNumber fields[]{test::deal::name, test::deal::stage, test::deal::note};
        static const Value values[]{Value(), text("a"), text("b"), text("c")};
        for (int round = 0; round < 2'000; ++round) {
            FieldValues server;
            for (const FieldNumber field : fields) {
                if (const Value &value = values[random.bounded(4)]; !value.isNull())
                    server[field] = value;
            }
            std::vector<Mutation> outbox;
            for (int i = 1; i <= 4; ++i) {
                outbox.push_back(mutation(MutationKind::Update,
                    {{fields[random.bounded(3)], values[random.bounded(4)], values[random.bounded(4)]}}, i));
            }
            FieldValues made = server;
            for (const Mutation &each : outbox) {
                for (const FieldChange &change : mergeMutation(entity, made, each).changes) {
                    if (change.to.isNull())
                        made.erase(change.field);
                    else
                        made[change.field] = change.to;
                }
            }
            QVERIFY(ownFields(rebase(entity, server, outbox, author)) == made);
        }
    }
};

QTEST_APPLESS_MAIN(TestRebase)
#include "tst_rebase.moc"
