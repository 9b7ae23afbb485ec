// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/mentionedit.h"

#include "client/widgets/droppedfiles.h"
#include "client/widgets/tokens.h"
#include "client/widgets/tone.h"
#include "shared/base/mentions.h"

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

namespace {

constexpr int mostLines = 5;
constexpr int userProperty = QTextFormat::UserProperty + 1;
constexpr int nameProperty = QTextFormat::UserProperty + 2;

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

// ── keys, input method, clipboard ──────────────────────────────────────────────────────────────────────────────────

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
