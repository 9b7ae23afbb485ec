// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/records/joblist.h"
#include "client/shell/jobdisplay.h"
#include "client/shell/jobpopup.h"
#include "client/shell/jobrow.h"
#include "client/widgets/pill.h"
#include "client/widgets/translator.h"
#include "tests/support/accessibility.h"
#include "tests/support/patience.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace tandem;
using namespace tandem::client;

/// The mark for what takes long, and the list behind it, by mouse and keyboard.
class TestJobDisplay : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_translator.setLanguage(QStringLiteral("en"));
        m_jobs = std::make_unique<JobList>();
        m_window = std::make_unique<QWidget>();
        m_window->setWindowTitle(QStringLiteral("Window"));
        m_pill = new Pill;
        (new QVBoxLayout(m_window.get()))->addWidget(m_pill);
        m_display = std::make_unique<JobDisplay>(*m_jobs, *m_pill);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get(), test::patience));
    }
    void cleanup()
    {
        m_display.reset();
        m_window.reset();
        m_jobs.reset();
    }

    void theMarkSaysWhatRunsAndHowItEnded()
    {
        QVERIFY(!m_pill->isVisible());
        Job &first = begin(QStringLiteral("Export"));
        QVERIFY(m_pill->isVisible());
        first.setProgress(43, 100);
        QCOMPARE(m_pill->text(), QStringLiteral("Export · 43 %"));
        Job &second = begin(QStringLiteral("Import"));
        QVERIFY2(m_pill->text().contains(QLatin1Char('2')), qPrintable(m_pill->text()));
        first.finish(text(QStringLiteral("12 rows")), Job::Notice::Given);
        QCOMPARE(m_pill->text(), QStringLiteral("Import"));
        QCOMPARE(m_pill->tone(), Tone::Info);
        second.fail(text(QStringLiteral("no")), Job::Notice::Given);
        QCOMPARE(m_pill->tone(), Tone::Danger);
        m_jobs->clearEnded();
        QVERIFY(!m_pill->isVisible());
    }

    void onlyWhatNobodySawIsTold()
    {
        QSignalSpy noticed(m_display.get(), &JobDisplay::noticed);
        begin(QStringLiteral("Export")).finish(text(QStringLiteral("12 rows")), Job::Notice::Given);
        QCOMPARE(noticed.size(), 0);
        begin(QStringLiteral("Import")).finish(text(QStringLiteral("3 rows")), Job::Notice::Wanted);
        QCOMPARE(noticed.size(), 1);
        QCOMPARE(noticed.first().first().toString(), QStringLiteral("Import: 3 rows"));
    }

    void theListStopsOffersAndClears()
    {
        Job &running = begin(QStringLiteral("Export"));
        bool stopped = false;
        running.setCancel([&stopped] { stopped = true; });
        Job &over = begin(QStringLiteral("Import"));
        bool shown = false;
        over.setAction({text(QStringLiteral("Show")), [&shown] {
                            shown = true;
                        }});
        over.finish(text(QStringLiteral("3 rows")), Job::Notice::Given);

        m_pill->setFocus();
        QTest::keyClick(m_pill, Qt::Key_Return);
        auto *popup = m_window->findChild<JobPopup *>();
        QVERIFY(popup && popup->isVisible());
        QCOMPARE(test::unnamedControls(*popup), QStringList());
        QCOMPARE(popup->findChildren<JobRow *>().size(), 2);
        QTest::keyClick(button(*popup, QStringLiteral("Cancel")), Qt::Key_Space);
        QVERIFY(stopped);
        running.markCancelled();
        QVERIFY(!button(*popup, QStringLiteral("Cancel")));
        QTest::mouseClick(button(*popup, QStringLiteral("Show")), Qt::LeftButton);
        QVERIFY(shown);
        QVERIFY(!popup->isVisible());

        QTest::mouseClick(m_pill, Qt::LeftButton);
        QVERIFY(popup->isVisible());
        QTest::mouseClick(button(*popup, QStringLiteral("Clear")), Qt::LeftButton);
        QTRY_VERIFY(popup->findChildren<JobRow *>().isEmpty());
        QCOMPARE(test::unnamedControls(*popup), QStringList());
        QTest::keyClick(popup, Qt::Key_Escape);
        QVERIFY(!popup->isVisible());
    }

    void theListIsReopenedAtItsFirstControl()
    {
        for (const char *title : {"Export", "Import"})
            begin(QLatin1String(title)).setCancel([] {});
        m_display->open();
        auto *popup = m_window->findChild<JobPopup *>();
        const QWidget *first = popup->focusWidget();
        QVERIFY(first && first != popup);
        popup->close();
        m_display->open();
        QCOMPARE(popup->focusWidget(), first);
        popup->close();
    }

    void theListFollowsTheLanguage()
    {
        Job &job = begin(QStringLiteral("Export"));
        job.setCancel([] {});
        m_display->open();
        auto *popup = m_window->findChild<JobPopup *>();
        QVERIFY(button(*popup, QStringLiteral("Cancel")));
        m_translator.setLanguage(QStringLiteral("zh_CN"));
        QTRY_VERIFY(button(*popup, QStringLiteral("取消")));
        job.markCancelled();
        QCOMPARE(job.result(), QStringLiteral("已取消"));
        popup->close();
    }

    void aWorkOfTheWindowIsInTheWayOnce()
    {
        QObject worker;
        m_jobs->start(text(QStringLiteral("Fetching")), nullptr).showAtOnce();
        QVERIFY(!m_display->jobInTheWay()); // it goes on another time
        Job &job = m_jobs->start(text(QStringLiteral("Import")), &worker);
        job.showAtOnce();
        QCOMPARE(m_display->jobInTheWay(), &job);
        QVERIFY(!m_display->jobInTheWay());
    }

private:
    static Job::Text text(const QString &text)
    {
        return [text] {
            return text;
        };
    }

    Job &begin(const QString &title)
    {
        Job &job = m_jobs->start(text(title));
        job.showAtOnce();
        return job;
    }

    static QPushButton *button(const QWidget &parent, const QString &text)
    {
        const QList<QPushButton *> buttons = parent.findChildren<QPushButton *>();
        const auto found = std::find_if(buttons.begin(), buttons.end(),
            [&text](const QPushButton *button) { return button->text() == text && button->isVisible(); });
        return found == buttons.end() ? nullptr : *found;
    }

    Translator m_translator;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<QWidget> m_window;
    Pill *m_pill = nullptr;
    std::unique_ptr<JobDisplay> m_display;
};

QTEST_MAIN(TestJobDisplay)
#include "tst_jobdisplay.moc"
