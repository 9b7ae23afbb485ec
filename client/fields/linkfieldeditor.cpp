// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/linkfieldeditor.h"

#include "client/fields/composinglineedit.h"
#include "client/fields/linkoffers.h"
#include "client/fields/quietcombobox.h"
#include "client/fields/recordscontext.h"
#include "client/records/anylink.h"
#include "client/records/records.h"
#include "client/widgets/clearbutton.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"
#include "shared/metadata/fieldtypes/linktype.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMetaMethod>
#include <QToolButton>

#include <algorithm>
#include <chrono>
#include <iterator>

namespace tandem::client {

using namespace std::chrono_literals;

LinkFieldEditor::LinkFieldEditor(const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent)
    : FieldEditor(entity, field, std::move(context), parent)
    , m_line(new ComposingLineEdit)
    , m_open(new QToolButton)
{
    buildRow();
    m_pause.setSingleShot(true);
    m_pause.setInterval(80ms);
    connect(&m_pause, &QTimer::timeout, this, &LinkFieldEditor::search);
    connect(m_line, &QLineEdit::textEdited, this, [this](const QString &text) {
        if (text.trimmed().isEmpty())
            m_id = {};
        m_pause.start();
        if (m_offers)
            m_offers->stop();
        refreshButtons();
        notifyEdited();
    });
    connect(m_line, &QLineEdit::editingFinished, this, &LinkFieldEditor::chooseExact);
    connect(m_open, &QToolButton::clicked, this, [this] {
        if (const EntityDef *to = target(); to && !m_id.isNull())
            emit openRequested(to->name, m_id);
    });
    if (Records *records = this->context().records) {
        m_offers = new LinkOffers(*records, *m_line, this);
        connect(m_offers, &LinkOffers::chosen, this, &LinkFieldEditor::choose);
        connect(m_offers, &LinkOffers::newChosen, this, [this](const QString &name) {
            if (const EntityDef *to = target())
                emit createRequested(to->name, name);
        });
        connect(records, &Records::titlesChanged, this, [this](const QSet<RecordKey> &keys) {
            // A composition does not show in the text, and would be ended by another one.
            if (const EntityDef *to = target(); to && keys.contains({to->number, m_id}) && !isComposing())
                refreshTitle();
        });
        connect(records, &Records::languageChanged, this, &LinkFieldEditor::refreshTitle);
    }
    retranslate();
    refreshButtons();
}

void LinkFieldEditor::buildRow()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::spaceSmall);
    if (isAny()) {
        m_entities = new QuietComboBox;
        fillEntities();
        layout->addWidget(m_entities);
        connect(m_entities, &QComboBox::activated, this, [this] {
            take({}, {});
            retranslate();
            notifyEdited();
        });
    }
    layout->addWidget(m_line, 1);
    layout->addWidget(m_open);
    m_line->installEventFilter(this);
    m_open->setAutoRaise(true);
    m_open->setIcon(icons::icon(QStringLiteral("arrow-right")));
    setControl(row, m_line);
}

Value LinkFieldEditor::value() const
{
    if (m_id.isNull() || m_line->text() != m_title)
        return m_line->text().trimmed().isEmpty() ? Value() : originalValue();
    if (!isAny())
        return Value(m_id);
    const EntityDef *to = target();
    return to ? anyLink(*to, m_id) : originalValue();
}

QString LinkFieldEditor::inputError() const
{
    const bool chosen = !m_id.isNull() && m_line->text() == m_title;
    if (chosen || m_line->text().trimmed().isEmpty())
        return {};
    return tr("Choose a record from the list, or clear the field.");
}

bool LinkFieldEditor::isComposing() const
{
    return m_line->isComposing();
}

void LinkFieldEditor::setRecordValues(const FieldValues &values)
{
    m_bound = {};
    const EntityDef *to = isAny() ? nullptr : target();
    if (!to)
        return;
    for (const FieldDef &upward : to->fields) {
        if (upward.deleted || upward.type != FieldType::Link || !(upward.required || upward.name == to->parentLink))
            continue;
        for (const FieldDef &other : entity().fields) {
            const bool same = other.type == FieldType::Link && other.target == upward.target && !other.isSystem();
            const auto found = same && other.number != field().number ? values.find(other.number) : values.end();
            if (found == values.end())
                continue;
            m_bound = {context().registry->entity(upward.target)->number, found->second.toId()};
            m_boundLink = upward.number;
            return;
        }
    }
}

