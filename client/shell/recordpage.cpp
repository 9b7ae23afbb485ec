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
#include "client/shell/relatedlist.h"
#include "client/shell/timelineview.h"
#include "client/shell/unsentfilesstrip.h"
#include "client/widgets/droppedfiles.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/messagestrip.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDragEnterEvent>
#include <QEvent>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace tandem::client {

namespace {

/// Narrower pages put timeline and related lists into tabs beside the form instead of a column of their own.
constexpr int roomForTwoColumns = 900;

}

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
    Records &records = m_context.records;
    connect(&records, &Records::changed, this, [this](const ChangeSet &changes) {
        const EntityDef *conflict = m_context.records.entity(QStringLiteral("conflict"));
        const EntityDef *own = m_context.records.entity(m_key.entity);
        const bool counts = own && rollsUpAnyOf(*m_context.records.registry(), *own, changes);
        if (counts || changes.touches(m_key))
            refreshHeader();
        if (conflict && changes.touches(conflict->number))
            showConflicts();
    });
    connect(&records, &Records::titlesChanged, this, &RecordPage::refreshHeader);
    connect(&records, &Records::registryChanged, this, [this] {
        m_header->setContext(fieldContextOf(m_context.records));
        if (m_form)
            m_form->setContext(fieldContextOf(m_context.records));
        refreshHeader();
    });
    connect(m_header, &RecordHeader::actionRequested, this, &RecordPage::runAction);
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
    build();
}

void RecordPage::build()
{
    const EntityDef *entity = m_context.records.entity(m_location.entity());
    if (!entity)
        return;
    const FieldContext context = fieldContextOf(m_context.records);
    m_form = new RecordForm(context, entity->name, m_left);
    m_left->addTab(m_form, tr("Details"));
    connect(m_form, &RecordForm::saved, this, &RecordPage::recordSaved);
    connect(m_form, &RecordForm::closeRequested, this, &View::closeRequested);
    connect(m_form, &RecordForm::dirtyChanged, this, &View::titleChanged);
    connect(m_form, &RecordForm::openRequested, this,
        [this](const QString &name, const RecordId &id) { m_context.navigator.open(Location::record(name, id)); });
    if (m_isNew) {
        m_header->showNew(*entity);
        openNew();
    } else {
        connect(m_form, &RecordForm::recordMissing, this, &RecordPage::showNothing);
        connect(m_form, &RecordForm::loaded, this, [this] { setNothingVisible(false); });
        m_form->openRecord(m_key.id);
        buildRelated();
        refreshHeader();
        showConflicts();
        m_unsentFiles->setRecord(m_key);
    }
    arrange();
}

void RecordPage::buildRelated()
{
    const EntityDef *entity = m_context.records.entity(m_key.entity);
    const FieldContext context = fieldContextOf(m_context.records);
    if (entity->traits.testFlag(Trait::Timeline)) {
        m_timeline = new TimelineView(context, m_right);
        m_timeline->setRecord(m_key);
        connect(m_timeline, &TimelineView::failed, this, &RecordPage::showFailure);
        connect(m_timeline, &TimelineView::attached, this,
            [this](const QString &file) { m_context.navigator.notify(tr("Attached: %1").arg(file)); });
        connect(
            m_timeline, &TimelineView::told, this, [this](const QString &text) { m_context.navigator.notify(text); });
        setAcceptDrops(true);
        connect(m_timeline, &TimelineView::openRequested, this,
            [this](const QString &name, const RecordId &id) { m_context.navigator.open(Location::record(name, id)); });
        m_right->addTab(m_timeline, tr("Timeline"));
    }
    for (const QString &name : entity->detail.related) {
        auto *list = new RelatedList(m_context, m_key, name, m_right);
        if (!list->isValid()) {
            delete list;
            continue;
        }
        m_related.emplace_back(name, list);
        m_right->addTab(list, relatedTitle(name));
    }
}

