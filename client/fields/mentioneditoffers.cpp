// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Who is offered behind an "@", and how one of them is chosen.

#include "client/fields/mentionedit.h"

#include "client/records/records.h"
#include "shared/base/mentions.h"
#include "shared/entities/entitynames.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QStandardItemModel>
#include <QTextBlock>

#include <algorithm>

namespace tandem::client {

namespace user = entities::user;

namespace {

constexpr int mostOffers = 8;
constexpr int popupWidth = 280;
constexpr qsizetype longestQuery = 30;

enum OfferRole { IdRole = Qt::UserRole + 1, NameRole };

/// Before the "@" of a mail address stands such a character; in Chinese there is no space before a name.
bool belongsToAddress(QChar character)
{
    return character.unicode() < 0x80 && character.isLetterOrNumber();
}

}

std::optional<MentionEdit::Query> MentionEdit::query() const
{
    const QTextCursor cursor = textCursor();
    if (cursor.hasSelection())
        return {};
    const QString text = cursor.block().text().left(cursor.positionInBlock());
    const qsizetype at = text.lastIndexOf(QLatin1Char('@'));
    if (at < 0 || (at > 0 && belongsToAddress(text.at(at - 1))))
        return {};
    const QString words = text.mid(at + 1);
    const bool hasSpace = std::any_of(words.begin(), words.end(), [](QChar character) { return character.isSpace(); });
    const int start = cursor.block().position() + int(at);
    if (hasSpace || words.size() > longestQuery || mentionAt(start))
        return {};
    return Query{start, words};
}

void MentionEdit::search()
{
    const std::optional<Query> asked = query();
    if (!asked || !m_records) {
        m_completer->popup()->hide();
        return;
    }
    m_records->searchEntity(
        user::number, asked->words, mostOffers, this, [this, asked](const Result<std::vector<SearchHit>> &hits) {
            if (!hits || query() != asked)
                return;
            std::vector<RecordId> ids;
            for (const SearchHit &hit : *hits)
                ids.push_back(hit.key.id);
            m_records->readMany(user::number, ids, {user::field::active}, this,
                [this, asked, hits = *hits](const Result<std::vector<Record>> &users) {
                    if (users && query() == asked)
                        offer(hits, *users);
                });
        });
}

/// Not oneself, nor who has left: they would not be told.
void MentionEdit::offer(const std::vector<SearchHit> &hits, const std::vector<Record> &users)
{
    m_offers->clear();
    for (const SearchHit &hit : hits) {
        const auto found = std::find_if(
            users.begin(), users.end(), [&hit](const Record &candidate) { return candidate.key == hit.key; });
        if (found == users.end() || hit.key.id == m_records->currentUser())
            continue;
        const Value active = found->value(user::field::active);
        if (!active.isNull() && !active.toBool())
            continue;
        auto *item = new QStandardItem(hit.subtitle.isEmpty() ? hit.title : tr("%1 · %2").arg(hit.title, hit.subtitle));
        item->setData(hit.key.id, IdRole);
        item->setData(hit.title, NameRole);
        m_offers->appendRow(item);
    }
    if (m_offers->rowCount() == 0 || !hasFocus()) {
        m_completer->popup()->hide();
        return;
    }
    QRect place = cursorRect();
    place.setWidth(popupWidth);
    m_completer->complete(place);
    m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(0, 0));
}

void MentionEdit::choose(const QModelIndex &index)
{
    const std::optional<Query> asked = query();
    if (!asked || !index.isValid())
        return;
    QTextCursor cursor = textCursor();
    cursor.setPosition(asked->start, QTextCursor::KeepAnchor);
    const QString mention = mentionOf(index.data(NameRole).toString(), index.data(IdRole).toUuid());
    insertStored(cursor, mention + QLatin1Char(' '));
}

/// While colleagues are offered some keys belong to the list.
bool MentionEdit::answerOffers(QKeyEvent *event)
{
    QAbstractItemView *popup = m_completer->popup();
    if (!popup->isVisible())
        return false;
    const QModelIndex chosen = popup->currentIndex();
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        popup->hide();
        choose(chosen);
        return true;
    case Qt::Key_Escape:
        popup->hide();
        return true;
    default:
        return false;
    }
}

}
