// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/mentionedit.h"

#include "client/records/records.h"
#include "client/widgets/droppedfiles.h"
#include "client/widgets/tokens.h"
#include "client/widgets/tone.h"
#include "shared/base/mentions.h"
#include "shared/entities/entitynames.h"

#include <QAbstractItemView>
#include <QAbstractTextDocumentLayout>
#include <QCompleter>
#include <QKeyEvent>
#include <QMetaMethod>
#include <QMimeData>
#include <QScopedValueRollback>
#include <QStandardItemModel>
#include <QTextBlock>

#include <cmath>

namespace tandem::client {

namespace user = entities::user;

namespace {

constexpr int mostOffers = 8;
constexpr int mostLines = 5;
constexpr int popupWidth = 280;
constexpr qsizetype longestQuery = 30;
constexpr int userProperty = QTextFormat::UserProperty + 1;
constexpr int nameProperty = QTextFormat::UserProperty + 2;

enum OfferRole { IdRole = Qt::UserRole + 1, NameRole };

bool isMention(const QTextCharFormat &format)
{
    return format.hasProperty(userProperty);
}

/// Nobody has typed into it since it was chosen.
bool isWhole(const QTextFragment &fragment)
{
    return fragment.text() == QLatin1Char('@') + fragment.charFormat().stringProperty(nameProperty);
}

void select(QTextCursor &cursor, const QTextFragment &fragment)
{
    cursor.setPosition(fragment.position());
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
}

/// Before the "@" of a mail address stands such a character; in Chinese there is no space before a name.
bool belongsToAddress(QChar character)
{
    return character.unicode() < 0x80 && character.isLetterOrNumber();
}

QString oneParagraph(QString text)
{
    for (QChar &character : text) {
        if (character < u' ' || character == QChar::LineSeparator || character == QChar::ParagraphSeparator)
            character = u' ';
    }
    return text;
}

}

MentionEdit::MentionEdit(Records *records, QWidget *parent)
    : QTextEdit(parent)
    , m_records(records)
    , m_completer(new QCompleter(this))
    , m_offers(new QStandardItemModel(this))
{
    setAcceptRichText(false);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    // A file that is dropped here goes to the record, not as a path into the text.
    setAcceptDrops(false);
    viewport()->setAcceptDrops(false);
    m_completer->setModel(m_offers);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setWidget(this);
    m_completer->popup()->setTextElideMode(Qt::ElideRight);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this, &MentionEdit::choose);
    connect(this, &QTextEdit::textChanged, this, &MentionEdit::textWasChanged);
    connect(this, &QTextEdit::cursorPositionChanged, this, &MentionEdit::leaveFormat);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
        &MentionEdit::adjustHeight);
    adjustHeight();
    retranslate();
}

// ── the text ───────────────────────────────────────────────────────────────────────────────────────────────────────

QString MentionEdit::storedText() const
{
    QStringList paragraphs;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        QString text;
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            const QTextCharFormat format = fragment.charFormat();
            if (isMention(format) && isWhole(fragment)) {
                text += mentionOf(
                    format.stringProperty(nameProperty), recordIdFromText(format.stringProperty(userProperty)));
            } else {
                text += oneParagraph(fragment.text());
            }
        }
        paragraphs.append(text);
    }
    return paragraphs.join(QLatin1Char(' '));
}

void MentionEdit::setStoredText(const QString &text)
{
    const QScopedValueRollback changing(m_changing, true);
    clear();
    insertStored(textCursor(), text);
    moveCursor(QTextCursor::End);
}

bool MentionEdit::namesSomebody() const
{
    return !mentionedUsers(storedText()).empty();
}

void MentionEdit::insertStored(QTextCursor cursor, const QString &text)
{
    cursor.beginEditBlock();
    for (const TextPart &part : textParts(oneParagraph(text))) {
        if (part.isMention())
            cursor.insertText(QLatin1Char('@') + part.text, mentionFormat(part.text, toText(part.user)));
        else
            cursor.insertText(part.text, QTextCharFormat());
    }
    cursor.endEditBlock();
}

QTextCharFormat MentionEdit::mentionFormat(const QString &name, const QString &user) const
{
    const ToneColours colours = toneColours(Tone::Accent, palette());
    QTextCharFormat format;
    format.setProperty(userProperty, user);
    format.setProperty(nameProperty, name);
    format.setForeground(colours.text);
    format.setBackground(colours.background);
    return format;
}

