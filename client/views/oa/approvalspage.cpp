// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/views/oa/approvalspage.h"

#include "client/fields/recordscontext.h"
#include "client/lists/recordtable.h"
#include "client/shell/navigator.h"
#include "client/views/oa/approvalpanel.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/tokens.h"

#include <QEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace tandem::client::oa {

namespace {

constexpr TodoModel::Box boxes[] = {
    TodoModel::Box::Open, TodoModel::Box::Done, TodoModel::Box::Started, TodoModel::Box::Copied};

}

ApprovalsPage::ApprovalsPage(const ViewContext &context, QWidget *parent)
    : View(parent)
    , m_context(context)
    , m_model(context.records)
    , m_boxes(new QTabBar(this))
    , m_splitter(new QSplitter(this))
    , m_body(new QStackedWidget(m_splitter))
    , m_empty(new EmptyState(m_body))
    , m_panel(new ApprovalPanel(context, m_splitter))
{
    setFocusPolicy(Qt::StrongFocus);
    for (size_t i = 0; i < std::size(boxes); ++i)
        m_boxes->addTab(QString());
    m_boxes->setDrawBase(false);
    m_boxes->setExpanding(false);
    m_empty->setIcon(QStringLiteral("circle-check"));
    m_body->addWidget(m_empty);
    // Before the table hears of it, which then chooses another row by itself.
    connect(&m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_isListMoving = true; });
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, [this] { m_isListMoving = false; });
    m_table = new RecordTable(m_model, fieldContextOf(context.records), m_body);
    m_body->addWidget(m_table);
    m_splitter->addWidget(m_body);
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, tokens::space, 0, 0);
    layout->setSpacing(tokens::spaceSmall);
    layout->addWidget(m_boxes);
    layout->addWidget(m_splitter, 1);

    addActions(m_panel->commands());

    connect(m_boxes, &QTabBar::currentChanged, this, &ApprovalsPage::showBox);
    connect(&m_model, &RecordListModel::idsChanged, this, &ApprovalsPage::showBody);
    connect(m_table, &RecordTable::currentRecordChanged, this, &ApprovalsPage::follow);
    connect(m_panel, &ApprovalPanel::dismissed, this, [this] {
        m_panel->setRecord(m_table->currentKey());
        showBody();
    });
    connect(m_panel, &ApprovalPanel::decided, this, &ApprovalsPage::goOn);
    connect(m_table, &RecordTable::openRequested, this, [this](const RecordKey &key, bool) {
        if (const EntityDef *entity = m_context.records.entity(key.entity))
            m_context.navigator.open(Location::record(entity->name, key.id));
    });
    retranslate();
    showBox(0);
}

void ApprovalsPage::showBox(int index)
{
    m_model.setBox(boxes[std::clamp(index, 0, int(std::size(boxes)) - 1)]);
    m_panel->setRecord({});
    showBody();
}

/// What somebody writes about one case must not meet another because the list moved.
void ApprovalsPage::follow(const RecordKey &key)
{
    if (!m_isListMoving || !m_panel->isHeld())
        m_panel->setRecord(key);
}

/// No row stands for what is shown: whichever is chosen next is a new choice.
void ApprovalsPage::chooseNone()
{
    m_isListMoving = true;
    m_table->selectionModel()->clear();
    m_isListMoving = false;
}

/// To the next case that waits, so that the keyboard goes from one to the other; what was used to decide is hidden.
void ApprovalsPage::goOn()
{
    const auto isDecided = [this](int row) {
        const Record *task = m_model.recordAt(row);
        return !task || task->pending;
    };
    const int row = m_table->currentIndex().row();
    int next = row + 1;
    while (next < m_model.rowCount() && isDecided(next))
        ++next;
    if (next >= m_model.rowCount()) {
        next = row - 1;
        while (next >= 0 && isDecided(next))
            --next;
    }
    if (next >= 0)
        m_table->setCurrentIndex(m_model.index(next, 0));
    m_table->setFocus();
}

void ApprovalsPage::showBody()
{
    const bool hadKeyboard = m_table->hasFocus();
    const bool empty = m_model.rowCount() == 0;
    const bool held = m_panel->isHeld();
    if (empty) {
        const QString texts[] = {tr("Nothing waits for your decision."), tr("You have not decided anything yet."),
            tr("You have not started an approval yet."), tr("Nothing was copied to you.")};
        m_empty->setText(texts[m_boxes->currentIndex()]);
    }
    m_body->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_table);
    if (empty && hadKeyboard)
        setFocus(); // and not whatever comes next in the window
    m_panel->setVisible(!empty || held);
    const bool isShown = m_table->currentKey() == m_panel->record();
    if (held && !isShown)
        chooseNone();
    else if (!empty && !held && !m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_model.index(0, 0));
    emit statusTextChanged();
}

QString ApprovalsPage::title() const
{
    return tr("Approvals");
}

QString ApprovalsPage::statusText() const
{
    return tr("%n entry(s)", nullptr, m_model.rowCount());
}

QByteArray ApprovalsPage::saveState() const
{
    return QByteArray(1, char(m_boxes->currentIndex()));
}

void ApprovalsPage::restoreState(const QByteArray &state)
{
    if (state.size() == 1)
        m_boxes->setCurrentIndex(state.at(0));
}

void ApprovalsPage::focusInEvent(QFocusEvent *)
{
    m_table->setFocus();
}

bool ApprovalsPage::canPrint() const
{
    return m_panel->isVisibleTo(this) && m_panel->canPrint();
}

void ApprovalsPage::print()
{
    m_panel->print();
}

void ApprovalsPage::exportPdf()
{
    m_panel->exportPdf();
}

void ApprovalsPage::changeEvent(QEvent *event)
{
    View::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    m_table->setContext(fieldContextOf(m_context.records));
    retranslate();
    showBody();
    emit titleChanged();
}

void ApprovalsPage::retranslate()
{
    m_boxes->setAccessibleName(tr("Approvals"));
    m_boxes->setTabText(0, tr("To do"));
    m_boxes->setTabText(1, tr("Done"));
    m_boxes->setTabText(2, tr("Started by me"));
    m_boxes->setTabText(3, tr("Copied to me"));
}

}
