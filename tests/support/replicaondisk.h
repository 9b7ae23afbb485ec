// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/replica/replica.h"
#include "tests/support/clientdata.h"

#include <QTest>

namespace tandem::client {

/// A replica of deals on the disk.
class ReplicaOnDisk : public QObject
{
protected:
    /// In init() of the test.
    void setUp()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        open();
    }
    void tearDown() { m_replica.reset(); }

    void open()
    {
        auto opened = Replica::open({m_folder->path(), test::clientRegistry()});
        QVERIFY2(opened.ok(), opened.ok() ? "" : qPrintable(opened.error().toLog()));
        m_replica = *std::move(opened);
    }
    void reopen()
    {
        m_replica.reset();
        open();
    }
    void arrive(int number, const FieldValues &values, qint64 seq)
    {
        const auto applied =
            m_replica->applyChanges(test::changesOf(test::incomingDeals({{test::idOf(number), values}}, seq), seq));
        QVERIFY2(applied.ok(), applied.ok() ? "" : qPrintable(applied.error().toLog()));
    }
    bool submit(int number, const FieldValues &to)
    {
        return m_replica->submit({{test::dealKey(number), MutationKind::Update, to, {}, {}, {}}}).ok();
    }
    Result<void> acknowledge(qint64 number, Outcome outcome, qint64 seq, std::optional<Error> error = {})
    {
        return m_replica->applyAcknowledgements({{{m_replica->device(), number}, outcome, seq, std::move(error)}});
    }
    FieldValues row(int number)
    {
        const auto record = m_replica->read(test::dealKey(number));
        return record.ok() ? record->values : FieldValues();
    }
    QString nameOf(int number) { return row(number)[test::deal::name].toText(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Replica> m_replica;
};

}
