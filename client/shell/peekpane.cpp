// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/peekpane.h"

#include "client/fields/recordscontext.h"
#include "client/forms/recordform.h"
#include "client/records/records.h"
#include "client/shell/drafttroublestrip.h"
#include "client/shell/navigator.h"
#include "client/shell/timelineview.h"
#include "client/widgets/elidedlabel.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/icons.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace tandem::client {

PeekPane::PeekPane(const ViewContext &context, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_title(new ElidedLabel(this))
    , m_open(new QToolButton(this))
    , m_close(new QToolButton(this))
    , m_strip(new MessageStrip(this))
    , m_tabs(new QTabWidget(this))
    , m_missing(new EmptyState(this))
{
    setMinimumWidth(300);
    setFrameShape(QFrame::NoFrame);
    QFont bold = m_title->font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_open->setIcon(icons::icon(QStringLiteral("maximize-2")));
    m_open->setAutoRaise(true);
    m_close->setIcon(icons::icon(QStringLiteral("x")));
    m_close->setAutoRaise(true);
    m_tabs->setDocumentMode(true);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(tokens::spaceMedium, tokens::space, tokens::space, 0);
    head->addWidget(m_title, 1);
    head->addWidget(m_open);
    head->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(head);
    layout->addWidget(m_strip);
    layout->addWidget(new DraftTroubleStrip(m_context.records, this));
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_missing, 1);
    m_missing->setIcon(QStringLiteral("funnel-x"));
    setMissing(false);
    connect(m_close, &QToolButton::clicked, this, &PeekPane::closeRequested);
    connect(m_open, &QToolButton::clicked, this, [this] {
        if (const EntityDef *entity = m_context.records.entity(m_key.entity))
            m_context.navigator.open(Location::record(entity->name, m_key.id));
    });
    connect(&m_context.records, &Records::titlesChanged, this, &PeekPane::showTitle);
    connect(&m_context.records, &Records::registryChanged, this, [this] {
        if (m_form && m_form->key() == m_key)
            m_form->setContext(fieldContextOf(m_context.records));
        else
            rebuild(); // of a kind that came with these definitions
    });
    retranslate();
}

void PeekPane::rebuild()
{
    const EntityDef *entity = m_context.records.entity(m_key.entity);
    if (!entity)
        return;
    delete m_form;
    delete m_timeline;
    const FieldContext context = fieldContextOf(m_context.records);
    m_form = new RecordForm(context, entity->name, m_tabs);
    m_timeline = new TimelineView(context, m_tabs);
    m_tabs->addTab(m_form, tr("Details"));
    m_tabs->addTab(m_timeline, tr("Timeline"));
    connectParts();
    m_form->openRecord(m_key.id);
    m_timeline->setRecord(m_key);
}

void PeekPane::connectParts()
{
    const auto open = [this](const QString &name, const RecordId &id) {
        m_context.navigator.open(Location::record(name, id));
    };
    connect(m_form, &RecordForm::openRequested, this, open);
    connect(m_form, &RecordForm::closeRequested, this, &PeekPane::closeRequested);
    connect(m_form, &RecordForm::recordMissing, this, [this](bool wasTyped) { setMissing(!wasTyped); });
    connect(m_form, &RecordForm::loaded, this, [this] { setMissing(false); });
    connect(m_timeline, &TimelineView::openRequested, this, open);
    connect(m_timeline, &TimelineView::failed, this, [this](const Error &error) { m_strip->showError(error); });
    connect(m_timeline, &TimelineView::attached, this,
        [this](const QString &file) { m_context.navigator.notify(tr("Attached: %1").arg(file)); });
    connect(m_timeline, &TimelineView::told, this, [this](const QString &text) { m_context.navigator.notify(text); });
}

/// A form of nothing would look like a record that lost its values.
void PeekPane::setMissing(bool missing)
{
    m_missing->setVisible(missing);
    m_tabs->setVisible(!missing);
}

void PeekPane::setRecord(const RecordKey &key)
{
    if (key == m_key || key.isNull())
        return;
    const bool otherEntity = key.entity != m_key.entity;
    m_key = key;
    m_strip->clear();
    if (otherEntity || !m_form) {
        rebuild();
    } else {
        // What was typed for the record before is kept as its draft by the form.
        m_form->openRecord(key.id);
        m_timeline->setRecord(key);
    }
    showTitle();
}

void PeekPane::showTitle()
{
    m_title->setText(m_context.records.titleOf(m_key));
}

void PeekPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closeRequested();
    else
        QFrame::keyPressEvent(event);
}

void PeekPane::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void PeekPane::retranslate()
{
    setAccessibleName(tr("Preview"));
    m_missing->setText(tr("This record is not on this computer, or you may not see it."));
    m_tabs->setAccessibleName(tr("Preview"));
    m_open->setAccessibleName(tr("Open as a tab"));
    m_open->setToolTip(tr("Open as a tab"));
    m_close->setAccessibleName(tr("Close preview"));
    m_close->setToolTip(tr("Close preview (Esc)"));
    for (int i = 0; i < m_tabs->count(); ++i)
        m_tabs->setTabText(i, m_tabs->widget(i) == m_form ? tr("Details") : tr("Timeline"));
}

}
