// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/recordpage.h"

#include "client/fields/recordscontext.h"
#include "client/forms/recordform.h"
#include "client/printing/printing.h"
#include "client/records/records.h"
#include "client/records/rollups.h"
#include "client/shell/conflictresolution.h"
#include "client/shell/drafttroublestrip.h"
#include "client/shell/navigator.h"
#include "client/shell/recordheader.h"
#include "client/shell/timelineview.h"
#include "client/shell/unsentfilesstrip.h"
#include "client/widgets/droppedfiles.h"
#include "client/widgets/messagestrip.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDragEnterEvent>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tandem::client {

RecordPage::RecordPage(const ViewContext &context, const Location &location, QWidget *parent)
    : View(parent)
    , m_context(context)
    , m_location(location)
    , m_header(new RecordHeader(fieldContextOf(context.records), this))
    , m_strip(new MessageStrip(this))
    , m_conflictStrip(new MessageStrip(this))
    , m_unsentFiles(new UnsentFilesStrip(context.records, this))
    , m_splitter(new QSplitter(this))
    , m_left(new QTabWidget(m_splitter))
    , m_right(new QTabWidget(m_splitter))
{
    for (QTabWidget *tabs : {m_left, m_right})
        tabs->setDocumentMode(true);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_strip);
    layout->addWidget(new DraftTroubleStrip(context.records, this));
    layout->addWidget(m_conflictStrip);
    layout->addWidget(m_unsentFiles);
    layout->addWidget(m_splitter, 1);

    setFocusPolicy(Qt::StrongFocus);
    m_isNew = location.kind() == Location::Kind::NewRecord;
    if (const EntityDef *entity = m_context.records.entity(location.entity()))
        m_key = {entity->number, location.record()};
    followRecords();
    connectHeader();
    build();
}

void RecordPage::followRecords()
{
    Records &records = m_context.records;
    connect(&records, &Records::changed, this, [this](const ChangeSet &changes) {
        const EntityDef *conflict = m_context.records.entity(QStringLiteral("conflict"));
        const EntityDef *own = m_context.records.entity(m_key.entity);
        const bool counts = own && rollsUpAnyOf(*m_context.records.registry(), *own, changes);
        if (changes.touches(m_key))
            closeQuestion();
        if (counts || changes.touches(m_key))
            refreshHeader();
        if (conflict && changes.touches(conflict->number))
            showConflicts();
    });
    // An action that the server has judged may have changed nothing.
    connect(&records, &Records::outboxChanged, this, [this] {
        if (m_header->hasWaiting())
            refreshWaiting();
    });
    connect(&records, &Records::titlesChanged, this, &RecordPage::refreshHeader);
    connect(&records, &Records::registryChanged, this, [this] {
        m_header->setContext(fieldContextOf(m_context.records));
        if (m_form)
            m_form->setContext(fieldContextOf(m_context.records));
        refreshHeader();
    });
}

void RecordPage::connectHeader()
{
    connect(m_header, &RecordHeader::actionRequested, this, &RecordPage::askForAction);
    connect(m_strip, &MessageStrip::actionTriggered, this, [this](const QString &answer) {
        const QString asked = m_asked;
        closeQuestion();
        if (answer == asked)
            runAction(asked);
    });
    connect(m_header, &RecordHeader::copyLinkRequested, this, [this] {
        QApplication::clipboard()->setText(m_location.toText());
        m_context.navigator.notify(tr("Link copied"));
    });
    connect(m_header, &RecordHeader::deleteRequested, this, [this] {
        m_context.records.remove({m_key}, this, [this](Result<std::vector<MutationId>> done) {
            if (!done.ok())
                return showFailure(done.error());
            m_context.navigator.notify(tr("Moved to the recycle bin"), true);
            emit closeRequested();
        });
    });
    connect(m_header, &RecordHeader::restoreRequested, this, [this] {
        m_context.records.restore({m_key}, this, [this](Result<std::vector<MutationId>> done) {
            if (!done.ok())
                showFailure(done.error());
        });
    });
    connect(m_conflictStrip, &MessageStrip::actionTriggered, this,
        [this] { resolveConflictsOf(m_context.records, m_key, this); });
}

void RecordPage::openNew()
{
    m_key.id = recordIdFromText(m_location.detail());
    // At once, so that nothing typed before the draft is read goes into a form that is not there yet.
    m_form->createRecord({}, m_key.id);
    // A tab of an earlier run may have been saved in the meantime: the id has its record, to be opened and not made.
    m_context.records.read(m_key, this, [this](const Result<Record> &made) {
        if (!made.ok())
            return restoreNewDraft();
        m_context.records.removeDraft(m_key);
        recordSaved(m_key.id);
    });
}

void RecordPage::restoreNewDraft()
{
    m_context.records.loadDraft(m_key, this, [this](const Result<std::optional<Draft>> &draft) {
        if (!draft || !*draft || m_form->isDirty())
            return;
        // What was only preset has seen no defaults: they belong beside it.
        if ((*draft)->seen.empty())
            m_form->createRecord((*draft)->values, m_key.id);
        else
            m_form->continueDraft(**draft);
    });
}

/// Who makes a record types at once; who opens one reads first.
void RecordPage::focusInEvent(QFocusEvent *)
{
    if (m_isNew && m_form)
        m_form->focusFirstField();
}

