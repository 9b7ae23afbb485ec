// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/views/crm/pipelineboard.h"

#include "client/fields/recordscontext.h"
#include "client/shell/navigator.h"
#include "client/views/crm/boardcolumn.h"
#include "client/views/crm/missingfieldsdialog.h"
#include "client/widgets/emptystate.h"
#include "client/widgets/icons.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/searchbox.h"
#include "client/widgets/tokens.h"
#include "shared/entities/entitynames.h"
#include "shared/expressions/filterbuilder.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tandem::client::crm {

namespace deal = entities::opportunity;

namespace {

enum Scope { Mine, Everybody };

}

PipelineBoard::PipelineBoard(const ViewContext &context, QWidget *parent)
    : View(parent)
    , m_context(context)
    , m_model(context.records)
    , m_pipelines(new QComboBox(this))
    , m_scope(new QComboBox(this))
    , m_search(new SearchBox(this))
    , m_strip(new MessageStrip(this))
    , m_empty(new EmptyState(this))
    , m_scroll(new QScrollArea(this))
{
    setFocusPolicy(Qt::StrongFocus);
    m_empty->setIcon(QStringLiteral("columns-3"));
    m_empty->hide();
    m_search->setMaximumWidth(280);
    m_scope->addItems({QString(), QString()});
    m_scope->setCurrentIndex(Everybody);
    auto *columns = new QWidget(m_scroll);
    m_columnsLayout = new QHBoxLayout(columns);
    m_columnsLayout->setContentsMargins(tokens::space, 0, tokens::space, 0);
    m_columnsLayout->setSpacing(tokens::space);
    m_columnsLayout->addStretch(1);
    m_scroll->setWidget(columns);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    auto *add = new QPushButton(icons::icon(QStringLiteral("plus")), tr("New"), this);
    add->setObjectName(QStringLiteral("newDeal"));
    add->setVisible(context.records.mayCreate(deal::number));
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(tokens::spaceMedium, tokens::space, tokens::spaceMedium, tokens::spaceSmall);
    bar->addWidget(m_pipelines);
    bar->addWidget(m_scope);
    bar->addWidget(m_search, 1);
    bar->addStretch(1);
    bar->addWidget(add);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_strip);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_empty, 1);

    connect(add, &QPushButton::clicked, this, [this] { m_context.navigator.create(QStringLiteral("opportunity")); });
    connect(m_pipelines, &QComboBox::activated, this, [this] {
        m_pipeline = m_pipelines->currentData().value<RecordId>();
        loadStages();
    });
    connect(m_scope, &QComboBox::activated, this, &PipelineBoard::showBoard);
    connect(m_search, &SearchBox::searchRequested, this, &PipelineBoard::showBoard);
    connect(&m_model, &BoardModel::failed, this, &PipelineBoard::showFailure);
    connect(&m_model, &BoardModel::summaryChanged, this, [this](int column) {
        if (column >= 0 && column < int(m_columns.size()))
            m_columns[size_t(column)]->refreshHead();
    });
    connect(&m_context.records, &Records::changed, this, [this](const ChangeSet &changes) {
        if (changes.touches(entities::pipeline::number) || changes.touches(entities::stage::number))
            loadPipelines();
    });
    retranslate();
    loadPipelines();
}

void PipelineBoard::loadPipelines()
{
    ListQuery query;
    query.entity = entities::pipeline::number;
    m_context.records.queryIds(query, this, [this](Result<std::vector<RecordId>> ids) {
        if (!ids.ok())
            return showFailure(ids.error());
        m_context.records.readMany(
            entities::pipeline::number, *ids, {}, this, [this](Result<std::vector<Record>> pipelines) {
                if (!pipelines.ok())
                    return showFailure(pipelines.error());
                m_pipelines->clear();
                for (const Record &pipeline : *pipelines) {
                    m_pipelines->addItem(
                        nameOf(pipeline, entities::pipeline::field::name), QVariant::fromValue(pipeline.key.id));
                }
                m_pipelines->setVisible(pipelines->size() > 1);
                const int kept = m_pipelines->findData(QVariant::fromValue(m_pipeline));
                m_pipelines->setCurrentIndex(std::max(0, kept));
                m_pipeline = m_pipelines->currentData().value<RecordId>();
                loadStages();
            });
    });
}