QString RecordPage::relatedTitle(const QString &name) const
{
    const EntityDef *entity = m_context.records.entity(m_key.entity);
    return entity ? m_context.records.labels().related(*entity, name) : name;
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
}

/// A form of nothing would look like a record that lost its values.
void RecordPage::showNothing(bool exceptWhatWasTyped)
{
    if (exceptWhatWasTyped)
        return setNothingVisible(false);
    if (!m_nothing) {
        m_nothing = new EmptyState(this);
        m_nothing->setIcon(QStringLiteral("funnel-x"));
        layout()->addWidget(m_nothing);
        connect(m_nothing, &EmptyState::actionTriggered, this, &View::closeRequested);
    }
    retranslateNothing();
    setNothingVisible(true);
}

void RecordPage::setNothingVisible(bool visible)
{
    if (m_nothing)
        m_nothing->setVisible(visible);
    m_header->setVisible(!visible);
    m_splitter->setVisible(!visible);
}

void RecordPage::retranslateNothing()
{
    if (!m_nothing)
        return;
    m_nothing->setText(tr("This record is not on this computer, or you may not see it."));
    m_nothing->setActionText(tr("Close"));
}

void RecordPage::showConflicts()
{
    if (m_isNew)
        return;
    m_context.records.conflicts(this, [this](Result<std::vector<ConflictItem>> all) {
        const auto count = !all.ok() ? 0 : std::count_if(all->begin(), all->end(), [this](const ConflictItem &item) {
            return item.record == m_key;
        });
        if (count == 0)
            return m_conflictStrip->clear();
        m_conflictStrip->showMessage(
            Tone::Warning, tr("Somebody else changed %n field(s) that you changed too.", nullptr, int(count)));
        m_conflictStrip->addAction(QStringLiteral("resolve"), tr("Compare and choose"));
    });
}

void RecordPage::runAction(const QString &action)
{
    m_context.records.act(m_key, action, {}, this, [this, action](Result<std::vector<MutationId>> done) {
        if (!done.ok())
            return showFailure(done.error());
        const EntityDef *entity = m_context.records.entity(m_key.entity);
        m_context.navigator.notify(tr("%1: sent").arg(m_context.records.labels().action(*entity, action)));
    });
}

void RecordPage::showFailure(const Error &error)
{
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

void RecordPage::arrange()
{
    const bool wide = width() >= roomForTwoColumns;
    if (wide == m_wide && m_left->count() + m_right->count() > 1)
        return;
    m_wide = wide;
    QTabWidget *target = wide ? m_right : m_left;
    if (m_timeline)
        target->addTab(m_timeline, tr("Timeline"));
    for (const auto &[name, list] : m_related)
        target->addTab(list, relatedTitle(name));
    m_right->setVisible(wide && m_right->count() > 0);
    m_left->tabBar()->setVisible(m_left->count() > 1);
}

QString RecordPage::title() const
{
    const EntityDef *entity = m_context.records.entity(m_location.entity());
    const QString name = entity ? m_context.records.labels().entity(*entity) : m_location.entity();
    if (m_isNew)
        return tr("New: %1").arg(name);
    const QString known = m_context.records.titleOf(m_key);
    const QString text = known.isEmpty() ? name : known;
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

void RecordPage::changeEvent(QEvent *event)
{
    View::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    m_header->setContext(fieldContextOf(m_context.records));
    for (QTabWidget *tabs : {m_left, m_right}) {
        for (int i = 0; i < tabs->count(); ++i) {
            QWidget *page = tabs->widget(i);
            if (page == m_form)
                tabs->setTabText(i, tr("Details"));
            else if (page == m_timeline)
                tabs->setTabText(i, tr("Timeline"));
            else
                tabs->setTabText(i, relatedTitle(page->objectName()));
        }
    }
    retranslateNothing();
    refreshHeader();
    emit titleChanged();
}

}
