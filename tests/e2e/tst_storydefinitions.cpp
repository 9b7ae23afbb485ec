// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/definitionfields.h"
#include "tests/e2e/storystage.h"

#include <QFile>
#include <QTest>

using namespace tandem::test;
using namespace Qt::Literals::StringLiterals;

/// An administrator adds fields and a kind of record in his window while a laptop is away. When that one comes back it
/// has them everywhere, with nothing rebuilt or restarted, and its open form keeps what was typed.
class TestStoryDefinitions : public QObject
{
    Q_OBJECT

private:
    StoryStage m_stage;
    std::unique_ptr<StoryDriver> m_admin;
    std::unique_ptr<StoryDriver> m_laptop; ///< of the manager
    QString m_account;
    QString m_umbrella;
    QString m_me; ///< the administrator
    QString m_file; ///< that hangs on the account

    static bool does(StoryDriver &driver, const QString &what, const QString &key, const QJsonValue &value)
    {
        return driver.hand(what, {{key, value}});
    }
    static bool write(StoryDriver &driver, const QString &control, const QString &text)
    {
        return driver.hand(u"type"_s, {{u"control"_s, control}, {u"text"_s, text}});
    }
    static bool pick(StoryDriver &driver, const QString &control, const QString &option)
    {
        return driver.hand(u"pick"_s, {{u"control"_s, control}, {u"option"_s, option}});
    }
    static bool click(StoryDriver &driver, const QString &button)
    {
        return does(driver, u"click"_s, u"button"_s, button);
    }
    static bool open(StoryDriver &driver, const QString &location)
    {
        return does(driver, u"open"_s, u"location"_s, location);
    }
    static bool sees(StoryDriver &driver, const QString &row) { return does(driver, u"seeRow"_s, u"row"_s, row); }

    bool addField(const AddedField &field)
    {
        bool done = click(*m_admin, u"Add field…"_s) && write(*m_admin, u"Label in English"_s, field.label)
            && pick(*m_admin, u"Type"_s, field.type);
        if (field.type == "Choice"_L1 || field.type == "Several choices"_L1)
            done = done && click(*m_admin, u"Add an option"_s)
                && m_admin->hand(u"fillCell"_s,
                    {{u"table"_s, u"Options"_s}, {u"row"_s, 0}, {u"column"_s, 1}, {u"text"_s, u"Red"_s}});
        else if (field.type == "Link to a record"_L1 || field.type == "Links to records"_L1)
            done = done && pick(*m_admin, field.parameter, field.parameterText);
        else if (!field.parameter.isEmpty())
            done = done && write(*m_admin, field.parameter, field.parameterText);
        return done && click(*m_admin, u"Save"_s) && m_admin->hand(u"seeNoDialog"_s) && sees(*m_admin, field.label);
    }

    bool enter(const AddedField &field)
    {
        using By = AddedField::By;
        if (field.by == By::Picking)
            return m_laptop->hand(u"pick"_s, {{u"field"_s, field.name}, {u"option"_s, field.entered}});
        return m_laptop->hand(u"type"_s,
            {{u"field"_s, field.name}, {u"text"_s, field.entered},
                {u"end"_s, field.by == By::TypingWithEnter ? u"Enter"_s : u"Tab"_s}});
    }

    QJsonValue expected(const AddedField &field) const
    {
        if (field.type == "Link to a record"_L1)
            return m_umbrella;
        if (field.type == "Person"_L1)
            return m_me;
        return field.type == "File"_L1 || field.type == "Picture"_L1 ? QJsonValue(m_file) : field.value;
    }

    QJsonObject overRest(const QString &path) { return m_stage.daemon.ask("GET", u"/api/v1/"_s + path).json(); }

private slots:
    void initTestCase()
    {
        QVERIFY(m_stage.start());
        m_admin = m_stage.laptopOf(StoryStage::administrator);
        m_laptop = m_stage.laptopOf(StoryStage::manager);
        QVERIFY(m_admin && m_laptop);
        m_umbrella = m_laptop->create(u"account"_s, {{u"name"_s, u"Umbrella Group"_s}});
        m_account = m_laptop->create(u"account"_s, {{u"name"_s, u"Acme Trading"_s}});
        QVERIFY(m_laptop->awaitSynced());
        m_me = overRest(u"me"_s).value("user"_L1).toObject().value("id"_L1).toString();
        const QByteArray content("a letter");
        m_file = m_stage.daemon.create(u"file"_s,
            {{u"name"_s, u"letter.txt"_s}, {u"size"_s, content.size()}, {u"sha256"_s, m_stage.daemon.upload(content)},
                {u"record"_s, u"account/"_s + m_account}});
        for (StoryDriver *driver : {m_admin.get(), m_laptop.get()}) {
            QVERIFY(driver->hand(u"show"_s));
            QVERIFY(driver->hand(u"dress"_s, {{u"language"_s, u"en"_s}, {u"theme"_s, u"light"_s}}));
        }
    }

