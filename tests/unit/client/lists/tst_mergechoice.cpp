// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/mergechoice.h"
#include "shared/entities/entitynames.h"
#include "shared/entities/shipped.h"

#include <QCborArray>
#include <QTest>

using namespace tandem;
using namespace tandem::client;

namespace account = tandem::entities::account;

/// Which of two records stays, and which values go where.
class TestMergeChoice : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const auto shipped = loadShipped();
        QVERIFY(shipped.ok());
        m_registry = *shipped;
        m_entity = m_registry->entity(account::number);
        QVERIFY(m_entity);
    }

    void theFullerOneStaysElseTheOlder()
    {
        const FieldValues little{{account::field::name, text("A")}, {systemfield::createdAt, Value(qint64(1))}};
        const FieldValues much{{account::field::name, text("B")}, {account::field::code, text("B1")},
            {systemfield::createdAt, Value(qint64(9))}};
        QCOMPARE(choiceOf(little, much).staying(), MergeChoice::Second);
        QCOMPARE(choiceOf(much, little).staying(), MergeChoice::First);
        const FieldValues later{{account::field::name, text("C")}, {systemfield::createdAt, Value(qint64(2))}};
        QCOMPARE(choiceOf(later, little).staying(), MergeChoice::Second);
        QCOMPARE(choiceOf(little, later).staying(), MergeChoice::First);
    }

    void whatMayNotStayDoesNot()
    {
        MergeChoice::Candidates both{{candidate({{account::field::code, text("A1")}}), candidate({})}};
        both.front().mayStay = false;
        QCOMPARE(MergeChoice(*m_entity, EntityAccess(), both).staying(), MergeChoice::Second);
    }

    void itsOwnValuesStayAndWhatIsMissingIsFilled()
    {
        const MergeChoice choice = choiceOf(
            {{account::field::name, text("A")}, {account::field::code, text("A1")}, {account::field::fax, text("1")}},
            {{account::field::name, text("B")}, {account::field::taxNumber, text("T2")}});
        QCOMPARE(choice.staying(), MergeChoice::First);
        QCOMPARE(choice.given(), (FieldValues{{account::field::taxNumber, text("T2")}}));
        // The server does so by itself.
        QCOMPARE(choice.arguments(), (QCborMap{{QStringLiteral("other"), idOf(choice, MergeChoice::Second)}}));
        QVERIFY(!choice.isTouched());
    }

    void whatIsChosenOtherwiseIsSaid()
    {
        MergeChoice choice = choiceOf(
            {{account::field::name, text("A")}, {account::field::code, text("A1")}, {account::field::fax, text("1")}},
            {{account::field::name, text("B")}, {account::field::taxNumber, text("T2")}});
        choice.choose(account::field::name, MergeChoice::Second);
        choice.choose(account::field::code, MergeChoice::Second); // which has none
        choice.choose(account::field::taxNumber, MergeChoice::First); // neither has this one
        QVERIFY(choice.isTouched());
        QCOMPARE(choice.given(), (FieldValues{{account::field::name, text("B")}, {account::field::code, Value()}}));
        const QCborMap arguments = choice.arguments();
        QCOMPARE(arguments.value(QStringLiteral("take")).toArray(),
            QCborArray::fromStringList({QStringLiteral("name"), QStringLiteral("code")}));
        QCOMPARE(arguments.value(QStringLiteral("keep")).toArray(),
            QCborArray::fromStringList({QStringLiteral("taxNumber")}));
    }

    void whatWasChosenStaysChosenWhenTheOtherRecordStays()
    {
        MergeChoice choice = choiceOf(
            {{account::field::name, text("A")}, {account::field::code, text("A1")}, {account::field::fax, text("1")}},
            {{account::field::name, text("B")}, {account::field::code, text("B1")}});
        choice.choose(account::field::code, MergeChoice::First);
        choice.setStaying(MergeChoice::Second);
        QCOMPARE(choice.chosen(account::field::code), MergeChoice::First);
        QCOMPARE(choice.chosen(account::field::name), MergeChoice::Second);
        QCOMPARE(choice.chosen(account::field::fax), MergeChoice::First); // the only one
        QCOMPARE(choice.given(), (FieldValues{{account::field::code, text("A1")}, {account::field::fax, text("1")}}));
        QCOMPARE(choice.arguments().value(QStringLiteral("other")).toString(), idOf(choice, MergeChoice::First));
    }

    void onlyWhatDiffersAndMayBeWrittenIsToBeChosen()
    {
        MergeChoice::Candidates both{{candidate({{account::field::name, text("A")}, {account::field::code, text("A1")},
                                          {account::field::fax, text("1")}, {account::field::website, text("")},
                                          {account::field::lastContactAt, Value(qint64(1))}}),
            candidate({{account::field::name, text("B")}, {account::field::code, text("B1")},
                {account::field::fax, text("1")}, {account::field::lastContactAt, Value(qint64(2))}})}};
        // The server does not let a record stay under itself, whatever is chosen.
        both.back().record.values[account::field::parent] = Value(both.front().record.key.id);
        EntityAccess rights;
        rights.fields[account::field::code] = FieldAccess::Read;
        const MergeChoice choice(*m_entity, rights, both);
        QCOMPARE(choice.fields(), std::vector<FieldNumber>{account::field::name});
    }

private:
    static Value text(const char *value) { return Value(QString::fromLatin1(value)); }

    static MergeCandidate candidate(const FieldValues &values)
    {
        return {Record{{account::number, newRecordId()}, values, false}, false, true};
    }

    MergeChoice choiceOf(const FieldValues &first, const FieldValues &second) const
    {
        return MergeChoice(*m_entity, EntityAccess(), MergeChoice::Candidates{{candidate(first), candidate(second)}});
    }

    static QString idOf(const MergeChoice &choice, MergeChoice::Side side)
    {
        return toText(choice.candidate(side).record.key.id);
    }

    RegistryPointer m_registry;
    const EntityDef *m_entity = nullptr;
};

QTEST_GUILESS_MAIN(TestMergeChoice)
#include "tst_mergechoice.moc"
