// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/relatedlist.h"

#include "client/fields/recordscontext.h"
#include "client/forms/quickcreatedialog.h"
#include "client/lists/recordtable.h"
#include "client/shell/navigator.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"

#include <QEvent>
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
    m_empty = new EmptyState(this);
    m_empty->setIcon(shownEntity()->icon);
    m_add = new QPushButton(icons::icon(QStringLiteral("plus")), QString(), this);
    m_add->setVisible(m_context.records.mayCreate(shownEntity()->number));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(tokens::space, tokens::space, tokens::space, 0);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_empty, 1);
    connect(m_add, &QPushButton::clicked, this, &RelatedList::createRecord);
    connect(m_empty, &EmptyState::actionTriggered, this, &RelatedList::createRecord);
    connect(&m_model, &RecordListModel::idsChanged, this, &RelatedList::updateBody);
    connect(m_table, &RecordTable::openRequested, this, [this](const RecordKey &key, bool newTab) {
        const EntityDef *entity = m_context.records.entity(key.entity);
        m_context.navigator.open(Location::record(entity->name, key.id),
            newTab ? Navigator::Target::BackgroundTab : Navigator::Target::CurrentTab);
    });
    retranslate();
    updateBody();
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
    m_add->setVisible(!empty && m_context.records.mayCreate(shownEntity()->number));
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
    m_empty->setActionText(m_context.records.mayCreate(shownEntity()->number) ? tr("Add") : QString());
}

}
