// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/printing/pagehead.h"

#include "client/records/records.h"

#include <QDateTime>

namespace tandem::client {

PageHead pageHead(const FieldFormat &format, const QString &title)
{
    const Records *records = format.context().records;
    return {records ? records->company() : QString(), title, format.dateTime(QDateTime::currentMSecsSinceEpoch())};
}

}
