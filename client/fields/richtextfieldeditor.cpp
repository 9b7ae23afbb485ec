// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/richtextfieldeditor.h"

#include "client/fields/richtextedit.h"
#include "client/fields/richtextsanitizer.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"

#include <QAction>
#include <QTextBlock>
#include <QTextList>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace tandem::client {

namespace {
constexpr int editHeight = 160;
constexpr int headingLevel = 2;
}

RichTextFieldEditor::RichTextFieldEditor(
    const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent)
    : FieldEditor(entity, field, std::move(context), parent)
    , m_edit(new RichTextEdit)
    , m_toolBar(new QToolBar)
{
    static const char *const iconNames[FormatCount] = {
        "bold", "italic", "underline", "strikethrough", "heading", "list", "list-ordered", "link"};
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::spaceTiny);
    layout->addWidget(m_toolBar);
    layout->addWidget(m_edit);
    m_edit->setFixedHeight(editHeight);
    m_toolBar->setIconSize({tokens::iconSmall, tokens::iconSmall});
    for (int i = 0; i < FormatCount; ++i) {
        QAction *action = m_toolBar->addAction(icons::icon(QString::fromLatin1(iconNames[i])), {});
        action->setCheckable(i != Link);
        connect(action, &QAction::triggered, this, [this, i](bool on) { apply(Format(i), on); });
        m_actions[i] = action;
    }
    m_actions[Bold]->setShortcut(QKeySequence::Bold);
    m_actions[Italic]->setShortcut(QKeySequence::Italic);
    m_actions[Underline]->setShortcut(QKeySequence::Underline);
    for (QAction *action : {m_actions[Bold], m_actions[Italic], m_actions[Underline]})
        action->setShortcutContext(Qt::WidgetShortcut);
    m_edit->addActions({m_actions[Bold], m_actions[Italic], m_actions[Underline]});
    setControl(box, m_edit);
    connect(m_edit, &QTextEdit::textChanged, this, [this] {
        if (!m_edit->isComposing())
            notifyEdited();
    });
    connect(m_edit, &QTextEdit::cursorPositionChanged, this, &RichTextFieldEditor::refreshActions);
    retranslate();
}

Value RichTextFieldEditor::value() const
{
    if (!m_edit->document()->isModified())
        return m_shownValue;
    const QString html = sanitizedHtml(m_edit->toHtml());
    return html.isEmpty() ? Value() : Value(html);
}

bool RichTextFieldEditor::isComposing() const
{
    return m_edit->isComposing();
}

void RichTextFieldEditor::showValue(const Value &value)
{
    m_shownValue = value;
    m_edit->setHtml(sanitizedHtml(value.toText()));
    m_edit->document()->setModified(false);
    refreshActions();
}

void RichTextFieldEditor::applyReadOnly(bool readOnly)
{
    m_edit->setReadOnly(readOnly);
    m_toolBar->setVisible(!readOnly);
}

void RichTextFieldEditor::retranslate()
{
    const QString texts[FormatCount] = {tr("Bold"), tr("Italic"), tr("Underline"), tr("Strike through"), tr("Heading"),
        tr("Bullet list"), tr("Numbered list"), tr("Link the selected text")};
    for (int i = 0; i < FormatCount; ++i) {
        m_actions[i]->setText(texts[i]);
        m_actions[i]->setToolTip(texts[i]);
        if (QWidget *button = m_toolBar->widgetForAction(m_actions[i]))
            button->setAccessibleName(texts[i]);
    }
    m_toolBar->setAccessibleName(tr("Formatting"));
}

void RichTextFieldEditor::apply(Format format, bool on)
{
    QTextCharFormat change;
    switch (format) {
    case Bold:
        change.setFontWeight(on ? QFont::Bold : QFont::Normal);
        break;
    case Italic:
        change.setFontItalic(on);
        break;
    case Underline:
        change.setFontUnderline(on);
        break;
    case Strike:
        change.setFontStrikeOut(on);
        break;
    case Heading:
        applyHeading(on);
        return;
    case Bullets:
    case Numbers: {
        QTextCursor cursor = m_edit->textCursor();
        if (on)
            cursor.createList(format == Bullets ? QTextListFormat::ListDisc : QTextListFormat::ListDecimal);
        else if (QTextList *list = cursor.currentList())
            list->remove(cursor.block());
        refreshActions();
        return;
    }
    case Link:
        applyLink();
        return;
    case FormatCount:
        return;
    }
    m_edit->mergeCurrentCharFormat(change);
}

void RichTextFieldEditor::applyHeading(bool on)
{
    QTextCursor cursor = m_edit->textCursor();
    QTextBlockFormat block;
    block.setHeadingLevel(on ? headingLevel : 0);
    cursor.mergeBlockFormat(block);
    cursor.select(QTextCursor::BlockUnderCursor);
    QTextCharFormat text;
    text.setFontWeight(on ? QFont::Bold : QFont::Normal);
    text.setProperty(QTextFormat::FontSizeAdjustment, on ? 2 : 0);
    cursor.mergeCharFormat(text);
}

/// The selected text is the address; typing one into a second field is left to those who need a different text.
void RichTextFieldEditor::applyLink()
{
    QTextCursor cursor = m_edit->textCursor();
    if (!cursor.hasSelection())
        cursor.select(QTextCursor::WordUnderCursor);
    const QString text = cursor.selectedText().trimmed();
    if (text.isEmpty())
        return;
    QTextCharFormat link;
    link.setAnchor(true);
    link.setAnchorHref(text.contains(QLatin1String("://")) ? text : QStringLiteral("https://") + text);
    link.setForeground(palette().link());
    link.setFontUnderline(true);
    cursor.mergeCharFormat(link);
}

void RichTextFieldEditor::refreshActions()
{
    const QTextCharFormat format = m_edit->currentCharFormat();
    const QTextList *list = m_edit->textCursor().currentList();
    const bool numbered = list && list->format().style() == QTextListFormat::ListDecimal;
    m_actions[Bold]->setChecked(format.fontWeight() > QFont::Medium);
    m_actions[Italic]->setChecked(format.fontItalic());
    m_actions[Underline]->setChecked(format.fontUnderline());
    m_actions[Strike]->setChecked(format.fontStrikeOut());
    m_actions[Heading]->setChecked(m_edit->textCursor().blockFormat().headingLevel() > 0);
    m_actions[Bullets]->setChecked(list && !numbered);
    m_actions[Numbers]->setChecked(numbered);
}

}
