// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/revertpanel.h"

#include "client/lists/revertreport.h"
#include "client/records/records.h"
#include "client/widgets/icons.h"
#include "client/widgets/messagestrip.h"

#include <QEvent>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

const QString revertAction = QStringLiteral("revert");

}

RevertPanel::RevertPanel(const FieldContext &context, const Fields &fields, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_fields(fields)
    , m_strip(new MessageStrip(this))
    , m_text(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_keptTitle(new QLabel(this))
    , m_kept(new QListWidget(this))
    , m_revert(new QPushButton(icons::icon(QStringLiteral("history")), {}, this))
{
    m_text->setWordWrap(true);
    m_progress->setRange(0, 0);
    m_keptTitle->setBuddy(m_kept);
    m_revert->setAutoDefault(false); // never by an Enter that was meant for something else
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_strip);
    layout->addWidget(m_text);
    layout->addWidget(m_progress);
    layout->addWidget(m_keptTitle);
    layout->addWidget(m_kept, 1);
    layout->addWidget(m_revert, 0, Qt::AlignLeft);
    layout->addStretch(0); // what stays, while there is no list to take it
    connect(m_revert, &QPushButton::clicked, this, &RevertPanel::ask);
    connect(m_strip, &MessageStrip::actionTriggered, this, [this](const QString &action) {
        m_strip->clear();
        if (action == revertAction)
            revert();
    });
    connect(m_context.records, &Records::changed, this, [this](const ChangeSet &changes) {
        if (changes.touches(RecordKey{m_fields.entity, m_run}))
            load();
    });
    connect(m_context.records, &Records::titlesChanged, this, [this] { showKept(); });
    showRun({});
}

void RevertPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && !m_record.key.isNull())
        showRecord(m_record);
}

/// Some of the words depend on the record.
void RevertPanel::retranslate()
{
    const Words said = words();
    m_progress->setAccessibleName(said.isReverting);
    m_keptTitle->setText(tr("Left as they are:"));
    m_kept->setAccessibleName(said.keptList);
    m_revert->setText(said.ask);
}

void RevertPanel::showRun(const RecordId &run)
{
    m_run = run;
    m_record = {};
    m_isAsked = false;
    m_asksAtOnce = false;
    m_strip->clear();
    for (QWidget *part : std::initializer_list<QWidget *>{m_text, m_progress, m_keptTitle, m_kept, m_revert})
        part->hide();
    if (!m_run.isNull())
        load();
}

void RevertPanel::askAtOnce()
{
    m_asksAtOnce = true;
    if (!m_record.key.isNull())
        showRecord(m_record);
}

void RevertPanel::load()
{
    m_context.records->read({m_fields.entity, m_run}, this, [this, run = m_run](const Result<Record> &record) {
        if (record.ok() && run == m_run)
            showRecord(*record);
    });
}

bool RevertPanel::isOpen(const QString &state)
{
    return state == QLatin1String("running") || state == QLatin1String("done")
        || state == QLatin1String("revertFailed");
}

void RevertPanel::showRecord(const Record &run)
{
    m_record = run;
    const QString now = state();
    // Nothing of it waits, and it is not being reverted: the server has refused, and the sync page says why.
    m_isAsked = m_isAsked && isOpen(now) && run.pending;
    retranslate();
    m_text->setText(summary().join(QLatin1Char('\n')));
    m_text->setVisible(!m_text->text().isEmpty());
    m_progress->setVisible(m_isAsked || now == QLatin1String("reverting"));
    m_revert->setVisible(isOpen(now) && m_context.records->mayAct(run, revertAction));
    m_revert->setEnabled(!m_isAsked);
    showKept();
    if (std::exchange(m_asksAtOnce, false) && m_revert->isVisibleTo(this) && !m_isAsked)
        ask();
}

void RevertPanel::showKept()
{
    m_kept->clear();
    const EntityDef *entity = m_context.registry->entity(m_record.value(m_fields.about).toText());
    const QString report = m_record.value(m_fields.report).toText();
    if (entity && !report.isEmpty())
        m_kept->addItems(RevertReport::lines(m_context, *entity, report));
    if (const qint64 more = number(m_fields.kept) - m_kept->count(); m_kept->count() > 0 && more > 0)
        m_kept->addItem(tr("… and %n more", nullptr, int(more)));
    m_kept->setVisible(m_kept->count() > 0);
    m_keptTitle->setVisible(m_kept->count() > 0);
}

qint64 RevertPanel::number(FieldNumber field) const
{
    return m_record.value(field).toInteger();
}

void RevertPanel::ask()
{
    const Words said = words();
    m_strip->showMessage(Tone::Warning, promise());
    m_strip->addAction(revertAction, said.revert);
    m_strip->addAction(QStringLiteral("keep"), said.keep);
    m_strip->focusFirstAction();
}

void RevertPanel::revert()
{
    m_revert->setEnabled(false);
    m_context.records->act({m_fields.entity, m_run}, revertAction, {}, this,
        [this, run = m_run](const Result<std::vector<MutationId>> &done) {
            if (run != m_run)
                return;
            m_isAsked = done.ok();
            m_revert->setEnabled(!m_isAsked);
            if (!done.ok())
                m_strip->showError(done.error());
            load();
        });
}

}
