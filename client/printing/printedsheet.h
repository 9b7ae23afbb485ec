// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace tandem::client {

/// A label and its value; the value may have several lines.
struct PrintedFact
{
    QString label;
    QString value;
};

struct PrintedSection
{
    QString title;
    std::vector<PrintedFact> facts;
};

struct PrintedColumn
{
    QString title;
    Qt::Alignment alignment = Qt::AlignLeft;
    int weight = 1; ///< its share of the width
};

struct PrintedTable
{
    QString title;
    std::vector<PrintedColumn> columns;
    std::vector<QStringList> rows;
    QStringList totals; ///< one per column, most of them empty; none: no line of totals
    QString note; ///< below it, e.g. how many rows were left out
};

/// What stands at the top of every page.
struct PageHead
{
    QString company;
    QString title;
    QString date; ///< when it was printed, for the foot of the page
};

/// A long list as it goes to paper; see TablePages.
struct PrintedList
{
    PageHead head;
    std::vector<PrintedColumn> columns;
    std::vector<QStringList> rows;
};

/// A record or an approval as it goes to paper: all texts, in the user's language, and no layout.
struct PrintedSheet
{
    PageHead head;
    QString subtitle; ///< the kind of record
    std::vector<PrintedSection> sections;
    std::vector<PrintedTable> tables;
};

}
