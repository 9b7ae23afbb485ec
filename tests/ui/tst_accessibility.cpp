// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/calendarpopup.h"
#include "client/fields/permissionsdialog.h"
#include "client/fields/recordscontext.h"
#include "client/forms/conflictdialog.h"
#include "client/forms/customentitydialog.h"
#include "client/forms/customfielddialog.h"
#include "client/forms/fielddefeditor.h"
#include "client/forms/fieldruleseditor.h"
#include "client/forms/fieldtypebox.h"
#include "client/forms/optionseditor.h"
#include "client/forms/quickcreatedialog.h"
#include "client/lists/bulkeditdialog.h"
#include "client/lists/filtereditor.h"
#include "client/lists/importdialog.h"
#include "client/lists/importsdialog.h"
#include "client/lists/masschangesdialog.h"
#include "client/lists/mergedialog.h"
#include "client/lists/saveviewdialog.h"
#include "client/printing/tablepreview.h"
#include "client/shell/aboutdialog.h"
#include "client/shell/commands.h"
#include "client/shell/helpwindow.h"
#include "client/shell/jobpopup.h"
#include "client/shell/notificationpanel.h"
#include "client/shell/passworddialog.h"
#include "client/shell/peekpane.h"
#include "client/shell/problemdialog.h"
#include "client/shell/shortcutsheet.h"
#include "client/shell/signinpage.h"
#include "client/views/crm/missingfieldsdialog.h"
#include "shared/entities/entitynames.h"
#include "tests/support/accessibility.h"
#include "tests/support/testwindow.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QDirIterator>
#include <QFile>
#include <QJsonValue>
#include <QRegularExpression>
#include <QToolButton>

using namespace tandem;
using namespace tandem::client;
using namespace tandem::test;

namespace account = entities::account;

/// Every control on every screen, dialog and popup has a name for a screen reader, in both languages. Which screens and
/// dialogs there are is taken from the registry and from the sources, so that none is forgotten.
class TestAccessibility : public QObject
{
    Q_OBJECT

private:
    using Maker = std::function<std::unique_ptr<QWidget>(TestAccessibility &)>;

    std::unique_ptr<TestWindow> m_test;
    RecordId m_account;

    static QStringList languages() { return {QStringLiteral("en"), QStringLiteral("zh_CN")}; }

