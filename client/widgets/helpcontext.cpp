// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/widgets/helpcontext.h"

#include <QVariant>
#include <QWidget>

namespace tandem::client {

namespace {

constexpr char propertyName[] = "tandemHelpContext";

}

void setHelpContext(QWidget &widget, const QString &context)
{
    widget.setProperty(propertyName, context);
}

QString helpContextOf(const QWidget *widget)
{
    for (; widget; widget = widget->isWindow() ? nullptr : widget->parentWidget()) {
        const QString context = widget->property(propertyName).toString();
        if (!context.isEmpty())
            return context;
    }
    return {};
}

}
