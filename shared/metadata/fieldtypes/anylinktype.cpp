// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/anylinktype.h"

namespace tandem {

using namespace Qt::Literals::StringLiterals;

QString anyLinkText(const QString &entity, const RecordId &record)
{
    return entity + u'/' + toText(record);
}

std::optional<AnyLink> anyLinkFromText(const QString &text)
{
    const qsizetype slash = text.indexOf(u'/');
    const RecordId record = recordIdFromText(QStringView(text).mid(slash + 1));
    if (slash < 1 || record.isNull())
        return std::nullopt;
    return AnyLink{text.left(slash), record};
}

Result<void> AnyLinkType::validate(const FieldDef &field, const Value &value) const
{
    TANDEM_TRY(FieldTypeInfo::validate(field, value));
    if (value.isNull())
        return {};
    const auto link = anyLinkFromText(value.toText());
    // The one spelling, since it is compared as text.
    if (!link || anyLinkText(link->entity, link->record) != value.toText())
        return Error::invalid({}, u"notALink"_s);
    return {};
}

}