    /// Classes of the client's headers that derive from one of these.
    static QStringList classesDerivedFrom(const QString &bases)
    {
        const QRegularExpression derived(QStringLiteral("^class (\\w+)(?: final)? : public (?:%1)\\b").arg(bases),
            QRegularExpression::MultilineOption);
        QStringList names;
        QDirIterator headers(QStringLiteral(TANDEM_SOURCE_DIR "/client"), {QStringLiteral("*.h")}, QDir::Files,
            QDirIterator::Subdirectories);
        while (headers.hasNext()) {
            QFile file(headers.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            auto found = derived.globalMatch(QString::fromUtf8(file.readAll()));
            while (found.hasNext())
                names.append(found.next().captured(1));
        }
        names.sort();
        return names;
    }

    static QString plainName(const QWidget &widget)
    {
        return QString::fromLatin1(widget.metaObject()->className()).section(QLatin1String("::"), -1);
    }

    QStringList places() const
    {
        QStringList locations;
        for (const QString &name : m_test->views().viewNames())
            locations.append(Location::view(name).toText());
        for (const EntityDef &entity : m_test->records().registry()->entities()) {
            if (entity.deleted)
                continue;
            locations.append(Location::list(entity.name).toText());
            if (m_test->views().hasBoard(entity.name))
                locations.append(Location::board(entity.name).toText());
            locations.append(Location::newRecord(entity.name, newRecordId()).toText());
        }
        locations.append(Location::record(QStringLiteral("account"), m_account).toText());
        locations.append(Location::view(QStringLiteral("gone")).toText());
        return locations;
    }

    FieldContext context() { return fieldContextOf(m_test->records()); }
    const EntityDef &accounts() { return *m_test->records().entity(account::number); }

    ConflictItem conflict()
    {
        ConflictItem item;
        item.record = {account::number, m_account};
        item.title = QStringLiteral("云帆科技");
        item.field = account::field::phone;
        item.standing = Value(QStringLiteral("010 1"));
        item.displaced = Value(QStringLiteral("010 2"));
        return item;
    }

    ProblemItem problem()
    {
        ProblemItem item;
        item.problem.mutation.entity = account::number;
        item.problem.mutation.record = m_account;
        item.problem.mutation.changes = {{account::field::phone, {}, Value(QStringLiteral("010 2"))},
            {account::field::industry, {}, Value(QStringLiteral("food"))}};
        item.problem.error = Error::forbidden(QStringLiteral("noRight"));
        return item;
    }

    std::unique_ptr<QWidget> mergeOfTwo()
    {
        const auto candidate = [](const RecordId &id, const QString &phone) {
            const FieldValues values{
                {account::field::name, Value(QStringLiteral("云帆科技"))}, {account::field::phone, Value(phone)}};
            return MergeCandidate{{{account::number, id}, values, false}, false, true};
        };
        const MergeChoice::Candidates both{
            {candidate(m_account, QStringLiteral("010 1")), candidate(newRecordId(), QStringLiteral("010 2"))}};
        return std::make_unique<MergeDialog>(accounts(), both, context());
    }

    std::unique_ptr<QWidget> importOfAFile()
    {
        QFile file(m_test->filePath(QStringLiteral("accounts.csv")));
        if (!file.open(QIODevice::WriteOnly) || file.write("Name,Phone\nAcme,010 1\n") < 0)
            return nullptr;
        file.close();
        auto dialog = std::make_unique<ImportDialog>(QStringLiteral("account"), context());
        return dialog->openFile(file.fileName()) ? std::move(dialog) : nullptr;
    }

    /// Of a field with every line that the editor has.
    std::unique_ptr<QWidget> dialogForAChoice()
    {
        auto dialog = std::make_unique<CustomFieldDialog>(context(), QStringLiteral("account"));
        dialog->editor()->typeBox()->setType(FieldType::Choice);
        dialog->editor()->rules()->unfold();
        const auto buttons = dialog->editor()->options()->findChildren<QToolButton *>();
        for (QToolButton *button : buttons)
            button->click(); // adds an option, and removes it
        buttons.first()->click();
        return dialog;
    }

    static const std::map<QString, Maker> &dialogs()
    {
        using T = TestAccessibility;
        static const auto entity = QStringLiteral("account");
        static const std::map<QString, Maker> makers{
            {QStringLiteral("AboutDialog"),
                [](T &t) {
                    return std::make_unique<AboutDialog>(t.m_test->records(), t.m_test->filePath({}));
                }},
            {QStringLiteral("BulkEditDialog"),
                [](T &t) {
                    return std::make_unique<BulkEditDialog>(entity, 3, t.context());
                }},
            {QStringLiteral("ConflictDialog"),
                [](T &t) {
                    return std::make_unique<ConflictDialog>(t.context(), std::vector{t.conflict()});
                }},
            {QStringLiteral("CustomEntityDialog"),
                [](T &t) {
                    return std::make_unique<CustomEntityDialog>(t.context());
                }},
            {QStringLiteral("CustomFieldDialog"),
                [](T &t) {
                    return t.dialogForAChoice();
                }},
            {QStringLiteral("HelpWindow"),
                [](T &t) {
                    return std::unique_ptr<QWidget>(
                        HelpWindow::open(QStringLiteral("dialog/search"), &t.m_test->window()));
                }},
            {QStringLiteral("ImportDialog"),
                [](T &t) {
                    return t.importOfAFile();
                }},
            {QStringLiteral("ImportsDialog"),
                [](T &t) {
                    return std::make_unique<ImportsDialog>(t.context());
                }},
            {QStringLiteral("MassChangesDialog"),
                [](T &t) {
                    return std::make_unique<MassChangesDialog>(t.context());
                }},
            {QStringLiteral("MergeDialog"),
                [](T &t) {
                    return t.mergeOfTwo();
                }},
            {QStringLiteral("MissingFieldsDialog"),
                [](T &t) {
                    Record record;
                    record.key = {account::number, t.m_account};
                    const auto missing = Error::invalid(QStringLiteral("phone"), QStringLiteral("required"));
                    return std::make_unique<crm::MissingFieldsDialog>(
                        t.context(), record, FieldValues(), std::vector{missing});
                }},
            {QStringLiteral("PasswordDialog"),
                [](T &t) {
                    return std::make_unique<PasswordDialog>(t.m_test->records());
                }},
            {QStringLiteral("PermissionsDialog"),
                [](T &t) {
                    return std::make_unique<PermissionsDialog>(
                        t.context(), t.accounts(), QStringLiteral("sales"), QJsonValue(QJsonValue::Undefined));
                }},
            {QStringLiteral("ProblemDialog"),
                [](T &t) {
                    return std::make_unique<ProblemDialog>(t.context(), t.problem());
                }},
            {QStringLiteral("QuickCreateDialog"),
                [](T &t) {
                    return std::make_unique<QuickCreateDialog>(t.context(), entity);
                }},
            {QStringLiteral("SaveViewDialog"),
                [](T &) {
                    return std::make_unique<SaveViewDialog>(SavedView());
                }},
            {QStringLiteral("ShortcutSheet"),
                [](T &t) {
                    return std::make_unique<ShortcutSheet>(t.m_test->window().shortcuts());
                }},
            {QStringLiteral("TablePreview"),
                [](T &) {
                    const PageHead head{QStringLiteral("星河科技"), QStringLiteral("Accounts"), QString()};
                    return std::make_unique<TablePreview>(std::make_shared<PrintedList>(
                        PrintedList{head, {{QStringLiteral("Name"), Qt::AlignLeft, 1}}, {}}));
                }},
        };
        return makers;
    }

    static void checkNames(QWidget &shown, const QString &what)
    {
        const QStringList unnamed = unnamedControls(shown);
        QVERIFY2(unnamed.isEmpty(), qPrintable(what + QLatin1Char('\n') + unnamed.join(QLatin1Char('\n'))));
    }

private slots:
    void init()
    {
        m_test = std::make_unique<TestWindow>();
        QVERIFY(m_test->isReady());
        m_account = m_test->add(account::number, {{account::field::name, Value(QStringLiteral("云帆科技"))}});
        QVERIFY(!m_account.isNull());
    }
    void cleanup() { m_test.reset(); }

    void everyPage_data()
    {
        QTest::addColumn<QString>("language");
        for (const QString &language : languages())
            QTest::newRow(qPrintable(language)) << language;
    }

    void everyPage()
    {
        QFETCH(QString, language);
        m_test->translator().setLanguage(language);
        QSet<QString> seen;
        for (const QString &place : places()) {
            m_test->window().open(*Location::fromText(place), Navigator::Target::CurrentTab);
            View *view = m_test->tabs().currentView();
            QVERIFY2(view, qPrintable(place));
            QVERIFY2(!view->title().isEmpty(), qPrintable(place));
            seen.insert(plainName(*view));
            checkNames(m_test->window(), place);
        }
        for (const QString &name : classesDerivedFrom(QStringLiteral("View")))
            QVERIFY2(seen.contains(name), qPrintable(name + QStringLiteral(" was on no page")));
    }

    void everyDialogIsKnownHere()
    {
        QStringList known;
        for (const auto &[name, maker] : dialogs())
            known.append(name);
        QCOMPARE(known, classesDerivedFrom(QStringLiteral("QDialog")));
    }

    void everyDialog_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("language");
        for (const auto &[name, maker] : dialogs()) {
            for (const QString &language : languages())
                QTest::addRow("%s in %s", qPrintable(name), qPrintable(language)) << name << language;
        }
    }

