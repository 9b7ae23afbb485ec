// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/filtereditor.h"

#include "client/fields/fielderror.h"
#include "client/lists/filtergroupbox.h"
#include "client/widgets/helpcontext.h"
#include "client/widgets/screenfit.h"
#include "client/widgets/tokens.h"
#include "client/widgets/tone.h"
#include "shared/expressions/check.h"

#include <QEvent>
#include <QFontDatabase>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tandem::client {

FilterEditor::FilterEditor(const EntityDef &entity, FieldContext context, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_entity(entity)
    , m_context(std::move(context))
    , m_scroll(new QScrollArea(this))
    , m_root(new FilterGroupBox(entity, m_context, 0))
    , m_text(new QLineEdit(this))
    , m_error(new QLabel(this))
{
    setHelpContext(*this, QStringLiteral("dialog/filter"));
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Filter"));
    setMinimumWidth(600);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(m_root);
    m_root->installEventFilter(this);
    auto *clear = new QPushButton(tr("Clear"), this);
    auto *done = new QPushButton(tr("Done"), this);
    done->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(clear);
    buttons->addWidget(done);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_scroll, 1);
    buildTextLine();
    layout->addLayout(buttons);
    connect(m_root, &FilterGroupBox::edited, this, &FilterEditor::apply);
    connect(clear, &QPushButton::clicked, this, [this] {
        setFilter({});
        apply();
    });
    connect(done, &QPushButton::clicked, this, [this] {
        if (m_text->isModified())
            takeText();
        if (!m_error->text().isEmpty())
            return m_text->setFocus();
        apply();
        close();
    });
}

void FilterEditor::buildTextLine()
{
    m_text->setObjectName(QStringLiteral("filterText"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setPlaceholderText(tr("e.g. name contains 'A' or owner = me()"));
    m_text->setToolTip(tr("The same filter as text. It can be copied, kept in a note, and changed here."));
    QPalette warning = m_error->palette();
    warning.setColor(QPalette::WindowText, toneColours(Tone::Danger, palette()).text);
    m_error->setPalette(warning);
    m_error->setWordWrap(true);
    m_error->hide();
    auto *form = new QFormLayout;
    form->addRow(tr("As &text:"), m_text);
    form->addRow(QString(), m_error);
    static_cast<QVBoxLayout *>(layout())->addLayout(form);
    connect(m_text, &QLineEdit::editingFinished, this, [this] {
        if (m_text->isModified() && takeText())
            apply();
    });
}

void FilterEditor::setFilter(const QString &expression)
{
    m_text->setText(expression);
    takeText();
}

bool FilterEditor::takeText()
{
    const auto compiled = compileCondition(m_text->text(), *m_context.registry, m_entity);
    m_error->setText(compiled.ok() ? QString() : expressionErrorText(compiled.error()));
    m_error->setVisible(!compiled.ok());
    // A saved filter may speak of a field that is gone: it is shown, so that it can be changed.
    if (compiled.ok() || !m_text->isModified())
        m_root->setPart(filterParts(parseExpression(m_text->text()).valueOr(Expression())));
    return compiled.ok();
}

void FilterEditor::apply()
{
    const QString expression = filterOf(m_root->part()).toText();
    m_text->setText(expression);
    m_error->clear();
    m_error->hide();
    emit filterChanged(expression);
}

/// As high as its rows need, at most half the screen.
void FilterEditor::fit()
{
    const int wanted = m_root->sizeHint().height();
    m_scroll->setMinimumHeight(std::min(wanted, screen()->availableGeometry().height() / 2));
    adjustSize();
    place();
}

void FilterEditor::openBelow(const QWidget &anchor)
{
    setScreen(anchor.screen());
    m_corner = anchor.mapToGlobal(QPoint(0, anchor.height() + tokens::spaceTiny));
    adjustSize();
    place();
    show();
}

void FilterEditor::place()
{
    if (m_corner)
        move(cornerWithinScreen(*this, *m_corner));
}

bool FilterEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_root && event->type() == QEvent::LayoutRequest)
        fit();
    return QFrame::eventFilter(watched, event);
}

}
