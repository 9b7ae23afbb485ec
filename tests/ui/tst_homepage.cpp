// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/models/recordlistmodel.h"
#include "client/records/records.h"
#include "shared/entities/entitynames.h"
#include "tests/support/testwindow.h"

#include <QListView>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace activity = entities::activity;

/// What the cards of the home page list.
class TestHomePage : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_test = std::make_unique<TestWindow>();
        QVERIFY(m_test->isReady());
        m_test->window().open(Location::view(QStringLiteral("home")));
    }
    void cleanup() { m_test.reset(); }

    void tasksWithoutADateStandBehindThoseThatAreDue()
    {
        addTask("Write it up");
        addTask("Send the offer", "2026-12-24");
        addTask("Call back", "2026-12-01");
        addTask("Settled", nullptr, {{activity::field::status, QStringLiteral("done")}});
        addTask("Heard in the lift", nullptr, {{activity::field::kind, QStringLiteral("note")}});
        const QStringList expected{
            QStringLiteral("Call back"), QStringLiteral("Send the offer"), QStringLiteral("Write it up")};
        QTRY_COMPARE(tasks(), expected);
    }

    void whatIsDueNeedsTheRoomFirst()
    {
        addTask("Some day");
        QTRY_COMPARE(tasks(), QStringList({QStringLiteral("Some day")}));
        QStringList due;
        for (const char *date : {"2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-05"}) {
            addTask(date, date);
            due.append(QString::fromLatin1(date));
        }
        QTRY_COMPARE(tasks(), due);
    }

private:
    void addTask(const char *subject, const char *dueDate = nullptr, FieldValues values = {})
    {
        values[activity::field::subject] = QString::fromLatin1(subject);
        if (dueDate)
            values[activity::field::dueDate] = QString::fromLatin1(dueDate);
        QVERIFY(!m_test->add(activity::number, values).isNull());
    }

    QStringList tasks() const
    {
        QStringList subjects;
        const auto lists = m_test->window().findChildren<QListView *>();
        for (const QListView *list : lists) {
            if (list->accessibleName() != QStringLiteral("My tasks"))
                continue;
            for (int row = 0; row < list->model()->rowCount(); ++row) {
                const QModelIndex index = list->model()->index(row, 0);
                const auto *record = index.data(RecordListModel::RecordRole).value<const Record *>();
                subjects.append(record ? record->value(activity::field::subject).toText() : QString());
            }
        }
        return subjects;
    }

    std::unique_ptr<TestWindow> m_test;
};

QTEST_MAIN(TestHomePage)
#include "tst_homepage.moc"
