// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/storystage.h"

#include <QTest>

using namespace tandem::test;
using namespace Qt::Literals::StringLiterals;

/// A walk through the main pages in both languages, light and dark. With TANDEM_PICTURES=FOLDER it leaves pictures
/// there.
class TestStoryTour : public QObject
{
    Q_OBJECT

private:
    StoryStage m_stage;
    std::unique_ptr<StoryDriver> m_rep;
    std::unique_ptr<StoryDriver> m_manager;

    bool picture(StoryDriver &driver, const QString &name)
    {
        return driver.hand(u"picture"_s, {{u"path"_s, m_stage.picturePath(name)}});
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_stage.start());
        m_rep = m_stage.laptopOf(StoryStage::rep);
        m_manager = m_stage.laptopOf(StoryStage::manager);
        QVERIFY(m_rep && m_manager);
        QVERIFY(m_rep->hand(u"show"_s) && m_manager->hand(u"show"_s));
    }

    void everyMainPage_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("theme");
        QTest::newRow("zh-light") << u"zh_CN"_s << u"light"_s;
        QTest::newRow("en-dark") << u"en"_s << u"dark"_s;
    }

    void everyMainPage()
    {
        QFETCH(QString, language);
        QFETCH(QString, theme);
        const QList<std::pair<QString, QString>> pages{{u"home"_s, u"tandem://view/home"_s},
            {u"accounts"_s, u"tandem://list/account"_s}, {u"opportunities"_s, u"tandem://list/opportunity"_s},
            {u"board"_s, u"tandem://board/opportunity"_s}, {u"approvals"_s, u"tandem://view/approvals"_s}};
        for (StoryDriver *driver : {m_rep.get(), m_manager.get()})
            QVERIFY(driver->hand(u"dress"_s, {{u"language"_s, language}, {u"theme"_s, theme}}));
        for (const auto &[name, location] : pages) {
            // Approvals are a manager's page, the others a sales rep's.
            StoryDriver &driver = name == "approvals"_L1 ? *m_manager : *m_rep;
            QVERIFY(driver.hand(u"open"_s, {{u"location"_s, location}}));
            QVERIFY(picture(driver, name + u'-' + QString::fromLatin1(QTest::currentDataTag())));
        }
    }
};

QTEST_GUILESS_MAIN(TestStoryTour)
#include "tst_storytour.moc"
