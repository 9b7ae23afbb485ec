// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/metadata/fieldtypes/urltype.h"

#include "shared/metadata/fieldtypes/celltext.h"

#include <QUrl>

namespace tandem {

using namespace Qt::Literals::StringLiterals;

Result<void> UrlType::validate(const FieldDef &field, const Value &value) const
{
    static const QStringList withHost{u"http"_s, u"https"_s, u"ftp"_s};
    static const QStringList withoutHost{u"mailto"_s, u"tel"_s};
    TANDEM_TRY(FieldTypeInfo::validate(field, value));
    if (value.isNull())
        return {};
    const QString text = value.toText();
    const QUrl url(text, QUrl::StrictMode);
    const bool usable = withoutHost.contains(url.scheme()) ? !url.path().isEmpty()
                                                           : withHost.contains(url.scheme()) && !url.host().isEmpty();
    if (text.size() > 2000 || !url.isValid() || !usable)
        return Error::invalid({}, u"notAUrl"_s);
    return {};
}

Result<Value> UrlType::parseCell(const FieldDef &, const QString &cell, const ImportContext &) const
{
    const QString text = halfWidth(cell).trimmed();
    const bool bare = !text.contains(u':') && text.contains(u'.') && !text.contains(u' ');
    return Value(bare ? u"https://"_s + text : text);
}

}