    void aLaptopGoesAwayWithAFormHalfFilled()
    {
        QVERIFY(open(*m_laptop, u"tandem://list/account"_s));
        QVERIFY(open(*m_laptop, u"tandem://record/account/"_s + m_account));
        QVERIFY(m_laptop->hand(u"type"_s, {{u"field"_s, u"phone"_s}, {u"text"_s, u"010 1000"_s}}));
        QVERIFY(m_laptop->setOnline(false));
        QVERIFY(m_laptop->tells({{u"do"_s, u"awaitState"_s}, {u"phase"_s, u"offline"_s}}));
    }

    void theAdministratorAddsFields()
    {
        QVERIFY(open(*m_admin, u"tandem://view/settings"_s));
        QVERIFY(pick(*m_admin, u"Kind of record"_s, u"Account"_s));
        for (const AddedField &field : fieldsToAdd())
            QVERIFY2(addField(field), qPrintable(field.label));
    }

    void theAdministratorAddsAKindOfRecord()
    {
        QVERIFY(click(*m_admin, u"Add kind of record…"_s));
        QVERIFY(write(*m_admin, u"Called in English"_s, u"Vehicle"_s));
        QVERIFY(write(*m_admin, u"Several, in English"_s, u"Vehicles"_s));
        QVERIFY(write(*m_admin, u"Called in Chinese"_s, u"车辆"_s));
        QVERIFY(click(*m_admin, u"Save"_s));
        QVERIFY(m_admin->hand(u"seeNoDialog"_s));
        QVERIFY(open(*m_admin, u"tandem://list/account"_s));
        QVERIFY(sees(*m_admin, u"Vehicles"_s)); // in the navigation
        QVERIFY(open(*m_admin, u"tandem://view/settings"_s));
        QVERIFY(pick(*m_admin, u"Kind of record"_s, u"Vehicle"_s));
        QVERIFY(addField({u"Plate"_s, u"plate"_s, u"Text"_s, {}, {}, {}, {}, {}}));
        QVERIFY(m_admin->awaitSynced());
    }

    void anErrorInADefinitionStandsInTheDialog()
    {
        QVERIFY(pick(*m_admin, u"Kind of record"_s, u"Account"_s));
        QVERIFY(click(*m_admin, u"Add field…"_s));
        QVERIFY(write(*m_admin, u"Label in English"_s, u"Seats"_s));
        QVERIFY(click(*m_admin, u"Save"_s));
        QVERIFY(does(*m_admin, u"seeButton"_s, u"button"_s, u"Save"_s)); // it stays open
        QVERIFY(click(*m_admin, u"Cancel"_s));
        QVERIFY(m_admin->hand(u"seeNoDialog"_s));
    }

    void theLaptopComesBackAndKeepsWhatWasTyped()
    {
        QVERIFY(m_laptop->setOnline(true));
        QVERIFY(m_laptop->awaitSynced());
        for (const AddedField &field : fieldsToAdd())
            QVERIFY2(does(*m_laptop, u"seeField"_s, u"field"_s, field.name), qPrintable(field.name));
        QVERIFY(m_laptop->hand(u"seeField"_s, {{u"field"_s, u"phone"_s}, {u"value"_s, u"010 1000"_s}}));
        QVERIFY(sees(*m_laptop, u"Vehicles"_s));
    }

    void itsFormWritesThem()
    {
        for (const AddedField &field : fieldsToAdd()) {
            if (field.entered.isEmpty())
                continue;
            QVERIFY2(enter(field), qPrintable(field.name));
            QVERIFY(m_laptop->hand(u"seeField"_s, {{u"field"_s, field.name}, {u"value"_s, expected(field)}}));
        }
        QVERIFY(does(*m_laptop, u"press"_s, u"keys"_s, u"Ctrl+S"_s));
        QVERIFY(!m_laptop->await(u"account"_s, u"seats = 12 and phone = '010 1000'"_s).isEmpty());
        QVERIFY(m_laptop->awaitSynced());
    }

    void whatIsTypedArrivesAtTheAdministrator()
    {
        QVERIFY(!m_admin->await(u"account"_s, u"seats = 12"_s).isEmpty());
        QVERIFY(open(*m_admin, u"tandem://record/account/"_s + m_account));
        for (const AddedField &field : fieldsToAdd()) {
            if (!field.entered.isEmpty())
                QVERIFY(m_admin->hand(u"seeField"_s, {{u"field"_s, field.name}, {u"value"_s, expected(field)}}));
        }
        QVERIFY(m_admin->hand(u"seeField"_s, {{u"field"_s, u"seatsTwice"_s}}));
    }

    void whatAScriptWritesIsInOpenForms()
    {
        QJsonObject values;
        for (const AddedField &field : fieldsToAdd()) {
            if (field.isScripted())
                values.insert(field.name, expected(field));
        }
        QCOMPARE(values.size(), 7);
        const auto written = m_stage.daemon.send("PATCH", u"/api/v1/account/"_s + m_account, values);
        QVERIFY2(written.status == 200, written.body.constData());
        for (StoryDriver *driver : {m_admin.get(), m_laptop.get()}) {
            for (auto it = values.constBegin(); it != values.constEnd(); ++it)
                QVERIFY2(driver->hand(u"seeField"_s, {{u"field"_s, it.key()}, {u"value"_s, it.value()}}),
                    qPrintable(it.key()));
        }
    }

