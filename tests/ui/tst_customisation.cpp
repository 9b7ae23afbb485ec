// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/customisationpanel.h"
#include "tests/support/accessibility.h"
#include "tests/support/shownstrips.h"
#include "tests/support/windowatwork.h"

#include <QJsonDocument>
#include <QTreeWidget>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace customField = entities::customField;

namespace {

constexpr FieldNumber colour = FieldDef::firstCompanyFieldNumber;
constexpr FieldNumber shout = colour + 1;

enum Column { NameColumn, TypeColumn, FromColumn };

}

/// An administrator removes fields of the company's own, and brings them back.
class TestCustomisation : public WindowAtWork
{
    Q_OBJECT

private slots:
    void init()
    {
        setUp();
        defineColour(false);
        receiveRecord(colour, QStringLiteral("colour"));
        m_panel = std::make_unique<CustomisationPanel>(m_test->records());
        m_panel->show();
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get(), patience));
        QTRY_VERIFY(row(QStringLiteral("Colour")));
        fields()->setFocus();
        fields()->setCurrentItem(row(QStringLiteral("Colour")));
        QTRY_VERIFY(isOffered(QStringLiteral("Remove field…")));
    }

    void cleanup()
    {
        m_panel.reset();
        tearDown();
    }

    void aFieldIsRemovedAfterAQuestion()
    {
        clickButton(*m_panel, QStringLiteral("Remove field…"));
        QCOMPARE(shownStrips(*m_panel).size(), qsizetype(1));
        const QString question = shownStrips(*m_panel).front();
        QVERIFY2(question.contains(QStringLiteral("“Colour”")), qPrintable(question));
        QVERIFY2(question.contains(QStringLiteral("stays at the server")), qPrintable(question));
        QCOMPARE(unnamedControls(*m_panel), QStringList());
        QTRY_VERIFY(buttonNamed<QPushButton>(*m_panel, QStringLiteral("Keep it")));
        clickButton(*m_panel, QStringLiteral("Keep it"));
        QVERIFY(shownStrips(*m_panel).isEmpty());
        QVERIFY(fields()->hasFocus());
        QVERIFY(outbox().empty());

        clickButton(*m_panel, QStringLiteral("Remove field…"));
        QTRY_VERIFY(buttonNamed<QPushButton>(*m_panel, QStringLiteral("Remove field")));
        clickButton(*m_panel, QStringLiteral("Remove field"));
        QTRY_COMPARE(outbox().size(), size_t(1));
        QCOMPARE(outbox().front().mutation.kind, MutationKind::Delete);
        QCOMPARE(outbox().front().mutation.entity, customField::number);
        QCOMPARE(outbox().front().mutation.record, recordOf(colour));
        // It is removed as far as this computer knows, also before the server has taken it out of the definitions.
        QTRY_COMPARE(from(QStringLiteral("Colour")), QStringLiteral("removed"));
        QVERIFY(!isOffered(QStringLiteral("Change field…")));
        QVERIFY(shownStrips(*m_panel).isEmpty());
    }

    void aFieldIsRemovedAndBroughtBackByKeys()
    {
        QTest::keyClick(fields(), Qt::Key_Delete);
        QTRY_COMPARE(shownStrips(*m_panel).size(), qsizetype(1));
        QVERIFY(QApplication::focusWidget() != fields());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(from(QStringLiteral("Colour")), QStringLiteral("removed"));
        m_test->acceptAll();
        defineColour(true);
        receiveRecord(colour, QStringLiteral("colour"), true);
        QTRY_VERIFY(isOffered(QStringLiteral("Bring back")));
        QCOMPARE(fields()->currentItem(), row(QStringLiteral("Colour")));
        // What was removed stands behind what is in use, and is not removed twice.
        QCOMPARE(fields()->indexOfTopLevelItem(fields()->currentItem()), fields()->topLevelItemCount() - 1);
        QTest::keyClick(fields(), Qt::Key_Delete);
        QVERIFY(shownStrips(*m_panel).isEmpty());

        auto *back = buttonNamed<QPushButton>(*m_panel, QStringLiteral("Bring back"));
        back->setFocus();
        QTest::keyClick(back, Qt::Key_Space);
        QTRY_COMPARE(from(QStringLiteral("Colour")), QStringLiteral("yours"));
        QCOMPARE(outbox().back().mutation.kind, MutationKind::Restore);
        QTRY_VERIFY(isOffered(QStringLiteral("Remove field…")));
    }

    void whatAnotherFieldNeedsStays()
    {
        m_test->define({definition(colour, R"("name": "colour", "type": "text", "labels": {"en": "Colour"})"),
            definition(
                shout, R"("name": "shout", "type": "formula", "formula": "colour", "labels": {"en": "Shout"})")});
        QTRY_VERIFY(row(QStringLiteral("Shout")));
        fields()->setCurrentItem(row(QStringLiteral("Colour")));
        QTest::keyClick(fields(), Qt::Key_Delete);
        QTRY_COMPARE(shownStrips(*m_panel).size(), qsizetype(1));
        const QString refusal = shownStrips(*m_panel).front();
        QVERIFY2(refusal.contains(QStringLiteral("“Shout” of Account")), qPrintable(refusal));
        QVERIFY(!buttonNamed<QPushButton>(*m_panel, QStringLiteral("Remove field")));
        fields()->setCurrentItem(row(QStringLiteral("Shout")));
        QVERIFY(shownStrips(*m_panel).isEmpty());
    }

    void aNameThatIsTakenIsNotBroughtBack()
    {
        m_test->define({definition(colour, R"("name": "colour", "type": "text", "deleted": true,
                "labels": {"en": "Old colour"})"),
            definition(shout, R"("name": "colour", "type": "integer", "labels": {"en": "Colour"})")});
        receiveRecord(colour, QStringLiteral("colour"), true);
        receiveRecord(shout, QStringLiteral("colour"));
        QTRY_COMPARE(from(QStringLiteral("Old colour")), QStringLiteral("removed"));
        fields()->setCurrentItem(row(QStringLiteral("Old colour")));
        const auto *back = buttonNamed<QPushButton>(*m_panel, QStringLiteral("Bring back"));
        QVERIFY(back && !back->isEnabled());
        QVERIFY(back->toolTip().contains(QStringLiteral("has this name")));
    }

    void aQuestionGoesWithTheChoice()
    {
        QTest::keyClick(fields(), Qt::Key_Delete);
        QTRY_COMPARE(shownStrips(*m_panel).size(), qsizetype(1));
        fields()->setCurrentItem(fields()->topLevelItem(0));
        QVERIFY(shownStrips(*m_panel).isEmpty());
        QVERIFY(!isOffered(QStringLiteral("Remove field…")));
        QTest::keyClick(fields(), Qt::Key_Delete);
        QVERIFY(shownStrips(*m_panel).isEmpty());
    }

