// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/linkoffers.h"

#include "client/widgets/icons.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QStandardItemModel>

namespace tandem::client {

LinkOffers::LinkOffers(Records &records, QWidget &line, QObject *parent)
    : QObject(parent)
    , m_completer(new QCompleter(this))
    , m_model(new QStandardItemModel(this))
    , m_server(records)
{
    m_completer->setModel(m_model);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setWidget(&line);
    m_completer->popup()->setTextElideMode(Qt::ElideRight);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this, &LinkOffers::choose);
    connect(&m_server, &ServerSearch::stateChanged, this, [this] {
        if (m_server.state() != ServerSearch::State::Idle && isVisible())
            fill();
    });
    retranslate();
}

void LinkOffers::offer(const QString &typed, std::vector<SearchHit> hits, bool isCreatable)
{
    stop();
    m_typed = typed;
    m_hits = std::move(hits);
    m_isCreatable = isCreatable && !typed.isEmpty();
    fill();
}

void LinkOffers::lookFurther(EntityNumber entity)
{
    m_server.search(m_typed, most, entity);
}

void LinkOffers::stop()
{
    m_server.stop();
}

bool LinkOffers::isVisible() const
{
    return m_completer->popup()->isVisible();
}

void LinkOffers::retranslate()
{
    m_completer->popup()->setAccessibleName(tr("Records found"));
}

void LinkOffers::fill()
{
    QAbstractItemView *popup = m_completer->popup();
    const QModelIndex current = popup->isVisible() ? popup->currentIndex() : QModelIndex();
    const bool isChosen = current.isValid();
    const auto id = current.data(IdRole).value<RecordId>();
    const QString newName = current.data(NewRole).toString();
    m_model->clear();
    for (const SearchHit &hit : m_hits)
        addHit(hit, false);
    for (const SearchGroup &group : m_server.found().groups) {
        for (const SearchHit &hit : group.hits)
            addHit(hit, true);
    }
    if (m_isCreatable) {
        auto *item = new QStandardItem(icons::icon(QStringLiteral("plus")), tr("Create “%1”").arg(m_typed));
        item->setData(m_typed, NewRole);
        m_model->appendRow(item);
    }
    addLine(serverText());
    if (m_model->rowCount() == 0)
        addLine(tr("Nothing found"));
    m_completer->complete();
    for (int row = 0; isChosen && row < popup->model()->rowCount(); ++row) {
        const QModelIndex index = popup->model()->index(row, 0);
        if (index.data(IdRole).value<RecordId>() == id && index.data(NewRole).toString() == newName)
            return popup->setCurrentIndex(index);
    }
}

void LinkOffers::addHit(const SearchHit &hit, bool isAtServer)
{
    const QString text = hit.subtitle.isEmpty() ? hit.title : hit.title + QStringLiteral(" · ") + hit.subtitle;
    auto *item = new QStandardItem(isAtServer ? tr("%1 · %2").arg(text, tr("On the server")) : text);
    if (isAtServer) {
        item->setIcon(icons::icon(QStringLiteral("cloud")));
        item->setToolTip(tr("On the server, not kept on this computer"));
    }
    item->setData(QVariant::fromValue(hit.key.id), IdRole);
    item->setData(hit.title, TitleRole);
    item->setData(isAtServer, ServerRole);
    m_model->appendRow(item);
}

void LinkOffers::addLine(const QString &text)
{
    if (text.isEmpty())
        return;
    auto *item = new QStandardItem(text);
    item->setEnabled(false);
    m_model->appendRow(item);
}

/// Why there may be more than is offered.
QString LinkOffers::serverText() const
{
    switch (m_server.state()) {
    case ServerSearch::State::Looking:
        return tr("Looking on the server…");
    case ServerSearch::State::Unreachable:
    case ServerSearch::State::Failed:
        return tr("There may be more on the server, which cannot be reached now.");
    case ServerSearch::State::Done:
        return m_server.found().unfinished
            ? tr("There is more on the server than could be looked through. Type more to narrow it down.")
            : QString();
    case ServerSearch::State::Idle:
        break;
    }
    return {};
}

void LinkOffers::choose(const QModelIndex &index)
{
    const auto id = index.data(IdRole).value<RecordId>();
    const QString title = index.data(TitleRole).toString();
    const bool isAtServer = index.data(ServerRole).toBool();
    const QString newName = index.data(NewRole).toString();
    stop();
    if (!newName.isEmpty())
        emit newChosen(newName);
    else if (!id.isNull())
        emit chosen(id, title, isAtServer);
}

}
