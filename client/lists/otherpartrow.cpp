// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/otherpartrow.h"

#include "client/lists/filtertext.h"
#include "client/widgets/elidedlabel.h"
#include "client/widgets/icons.h"
#include "client/widgets/tokens.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace tandem::client {

OtherPartRow::OtherPartRow(
    const EntityDef &entity, const FilterPart &part, const FieldContext &context, QWidget *parent)
    : QWidget(parent)
    , m_part(part)
{
    auto *text = new ElidedLabel(filterText(entity, part, context), this);
    text->setToolTip(tr("This can be changed as text below."));
    auto *remove = new QToolButton(this);
    remove->setIcon(icons::icon(QStringLiteral("x")));
    remove->setAutoRaise(true);
    remove->setAccessibleName(tr("Remove condition"));
    remove->setToolTip(tr("Remove condition"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(tokens::spaceSmall);
    layout->addWidget(text, 1);
    layout->addWidget(remove);
    setMinimumHeight(tokens::controlHeight);
    connect(remove, &QToolButton::clicked, this, &OtherPartRow::removeRequested);
}

}
