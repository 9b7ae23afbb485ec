// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/fields/addressfieldeditor.h"

#include "client/fields/composinglineedit.h"
#include "client/widgets/tokens.h"
#include "shared/base/compactjson.h"

#include <QGridLayout>
#include <QJsonDocument>
#include <QJsonObject>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Place
{
    const char *key;
    int row, column, span;
};

constexpr Place places[] = {{"province", 0, 0, 2}, {"city", 0, 2, 2}, {"district", 0, 4, 2}, {"street", 1, 0, 4},
    {"postcode", 1, 4, 2}, {"country", 2, 0, 2}};

}

AddressFieldEditor::AddressFieldEditor(
    const EntityDef &entity, const FieldDef &field, FieldContext context, QWidget *parent)
    : FieldEditor(entity, field, std::move(context), parent)
{
    auto *box = new QWidget;
    auto *layout = new QGridLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::spaceSmall);
    for (const Place &place : places) {
        auto *line = new ComposingLineEdit;
        line->setMinimumWidth(60);
        layout->addWidget(line, place.row, place.column, 1, place.span);
        connect(line, &QLineEdit::textEdited, this, &AddressFieldEditor::notifyEdited);
        m_parts.push_back({QString::fromLatin1(place.key), line});
    }
    for (int column = 0; column < 6; ++column)
        layout->setColumnStretch(column, 1);
    setControl(box, m_parts.front().line);
    retranslate();
    showValue({});
}

Value AddressFieldEditor::value() const
{
    QStringList texts;
    QJsonObject object;
    for (const Part &part : m_parts) {
        texts.append(part.line->text());
        if (const QString text = part.line->text().trimmed(); !text.isEmpty())
            object.insert(part.key, text);
    }
    if (texts == m_shownTexts)
        return m_shownValue;
    return object.isEmpty() ? Value() : Value(compactJson(object));
}

bool AddressFieldEditor::isComposing() const
{
    return std::any_of(m_parts.begin(), m_parts.end(), [](const Part &part) { return part.line->isComposing(); });
}

void AddressFieldEditor::showValue(const Value &value)
{
    m_shownValue = value;
    m_shownTexts.clear();
    const QJsonObject object = QJsonDocument::fromJson(value.toText().toUtf8()).object();
    for (const Part &part : m_parts) {
        part.line->setText(object.value(part.key).toString());
        m_shownTexts.append(part.line->text());
    }
}

void AddressFieldEditor::applyReadOnly(bool readOnly)
{
    for (const Part &part : m_parts)
        part.line->setReadOnly(readOnly);
}

void AddressFieldEditor::retranslate()
{
    for (const Part &part : m_parts) {
        part.line->setPlaceholderText(partLabel(part.key));
        part.line->setAccessibleName(label() + u" – "_s + partLabel(part.key));
    }
}

QString AddressFieldEditor::partLabel(const QString &key) const
{
    if (key == "province"_L1)
        return tr("Province");
    if (key == "city"_L1)
        return tr("City");
    if (key == "district"_L1)
        return tr("District");
    if (key == "street"_L1)
        return tr("Street and number");
    if (key == "postcode"_L1)
        return tr("Postcode");
    return tr("Country");
}

}
