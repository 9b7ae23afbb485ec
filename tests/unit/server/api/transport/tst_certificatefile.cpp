// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/certificatefile.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>
#include <QTest>

using namespace tandem;
using namespace tandem::server;

class CertificateFileTest : public QObject
{
    Q_OBJECT

private slots:
    void makesACertificateForItsNames()
    {
        QTemporaryDir folder;
        const CertificateFile files{folder.filePath(QStringLiteral("c.pem")), folder.filePath(QStringLiteral("k.pem"))};
        QVERIFY(CertificateFile::create(
            files, {QStringLiteral("localhost"), QStringLiteral("192.168.1.5"), QStringLiteral("bad,name")})
                    .ok());
        const auto certificates = QSslCertificate::fromPath(files.certificatePath);
        QCOMPARE(certificates.size(), 1);
        const QSslCertificate &certificate = certificates.first();
        QVERIFY(certificate.isSelfSigned());
        QVERIFY(certificate.subjectAlternativeNames().values(QSsl::DnsEntry).contains(QStringLiteral("localhost")));
        QVERIFY(
            certificate.subjectAlternativeNames().values(QSsl::IpAddressEntry).contains(QStringLiteral("192.168.1.5")));
        QVERIFY(certificate.effectiveDate() < QDateTime::currentDateTimeUtc());
        QVERIFY(std::abs(certificate.expiryDate().toSecsSinceEpoch() - *files.expiry()) <= 2);
        QCOMPARE(*files.fingerprint(),
            QCryptographicHash::hash(certificate.publicKey().toDer(), QCryptographicHash::Sha256).toHex());
        QCOMPARE(certificate.publicKey().algorithm(), QSsl::Ec);
    }

    void keepsTheKeyToItsOwner()
    {
        QTemporaryDir folder;
        const CertificateFile files{folder.filePath(QStringLiteral("c.pem")), folder.filePath(QStringLiteral("k.pem"))};
        QVERIFY(CertificateFile::create(files, {QStringLiteral("localhost")}).ok());
        const auto others =
            QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFile::permissions(files.keyPath) & others));
        const auto again = CertificateFile::create(files, {QStringLiteral("localhost")});
        QCOMPARE(again.error().reason, QStringLiteral("alreadyExists"));
    }

    void namesWhatIsWrong()
    {
        QTemporaryDir folder;
        CertificateFile files{folder.filePath(QStringLiteral("c.pem")), {}};
        QCOMPARE(files.fingerprint().error().code, ErrorCode::NotFound);
        QFile file(files.certificatePath);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not a certificate");
        file.close();
        QCOMPARE(files.fingerprint().error().code, ErrorCode::Corrupt);
        QCOMPARE(fingerprintForPeople("ab12cd34ef"), QStringLiteral("AB12 CD34 EF"));
    }
};

QTEST_GUILESS_MAIN(CertificateFileTest)
#include "tst_certificatefile.moc"