void LinkFieldEditor::showValue(const Value &value)
{
    RecordId id = value.toId();
    if (isAny()) {
        const QString text = value.toText();
        id = recordIdFromText(text.section(QLatin1Char('/'), 1));
        if (const int index = m_entities->findData(text.section(QLatin1Char('/'), 0, 0)); index >= 0)
            m_entities->setCurrentIndex(index);
    }
    take(id, {});
    refreshTitle();
}

void LinkFieldEditor::applyReadOnly(bool readOnly)
{
    m_line->setReadOnly(readOnly);
    setClearButton(*m_line, !readOnly);
    if (m_entities)
        m_entities->setEnabled(!readOnly);
    retranslate();
}

void LinkFieldEditor::retranslate()
{
    const EntityDef *to = target();
    const Labels *labels = labelsOf(context());
    const QString hint = to && labels ? tr("Search %1").arg(labels->plural(*to)) : tr("Search");
    m_line->setPlaceholderText(isReadOnly() ? QString() : hint);
    setClearButton(*m_line, !isReadOnly());
    m_open->setToolTip(tr("Open"));
    m_open->setAccessibleName(tr("Open %1").arg(label()));
    if (m_offers)
        m_offers->retranslate();
    if (m_entities)
        m_entities->setAccessibleName(tr("Kind of %1").arg(label()));
}

bool LinkFieldEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress && !(m_offers && m_offers->isVisible())) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Down && !isComposing() && !isReadOnly()) {
            search();
            return true;
        }
    }
    if (watched == m_line && event->type() == QEvent::FocusOut)
        leave(static_cast<QFocusEvent *>(event)->reason());
    return FieldEditor::eventFilter(watched, event);
}

/// Who has left wants no more offers. One search runs at the server, so asking again with the next connection would end
/// what another field has asked meanwhile.
void LinkFieldEditor::leave(Qt::FocusReason reason)
{
    // The list of offers opens over the line, which is not left by that.
    const bool isPopup = reason == Qt::PopupFocusReason || reason == Qt::ActiveWindowFocusReason;
    if (m_offers && !(isPopup && m_offers->isVisible()))
        m_offers->stop();
}

const EntityDef *LinkFieldEditor::target() const
{
    if (!context().registry)
        return nullptr;
    if (isAny())
        return context().registry->entity(m_entities->currentData().toString());
    return context().registry->entity(entityOfLink(field()));
}

void LinkFieldEditor::fillEntities()
{
    if (!context().registry)
        return;
    const Labels *labels = labelsOf(context());
    int usual = -1;
    for (const EntityDef &entity : context().registry->entities()) {
        if (entity.deleted || entity.traits.testFlag(Trait::Internal) || entity.traits.testFlag(Trait::Junction))
            continue;
        m_entities->addItem(icons::icon(entity.icon), labels ? labels->entity(entity) : entity.name, entity.name);
        // Until one is chosen: what people mean most often, not what happens to come first.
        const bool likely = entity.area == QLatin1String("crm") && entity.traits.testFlag(Trait::Activities);
        if (likely && usual < 0)
            usual = m_entities->count() - 1;
    }
    m_entities->setCurrentIndex(std::max(0, usual));
}

void LinkFieldEditor::search()
{
    const EntityDef *to = target();
    if (!to || !context().records || isComposing() || isReadOnly())
        return;
    // A chosen title is not a search: Down on it offers the recent ones.
    const QString typed = m_line->text() == m_title ? QString() : m_line->text().trimmed();
    if (!m_bound.isNull()) {
        searchBound(*to, typed);
        return;
    }
    context().records->searchEntity(to->number, typed, LinkOffers::most, this,
        [this, typed, entity = to->number, name = to->name](Result<std::vector<SearchHit>> hits) {
            if (!hits || !stillAsked(typed))
                return;
            for (SearchHit &hit : *hits)
                hit.title = context().records->labels().translated(name, hit.title);
            m_offers->offer(typed, *std::move(hits), isCreatable());
            m_offers->lookFurther(entity);
        });
}

