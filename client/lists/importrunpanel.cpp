// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/importrunpanel.h"

#include "client/fields/recordscontext.h"
#include "client/lists/importrevertreport.h"
#include "client/records/records.h"
#include "client/widgets/icons.h"
#include "client/widgets/messagestrip.h"
#include "shared/entities/entitynames.h"

#include <QEvent>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

namespace importRun = entities::importRun;

const QString revertAction = QStringLiteral("revert");

}

ImportRunPanel::ImportRunPanel(FieldContext context, QWidget *parent)
    : QWidget(parent)
    , m_context(std::move(context))
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
    connect(m_revert, &QPushButton::clicked, this, &ImportRunPanel::ask);
    connect(m_strip, &MessageStrip::actionTriggered, this, [this](const QString &action) {
        m_strip->clear();
        if (action == revertAction)
            revert();
    });
    connect(m_context.records, &Records::changed, this, [this](const ChangeSet &changes) {
        if (changes.touches(RecordKey{importRun::number, m_run}))
            load();
    });
    connect(m_context.records, &Records::titlesChanged, this, [this] { showKept(); });
    retranslate();
    showRun({});
}

void ImportRunPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    m_context.labels = fieldContextOf(*m_context.records).labels;
    retranslate();
    if (!m_record.key.isNull())
        showRecord(m_record);
}

void ImportRunPanel::retranslate()
{
    m_progress->setAccessibleName(tr("It is being reverted."));
    m_keptTitle->setText(tr("Left as they are:"));
    m_kept->setAccessibleName(tr("What the revert left as it is"));
    m_revert->setText(tr("&Revert import…"));
}

QString ImportRunPanel::stateOf(const Record &run)
{
    const QString state = run.value(importRun::field::state).toText();
    // The server says it; what it has not seen yet says it by its end.
    if (!state.isEmpty() && state != QLatin1String("running"))
        return state;
    return run.value(importRun::field::finishedAt).isNull() ? QStringLiteral("running") : QStringLiteral("done");
}

void ImportRunPanel::showRun(const RecordId &run)
{
    m_run = run;
    m_record = {};
    m_isAsked = false;
    m_strip->clear();
    for (QWidget *part : std::initializer_list<QWidget *>{m_text, m_progress, m_keptTitle, m_kept, m_revert})
        part->hide();
    if (!m_run.isNull())
        load();
}

void ImportRunPanel::load()
{
    m_context.records->read({importRun::number, m_run}, this, [this, run = m_run](const Result<Record> &record) {
        if (record.ok() && run == m_run)
            showRecord(*record);
    });
}

void ImportRunPanel::showRecord(const Record &run)
{
    m_record = run;
    const QString state = stateOf(run);
    const bool isOpen =
        state == QLatin1String("running") || state == QLatin1String("done") || state == QLatin1String("revertFailed");
    // Nothing of it waits, and it is not being reverted: the server has refused, and the sync page says why.
    m_isAsked = m_isAsked && isOpen && run.pending;
    m_text->setText(summary().join(QLatin1Char('\n')));
    m_text->setVisible(!m_text->text().isEmpty());
    m_progress->setVisible(m_isAsked || state == QLatin1String("reverting"));
    m_revert->setVisible(isOpen && m_context.records->mayAct(run, revertAction));
    m_revert->setEnabled(!m_isAsked);
    showKept();
}

void ImportRunPanel::showKept()
{
    m_kept->clear();
    const EntityDef *entity = m_context.registry->entity(m_record.value(importRun::field::entity).toText());
    const QString report = m_record.value(importRun::field::report).toText();
    if (entity && !report.isEmpty())
        m_kept->addItems(ImportRevertReport::lines(m_context, *entity, report));
    if (const qint64 more = number(importRun::field::kept) - m_kept->count(); m_kept->count() > 0 && more > 0)
        m_kept->addItem(tr("… and %n more", nullptr, int(more)));
    m_kept->setVisible(m_kept->count() > 0);
    m_keptTitle->setVisible(m_kept->count() > 0);
}

qint64 ImportRunPanel::number(FieldNumber field) const
{
    return m_record.value(field).toInteger();
}

QStringList ImportRunPanel::summary() const
{
    const QString state = stateOf(m_record);
    QStringList lines;
    if (m_showsCounts) {
        lines = QStringList{tr("%n record(s) added", nullptr, int(number(importRun::field::created))),
            tr("%n record(s) updated", nullptr, int(number(importRun::field::updated))),
            tr("%n row(s) refused", nullptr, int(number(importRun::field::failed)))};
    }
    if (m_isAsked)
        lines.append(tr("It is reverted as soon as the server can be reached."));
    else if (state == QLatin1String("running"))
        lines.append(tr("It still runs, or was interrupted."));
    if (state == QLatin1String("reverting"))
        lines.append(tr("It is being reverted."));
    if (state == QLatin1String("revertFailed"))
        lines.append(tr("It could not be reverted to the end. Try again, or ask an administrator."));
    if (state == QLatin1String("reverted"))
        lines.append(tr("It was reverted."));
    if (state.startsWith(QLatin1String("revert"))) {
        lines += QStringList{tr("%n record(s) deleted again", nullptr, int(number(importRun::field::removed))),
            tr("%n field(s) set back", nullptr, int(number(importRun::field::restored))),
            tr("%n left as they are", nullptr, int(number(importRun::field::kept)))};
    }
    return lines;
}

/// What a revert would do, for the question.
QString ImportRunPanel::promise() const
{
    const int added = int(number(importRun::field::created));
    const int updated = int(number(importRun::field::updated));
    QStringList sentences{tr("Revert this import?")};
    if (added > 0)
        sentences.append(tr("%n added record(s) go to the recycle bin.", nullptr, added));
    if (updated > 0)
        sentences.append(tr("%n updated record(s) get their former values back.", nullptr, updated));
    sentences.append(tr("What was edited since stays as it is."));
    return sentences.join(QLatin1Char(' '));
}

void ImportRunPanel::ask()
{
    m_strip->showMessage(Tone::Warning, promise());
    m_strip->addAction(revertAction, tr("Revert import"));
    m_strip->addAction(QStringLiteral("keep"), tr("Keep it"));
    m_strip->focusFirstAction();
}

void ImportRunPanel::revert()
{
    m_revert->setEnabled(false);
    m_context.records->act({importRun::number, m_run}, revertAction, {}, this,
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
