// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/filestore.h"
#include "tests/support/company.h"

#include <QCryptographicHash>
#include <QTest>

using namespace tandem;
using namespace tandem::server;
namespace file = tandem::entities::file;

/// Which content a record of a file names, and that it stays that one: retention drops what no record names.
class TestFileContents : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_company = std::make_unique<Company>();
        m_company->start();
        m_seller = m_company->addUser(QStringLiteral("seller"), QStringLiteral("sales"));
        m_first = send("first");
        m_second = send("second");
        m_creation = Company::creation(file::number,
            {{file::field::name, Value(QStringLiteral("offer.txt"))}, {file::field::size, Value(qint64(5))},
                {file::field::sha256, Value(m_first)}});
        QCOMPARE(submit(m_creation), QString());
    }
    void cleanup() { m_company.reset(); }

    void theContentOfAFileStaysTheOneThatItWasMadeWith()
    {
        QCOMPARE(submit(edit(file::field::sha256, Value(m_first), Value(m_second))), QStringLiteral("readOnly"));
        QCOMPARE(submit(edit(file::field::sha256, Value(m_first), Value())), QStringLiteral("readOnly"));
        QCOMPARE(submit(edit(file::field::size, Value(qint64(5)), Value(qint64(6)))), QStringLiteral("readOnly"));
        QCOMPARE(m_company->value(file::number, m_creation.record, file::field::sha256).toText(), m_first);
        QCOMPARE(m_company->value(file::number, m_creation.record, file::field::size).toInteger(), qint64(5));
        // Anything else of it may change.
        QCOMPARE(submit(edit(file::field::name, Value(QStringLiteral("offer.txt")), Value(QStringLiteral("old.txt")))),
            QString());
    }

    void whatIsSentOnceMoreIsNoChange()
    {
        QCOMPARE(submit(m_creation), QString());
        QCOMPARE(submit(edit(file::field::sha256, Value(m_first), Value(m_first))), QString());
    }

private:
    QString send(const QByteArray &content) const
    {
        FileStore files(m_company->store->filesFolder(), 1'000'000);
        const QString hash = QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
        if (!files.write(hash, 0, content.size(), content, m_seller))
            qFatal("no content");
        return hash;
    }

    Mutation edit(FieldNumber field, const Value &from, const Value &to) const
    {
        return Company::edit(file::number, m_creation.record, field, from, to);
    }

    /// Why the seller's mutation is refused; empty if it is not.
    QString submit(const Mutation &mutation)
    {
        const Acknowledgement answer = m_company->submit(Company::actor(m_seller), mutation);
        return answer.error ? answer.error->reason : QString();
    }

    std::unique_ptr<Company> m_company;
    RecordId m_seller;
    QString m_first; ///< hashes of what the seller has sent
    QString m_second;
    Mutation m_creation; ///< of a record that names the first
};

QTEST_GUILESS_MAIN(TestFileContents)
#include "tst_filecontents.moc"
