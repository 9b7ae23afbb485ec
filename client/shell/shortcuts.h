// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QKeySequence>
#include <QObject>

#include <optional>
#include <vector>

class QSettings;

namespace tandem::client {

class Commands;

/// Which keys belong to which command: as delivered, or as the user changed them. What was changed is kept in the
/// settings of the profile and holds at once wherever a command is shown.
class Shortcuts : public QObject
{
    Q_OBJECT

public:
    /// Why keys cannot be given to a command.
    struct Problem
    {
        QString text; ///< in the language of now
        QString owner; ///< the command that has them and can give them up; empty: they are not to be had
    };
    /// Keys that lists, forms and boards act on themselves.
    struct Fixed
    {
        QString text; ///< what they do, in the language of now
        QKeySequence keys;
    };

    /// Takes over what was changed before; every command has been added by now.
    Shortcuts(Commands &commands, QSettings &settings, QObject *parent = nullptr);

    Commands &commands() const { return m_commands; }
    bool isChanged(const QString &command) const;
    QKeySequence delivered(const QString &command) const;
    /// Empty keys are never a problem: the command then has none.
    std::optional<Problem> problem(const QString &command, const QKeySequence &keys) const;
    /// Gives the keys to the command; another one that has them loses them.
    void assign(const QString &command, const QKeySequence &keys);
    void resetAll();
    static std::vector<Fixed> fixed();

signals:
    void changed();

private:
    void load();
    void store(const QString &command);
    QString ownerOf(const QKeySequence &keys, const QString &except) const;

    Commands &m_commands;
    QSettings &m_settings;
};

}