void PipelineBoard::loadStages()
{
    ListQuery query;
    query.entity = entities::stage::number;
    query.link = entities::stage::field::pipeline;
    query.linkTarget = {entities::pipeline::number, m_pipeline};
    query.sort = {{QStringLiteral("order"), false}};
    m_context.records.queryIds(query, this, [this](Result<std::vector<RecordId>> ids) {
        if (!ids.ok())
            return showFailure(ids.error());
        m_context.records.readMany(entities::stage::number, *ids, {}, this, [this](Result<std::vector<Record>> stages) {
            if (!stages.ok())
                return showFailure(stages.error());
            m_stages = *std::move(stages);
            showBoard();
        });
    });
}

QString PipelineBoard::nameOf(const Record &record, FieldNumber field) const
{
    const EntityDef *entity = m_context.records.entity(record.key.entity);
    return m_context.records.labels().translated(entity->name, record.value(field).toText());
}

QString PipelineBoard::filter() const
{
    std::vector<FilterCondition> conditions;
    if (m_scope->currentIndex() == Mine)
        conditions.push_back({QStringLiteral("owner"), FilterCondition::Operator::IsMe, {}, ExpressionType::Id});
    const QString words = m_search->text().trimmed();
    if (!words.isEmpty()) {
        const EntityDef *entity = m_context.records.entity(deal::number);
        conditions.push_back(
            {entity->titleField, FilterCondition::Operator::Contains, {Value(words)}, ExpressionType::Text});
    }
    return buildFilter(conditions).toText();
}

void PipelineBoard::showBoard()
{
    for (BoardColumn *column : m_columns)
        column->deleteLater();
    m_columns.clear();
    const EntityDef *entity = m_context.records.entity(deal::number);
    const FieldDef *sum = entity && entity->board ? entity->field(entity->board->sumField) : nullptr;
    ListQuery query;
    query.entity = deal::number;
    query.filter = filter();
    query.link = deal::field::pipeline;
    query.linkTarget = {entities::pipeline::number, m_pipeline};
    std::vector<BoardModel::Column> columns;
    for (const Record &stage : m_stages) {
        columns.push_back({Value(stage.key.id), nameOf(stage, entities::stage::field::name),
            stage.value(entities::stage::field::colour).toText()});
    }
    m_model.setBoard(query, deal::field::stage, sum ? sum->number : FieldNumber(0), columns);
    const FieldContext context = fieldContextOf(m_context.records);
    for (size_t i = 0; i < m_stages.size(); ++i) {
        auto *column = new BoardColumn(m_model, int(i), context, m_stages[i], m_scroll->widget());
        m_columnsLayout->insertWidget(int(i), column);
        m_columns.push_back(column);
        connect(column, &BoardColumn::openRequested, this, &PipelineBoard::openCard);
        connect(column, &BoardColumn::moveRequested, this, &PipelineBoard::moveBy);
        connect(column, &BoardColumn::menuRequested, this, &PipelineBoard::showCardMenu);
        connect(column, &BoardColumn::focusMoveRequested, this, [this, i](int step) { focusColumn(int(i), step); });
        connect(column, &BoardColumn::cardDropped, this,
            [this, stage = Value(m_stages[i].key.id)](const RecordId &id) { moveCard(m_model.indexOf(id), stage); });
    }
    m_scroll->setVisible(!m_stages.empty());
    m_empty->setVisible(m_stages.empty());
}

void PipelineBoard::moveCard(const QModelIndex &card, const Value &stage)
{
    const Record *record = m_model.recordAt(card);
    if (!record || record->value(deal::field::stage) == stage)
        return;
    if (!m_model.mayMove(card, stage)) {
        m_strip->showMessage(Tone::Warning, tr("You may not move this deal."));
        return;
    }
    m_strip->clear();
    m_context.records.objections(deal::number, {record->key.id}, {{deal::field::stage, stage}}, this,
        [this, moved = *record, stage](const Result<std::vector<WriteObjection>> &found) {
            if (!found.ok())
                return showFailure(found.error());
            if (found->empty())
                return putCard(moved.key.id, stage, {});
            askMissing(moved, stage, found->front().errors);
        });
}

/// What the stage asks for is asked before the deal goes there, not refused by the server afterwards.
void PipelineBoard::askMissing(const Record &record, const Value &stage, const std::vector<Error> &errors)
{
    auto *dialog =
        new MissingFieldsDialog(fieldContextOf(m_context.records), record, {{deal::field::stage, stage}}, errors, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
        [this, dialog, id = record.key.id, stage] { putCard(id, stage, dialog->values()); });
    dialog->open();
}

