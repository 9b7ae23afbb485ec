// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/forms/customfielddialog.h"
#include "client/forms/fielddefeditor.h"
#include "client/forms/fieldruleseditor.h"
#include "client/forms/fieldtypebox.h"
#include "client/records/workspace.h"
#include "client/widgets/sectionheader.h"
#include "shared/entities/shipped.h"
#include "shared/expressions/fieldcheck.h"
#include "shared/metadata/loader.h"
#include "tests/support/patience.h"

#include <QDialogButtonBox>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

/// An administrator adds fields by mouse and keyboard; what is stored is read as the server would read it.
class FieldDialogFixture : public QObject
{
protected:
    /// In init() and cleanup() of the test.
    void setUp()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        Workspace::Config config;
        config.folder = m_folder->path();
        config.shipped = *loadShipped();
        auto opened = Workspace::open(config);
        QVERIFY2(opened.ok(), opened ? "" : qPrintable(opened.error().toLog()));
        m_workspace = std::move(*opened);
    }

    void tearDown()
    {
        m_dialog.reset();
        m_workspace.reset();
        m_folder.reset();
    }

    FieldDefEditor &editor() const { return *m_dialog->editor(); }
    Records &records() const { return m_workspace->records(); }

    void openDialog(const QString &entity)
    {
        FieldContext context;
        context.records = &records();
        context.registry = records().registry();
        context.labels = std::make_shared<const Labels>(records().labels());
        m_dialog = std::make_unique<CustomFieldDialog>(context, entity);
        m_dialog->show();
    }

    void begin(const QString &entity, const QString &label, FieldType type)
    {
        openDialog(entity);
        QTest::keyClicks(editor().line(u"labelEn"_s), label);
        pick(*editor().typeBox(), int(type));
    }

    /// With the arrow keys, as the story's hands do it.
    static void pick(QComboBox &box, const QVariant &data)
    {
        box.setFocus();
        QTest::keyClick(&box, Qt::Key_Home);
        for (int step = 0; step < box.count() && box.currentData() != data; ++step)
            QTest::keyClick(&box, Qt::Key_Down);
        QCOMPARE(box.currentData(), data);
    }

    static void write(QLineEdit *line, const QString &text)
    {
        QVERIFY(line && line->isVisible());
        line->clear();
        QTest::keyClicks(line, text);
    }

    void clickSave() const
    {
        const auto *buttons = m_dialog->findChild<QDialogButtonBox *>();
        QTest::mouseClick(buttons->button(QDialogButtonBox::Save), Qt::LeftButton);
    }

    bool save() const
    {
        QSignalSpy saved(m_dialog.get(), &CustomFieldDialog::saved);
        clickSave();
        return !saved.isEmpty() || saved.wait(test::patience);
    }

    void unfoldRules() const
    {
        QTest::mouseClick(editor().rules()->header()->findChild<QToolButton *>(), Qt::LeftButton);
    }

    QString errorAt(const QWidget *control) const { return control->accessibleDescription(); }

    std::vector<Record> all(const QString &entity) const
    {
        ListQuery query;
        query.entity = records().entity(entity)->number;
        std::optional<std::vector<RecordId>> ids;
        records().queryIds(
            query, m_workspace.get(), [&](const Result<std::vector<RecordId>> &found) { ids = found.valueOr({}); });
        std::vector<Record> found;
        if (!QTest::qWaitFor([&] { return ids.has_value(); }, test::patience))
            return found;
        for (const RecordId &id : *ids) {
            std::optional<Record> record;
            records().read(
                {query.entity, id}, m_workspace.get(), [&](const Result<Record> &read) { record = read.valueOr({}); });
            if (QTest::qWaitFor([&] { return record.has_value(); }, test::patience))
                found.push_back(*record);
        }
        return found;
    }

    QString stored(const Record &record, const QString &entity, const QString &field) const
    {
        return record.value(records().entity(entity)->field(field)->number).toText();
    }

    /// All definitions of the company's own, numbered as the server does it, together with the shipped ones.
    RegistryPointer adopted() const
    {
        std::vector<CompanyDefinition> company;
        int number = FieldDef::firstCompanyFieldNumber;
        for (const QString &kind : {u"customEntity"_s, u"customField"_s}) {
            const bool isEntity = kind == "customEntity"_L1;
            for (const Record &record : all(kind)) {
                QJsonObject json = QJsonDocument::fromJson(stored(record, kind, u"definition"_s).toUtf8()).object();
                json.insert("number"_L1, number++);
                company.push_back({isEntity ? CompanyDefinition::Kind::Entity : CompanyDefinition::Kind::Field,
                    stored(record, kind, isEntity ? u"name"_s : u"entity"_s), json});
            }
        }
        const auto registry = withCompanyLayer(*loadShipped(), company, 1);
        if (!registry.ok())
            qWarning("%s", qPrintable(registry.error().toLog()));
        return registry.valueOr(nullptr);
    }

    /// The one field that was added, as everybody will have it.
    FieldDef added(const QString &entity, const QString &name) const
    {
        const RegistryPointer registry = adopted();
        const EntityDef *owner = registry ? registry->entity(entity) : nullptr;
        const FieldDef *field = owner ? owner->field(name) : nullptr;
        if (!field)
            return {};
        const auto checked = checkWrittenField(*field, *registry, *owner);
        return checked.ok() ? *field : FieldDef();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<CustomFieldDialog> m_dialog;
};

}