/// Few enough to be read whole, in the order of their list.
void LinkFieldEditor::searchBound(const EntityDef &target, const QString &typed)
{
    ListQuery query;
    query.entity = target.number;
    query.linkTarget = m_bound;
    query.link = m_boundLink;
    const FieldDef *title = target.field(target.titleField);
    if (!title)
        return;
    context().records->queryIds(query, this,
        [this, typed, entity = target.number, name = target.name, title = title->number](
            const Result<std::vector<RecordId>> &ids) {
            if (!ids || !stillAsked(typed))
                return;
            context().records->readMany(
                entity, *ids, {title}, this, [this, typed, name, title](const Result<std::vector<Record>> &records) {
                    if (!records || !stillAsked(typed))
                        return;
                    std::vector<SearchHit> hits;
                    for (const Record &record : *records) {
                        const QString text = context().records->labels().translated(name, record.value(title).toText());
                        if (text.contains(typed, Qt::CaseInsensitive))
                            hits.push_back({record.key, text, {}});
                    }
                    m_offers->offer(typed, std::move(hits), isCreatable());
                });
        });
}

bool LinkFieldEditor::stillAsked(const QString &typed) const
{
    const QString now = m_line->text() == m_title ? QString() : m_line->text().trimmed();
    return now == typed && m_line->hasFocus() && !isComposing();
}

bool LinkFieldEditor::isCreatable() const
{
    const EntityDef *to = target();
    return to && field().type != FieldType::User && context().records->offersNew(to->number)
        && isSignalConnected(QMetaMethod::fromSignal(&FieldEditor::createRequested));
}

void LinkFieldEditor::choose(const RecordId &id, const QString &title, bool isAtServer)
{
    take(id, title);
    // From now on it is here as if it had been opened, so that it works like any other.
    if (const EntityDef *to = target(); to && isAtServer)
        context().records->read({to->number, id}, this, [](const Result<Record> &) {});
    refreshTitle();
    notifyEdited();
}

/// Who types a whole name and goes on with Tab means that record.
void LinkFieldEditor::chooseExact()
{
    const QString typed = m_line->text().trimmed();
    const EntityDef *to = target();
    if (typed.isEmpty() || typed == m_title || !to || !context().records || isComposing())
        return;
    context().records->searchEntity(
        to->number, typed, LinkOffers::most, this, [this, typed](const Result<std::vector<SearchHit>> &hits) {
            if (hits && m_line->text().trimmed() == typed && !takeExact(typed, *hits, false))
                chooseExactAtServer(typed);
        });
}

void LinkFieldEditor::chooseExactAtServer(const QString &typed)
{
    const EntityDef *to = target();
    if (!to || !context().records->access(to->number).partial)
        return;
    context().records->searchServer(
        typed, {to->number}, LinkOffers::most, this, [this, typed](const Result<ServerHits> &found) {
            if (found && !found->groups.empty() && m_line->text().trimmed() == typed)
                takeExact(typed, found->groups.front().hits, true);
        });
}

/// Whether there is a record of this name; it is taken if there are no others.
bool LinkFieldEditor::takeExact(const QString &typed, const std::vector<SearchHit> &hits, bool areAtServer)
{
    const auto isExact = [&typed](const SearchHit &hit) {
        return hit.title.compare(typed, Qt::CaseInsensitive) == 0;
    };
    const auto first = std::find_if(hits.begin(), hits.end(), isExact);
    if (first == hits.end())
        return false;
    if (std::none_of(std::next(first), hits.end(), isExact))
        choose(first->key.id, first->title, areAtServer);
    return true;
}

void LinkFieldEditor::take(const RecordId &id, const QString &title)
{
    m_id = id;
    m_title = title;
    m_line->setText(title);
    m_line->setCursorPosition(0);
    refreshButtons();
}

void LinkFieldEditor::refreshTitle()
{
    if (m_id.isNull() || m_line->text() != m_title)
        return;
    const EntityDef *to = target();
    QString title = to && context().records ? linkedTitle(*context().records, {to->number, m_id}) : QString();
    if (title.isEmpty())
        title = m_title.isEmpty() ? QStringLiteral("…") : m_title;
    if (title != m_title)
        take(m_id, title);
}

void LinkFieldEditor::refreshButtons()
{
    // Outside a form there is nobody to open it.
    const bool opens = isSignalConnected(QMetaMethod::fromSignal(&FieldEditor::openRequested));
    m_open->setVisible(opens && !m_id.isNull() && m_line->text() == m_title);
}

}
