// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/recordscontext.h"
#include "client/lists/importdialog.h"
#include "client/shell/recordheader.h"
#include "client/shell/timelineview.h"
#include "client/widgets/languageswitcher.h"
#include "client/widgets/searchbox.h"
#include "shared/entities/entitynames.h"
#include "tests/support/testwindow.h"

#include <QDialogButtonBox>
#include <QImage>
#include <QLabel>
#include <QListView>
#include <QPushButton>

#include <algorithm>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;

/// What is open while the language is switched says everything in the new one, names of entities and fields too.
class TestLanguageSwitch : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_test = std::make_unique<TestWindow>();
        QVERIFY(m_test->isReady());
    }
    void cleanup() { m_test.reset(); }

    void aTimelineNamesTheFieldsOfItsChanges()
    {
        const RecordId id = m_test->add(account::number, {{account::field::name, QStringLiteral("Acme")}});
        TimelineView view(fieldContextOf(m_test->records()));
        view.setRecord({account::number, id});
        view.show();
        QVERIFY(answerOf<std::vector<MutationId>>([&](auto done) {
            m_test->records().update({account::number, id},
                {{account::field::website, QStringLiteral("https://acme.example")}}, &view, done);
        }).ok());
        auto *list = view.findChild<QListView *>(QString(), Qt::FindDirectChildrenOnly);
        const auto says = [list](const QString &field) {
            for (int row = 0; row < list->model()->rowCount(); ++row) {
                if (list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString().contains(field))
                    return true;
            }
            return false;
        };
        const QString english = nameOf(account::field::website);
        QTRY_VERIFY(says(english));
        m_test->translator().setLanguage(QStringLiteral("zh_CN"));
        const QString chinese = nameOf(account::field::website);
        QVERIFY(chinese != english);
        QTRY_VERIFY(says(chinese));
        QVERIFY(!says(english));
    }

    void anImportNamesItsEntityAndFields()
    {
        ImportDialog dialog(QStringLiteral("account"), fieldContextOf(m_test->records()));
        dialog.show();
        QVERIFY(dialog.windowTitle().contains(pluralOfAccount()));
        m_test->translator().setLanguage(QStringLiteral("zh_CN"));
        QTRY_VERIFY(dialog.windowTitle().contains(pluralOfAccount()));
    }

    void widgetsSpeakItAndSoDoesQt()
    {
        const SearchBox box;
        const LanguageSwitcher switcher(m_test->translator());
        const QDialogButtonBox buttons(QDialogButtonBox::Cancel);
        QCOMPARE(box.placeholderText(), QStringLiteral("Search"));
        m_test->translator().setLanguage(QStringLiteral("zh_CN"));
        QTRY_COMPARE(box.placeholderText(), QStringLiteral("搜索"));
        QCOMPARE(switcher.currentData().toString(), QStringLiteral("zh_CN"));
        // Qt's own texts come along, where its translations are installed.
        QTRY_COMPARE(buttons.button(QDialogButtonBox::Cancel)->text(), QStringLiteral("取消"));
        QCOMPARE(QLocale().language(), QLocale::Chinese);
        m_test->translator().setLanguage(QStringLiteral("en"));
        QTRY_COMPARE(box.placeholderText(), QStringLiteral("Search"));
    }

    void contextsTakenBeforeFollow()
    {
        const FieldContext before = fieldContextOf(m_test->records());
        m_test->translator().setLanguage(QStringLiteral("zh_CN"));
        QCOMPARE(before.labels->language(), QStringLiteral("zh_CN"));
    }

    /// As with the language, so with light and dark.
    void theIconOfARecordFollowsThePalette()
    {
        RecordHeader header(fieldContextOf(m_test->records()));
        header.showNew(*m_test->records().entity(account::number));
        const auto labels = header.findChildren<QLabel *>();
        const auto icon =
            std::find_if(labels.begin(), labels.end(), [](const QLabel *label) { return !label->pixmap().isNull(); });
        QVERIFY(icon != labels.end());
        const QImage before = (*icon)->pixmap().toImage();
        QPalette dark = header.palette();
        dark.setColor(QPalette::WindowText, Qt::green);
        header.setPalette(dark);
        QVERIFY((*icon)->pixmap().toImage() != before);
    }

private:
    QString nameOf(FieldNumber field) const
    {
        const EntityDef *entity = m_test->records().entity(account::number);
        return m_test->records().labels().field(*entity, *entity->field(field));
    }
    QString pluralOfAccount() const
    {
        return m_test->records().labels().plural(*m_test->records().entity(account::number));
    }

    std::unique_ptr<TestWindow> m_test;
};

QTEST_MAIN(TestLanguageSwitch)
#include "tst_languageswitch.moc"
