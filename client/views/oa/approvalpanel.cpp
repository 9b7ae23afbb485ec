// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/views/oa/approvalpanel.h"

#include "client/fields/recordscontext.h"
#include "client/models/approvaldecision.h"
#include "client/printing/printing.h"
#include "client/records/anylink.h"
#include "client/records/records.h"
#include "client/shell/navigator.h"
#include "client/views/oa/approvalchain.h"
#include "client/views/oa/personchoice.h"
#include "client/widgets/elidedlabel.h"
#include "client/widgets/flowlayout.h"
#include "client/widgets/icons.h"
#include "client/widgets/messagestrip.h"
#include "client/widgets/tokens.h"
#include "shared/entities/entitynames.h"

#include <QApplication>
#include <QDir>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tandem::client::oa {

namespace task = entities::approvalTask;
namespace instance = entities::approvalInstance;

namespace {

constexpr int commentHeight = 64;

void clearForm(QFormLayout *form)
{
    while (form->rowCount() > 0)
        form->removeRow(0);
}

}

ApprovalPanel::ApprovalPanel(const ViewContext &context, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_title(new ElidedLabel(this))
    , m_status(new QLabel(this))
    , m_strip(new MessageStrip(this))
    , m_facts(new QFormLayout)
    , m_openSubject(new QPushButton(this))
    , m_stepsTitle(new QLabel(this))
    , m_chain(new ApprovalChain(context.records, this))
    , m_person(new PersonChoice(context.records, this))
    , m_comment(new QPlainTextEdit(this))
{
    setMinimumWidth(300);
    QFont bold = m_title->font();
    bold.setWeight(QFont::DemiBold);
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    m_title->setFont(bold);
    m_status->setForegroundRole(QPalette::PlaceholderText);
    m_status->setWordWrap(true);
    m_stepsTitle->setForegroundRole(QPalette::PlaceholderText);
    m_openSubject->hide(); // until it is known what it opens
    m_openSubject->setIcon(icons::icon(QStringLiteral("external-link")));
    m_comment->setMinimumHeight(tokens::controlHeight);
    m_comment->setMaximumHeight(commentHeight);
    m_comment->setTabChangesFocus(true);

    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setMinimumHeight(1); // on a small screen the question for a person needs the room
    auto *content = new QWidget(scroll);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(m_facts);
    column->addWidget(m_openSubject, 0, Qt::AlignLeft);
    column->addSpacing(tokens::space);
    column->addWidget(m_stepsTitle);
    column->addWidget(m_chain);
    column->addStretch(1);
    scroll->setWidget(content);
    auto *buttons = new FlowLayout(nullptr, tokens::space);
    addCommands(*buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(tokens::spaceLarge, tokens::space, tokens::spaceLarge, tokens::spaceLarge);
    layout->addWidget(m_title);
    layout->addWidget(m_status);
    layout->addWidget(m_strip);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_person);
    layout->addWidget(m_comment);
    layout->addLayout(buttons);

    listen();
    retranslate();
    showButtons();
}

void ApprovalPanel::listen()
{
    connect(m_openSubject, &QPushButton::clicked, this, [this] {
        if (const EntityDef *entity = m_context.records.entity(m_subject.entity))
            m_context.navigator.open(Location::record(entity->name, m_subject.id));
    });
    connect(&m_context.records, &Records::changed, this, [this](const ChangeSet &changes) {
        if (changes.touches(task::number) || changes.touches(instance::number))
            reload();
    });
    connect(&m_context.records, &Records::titlesChanged, this, &ApprovalPanel::reload);
    connect(m_comment, &QPlainTextEdit::textChanged, this, &ApprovalPanel::keepComment);
    connect(m_strip, &MessageStrip::actionTriggered, this, [this](const QString &answer) {
        clearNotice();
        if (answer == QLatin1String("withdraw"))
            decide(answer);
    });
    connect(m_strip, &MessageStrip::closed, this, [this] {
        if (m_notice == Notice::Question)
            m_notice = Notice::None;
        if (m_notice != Notice::Gone)
            return;
        m_context.records.removeDraft(m_key);
        emit dismissed();
    });
}

void ApprovalPanel::setRecord(const RecordKey &key)
{
    if (key == m_key)
        return;
    m_key = key;
    // Nothing of the one before may be decided while this one is read.
    m_task = {};
    m_instance = {};
    m_wasOpen = false;
    m_decided = false;
    m_title->setText({});
    m_status->setText({});
    clearForm(m_facts);
    m_openSubject->hide();
    m_chain->clear();
    m_stepsTitle->hide();
    m_person->hide();
    clearNotice();
    {
        const QSignalBlocker isNoTyping(m_comment);
        m_comment->clear();
    }
    showButtons();
    if (key.isNull())
        return;
    reload();
    restoreComment();
}

bool ApprovalPanel::isHeld() const
{
    const QWidget *focus = QApplication::focusWidget();
    return m_wasOpen && !m_decided && (!m_comment->toPlainText().isEmpty() || (focus && isAncestorOf(focus)));
}

void ApprovalPanel::keepComment()
{
    const QString text = m_comment->toPlainText();
    if (text.isEmpty())
        return m_context.records.removeDraft(m_key);
    m_decided = false; // the decision came back, and another one is being written
    Draft draft;
    draft.key = m_key;
    draft.values[task::field::comment] = text;
    m_context.records.saveDraft(draft);
}

void ApprovalPanel::restoreComment()
{
    m_context.records.loadDraft(m_key, this, [this, key = m_key](const Result<std::optional<Draft>> &draft) {
        if (key != m_key || !draft.ok() || !*draft || !m_comment->toPlainText().isEmpty())
            return;
        const auto typed = (*draft)->values.find(task::field::comment);
        if (typed == (*draft)->values.end())
            return;
        m_comment->setPlainText(typed->second.toText());
        showButtons();
    });
}

void ApprovalPanel::reload()
{
    if (m_key.isNull())
        return showButtons();
    if (m_key.entity == instance::number)
        return loadInstance(m_key.id);
    m_context.records.read(m_key, this, [this, key = m_key](Result<Record> record) {
        if (key != m_key)
            return;
        m_task = record.ok() ? *std::move(record) : Record();
        if (m_task.key.isNull())
            return showButtons();
        loadInstance(m_task.value(task::field::instance).toId());
    });
}

void ApprovalPanel::loadInstance(const RecordId &id)
{
    m_context.records.read({instance::number, id}, this, [this, key = m_key, id](Result<Record> record) {
        if (key != m_key)
            return;
        if (record.ok())
            showInstance(*record);
        else
            showButtons();
        loadSteps(id);
    });
}

void ApprovalPanel::showInstance(const Record &record)
{
    m_instance = record;
    const EntityDef *entity = m_context.records.entity(instance::number);
    const FieldFormat format = formatOf(fieldContextOf(m_context.records));
    const auto text = [&](FieldNumber number) {
        return format.text(*entity, *entity->field(number), record.value(number));
    };
    m_title->setText(text(instance::field::title));
    m_status->setText(
        tr("%1 · started by %2 · %3")
            .arg(text(instance::field::status), text(instance::field::initiator), text(instance::field::startedAt)));
    showSubject(recordOfAnyLink(*m_context.records.registry(), record.value(instance::field::record)));
    showButtons();
}

void ApprovalPanel::showSubject(const RecordKey &subject)
{
    m_subject = subject;
    const EntityDef *entity = m_context.records.entity(subject.entity);
    m_openSubject->setVisible(entity);
    if (!entity)
        return;
    m_openSubject->setText(tr("Open %1").arg(m_context.records.labels().entity(*entity)));
    m_context.records.read(subject, this, [this, key = m_key, number = subject.entity](Result<Record> found) {
        if (key != m_key)
            return;
        clearForm(m_facts);
        const EntityDef *definition = m_context.records.entity(number);
        if (!found.ok() || !definition)
            return;
        const FieldContext context = fieldContextOf(m_context.records);
        const FieldFormat format = formatOf(context);
        for (const DetailSection &section : definition->detail.sections) {
            for (const QString &fieldName : section.fields) {
                const FieldDef *field = definition->field(fieldName);
                const QString text = field ? format.text(*definition, *field, found->value(field->number)) : QString();
                if (text.isEmpty())
                    continue;
                auto *value = new QLabel(text, this);
                value->setTextFormat(Qt::PlainText);
                value->setWordWrap(true);
                m_facts->addRow(context.labels->field(*definition, *field), value);
            }
        }
    });
}

void ApprovalPanel::loadSteps(const RecordId &id)
{
    m_context.records.queryIds(tasksOfCase(id), this, [this, key = m_key](Result<std::vector<RecordId>> ids) {
        if (!ids.ok())
            return;
        m_context.records.readMany(task::number, *ids, {}, this, [this, key](Result<std::vector<Record>> tasks) {
            if (!tasks.ok() || key != m_key)
                return;
            m_chain->setCase(m_instance, *tasks);
            m_stepsTitle->setVisible(!m_chain->isEmpty());
        });
    });
}

void ApprovalPanel::showNotice(bool mayDecide)
{
    if (m_task.pending) {
        m_notice = Notice::Waiting;
        m_strip->showMessage(Tone::Info, tr("Your decision will be sent at the next contact with the server."));
    } else if (m_wasOpen && !mayDecide && !m_decided) {
        m_notice = Notice::Gone;
        m_strip->showMessage(Tone::Warning, tr("This was decided or withdrawn meanwhile. Nothing was sent from here."));
    } else if (m_notice != Notice::None && !(m_notice == Notice::Question && isOffered(QStringLiteral("withdraw")))) {
        clearNotice();
    }
}

void ApprovalPanel::clearNotice()
{
    m_notice = Notice::None;
    m_strip->clear();
}

void ApprovalPanel::print()
{
    previewRecord(
        fieldContextOf(m_context.records), m_key, this, [this](const Error &error) { m_strip->showError(error); });
}

void ApprovalPanel::exportPdf()
{
    exportRecord(fieldContextOf(m_context.records), m_key, m_title->text(), this,
        [this](const Result<void> &written, const QString &path) {
            if (!written.ok())
                return m_strip->showError(written.error());
            m_context.navigator.notify(tr("Written: %1").arg(QDir::toNativeSeparators(path)));
        });
}

void ApprovalPanel::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        if (m_notice == Notice::Question)
            clearNotice();
        retranslate();
        reload();
    }
}

void ApprovalPanel::retranslate()
{
    setAccessibleName(tr("Approval"));
    m_stepsTitle->setText(tr("Steps"));
    m_comment->setPlaceholderText(tr("Comment"));
    m_comment->setAccessibleName(tr("Comment"));
    retranslateCommands();
}

}
