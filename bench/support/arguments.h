// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCommandLineParser>
#include <QCoreApplication>

#include <initializer_list>
#include <vector>

namespace tandem::bench {

/// The command line of a benchmark. Each option has a value that it usually has, so none need be given.
class Arguments
{
public:
    struct Option
    {
        const char *name;
        const char *meaning; ///< in --help
        const char *usual;
    };

    Arguments(const QCoreApplication &application, std::initializer_list<Option> options)
    {
        m_parser.addHelpOption();
        for (const Option &option : options)
            m_parser.addOption(QCommandLineOption(QString::fromLatin1(option.name), QString::fromLatin1(option.meaning),
                QStringLiteral("value"), QString::fromLatin1(option.usual)));
        m_parser.process(application);
    }

    QString text(const char *name) const { return m_parser.value(QString::fromLatin1(name)); }
    /// 0 or more.
    int number(const char *name) const { return numberOf(name, text(name), 0); }
    /// Separated by commas, in their order, each 1 or more.
    std::vector<int> numbers(const char *name) const
    {
        std::vector<int> numbers;
        for (const QString &part : text(name).split(QLatin1Char(',')))
            numbers.push_back(numberOf(name, part, 1));
        return numbers;
    }

private:
    static int numberOf(const char *name, const QString &text, int least)
    {
        bool isNumber = false;
        const int number = text.trimmed().toInt(&isNumber);
        if (!isNumber || number < least)
            qFatal("--%s: not such a number: %s", name, qPrintable(text));
        return number;
    }

    QCommandLineParser m_parser;
};

}
