// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/sync/simulation/companymold.h"
#include "tests/sync/simulation/ledger.h"
#include "tests/sync/simulation/server.h"
#include "tests/sync/simulation/story.h"

namespace tandem::sim {

/// What the administrator does at the server itself, whoever is connected: roles, departments, fields, and edits in
/// the name of the system.
class Office
{
public:
    Office(Ledger &ledger, const CompanyMold &mold, const Clock &clock)
        : m_ledger(ledger)
        , m_mold(mold)
        , m_clock(clock)
    {
    }

    void act(Server &server, const Step &step);
    void enableEverybody(Server &server);
    static QString fieldPrefix() { return QStringLiteral("mood"); } ///< of the names of fields that change
    /// A new token, as for somebody who types the password.
    QByteArray signIn(Server &server, const Person &person);

private:
    void changeRole(Server &server, const Step &step);
    void changeDepartment(Server &server, const Step &step);
    void changeTeam(Server &server, const Step &step);
    void changeFieldAccess(Server &server, const Step &step);
    void disableUser(Server &server, const Step &step);
    void remove(Server &server, EntityNumber entity, const RecordId &record);
    void restore(Server &server, EntityNumber entity, const RecordId &record);
    void addField(Server &server, const Step &step);
    void edit(Server &server, const Step &step);
    void defineField(Server &server, const Step &step);
    void changeOptions(Server &server, const Step &step);
    void retireField(Server &server, const Step &step);
    void renameField(Server &server, const Step &step);
    void defineEntity(Server &server, const Step &step);
    void retireEntity(Server &server, const Step &step);
    void moveDepartment(Server &server, const Step &step);
    void retypeField(Server &server, const Step &step);
    void retireOrBringBack(Server &server, EntityNumber entity, const server::StoredRecord &row);
    void create(Server &server, EntityNumber entity, const FieldValues &values);
    void change(Server &server, EntityNumber entity, const RecordId &record, FieldNumber field, const Value &value);
    void submit(Server &server, Mutation mutation);

    Ledger &m_ledger;
    const CompanyMold &m_mold;
    const Clock &m_clock;
    int m_fields = 0;
    int m_moods = 0;
    int m_entities = 0;
};

}
