// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/waitingpanel.h"

#include "client/fields/recordscontext.h"
#include "client/forms/fielddiffview.h"
#include "client/records/records.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/tokens.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace tandem::client {

namespace {

constexpr int mostDiffHeight = 200;
constexpr size_t mostNamed = 5; ///< changes in the question

}

WaitingPanel::WaitingPanel(Records &records, Describe describe, QWidget *parent)
    : QWidget(parent)
    , m_records(records)
    , m_describe(std::move(describe))
    , m_diff(new FieldDiffView(formatOf(fieldContextOf(records)), this))
    , m_words(new QLabel(this))
    , m_discard(new QPushButton(this))
    , m_strip(new MessageStrip(this))
{
    m_diff->setMaximumHeight(mostDiffHeight);
    // The list above keeps its height while one goes through it.
    QSizePolicy keepsRoom = m_diff->sizePolicy();
    keepsRoom.setRetainSizeWhenHidden(true);
    m_diff->setSizePolicy(keepsRoom);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_discard);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(tokens::space, tokens::space, tokens::space, tokens::space);
    layout->addWidget(m_diff);
    layout->addWidget(m_words);
    layout->addLayout(buttons);
    layout->addWidget(m_strip);
    connect(m_discard, &QPushButton::clicked, this, &WaitingPanel::findWhatGoes);
    connect(m_strip, &MessageStrip::actionTriggered, this, &WaitingPanel::discard);
    connect(m_strip, &MessageStrip::closed, this, &WaitingPanel::closeQuestion);
    connect(&m_records, &Records::registryChanged, this, &WaitingPanel::renewFormat);
    retranslate();
}

void WaitingPanel::setChange(const std::optional<OutboxItem> &change)
{
    // The list is brought up to date all the time; who reads a long change stays where he is.
    const bool isSame =
        m_change && change && m_change->mutation == change->mutation && m_change->mayBeSent == change->mayBeSent;
    if (isSame)
        return;
    closeQuestion();
    m_change = change;
    render();
}

/// What no field says.
QString WaitingPanel::words() const
{
    if (!m_change)
        return tr("Choose a change to see what it does, or to take it back.");
    if (m_change->mutation.kind == MutationKind::Delete)
        return tr("The record was deleted.");
    const QString comment = m_change->mutation.arguments.value(QStringLiteral("comment")).toString();
    return comment.isEmpty() ? QString() : tr("Comment: %1").arg(comment);
}

void WaitingPanel::render()
{
    // A delete names what its author saw; it gives no field a value.
    const bool hasValues =
        m_change && m_change->mutation.kind != MutationKind::Delete && !m_change->mutation.changes.empty();
    if (hasValues)
        m_diff->setChanges(m_change->mutation.entity, m_change->mutation.changes);
    m_diff->setVisible(hasValues);
    m_words->setText(words());
    const bool isLate = m_change && m_change->mayBeSent;
    m_discard->setEnabled(m_change && !isLate);
    m_discard->setToolTip(isLate
            ? tr("It is on its way to the server and cannot be taken back here. Change the record instead.")
            : tr("Takes this change back before it is sent"));
}

void WaitingPanel::renewFormat()
{
    m_diff->setFormat(formatOf(fieldContextOf(m_records)));
}

void WaitingPanel::findWhatGoes()
{
    if (!m_change)
        return;
    const qint64 number = m_change->mutation.id.number;
    m_records.whatGoesWith(number, this, [this, number](const Result<TakenBack> &going) {
        if (!m_change || m_change->mutation.id.number != number)
            return;
        if (going.ok())
            ask(*going);
        else
            m_strip->showError(going.error());
    });
}

void WaitingPanel::ask(const TakenBack &going)
{
    closeQuestion();
    QStringList lines{tr("This will be gone for good, with everything that you typed:")};
    for (const OutboxItem &item : going.gone) {
        m_asked.push_back(item.mutation.id.number);
        if (m_asked.size() <= mostNamed)
            lines.append(line(item));
    }
    if (m_asked.size() > mostNamed)
        lines.append(tr("and %n more", nullptr, int(m_asked.size() - mostNamed)));
    if (going.dangling > 0) {
        lines.append(
            tr("%n other change(s) that wait point to it. The server will refuse them; they are under Problems "
               "then.",
                nullptr, going.dangling));
    }
    m_strip->showMessage(Tone::Warning, lines.join(u'\n'));
    m_strip->addAction(QStringLiteral("discard"),
        m_asked.size() == 1 ? tr("Discard it") : tr("Discard %n change(s)", nullptr, int(m_asked.size())));
}

QString WaitingPanel::line(const OutboxItem &item) const
{
    const EntityDef *entity = m_records.registry()->entityOrRemoved(item.mutation.entity);
    const QString kind = entity ? m_records.labels().entity(*entity) : QString();
    const QString name = item.title.isEmpty() ? kind : item.title;
    return tr("%1 – %2").arg(name, m_describe(item.mutation));
}

void WaitingPanel::discard()
{
    const std::vector<qint64> asked = m_asked;
    closeQuestion();
    m_records.takeBack(asked, this, [this](const Result<void> &done) {
        if (!done.ok())
            m_strip->showError(done.error());
    });
}

void WaitingPanel::closeQuestion()
{
    m_asked.clear();
    m_strip->clear();
}

void WaitingPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        closeQuestion();
        renewFormat();
        retranslate();
    }
}

void WaitingPanel::retranslate()
{
    m_discard->setText(tr("&Discard…"));
    render();
}

}
