// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/forms/fieldruleseditor.h"

#include "client/forms/definitionname.h"
#include "client/forms/definitionrow.h"
#include "client/widgets/sectionheader.h"
#include "client/widgets/tokens.h"

#include <QEvent>
#include <QFormLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Rule
{
    const char *key;
    QString FieldDef::*text;
};

constexpr Rule rules[] = {{"visibleWhen", &FieldDef::visibleWhen}, {"requiredWhen", &FieldDef::requiredWhen},
    {"readOnlyWhen", &FieldDef::readOnlyWhen}, {"validWhen", &FieldDef::validWhen}};

struct ValidText
{
    const char *key;
    const char *language;
};

constexpr ValidText validTexts[] = {{"validTextEn", "en"}, {"validTextZh", "zh_CN"}};

QString keyOf(const auto &named)
{
    return QString::fromLatin1(named.key);
}

}

FieldRulesEditor::FieldRulesEditor(const FieldContext &context, const QString &entity, QWidget *parent)
    : QWidget(parent)
    , m_header(new SectionHeader({}, this))
    , m_body(new QWidget(this))
    , m_layout(new QFormLayout(m_body))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_body);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setVerticalSpacing(tokens::space);
    m_layout->setRowWrapPolicy(QFormLayout::WrapLongRows);
    for (const Rule &rule : rules) {
        auto *expression = new ExpressionLine(context, *m_layout, this);
        expression->setEntity(entity);
        m_expressions.insert(keyOf(rule), expression);
        m_lines.insert(keyOf(rule), expression->line());
        m_rows.insert(keyOf(rule), expression->row());
    }
    for (const ValidText &text : validTexts)
        addText(keyOf(text));
    connect(m_header, &SectionHeader::collapsedChanged, m_body, [this](bool folded) { m_body->setVisible(!folded); });
    m_header->setCollapsible(true);
    m_header->setCollapsed(true);
    retranslate();
}

void FieldRulesEditor::setCheck(const ExpressionLine::Check &check)
{
    for (ExpressionLine *expression : std::as_const(m_expressions))
        expression->setCheck(check);
}

void FieldRulesEditor::recheck()
{
    for (ExpressionLine *expression : std::as_const(m_expressions))
        expression->recheck();
}

void FieldRulesEditor::setEntered(bool entered)
{
    m_entered = entered;
    for (auto it = m_rows.cbegin(); it != m_rows.cend(); ++it)
        it.value()->setShown(entered || it.key() == "visibleWhen"_L1);
}

void FieldRulesEditor::setRules(const FieldDef &field)
{
    bool any = false;
    for (const Rule &rule : rules) {
        m_lines[keyOf(rule)]->setText(field.*rule.text);
        any = any || !(field.*rule.text).isEmpty();
    }
    for (const ValidText &text : validTexts)
        m_lines[keyOf(text)]->setText(field.validTexts.value(QString::fromLatin1(text.language)));
    m_header->setCollapsed(!any);
}

void FieldRulesEditor::writeTo(FieldDef &field) const
{
    for (const Rule &rule : rules) {
        const bool applies = m_entered || rule.text == &FieldDef::visibleWhen;
        field.*rule.text = applies ? m_expressions[keyOf(rule)]->text() : QString();
    }
    if (!m_entered || field.validWhen.isEmpty())
        field.validTexts.clear();
    for (const ValidText &text : validTexts) {
        if (m_entered)
            setLabel(field.validTexts, QString::fromLatin1(text.language), m_lines[keyOf(text)]->text().trimmed());
    }
}

void FieldRulesEditor::unfold()
{
    m_header->setCollapsed(false);
}

void FieldRulesEditor::clearErrors()
{
    for (DefinitionRow *row : std::as_const(m_rows))
        row->clearError();
}

void FieldRulesEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void FieldRulesEditor::addText(const QString &key)
{
    auto *line = new QLineEdit;
    m_lines.insert(key, line);
    m_rows.insert(key, new DefinitionRow(line, *m_layout));
}

void FieldRulesEditor::retranslate()
{
    const auto example = [](const char *expression) {
        return tr("Example: %1").arg(QString::fromLatin1(expression));
    };
    m_header->setTitle(tr("Rules"));
    m_expressions[u"visibleWhen"_s]->setLabel(tr("Shown when"), example("amount > 1000"));
    m_expressions[u"requiredWhen"_s]->setLabel(tr("Required when"), example("amount > 1000 and isEmpty(owner)"));
    m_expressions[u"readOnlyWhen"_s]->setLabel(tr("Fixed when"), example("stage = 'won'"));
    m_expressions[u"validWhen"_s]->setLabel(tr("Valid when"), example("end >= start"));
    m_rows[u"validTextEn"_s]->setLabel(tr("Else say, in English"));
    m_rows[u"validTextZh"_s]->setLabel(tr("Else say, in Chinese"));
}

}
