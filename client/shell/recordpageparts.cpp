// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/recordscontext.h"
#include "client/forms/recordform.h"
#include "client/records/records.h"
#include "client/shell/navigator.h"
#include "client/shell/recordheader.h"
#include "client/shell/recordpage.h"
#include "client/shell/relatedlist.h"
#include "client/shell/timelineview.h"
#include "client/shell/unsentfilesstrip.h"
#include "client/widgets/emptystate.h"

#include <QEvent>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

/// What stands on the page of a record, and where.

namespace tandem::client {

namespace {

/// Narrower pages put timeline and related lists into tabs beside the form instead of a column of their own.
constexpr int roomForTwoColumns = 900;

}

void RecordPage::build()
{
    const EntityDef *entity = m_context.records.entity(m_location.entity());
    if (!entity)
        return;
    const FieldContext context = fieldContextOf(m_context.records);
    m_form = new RecordForm(context, entity->name, m_left);
    m_left->addTab(m_form, tr("Details"));
    connect(m_form, &RecordForm::saved, this, &RecordPage::recordSaved);
    connect(m_form, &RecordForm::closeRequested, this, &View::closeRequested);
    connect(m_form, &RecordForm::dirtyChanged, this, &View::titleChanged);
    connect(m_form, &RecordForm::openRequested, this,
        [this](const QString &name, const RecordId &id) { m_context.navigator.open(Location::record(name, id)); });
    if (m_isNew) {
        m_header->showNew(*entity);
        openNew();
    } else {
        connect(m_form, &RecordForm::recordMissing, this, &RecordPage::showNothing);
        connect(m_form, &RecordForm::loaded, this, [this] { setNothingVisible(false); });
        m_form->openRecord(m_key.id);
        buildRelated();
        refreshHeader();
        showConflicts();
        m_unsentFiles->setRecord(m_key);
    }
    arrange();
}

void RecordPage::buildRelated()
{
    const EntityDef *entity = m_context.records.entity(m_key.entity);
    const FieldContext context = fieldContextOf(m_context.records);
    if (entity->traits.testFlag(Trait::Timeline)) {
        m_timeline = new TimelineView(context, m_right);
        m_timeline->setRecord(m_key);
        connect(m_timeline, &TimelineView::failed, this, &RecordPage::showFailure);
        connect(m_timeline, &TimelineView::attached, this,
            [this](const QString &file) { m_context.navigator.notify(tr("Attached: %1").arg(file)); });
        connect(
            m_timeline, &TimelineView::told, this, [this](const QString &text) { m_context.navigator.notify(text); });
        setAcceptDrops(true);
        connect(m_timeline, &TimelineView::openRequested, this,
            [this](const QString &name, const RecordId &id) { m_context.navigator.open(Location::record(name, id)); });
        m_right->addTab(m_timeline, tr("Timeline"));
    }
    for (const QString &name : entity->detail.related) {
        auto *list = new RelatedList(m_context, m_key, name, m_right);
        if (!list->isValid()) {
            delete list;
            continue;
        }
        m_related.emplace_back(name, list);
        m_right->addTab(list, relatedTitle(name));
    }
}

QString RecordPage::relatedTitle(const QString &name) const
{
    const EntityDef *entity = m_context.records.entity(m_key.entity);
    return entity ? m_context.records.labels().related(*entity, name) : name;
}

void RecordPage::arrange()
{
    const bool wide = width() >= roomForTwoColumns;
    if (wide == m_wide && m_left->count() + m_right->count() > 1)
        return;
    m_wide = wide;
    QTabWidget *target = wide ? m_right : m_left;
    if (m_timeline)
        target->addTab(m_timeline, tr("Timeline"));
    for (const auto &[name, list] : m_related)
        target->addTab(list, relatedTitle(name));
    m_right->setVisible(wide && m_right->count() > 0);
    m_left->tabBar()->setVisible(m_left->count() > 1);
}

/// A form of nothing would look like a record that lost its values.
void RecordPage::showNothing(bool exceptWhatWasTyped)
{
    if (exceptWhatWasTyped)
        return setNothingVisible(false);
    if (!m_nothing) {
        m_nothing = new EmptyState(this);
        m_nothing->setIcon(QStringLiteral("funnel-x"));
        layout()->addWidget(m_nothing);
        connect(m_nothing, &EmptyState::actionTriggered, this, &View::closeRequested);
    }
    retranslateNothing();
    setNothingVisible(true);
}

void RecordPage::setNothingVisible(bool visible)
{
    if (m_nothing)
        m_nothing->setVisible(visible);
    m_header->setVisible(!visible);
    m_splitter->setVisible(!visible);
}

void RecordPage::retranslateNothing()
{
    if (!m_nothing)
        return;
    m_nothing->setText(tr("This record is not on this computer, or you may not see it."));
    m_nothing->setActionText(tr("Close"));
}

void RecordPage::changeEvent(QEvent *event)
{
    View::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    closeQuestion();
    m_header->setContext(fieldContextOf(m_context.records));
    for (QTabWidget *tabs : {m_left, m_right}) {
        for (int i = 0; i < tabs->count(); ++i) {
            QWidget *page = tabs->widget(i);
            if (page == m_form)
                tabs->setTabText(i, tr("Details"));
            else if (page == m_timeline)
                tabs->setTabText(i, tr("Timeline"));
            else
                tabs->setTabText(i, relatedTitle(page->objectName()));
        }
    }
    retranslateNothing();
    refreshHeader();
    emit titleChanged();
}

}
