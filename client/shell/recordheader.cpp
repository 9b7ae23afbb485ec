// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/recordheader.h"

#include "client/fields/recordscontext.h"
#include "client/forms/linkcache.h"
#include "client/records/records.h"
#include "client/widgets/elidedlabel.h"
#include "client/widgets/flowlayout.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"
#include "shared/expressions/actioncondition.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

void clearLayout(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
}

}

RecordHeader::RecordHeader(FieldContext context, QWidget *parent)
    : QFrame(parent)
    , m_context(std::move(context))
    , m_links(new LinkCache(m_context.records, this))
    , m_icon(new QLabel(this))
    , m_kind(new QLabel(this))
    , m_title(new ElidedLabel(this))
    , m_facts(new QWidget(this))
    , m_factLayout(new FlowLayout(m_facts, tokens::spaceLarge))
    , m_actions(new QWidget(this))
    , m_actionLayout(new QHBoxLayout(m_actions))
    , m_more(new QToolButton(this))
{
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.35);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
    m_kind->setForegroundRole(QPalette::PlaceholderText);
    m_factLayout->setContentsMargins(0, 0, 0, 0);
    m_actionLayout->setContentsMargins(0, 0, 0, 0);
    m_more->setIcon(icons::icon(QStringLiteral("ellipsis")));
    m_more->setMinimumHeight(tokens::controlHeight);
    m_more->setVisible(false); // until there is a record to act on
    connect(m_more, &QToolButton::clicked, this, &RecordHeader::showMenu);
    connect(m_links, &LinkCache::changed, this, [this] {
        if (const EntityDef *entity = m_context.registry->entity(m_record.key.entity))
            showActions(*entity, m_record);
    });

    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_kind);
    words->addWidget(m_title);
    auto *top = new QHBoxLayout;
    top->setSpacing(tokens::spaceMedium);
    top->addWidget(m_icon);
    top->addLayout(words, 1);
    top->addWidget(m_actions);
    top->addWidget(m_more);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(tokens::spaceLarge, tokens::spaceMedium, tokens::spaceLarge, tokens::space);
    layout->setSpacing(tokens::space);
    layout->addLayout(top);
    layout->addWidget(m_facts);
}

void RecordHeader::showRecord(const Record &record)
{
    m_record = record;
    const EntityDef *entity = m_context.registry->entity(record.key.entity);
    if (!entity)
        return;
    const FieldDef *titleField = entity->field(entity->titleField);
    const FieldFormat format = formatOf(m_context);
    m_iconName = entity->icon;
    renderIcon();
    const QString kind = m_context.labels->entity(*entity);
    m_kind->setText(record.isDeleted() ? tr("%1 · in the recycle bin").arg(kind) : kind);
    m_title->setText(titleField ? format.text(*entity, *titleField, record.value(titleField->number)) : QString());
    showFacts(*entity, record);
    showActions(*entity, record);
    m_more->setVisible(true);
    m_more->setAccessibleName(tr("More actions"));
    m_more->setToolTip(tr("More actions"));
}

void RecordHeader::showNew(const EntityDef &entity)
{
    m_iconName = entity.icon;
    renderIcon();
    m_kind->setText(m_context.labels->entity(entity));
    m_title->setText(tr("New"));
    m_facts->setVisible(false);
    m_more->setVisible(false);
    clearLayout(m_actionLayout);
    m_record = {};
}

void RecordHeader::renderIcon()
{
    if (!m_iconName.isEmpty())
        m_icon->setPixmap(icons::pixmap(
            m_iconName, tokens::iconLarge / 2, palette().color(QPalette::WindowText), devicePixelRatioF()));
}

void RecordHeader::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        renderIcon();
    QFrame::changeEvent(event);
}

void RecordHeader::showFacts(const EntityDef &entity, const Record &record)
{
    clearLayout(m_factLayout);
    const FieldFormat format = formatOf(m_context);
    for (const QString &name : entity.detail.header) {
        const FieldDef *field = entity.field(name);
        if (!field)
            continue;
        const QString text = format.text(entity, *field, record.value(field->number));
        auto *fact = new QWidget(m_facts);
        auto *layout = new QVBoxLayout(fact);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        auto *label = new QLabel(m_context.labels->field(entity, *field), fact);
        label->setForegroundRole(QPalette::PlaceholderText);
        QFont small = label->font();
        small.setPointSizeF(small.pointSizeF() * 0.88);
        label->setFont(small);
        auto *value = new QLabel(text.isEmpty() ? QStringLiteral("–") : text, fact);
        value->setTextFormat(Qt::PlainText);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setMaximumWidth(260);
        layout->addWidget(label);
        layout->addWidget(value);
        m_factLayout->addWidget(fact);
    }
    m_facts->setVisible(m_factLayout->count() > 0);
}

void RecordHeader::showActions(const EntityDef &entity, const Record &record)
{
    clearLayout(m_actionLayout);
    if (record.isDeleted())
        return;
    for (const QString &action : entity.detail.actions) {
        if (!m_context.records->mayAct(record, action) || !allows(entity, action))
            continue;
        auto *button = new QPushButton(m_context.labels->action(entity, action), m_actions);
        button->setMinimumHeight(tokens::controlHeight);
        if (m_waiting.contains(action)) {
            button->setEnabled(false);
            button->setToolTip(tr("This was asked for and is sent at the next contact with the server."));
        }
        connect(button, &QPushButton::clicked, this, [this, action] { emit actionRequested(action); });
        m_actionLayout->addWidget(button);
    }
}

void RecordHeader::setWaiting(const QSet<QString> &actions)
{
    if (actions == m_waiting)
        return;
    m_waiting = actions;
    if (const EntityDef *entity = m_context.registry->entity(m_record.key.entity))
        showActions(*entity, m_record);
}

/// What can only be refused is not offered.
bool RecordHeader::allows(const EntityDef &entity, const QString &action) const
{
    EvaluationContext context;
    context.values = &m_record.values;
    context.record = m_record.key.id;
    context.surroundings = surroundingsOf(m_context);
    context.resolveLink = [this](const EntityDef &linked, const RecordId &record) {
        return m_links->values(linked, record);
    };
    return allowsAction(entity, *m_context.registry, action, context);
}

void RecordHeader::showMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(icons::icon(QStringLiteral("link")), tr("Copy link"), this, &RecordHeader::copyLinkRequested);
    menu->addSeparator();
    if (m_record.isDeleted()) {
        menu->addAction(tr("Restore"), this, &RecordHeader::restoreRequested);
    } else {
        menu->addAction(icons::icon(QStringLiteral("trash-2")), tr("Delete"), this, &RecordHeader::deleteRequested)
            ->setEnabled(m_context.records->mayRemove(m_record));
    }
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

}
