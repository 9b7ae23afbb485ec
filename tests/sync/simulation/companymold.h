// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/recordid.h"
#include "shared/metadata/registry.h"

#include <QByteArray>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace tandem::sim {

/// Somebody of the company, who can sign in with this token on any device.
struct Person
{
    QString login;
    QString role; ///< that he begins with
    RecordId user;
    QByteArray token;

    static QString password() { return QStringLiteral("correct horse"); } ///< everybody's
};

/// The data folder of a company with two departments and some people, made once in each process; every run works on a
/// copy. Two accounts are there, and a field "visits" of accounts that counts.
class CompanyMold
{
public:
    CompanyMold();

    QString folder() const { return m_folder->path(); }
    const std::vector<Person> &people() const { return m_people; }
    const std::vector<RecordId> &departments() const { return m_departments; }
    const RecordId &team() const { return m_team; } ///< nobody is in it at first

    static QString counterField() { return QStringLiteral("visits"); }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::vector<Person> m_people;
    std::vector<RecordId> m_departments;
    RecordId m_team;
    RegistryPointer m_definitions; ///< held, so that each run's server and laptops need not make them anew
};

}
