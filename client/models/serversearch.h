// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/records.h"

#include <QTimer>

namespace tandem::client {

/// Searches among what only the server has, while somebody types: the server is asked once the text has rested for a
/// moment, and only about records of which a part is not kept on this computer. What was asked before is dropped.
class ServerSearch : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Idle, ///< nothing is asked, as everything is here or nobody wants to know
        Looking,
        Done,
        Unreachable, ///< asked again with the next connection
        Failed,
    };
    Q_ENUM(State)

    explicit ServerSearch(Records &records, QObject *parent = nullptr);

    /// At most so many hits of each kind of records, or of the one kind that is not 0.
    void search(const QString &text, int limitPerEntity, EntityNumber entity = 0);
    void stop();

    State state() const { return m_state; }
    const ServerHits &found() const { return m_found; } ///< of State::Done
    const Error &error() const { return m_error; } ///< of State::Failed

signals:
    void stateChanged();

private:
    std::vector<EntityNumber> partialEntities(EntityNumber only) const;
    void ask();
    void take(Result<ServerHits> found);
    void setState(State state);

    Records &m_records;
    QTimer m_pause;
    QString m_text;
    std::vector<EntityNumber> m_entities;
    int m_limit = 0;
    int m_generation = 0; ///< of the question
    State m_state = State::Idle;
    ServerHits m_found;
    Error m_error;
};

}
