// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/fields/fieldeditor.h"
#include "client/forms/recordform.h"
#include "client/records/workspace.h"
#include "shared/entities/shipped.h"
#include "tests/support/patience.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tandem::client {

/// Forms over a workspace of their own, which has all shipped entities and no server.
class FormWorkspace : public QObject
{
protected:
    /// In init() of the test.
    void setUp()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        openWorkspace({});
    }
    void tearDown()
    {
        m_workspace.reset();
        m_folder.reset();
    }

    void openWorkspace(SyncFactory sync)
    {
        Workspace::Config config;
        config.folder = m_folder->path();
        config.shipped = *loadShipped();
        config.sync = std::move(sync);
        auto opened = Workspace::open(config);
        QVERIFY2(opened.ok(), opened ? "" : qPrintable(opened.error().toLog()));
        m_workspace = std::move(*opened);
    }
    FieldContext context() const
    {
        FieldContext context;
        context.records = &m_workspace->records();
        context.registry = m_workspace->records().registry();
        context.labels = std::make_shared<const Labels>(m_workspace->records().labels());
        context.locale = QLocale();
        return context;
    }
    Records &records() const { return m_workspace->records(); }
    std::unique_ptr<RecordForm> form(const QString &entity) const
    {
        auto form = std::make_unique<RecordForm>(context(), entity);
        form->resize(900, 700);
        form->show();
        return form;
    }
    std::unique_ptr<RecordForm> opened(const QString &entity, const RecordId &id) const
    {
        auto shown = form(entity);
        QSignalSpy loaded(shown.get(), &RecordForm::loaded);
        shown->openRecord(id);
        return loaded.wait(test::patience) ? std::move(shown) : nullptr;
    }
    static QLineEdit *line(const RecordForm &form, const QString &field)
    {
        return qobject_cast<QLineEdit *>(form.editor(field)->control());
    }
    Record stored(const RecordKey &key) const
    {
        std::optional<Record> found;
        records().read(key, m_workspace.get(), [&](const Result<Record> &read) { found = read.valueOr({}); });
        [[maybe_unused]] const bool answered = QTest::qWaitFor([&] { return found.has_value(); }, test::patience);
        return found.value_or(Record());
    }
    RecordId savedAccount(const QString &name) const
    {
        auto account = form(QStringLiteral("account"));
        account->createRecord();
        QTest::keyClicks(line(*account, QStringLiteral("name")), name);
        QSignalSpy saved(account.get(), &RecordForm::saved);
        account->save();
        return saved.wait(test::patience) ? account->record() : RecordId();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
};

}