void RecordPage::refreshHeader()
{
    if (m_isNew || m_key.isNull())
        return;
    m_context.records.read(m_key, this, [this](Result<Record> record) {
        if (!record.ok())
            return; // the form says it
        m_header->showRecord(*record);
        emit titleChanged();
    });
    refreshWaiting();
}

void RecordPage::refreshWaiting()
{
    m_context.records.waitingOf(m_key, this, [this](const Result<std::vector<Mutation>> &found) {
        QSet<QString> actions;
        for (const Mutation &mutation : found.valueOr({})) {
            if (mutation.kind == MutationKind::Action)
                actions.insert(mutation.action);
        }
        m_header->setWaiting(actions);
    });
}

void RecordPage::showConflicts()
{
    if (m_isNew)
        return;
    m_context.records.conflicts(this, [this](Result<std::vector<ConflictItem>> all) {
        std::vector<ConflictItem> own = all.valueOr({});
        std::erase_if(own, [this](const ConflictItem &item) { return item.record != m_key; });
        if (own.empty())
            return m_conflictStrip->clear();
        const bool wasDeleted =
            std::any_of(own.begin(), own.end(), [](const ConflictItem &item) { return item.ofRecord; });
        m_conflictStrip->showMessage(Tone::Warning,
            wasDeleted ? tr("One deleted this record while another edited it.")
                       : tr("Somebody else changed %n field(s) that you changed too.", nullptr, int(own.size())));
        m_conflictStrip->addAction(QStringLiteral("resolve"), tr("Compare and choose"));
    });
}

/// What is not simply done again the other way is asked once, with what comes of it.
void RecordPage::askForAction(const QString &action)
{
    const EntityDef *entity = m_context.records.entity(m_key.entity);
    const Labels &labels = m_context.records.labels();
    const QString question = entity ? labels.question(*entity, action) : QString();
    if (question.isEmpty())
        return runAction(action);
    m_asked = action;
    m_strip->showMessage(Tone::Warning, question);
    m_strip->addAction(action, labels.action(*entity, action));
    m_strip->addAction(QStringLiteral("~leave"), tr("Leave it"));
    m_strip->focusFirstAction();
}

/// Of a record that is another one now it is asked anew.
void RecordPage::closeQuestion()
{
    if (!m_asked.isEmpty())
        m_strip->clear();
    m_asked.clear();
}

void RecordPage::runAction(const QString &action)
{
    m_context.records.act(m_key, action, {}, this, [this, action](Result<std::vector<MutationId>> done) {
        if (!done.ok())
            return showFailure(done.error());
        const EntityDef *entity = m_context.records.entity(m_key.entity);
        const QString name = m_context.records.labels().action(*entity, action);
        m_context.navigator.notify(m_context.records.isOnline()
                ? tr("%1: sent").arg(name)
                : tr("%1: will be sent at the next contact with the server").arg(name));
    });
}

void RecordPage::showFailure(const Error &error)
{
    m_asked.clear();
    m_strip->showError(error);
}

void RecordPage::recordSaved(const RecordId &id)
{
    m_strip->clear();
    if (!m_isNew)
        return;
    m_context.navigator.open(Location::record(m_location.entity(), id));
    emit closeRequested();
}

namespace {

QString nameOf(const Records &records, const QString &entity)
{
    const EntityDef *definition = records.entity(entity);
    return definition ? records.labels().entity(*definition) : entity;
}

}

QString RecordPage::titleOfNew(const Records &records, const QString &entity)
{
    return tr("New: %1").arg(nameOf(records, entity));
}

QString RecordPage::title() const
{
    if (m_isNew)
        return titleOfNew(m_context.records, m_location.entity());
    const QString known = m_context.records.titleOf(m_key);
    const QString text = known.isEmpty() ? nameOf(m_context.records, m_location.entity()) : known;
    return m_form && m_form->isDirty() ? text + QStringLiteral(" •") : text;
}

QString RecordPage::iconName() const
{
    const EntityDef *entity = m_context.records.entity(m_location.entity());
    return entity ? entity->icon : QString();
}

/// What was saved has a page of its own; making it again under the same id would overwrite it.
bool RecordPage::canReopen() const
{
    return !m_isNew || !m_form || m_form->isNew();
}

void RecordPage::save()
{
    if (m_form)
        m_form->save();
}

bool RecordPage::canSave() const
{
    return m_form && (m_isNew || m_form->isDirty());
}

bool RecordPage::canPrint() const
{
    return !m_isNew && !m_key.isNull();
}

void RecordPage::print()
{
    previewRecord(fieldContextOf(m_context.records), m_key, this, [this](const Error &error) { showFailure(error); });
}

void RecordPage::exportPdf()
{
    exportRecord(fieldContextOf(m_context.records), m_key, m_context.records.titleOf(m_key), this,
        [this](const Result<void> &written, const QString &path) {
            if (!written.ok())
                return showFailure(written.error());
            m_context.navigator.notify(tr("Written: %1").arg(QDir::toNativeSeparators(path)));
        });
}

void RecordPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedFiles(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void RecordPage::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    m_timeline->attach(droppedFiles(event->mimeData()));
}

void RecordPage::resizeEvent(QResizeEvent *event)
{
    View::resizeEvent(event);
    arrange();
}

}