void PipelineBoard::putCard(const RecordId &id, const Value &stage, const FieldValues &with)
{
    const QModelIndex card = m_model.indexOf(id);
    if (!card.isValid()) {
        writeStage(id, stage, with);
    } else if (!m_model.moveCard(card, stage, with)) {
        m_strip->showMessage(Tone::Warning, tr("You may not move this deal."));
        return;
    }
    const auto target = std::find_if(m_stages.begin(), m_stages.end(),
        [&stage](const Record &candidate) { return candidate.key.id == stage.toId(); });
    const QString name = target == m_stages.end() ? QString() : nameOf(*target, entities::stage::field::name);
    m_context.navigator.notify(tr("Moved to %1").arg(name), true);
    const QModelIndex moved = m_model.indexOf(id);
    const int column = moved.isValid() ? moved.parent().row() : -1;
    if (column >= 0 && column < int(m_columns.size())) {
        m_columns[size_t(column)]->select(moved);
        m_scroll->ensureWidgetVisible(m_columns[size_t(column)]);
    }
}

/// The board is just being read anew: what was decided holds all the same.
void PipelineBoard::writeStage(const RecordId &id, const Value &stage, FieldValues with)
{
    with[deal::field::stage] = stage;
    m_context.records.update({deal::number, id}, with, this, [this](const Result<std::vector<MutationId>> &written) {
        if (!written.ok())
            showFailure(written.error());
    });
}

void PipelineBoard::moveBy(const QModelIndex &card, int step)
{
    const int column = card.isValid() ? card.parent().row() + step : -1;
    if (column >= 0 && column < int(m_stages.size()))
        moveCard(card, Value(m_stages[size_t(column)].key.id));
}

void PipelineBoard::focusColumn(int column, int step)
{
    const int target = column + step;
    if (target >= 0 && target < int(m_columns.size())) {
        m_columns[size_t(target)]->focusCards();
        m_scroll->ensureWidgetVisible(m_columns[size_t(target)]);
    }
}

void PipelineBoard::openCard(const QModelIndex &card, bool newTab)
{
    const Record *record = m_model.recordAt(card);
    if (record) {
        m_context.navigator.open(Location::record(QStringLiteral("opportunity"), record->key.id),
            newTab ? Navigator::Target::BackgroundTab : Navigator::Target::CurrentTab);
    }
}

/// All that dragging and keys do, for those who look for it here.
void PipelineBoard::showCardMenu(const QModelIndex &card, const QPoint &globalPosition)
{
    const Record *record = m_model.recordAt(card);
    if (!record)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const RecordId id = record->key.id;
    menu->addAction(tr("Open"), this, [this, id] { openCard(m_model.indexOf(id), false); });
    menu->addAction(tr("Open in new tab"), this, [this, id] { openCard(m_model.indexOf(id), true); });
    menu->addSeparator();
    for (const Record &target : m_stages) {
        const Value stage(target.key.id);
        QString name = nameOf(target, entities::stage::field::name);
        name.replace(QLatin1Char('&'), QLatin1String("&&")); // no mnemonic
        QAction *move = menu->addAction(
            tr("Move to %1").arg(name), this, [this, id, stage] { moveCard(m_model.indexOf(id), stage); });
        move->setEnabled(record->value(deal::field::stage) != stage && m_model.mayMove(card, stage));
    }
    menu->popup(globalPosition);
}

void PipelineBoard::showFailure(const Error &error)
{
    m_strip->showError(error);
}

QString PipelineBoard::title() const
{
    return tr("Pipeline");
}

QByteArray PipelineBoard::saveState() const
{
    return toBytes(m_pipeline) + char(m_scope->currentIndex());
}

void PipelineBoard::restoreState(const QByteArray &state)
{
    if (state.size() != 17)
        return;
    m_pipeline = recordIdFromBytes(QByteArrayView(state).first(16));
    m_scope->setCurrentIndex(state.back() == Mine ? Mine : Everybody);
}

void PipelineBoard::focusFilter()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
}

void PipelineBoard::focusInEvent(QFocusEvent *)
{
    if (!m_columns.empty())
        m_columns.front()->focusCards();
}

void PipelineBoard::changeEvent(QEvent *event)
{
    View::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        showBoard();
        emit titleChanged();
    }
}

void PipelineBoard::retranslate()
{
    m_pipelines->setAccessibleName(tr("Pipeline"));
    m_scope->setAccessibleName(tr("Whose deals"));
    m_scope->setItemText(Mine, tr("My deals"));
    m_scope->setItemText(Everybody, tr("All deals"));
    m_search->setPlaceholderText(tr("Find a deal"));
    m_search->setAccessibleName(tr("Find a deal"));
    findChild<QPushButton *>(QStringLiteral("newDeal"))->setText(tr("New"));
    m_empty->setText(tr("There is no pipeline yet. An administrator sets up its stages under Settings."));
}

}
