// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/labels.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem;
using namespace Qt::Literals::StringLiterals;

class TestLabels : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        write(u"labels.en.json"_s, R"({"fields": {"owner": "Owner"}, "sections": {"basics": "Basics"},
            "questions": {"withdraw": "Withdraw it?"}})");
        write(u"labels.zh_CN.json"_s, R"({"fields": {"owner": "负责人"}})");
        write(u"crm/account/labels.en.json"_s,
            R"({"one": "Account", "many": "Accounts", "fields": {"name": "Name", "class": "Class"},
            "options": {"class": {"potential": "Potential"}}, "filters": {"mine": "My accounts"}})");
        write(u"crm/account/labels.zh_CN.json"_s, R"({"one": "客户", "fields": {"class": "客户阶段"},
            "options": {"class": {"potential": "潜在客户"}}})");
        m_account.name = u"account"_s;
        m_class.name = u"class"_s;
    }

    void languageFirst()
    {
        const Labels labels(u"zh_CN"_s, m_folder.path());
        QCOMPARE(labels.entity(m_account), u"客户"_s);
        QCOMPARE(labels.field(m_account, m_class), u"客户阶段"_s);
        QCOMPARE(labels.option(m_account, m_class, u"potential"_s), u"潜在客户"_s);
    }

    void commonThenEnglishThenKey()
    {
        const Labels labels(u"zh_CN"_s, m_folder.path());
        QCOMPARE(labels.text(u"account.owner"_s), u"负责人"_s);
        QCOMPARE(labels.plural(m_account), u"Accounts"_s);
        QCOMPARE(labels.section(m_account, u"basics"_s), u"Basics"_s);
        QCOMPARE(labels.filter(m_account, u"mine"_s), u"My accounts"_s);
        QCOMPARE(labels.action(m_account, u"convert"_s), u"convert"_s);
        QCOMPARE(labels.question(m_account, u"withdraw"_s), u"Withdraw it?"_s);
        QVERIFY(labels.question(m_account, u"convert"_s).isEmpty());
        QVERIFY(labels.has(u"account.owner"_s));
        QVERIFY(!labels.has(u"account.name"_s));
        QVERIFY(labels.text(u"account.nothing"_s).isEmpty());
    }

    void companyLabelsComeFirst()
    {
        FieldDef field = m_class;
        field.labels = {{u"en"_s, u"Kind"_s}, {u"zh_CN"_s, u"类别"_s}};
        field.optionLabels = {{u"own"_s, {{u"en"_s, u"Our own"_s}}}};
        QCOMPARE(Labels(u"zh_CN"_s, m_folder.path()).field(m_account, field), u"类别"_s);
        QCOMPARE(Labels(u"de"_s, m_folder.path()).field(m_account, field), u"Kind"_s);
        QCOMPARE(Labels(u"zh_CN"_s, m_folder.path()).option(m_account, field, u"own"_s), u"Our own"_s);
    }

private:
    void write(const QString &path, const char *text)
    {
        const QString full = m_folder.filePath(path);
        QVERIFY(QDir().mkpath(QFileInfo(full).path()));
        QFile file(full);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    QTemporaryDir m_folder;
    EntityDef m_account;
    FieldDef m_class;
};

QTEST_APPLESS_MAIN(TestLabels)
#include "tst_labels.moc"
