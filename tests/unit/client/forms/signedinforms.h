// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/formworkspace.h"
#include "tests/support/localsync.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <functional>

namespace tandem::client {

using namespace Qt::Literals::StringLiterals;

/// Forms of somebody who is signed in, while the server changes rights and definitions as the test says.
class SignedInForms : public FormWorkspace
{
protected:
    /// Instead of the workspace without anybody.
    void openWithRights()
    {
        m_workspace.reset();
        openWorkspace([this](Replica &made) {
            m_replica = &made;
            return std::make_unique<test::LocalSync>(made, namedRecordId(u"user"_s));
        });
    }
    /// As the sync engine does it, in the replica's thread.
    void changeAllAccess(const std::function<void(std::vector<EntityAccess> &)> &change)
    {
        QMetaObject::invokeMethod(
            m_replica,
            [&] {
                std::vector<EntityAccess> access = m_replica->access();
                change(access);
                (void)m_replica->setAccess(access).ok();
            },
            Qt::BlockingQueuedConnection);
    }
    /// That for accounts.
    void changeAccess(const std::function<void(EntityAccess &)> &change)
    {
        const EntityNumber account = records().entity(u"account"_s)->number;
        changeAllAccess([&](std::vector<EntityAccess> &all) {
            for (EntityAccess &each : all) {
                if (each.entity == account)
                    change(each);
            }
        });
    }
    /// Records of the company's own, or their end.
    bool defineGliders(bool deleted, qint64 revision)
    {
        QJsonObject json = QJsonDocument::fromJson(R"({"number": 10000, "name": "glider", "titleField": "sign",
            "fields": [{"number": 10000, "name": "sign", "type": "text", "required": true}]})")
                               .object();
        json.insert("deleted"_L1, deleted);
        const CompanyDefinition gliders{CompanyDefinition::Kind::Entity, u"glider"_s, json};
        bool defined = false;
        QMetaObject::invokeMethod(
            m_replica, [&] { defined = m_replica->applyMetadata({gliders}, revision).ok(); },
            Qt::BlockingQueuedConnection);
        const auto isFollowed = [&] {
            return (records().entity(u"glider"_s) == nullptr) == deleted;
        };
        return defined && QTest::qWaitFor(isFollowed, test::patience);
    }
    void setNameRight(FieldAccess right)
    {
        const FieldNumber name = records().entity(u"account"_s)->field(u"name"_s)->number;
        changeAccess([&](EntityAccess &access) { access.fields[name] = right; });
    }

    Replica *m_replica = nullptr; ///< of the workspace; lives in its thread
};

}
