// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/changelog.h"
#include "tests/sync/simulation/laptop.h"
#include "tests/sync/simulation/ledger.h"
#include "tests/sync/simulation/server.h"

#include <QMap>

namespace tandem::sim {

/// Content of replicas: entity → id → row.
using Content = QMap<QString, QMap<QString, QString>>;
QStringList differencesOf(const Content &old, const Content &fresh);

/// What must hold when everybody has come to rest (the design, section 6).
class Invariants
{
public:
    /// `history`: all that the server's change log has ever had.
    Invariants(const Server &server, std::vector<server::ChangeEntry> history, const Ledger &ledger,
        const std::vector<std::unique_ptr<Laptop>> &laptops);

    QStringList broken() const;
    /// The part of it that asks what became of what was typed: quicker, since it looks at no row but counted ones.
    QStringList brokenByWords() const;

    /// The typed words that stand in a laptop's outbox, problems or archive.
    static QSet<QString> wordsOn(const Laptop &laptop);
    static QSet<QString> wordsIn(const std::vector<server::ChangeEntry> &history);

private:
    QStringList lostWords() const;
    QStringList swallowedWords() const;
    bool mayBeInNoLog(const TypedWord &typed) const;
    QStringList miscounted() const;
    QStringList outOfOrder() const;
    QStringList traceOfRejected() const;
    QStringList brokenChain() const;
    QStringList rowsUnlikeTheLog() const;
    QStringList audiencesUnlikeTheRules() const;
    QStringList whatNobodyShouldSee() const;
    QStringList whatOneShouldNotSee(
        const Laptop &laptop, const EntityDef &entity, const server::Permissions &permissions) const;
    QStringList lostContents() const;
    QStringList filesWithoutContent() const;
    QStringList contentsWithoutFile() const;
    QStringList openedByTheWrong() const;
    int statusOfContent(const Laptop &laptop, const QString &sha256) const;

    const Server &m_server;
    const Ledger &m_ledger;
    const std::vector<std::unique_ptr<Laptop>> &m_laptops;
    std::unique_ptr<Connection> m_reader;
    std::vector<server::ChangeEntry> m_log; ///< with what was trimmed
    QSet<QString> m_logged; ///< words in the change log
};

}
