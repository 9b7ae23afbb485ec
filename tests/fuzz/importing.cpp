// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fuzztarget.h"

#include "shared/entities/shipped.h"
#include "shared/importing/csvsource.h"
#include "shared/importing/rowconverter.h"
#include "shared/metadata/validator.h"

#include <QBuffer>
#include <QJsonDocument>

using namespace tandem;

namespace {

void checkMapping(const ImportMapping &mapping)
{
    const QJsonObject json = mappingToJson(mapping);
    const auto again = parseMapping(json);
    fuzz::require(again.ok(), "a mapping that was read can be written and read");
    fuzz::require(mappingToJson(*again) == json, "a mapping stays the same");
}

void checkRow(const RowConverter &converter, const ConvertedRow &row)
{
    for (const auto &[number, value] : row.values) {
        const FieldDef *field = converter.entity().field(number);
        fuzz::require(field != nullptr, "values are of fields");
        fuzz::require(value.isNull() || validateValue(*field, value).ok(), "a converted value is a valid one");
    }
    for (const auto &[number, value] : row.keys)
        fuzz::require(!value.isEmpty(), "keys are filled");
}

}

/// A line with an import's mapping, and below it the file.
void fuzz::fuzzOne(QByteArrayView input)
{
    const qsizetype end = std::max<qsizetype>(0, input.indexOf('\n'));
    const auto mapping = parseMapping(QJsonDocument::fromJson(input.first(end).toByteArray()).object());
    if (!mapping)
        return;
    checkMapping(*mapping);
    QBuffer file;
    file.setData(input.sliced(end).toByteArray());
    file.open(QIODevice::ReadOnly);
    auto source = CsvSource::open(file);
    if (!source)
        return;
    static const RegistryPointer registry = *loadShipped();
    static const Labels english(QStringLiteral("en"), shippedFolder());
    const auto lookUp = [](const LinkQuestion &question) -> Result<RecordId> {
        return question.text.size() > 3 ? Result<RecordId>(namedRecordId(question.text))
                                        : Error::notFound(question.entity.name);
    };
    auto converter = RowConverter::create(*registry, *mapping, source->header(), {&english}, lookUp);
    if (!converter)
        return;
    for (auto row = source->next(); row && *row; row = source->next())
        checkRow(*converter, converter->convert(**row));
}
