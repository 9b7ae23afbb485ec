// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/shell/listpage.h"

#include "client/fields/recordscontext.h"
#include "client/lists/importdialog.h"
#include "client/lists/importendings.h"
#include "client/lists/importsdialog.h"
#include "client/lists/masschangesdialog.h"
#include "client/lists/recordlistview.h"
#include "client/records/records.h"
#include "client/shell/navigator.h"
#include "client/shell/peekpane.h"
#include "client/widgets/droppedfiles.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QSettings>
#include <QSplitter>

namespace tandem::client {

namespace {

/// Below this width of the whole page the peek pane closes and Enter opens the record as a tab.
constexpr int roomForPeek = 820;

/// The path of a file with rows that is being dragged; empty if it is something else.
QString droppedTable(const QMimeData *data)
{
    const QStringList paths = droppedFiles(data);
    const bool isTable = paths.size() == 1 && importendings::fits(paths.constFirst());
    return isTable ? paths.constFirst() : QString();
}

}

ListPage::ListPage(const ViewContext &context, const Location &location, QSettings &settings, QWidget *parent)
    : View(parent)
    , m_context(context)
    , m_settings(settings)
    , m_entity(location.entity())
    , m_splitter(new QSplitter(this))
    , m_list(new RecordListView(m_entity, fieldContextOf(context.records), m_splitter))
{
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_list);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    m_list->setColumns(m_settings.value(columnsKey()).toByteArray());
    if (!location.detail().isEmpty())
        m_list->setView(location.detail());

    connect(m_list, &RecordListView::openRequested, this, &ListPage::open);
    connect(m_list, &RecordListView::peekRequested, this, &ListPage::peek);
    connect(m_list, &RecordListView::currentRecordChanged, this, [this](const RecordKey &key) {
        if (m_peek && m_peek->isVisible())
            m_peek->setRecord(key);
    });
    connect(m_list, &RecordListView::createRequested, this,
        [this](const QString &entity) { m_context.navigator.create(entity); });
    connect(m_list, &RecordListView::importRequested, this, [this] { importFile(); });
    connect(m_list, &RecordListView::pastImportsRequested, this, [this] {
        auto *dialog = new ImportsDialog(fieldContextOf(m_context.records), this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(m_list, &RecordListView::pastMassChangesRequested, this, [this] {
        auto *dialog = new MassChangesDialog(fieldContextOf(m_context.records), {}, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(m_list, &RecordListView::boardRequested, this,
        [this](const QString &entity) { m_context.navigator.open(Location::board(entity)); });
    connect(m_list, &RecordListView::doneInOneStep, this,
        [this](const QString &text) { m_context.navigator.notify(text, true); });
    connect(m_list, &RecordListView::statusTextChanged, this, &View::statusTextChanged);
    connect(m_list, &RecordListView::viewTitleChanged, this, &View::titleChanged);
    const auto renew = [this] {
        m_list->setContext(fieldContextOf(m_context.records));
        emit titleChanged();
    };
    connect(&m_context.records, &Records::registryChanged, this, renew);
    connect(&m_context.records, &Records::languageChanged, this, renew);
}

ListPage::~ListPage()
{
    keepColumns();
}

bool ListPage::prepareToClose()
{
    // At once: the next tab with this list may be opened before this one is gone.
    keepColumns();
    return true;
}

void ListPage::keepColumns()
{
    // A saved view keeps its columns itself.
    if (recordIdFromText(m_list->view()).isNull())
        m_settings.setValue(columnsKey(), m_list->columns());
}

QString ListPage::columnsKey() const
{
    return QStringLiteral("columns/") + m_entity;
}

QString ListPage::title() const
{
    const EntityDef *entity = m_context.records.entity(m_entity);
    return entity ? m_context.records.labels().plural(*entity) : m_entity;
}

QString ListPage::iconName() const
{
    const EntityDef *entity = m_context.records.entity(m_entity);
    return entity ? entity->icon : QString();
}

void ListPage::open(const RecordKey &key, bool newTab)
{
    // A running export is followed here.
    const auto here = m_list->isExporting() ? Navigator::Target::NewTab : Navigator::Target::CurrentTab;
    m_context.navigator.open(Location::record(m_entity, key.id), newTab ? Navigator::Target::BackgroundTab : here);
}

bool ListPage::hasRoomForPeek() const
{
    return width() >= roomForPeek;
}

void ListPage::peek(const RecordKey &key)
{
    if (!hasRoomForPeek())
        return open(key, false);
    if (!m_peek) {
        m_peek = new PeekPane(m_context, m_splitter);
        m_splitter->addWidget(m_peek);
        m_splitter->setStretchFactor(0, 1);
        m_splitter->setSizes({width() - PeekPane::usualWidth, PeekPane::usualWidth});
        connect(m_peek, &PeekPane::closeRequested, this, [this] {
            m_peek->hide();
            m_list->focusTable();
        });
    } else if (m_peek->isVisible() && m_peek->record() == key) {
        m_peek->hide();
        return;
    }
    m_peek->setRecord(key);
    m_peek->show();
}

void ListPage::importFile(const QString &path)
{
    // Of the window: an import goes on when the list makes room for something else.
    auto *dialog = new ImportDialog(m_entity, fieldContextOf(m_context.records), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    if (!path.isEmpty())
        dialog->openFile(path);
}

void ListPage::dragEnterEvent(QDragEnterEvent *event)
{
    const EntityDef *entity = m_context.records.entity(m_entity);
    const bool mayImport = entity && m_context.records.access(entity->number).import;
    if (mayImport && !droppedTable(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ListPage::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    importFile(droppedTable(event->mimeData()));
}

QString ListPage::helpContext() const
{
    return m_list->view() == RecordListView::recycleBin ? QStringLiteral("panel/recycleBin") : QString();
}

void ListPage::resetLayout()
{
    m_list->resetColumns();
    if (m_peek)
        m_splitter->setSizes({width() - PeekPane::usualWidth, PeekPane::usualWidth});
}

QByteArray ListPage::saveState() const
{
    return m_list->saveState();
}

void ListPage::restoreState(const QByteArray &state)
{
    m_list->restoreState(state);
}

void ListPage::focusFilter()
{
    m_list->focusFilter();
}

bool ListPage::canPrint() const
{
    return m_list->canPrint();
}

void ListPage::print()
{
    m_list->print();
}

void ListPage::exportPdf()
{
    m_list->exportPdf();
}

bool ListPage::canMerge() const
{
    return m_list->canMerge();
}

void ListPage::merge()
{
    m_list->mergeSelected();
}

QString ListPage::statusText() const
{
    return m_list->statusText();
}

void ListPage::resizeEvent(QResizeEvent *event)
{
    View::resizeEvent(event);
    if (m_peek && m_peek->isVisible() && !hasRoomForPeek())
        m_peek->hide();
}

void ListPage::focusInEvent(QFocusEvent *)
{
    m_list->focusTable();
}

void ListPage::changeEvent(QEvent *event)
{
    View::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        emit titleChanged();
}

}
