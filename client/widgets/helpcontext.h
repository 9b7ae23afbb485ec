// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

class QWidget;

namespace tandem::client {

/// What F1 shows the help for while the focus is inside the widget, e.g. "dialog/import". A page of the help names the
/// contexts that it is for.
void setHelpContext(QWidget &widget, const QString &context);
/// Of the widget or the nearest one above it in the same window; empty: none.
QString helpContextOf(const QWidget *widget);

}