    void everyDialog()
    {
        QFETCH(QString, name);
        QFETCH(QString, language);
        m_test->translator().setLanguage(language);
        const auto dialog = dialogs().at(name)(*this);
        QVERIFY(dialog);
        dialog->show();
        QVERIFY(!dialog->windowTitle().isEmpty());
        checkNames(*dialog, name);
    }

    void everyPopup_data() { everyPage_data(); }

    void everyPopup()
    {
        QFETCH(QString, language);
        m_test->translator().setLanguage(language);
        FilterEditor filter(accounts(), context());
        filter.setFilter(QStringLiteral("employees between 1 and 20 and (name = 'A' or nextActionAt <= now())"));
        filter.show();
        checkNames(filter, QStringLiteral("filter"));
        CalendarPopup calendar(&m_test->window());
        calendar.open(m_test->window(), QDate(2026, 11, 3), QLocale(language));
        checkNames(calendar, QStringLiteral("calendar"));
        calendar.close();
        Job &job = m_test->records().jobs().start([] { return QStringLiteral("Export"); });
        job.setCancel([] {});
        job.showAtOnce();
        checkNames(m_test->window(), QStringLiteral("mark of a job"));
        m_test->window().commands().action(QStringLiteral("tools.jobs"))->trigger();
        auto *jobs = m_test->window().findChild<JobPopup *>();
        QVERIFY(jobs && jobs->isVisible());
        checkNames(*jobs, QStringLiteral("jobs"));
        jobs->close();
        m_test->window().commands().action(QStringLiteral("search.open"))->trigger();
        checkNames(m_test->window(), QStringLiteral("command palette"));
        m_test->window().findChild<NotificationPanel *>()->show();
        checkNames(m_test->window(), QStringLiteral("notifications"));
    }

    void thePreviewOfARow_data() { everyPage_data(); }

    void thePreviewOfARow()
    {
        QFETCH(QString, language);
        m_test->translator().setLanguage(language);
        m_test->window().resize(1600, 900);
        m_test->window().open(Location::list(QStringLiteral("account")));
        auto *table = m_test->tabs().currentView()->findChild<QAbstractItemView *>();
        QTRY_VERIFY(table->currentIndex().isValid());
        QTest::keyClick(table, Qt::Key_Space);
        QTRY_VERIFY(m_test->tabs().currentView()->findChild<PeekPane *>());
        checkNames(m_test->window(), QStringLiteral("preview"));
    }

    void theSignInPage_data() { everyPage_data(); }

    void theSignInPage()
    {
        QFETCH(QString, language);
        m_test->translator().setLanguage(language);
        SignInPage page(m_test->translator());
        page.setOfflineAllowed(true);
        page.show();
        checkNames(page, QStringLiteral("sign-in"));
        for (QCheckBox *box : page.findChildren<QCheckBox *>())
            box->click(); // with a one-time code
        checkNames(page, QStringLiteral("one-time code"));
        page.showError(Error::forbidden(QStringLiteral("wrongPassword")));
        checkNames(page, QStringLiteral("error"));
        page.setBusy(true);
        checkNames(page, QStringLiteral("busy"));
        page.askTrust(QStringLiteral("AB CD"), true);
        checkNames(page, QStringLiteral("trust"));
    }
};

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