std::vector<QTextFragment> MentionEdit::mentions() const
{
    std::vector<QTextFragment> found;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            if (isMention(it.fragment().charFormat()))
                found.push_back(it.fragment());
        }
    }
    return found;
}

std::optional<QTextFragment> MentionEdit::mentionAt(int position) const
{
    for (const QTextFragment &fragment : mentions()) {
        if (fragment.contains(position))
            return fragment;
    }
    return {};
}

void MentionEdit::textWasChanged()
{
    if (m_changing || m_composing)
        return;
    releaseBroken();
    search();
    emit edited();
}

/// A mention that was typed into is none any more, and must not look like one.
void MentionEdit::releaseBroken()
{
    const QScopedValueRollback changing(m_changing, true);
    for (const QTextFragment &fragment : mentions()) {
        if (isWhole(fragment))
            continue;
        QTextCursor cursor(document());
        select(cursor, fragment);
        cursor.joinPreviousEditBlock();
        cursor.setCharFormat(QTextCharFormat());
        cursor.endEditBlock();
    }
}

void MentionEdit::recolour()
{
    const QScopedValueRollback changing(m_changing, true);
    for (const QTextFragment &fragment : mentions()) {
        const QTextCharFormat format = fragment.charFormat();
        QTextCursor cursor(document());
        select(cursor, fragment);
        cursor.setCharFormat(mentionFormat(format.stringProperty(nameProperty), format.stringProperty(userProperty)));
    }
}

/// What is typed beside a mention does not become part of it.
void MentionEdit::leaveFormat()
{
    if (!textCursor().hasSelection() && isMention(currentCharFormat()))
        setCurrentCharFormat(QTextCharFormat());
}

bool MentionEdit::removeMention(bool behindCursor)
{
    QTextCursor cursor = textCursor();
    if (cursor.hasSelection())
        return false;
    const auto mention = mentionAt(behindCursor ? cursor.position() : cursor.position() - 1);
    if (!mention)
        return false;
    select(cursor, *mention);
    cursor.removeSelectedText();
    setTextCursor(cursor);
    return true;
}

// ── who is offered ─────────────────────────────────────────────────────────────────────────────────────────────────

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

// ── keys, input method, clipboard ──────────────────────────────────────────────────────────────────────────────────

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

void MentionEdit::keyPressEvent(QKeyEvent *event)
{
    if (answerOffers(event)) {
        event->accept();
        return;
    }
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && !m_composing) {
        const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
        const bool submits = isPlain && isSignalConnected(QMetaMethod::fromSignal(&MentionEdit::submitted));
        event->setAccepted(submits);
        if (submits)
            emit submitted();
        return;
    }
    const bool removes = event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Delete;
    if (removes && !isReadOnly() && event->modifiers() == Qt::NoModifier
        && removeMention(event->key() == Qt::Key_Delete)) {
        event->accept();
        return;
    }
    QTextEdit::keyPressEvent(event);
}

void MentionEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    QTextEdit::inputMethodEvent(event);
}

bool MentionEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasText() || source->hasImage() || source->hasUrls();
}

void MentionEdit::insertFromMimeData(const QMimeData *source)
{
    const bool takesFiles = isSignalConnected(QMetaMethod::fromSignal(&MentionEdit::filesPasted));
    if (const QStringList files = droppedFiles(source); takesFiles && !files.isEmpty()) {
        emit filesPasted(files);
        return;
    }
    // Spreadsheets put a picture of the cells beside their text, and the text is meant.
    if (source->hasText() && !source->text().isEmpty())
        insertStored(textCursor(), source->text());
    else if (source->hasImage())
        emit picturePasted(qvariant_cast<QImage>(source->imageData()));
}

void MentionEdit::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolour();
    else if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::FontChange)
        adjustHeight();
}

void MentionEdit::adjustHeight()
{
    const int around = int(std::ceil(2 * document()->documentMargin())) + 2 * frameWidth();
    const int most = mostLines * fontMetrics().lineSpacing() + around;
    const int wanted = int(std::ceil(document()->size().height())) + 2 * frameWidth();
    setFixedHeight(std::clamp(wanted, tokens::controlHeight, std::max(most, tokens::controlHeight)));
}

void MentionEdit::retranslate()
{
    m_completer->popup()->setAccessibleName(tr("Colleagues"));
}

}