    void restHasThem()
    {
        const QJsonObject record = overRest(u"account/"_s + m_account);
        const QJsonObject described = overRest(u"openapi.json"_s);
        const QJsonObject schemas = described.value("components"_L1).toObject().value("schemas"_L1).toObject();
        const QJsonObject properties = schemas.value("account"_L1).toObject().value("properties"_L1).toObject();
        for (const AddedField &field : fieldsToAdd()) {
            // Pairs are records of their own.
            QVERIFY2(properties.contains(field.name) != (field.type == "Links to records"_L1), qPrintable(field.name));
            if (!field.entered.isEmpty() || field.isScripted())
                QCOMPARE(record.value(field.name), expected(field));
        }
        QCOMPARE(record.value("seatsTwice"_L1).toDouble(), 24.0);
        QVERIFY(schemas.contains("vehicle"_L1));
        QVERIFY(described.value("paths"_L1).toObject().contains("/api/v1/vehicle"_L1));
        const QJsonArray found =
            overRest(u"account?filter="_s + QString::fromLatin1(QUrl::toPercentEncoding(u"seats = 12"_s)))
                .value("items"_L1)
                .toArray();
        QCOMPARE(found.size(), 1);
    }

    void theListShowsAndFiltersThem()
    {
        QVERIFY(open(*m_laptop, u"tandem://list/account"_s));
        QVERIFY(sees(*m_laptop, u"Umbrella Group"_s));
        QVERIFY(does(*m_laptop, u"columnMenu"_s, u"item"_s, u"Nickname"_s));
        QVERIFY(sees(*m_laptop, u"老朋友"_s));
        QVERIFY(click(*m_laptop, u"Filter"_s));
        QVERIFY(pick(*m_laptop, u"Field"_s, u"Seats"_s));
        QVERIFY(pick(*m_laptop, u"Comparison"_s, u"at least"_s));
        QVERIFY(m_laptop->hand(u"type"_s, {{u"field"_s, u"seats"_s}, {u"text"_s, u"10"_s}}));
        QVERIFY(click(*m_laptop, u"Done"_s));
        QVERIFY(does(*m_laptop, u"seeNoRow"_s, u"row"_s, u"Umbrella Group"_s));
        QVERIFY(sees(*m_laptop, u"Acme Trading"_s));
    }

    void theImportOffersThem()
    {
        const QString path = m_stage.daemon.path(u"accounts.csv"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("Name,Nickname,Seats\nImported Ltd,Newcomer,40\n") > 0);
        file.close();
        QVERIFY(m_laptop->hand(u"menu"_s, {{u"button"_s, u"More"_s}, {u"item"_s, u"Import…"_s}}));
        QVERIFY(m_laptop->hand(u"file"_s, {{u"button"_s, u"Choose file…"_s}, {u"path"_s, path}}));
        for (const QString &column : {u"Nickname"_s, u"Seats"_s})
            QCOMPARE(m_laptop->tell({{u"do"_s, u"readChoice"_s}, {u"control"_s, u"Field for column "_s + column}})
                         .value("text"_L1)
                         .toString(),
                column);
        QVERIFY(click(*m_laptop, u"Import"_s));
        QVERIFY(click(*m_laptop, u"Close"_s));
        QVERIFY(!m_admin->await(u"account"_s, u"nickname = 'Newcomer' and seats = 40"_s).isEmpty());
    }

    void theNewKindOfRecordIsFilledOnTheLaptop()
    {
        QVERIFY(m_laptop->hand(u"menu"_s, {{u"button"_s, u"New"_s}, {u"item"_s, u"Vehicle"_s}}));
        QVERIFY(m_laptop->hand(u"type"_s, {{u"field"_s, u"name"_s}, {u"text"_s, u"Delivery van"_s}}));
        QVERIFY(m_laptop->hand(u"type"_s, {{u"field"_s, u"plate"_s}, {u"text"_s, u"沪A·12345"_s}}));
        QVERIFY(click(*m_laptop, u"Save"_s));
        QVERIFY(!m_admin->await(u"vehicle"_s, u"plate = '沪A·12345'"_s).isEmpty());
        QVERIFY(open(*m_admin, u"tandem://list/vehicle"_s));
        QVERIFY(sees(*m_admin, u"Delivery van"_s));
        QCOMPARE(overRest(u"vehicle"_s).value("items"_L1).toArray().size(), 1);
        QCOMPARE(m_laptop->tell({{u"do"_s, u"problems"_s}}).value("problems"_L1).toArray(), QJsonArray());
    }
};

QTEST_GUILESS_MAIN(TestStoryDefinitions)
#include "tst_storydefinitions.moc"
