// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/relatedlist.h"

#include "client/fields/fielderror.h"
#include "client/fields/filehandover.h"
#include "client/fields/recordscontext.h"
#include "client/forms/quickcreatedialog.h"
#include "client/lists/recordtable.h"
#include "client/shell/navigator.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/icons.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/tokens.h"
#include "shared/entities/entitynames.h"

#include <QEvent>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem::client {

RelatedList::RelatedList(const ViewContext &context, const RecordKey &owner, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(context.records)
{
    setObjectName(name);
    m_valid = m_model.setRelated(owner, name) && shownEntity();
    if (!m_valid)
        return;
    m_table = new RecordTable(m_model, fieldContextOf(context.records), this);
    m_strip = new MessageStrip(this);
    m_empty = new EmptyState(this);
    m_empty->setIcon(shownEntity()->icon);
    m_add = new QPushButton(icons::icon(QStringLiteral("plus")), QString(), this);
    m_add->setVisible(m_context.records.offersNew(shownEntity()->number));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(tokens::space, tokens::space, tokens::space, 0);
    layout->addWidget(m_strip);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_empty, 1);
    connect(m_add, &QPushButton::clicked, this, &RelatedList::createRecord);
    connect(m_empty, &EmptyState::actionTriggered, this, &RelatedList::createRecord);
    connect(&m_model, &RecordListModel::idsChanged, this, &RelatedList::updateBody);
    connect(&m_model, &RecordListModel::failed, this, &RelatedList::showError);
    connect(&m_context.records, &Records::accessChanged, this, &RelatedList::retranslate);
    connect(m_table, &RecordTable::openRequested, this, &RelatedList::open);
    // There is no pane beside a list within a page: looking is opening behind this tab.
    connect(m_table, &RecordTable::peekRequested, this, [this](const RecordKey &key) { open(key, true); });
    connect(m_table, &RecordTable::writeFailed, m_strip,
        qOverload<const QString &, const QString &>(&MessageStrip::showError));
    connect(m_table, &RecordTable::removeRequested, this, &RelatedList::removeSelected);
    connect(m_table, &RecordTable::contextMenuRequestedAt, this, &RelatedList::showRowMenu);
    if (shownEntity()->number == entities::file::number)
        handOutFiles();
    retranslate();
    updateBody();
}

void RelatedList::handOutFiles()
{
    m_handover = new FileHandover(*m_table, m_context.records, [this](const QModelIndex &index) {
        const Record *file = m_model.recordAt(index.row());
        return file ? file->key.id : RecordId();
    });
    connect(m_handover, &FileHandover::failed, this, &RelatedList::showError);
    connect(m_handover, &FileHandover::told, this, [this](const QString &text) { m_context.navigator.notify(text); });
}

void RelatedList::open(const RecordKey &key, bool newTab)
{
    if (const EntityDef *entity = m_context.records.entity(key.entity)) {
        m_context.navigator.open(Location::record(entity->name, key.id),
            newTab ? Navigator::Target::BackgroundTab : Navigator::Target::CurrentTab);
    }
}

void RelatedList::showError(const Error &error)
{
    m_strip->showError(namedErrorText(error, shownEntity(), fieldContextOf(m_context.records)), error.toLog());
}

/// Not of a many-to-many link: what hangs here is the pair, and the record at its other end must not go with it.
bool RelatedList::mayRemove() const
{
    const bool isThrough = !m_model.query().through.isEmpty();
    return !isThrough && m_context.records.access(shownEntity()->number).remove != Scope::None;
}

void RelatedList::showRowMenu(const QPoint &globalPosition)
{
    const RecordKey key = m_table->currentKey();
    if (key.isNull())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Open"), this, [this, key] { open(key, false); });
    menu->addAction(tr("Open in new tab"), this, [this, key] { open(key, true); });
    if (m_handover)
        m_handover->fillMenu(*menu, key.id);
    if (mayRemove()) {
        menu->addSeparator();
        menu->addAction(tr("Delete selected"), this, &RelatedList::removeSelected);
    }
    menu->popup(globalPosition);
}

void RelatedList::removeSelected()
{
    const std::vector<RecordId> ids = m_table->selectedIds();
    if (ids.empty() || !mayRemove())
        return;
    const EntityNumber entity = shownEntity()->number;
    m_context.records.permitted(
        entity, ids, WriteRight::Remove, this, [this, entity, ids](const Result<std::vector<RecordId>> &permitted) {
            if (!permitted.ok())
                return showError(permitted.error());
            if (const int others = int(ids.size()) - int(permitted->size()); others > 0) {
                m_strip->showMessage(
                    Tone::Warning, tr("%n record(s) stay where they are: you may not delete them.", nullptr, others));
            }
            if (!permitted->empty())
                remove(entity, *permitted);
        });
}

void RelatedList::remove(EntityNumber entity, const std::vector<RecordId> &ids)
{
    m_context.records.remove(keysOf(entity, ids), this, [this](const Result<std::vector<MutationId>> &done) {
        if (!done.ok())
            return showError(done.error());
        m_context.navigator.notify(tr("%n record(s) moved to the recycle bin", nullptr, int(done->size())), true);
    });
}

const EntityDef *RelatedList::shownEntity() const
{
    return m_context.records.entity(m_model.query().entity);
}

void RelatedList::createRecord()
{
    // The other end of a many-to-many link is made through its junction: the pair is a record of its own.
    const EntityDef *entity = m_context.records.entity(m_model.definition().entity);
    if (!entity)
        return;
    auto *dialog =
        new QuickCreateDialog(fieldContextOf(m_context.records), entity->name, m_model.initialValues(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void RelatedList::updateBody()
{
    const bool empty = m_model.rowCount() == 0;
    m_table->setVisible(!empty);
    m_empty->setVisible(empty);
    m_add->setVisible(!empty && m_context.records.offersNew(shownEntity()->number));
}

void RelatedList::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_valid)
        retranslate();
}

void RelatedList::retranslate()
{
    const QString plural = m_context.records.labels().plural(*shownEntity());
    m_add->setText(tr("Add"));
    m_empty->setText(tr("No %1 yet.").arg(plural));
    m_empty->setActionText(m_context.records.offersNew(shownEntity()->number) ? tr("Add") : QString());
}

}