private:
    QTreeWidget *fields() { return m_panel->findChild<QTreeWidget *>(); }

    QTreeWidgetItem *row(const QString &name)
    {
        return fields()->findItems(name, Qt::MatchExactly, NameColumn).value(0);
    }

    QString from(const QString &name)
    {
        const QTreeWidgetItem *item = row(name);
        return item ? item->text(FromColumn) : QString();
    }

    bool isOffered(const QString &button)
    {
        const auto *found = buttonNamed<QPushButton>(*m_panel, button);
        return found && found->isEnabled();
    }

    static CompanyDefinition definition(FieldNumber number, const char *more)
    {
        const QByteArray json = "{\"number\": " + QByteArray::number(number) + ", " + more + '}';
        return {CompanyDefinition::Kind::Field, QStringLiteral("account"), QJsonDocument::fromJson(json).object()};
    }

    void defineColour(bool removed)
    {
        CompanyDefinition defined =
            definition(colour, R"("name": "colour", "type": "text", "labels": {"en": "Colour"})");
        if (removed)
            defined.definition.insert(QStringLiteral("deleted"), true);
        m_test->define({defined});
    }

    static RecordId recordOf(FieldNumber field) { return namedRecordId(QStringLiteral("field/%1").arg(field)); }

    void receiveRecord(FieldNumber field, const QString &name, bool removed = false)
    {
        FieldValues values{{customField::field::number, Value(int(field))},
            {customField::field::entity, QStringLiteral("account")}, {customField::field::name, name},
            {customField::field::label, name}, {customField::field::definition, QStringLiteral("{\"type\":\"text\"}")}};
        if (removed)
            values[systemfield::deletedAt] = Value(qint64(1'000));
        m_test->receive(incomingRows(customField::number,
            {systemfield::deletedAt, customField::field::number, customField::field::entity, customField::field::name,
                customField::field::label, customField::field::definition},
            {{recordOf(field), values}}, ++m_seq));
    }

    std::unique_ptr<CustomisationPanel> m_panel;
    qint64 m_seq = 0; ///< of the server's changes
};

QTEST_MAIN(TestCustomisation)
#include "tst_customisation.moc"
