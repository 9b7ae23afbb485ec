// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/store/s3/awssignature.h"

#include <QCryptographicHash>
#include <QTest>
#include <QTimeZone>

using namespace tandem::server;

/// The examples of "Authenticating Requests: Using the Authorization Header" in the API Reference of Amazon S3.
class TestAwsSignature : public QObject
{
    Q_OBJECT

private slots:
    void aRangeOfAnObject()
    {
        awssignature::Request request = emptyRequest("/test.txt");
        request.headers.insert("range", "bytes=0-9");
        QCOMPARE(awssignature::authorization(request, identity(), at()),
            QByteArray("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                       "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                       "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"));
    }

    void anObjectThatIsPut()
    {
        awssignature::Request request = emptyRequest("/" + awssignature::encoded("test$file.text"));
        request.verb = "PUT";
        request.payloadHash =
            QCryptographicHash::hash(QByteArray("Welcome to Amazon S3."), QCryptographicHash::Sha256).toHex();
        request.headers.insert("x-amz-content-sha256", request.payloadHash);
        request.headers.insert("date", "Fri, 24 May 2013 00:00:00 GMT");
        request.headers.insert("x-amz-storage-class", "REDUCED_REDUNDANCY");
        QCOMPARE(signatureOf(request), QByteArray("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"));
    }

    void aQueryWithoutAValue()
    {
        awssignature::Request request = emptyRequest("/");
        request.query.emplaceBack("lifecycle", "");
        QCOMPARE(signatureOf(request), QByteArray("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"));
    }

    void aListWhoseQueryIsSortedBeforeItIsSigned()
    {
        awssignature::Request request = emptyRequest("/");
        request.query.emplaceBack("prefix", "J");
        request.query.emplaceBack("max-keys", "2");
        QCOMPARE(awssignature::queryText(request), QByteArray("max-keys=2&prefix=J"));
        QCOMPARE(signatureOf(request), QByteArray("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
    }

    void whatIsEncoded()
    {
        QCOMPARE(awssignature::encoded("a/b c+d~e-f_g.h="), QByteArray("a%2Fb%20c%2Bd~e-f_g.h%3D"));
    }

private:
    static awssignature::Identity identity()
    {
        return {"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1"};
    }

    static QDateTime at() { return QDateTime(QDate(2013, 5, 24), QTime(0, 0), QTimeZone::utc()); }

    static awssignature::Request emptyRequest(const QByteArray &path)
    {
        const QByteArray nothing = QCryptographicHash::hash(QByteArray(), QCryptographicHash::Sha256).toHex();
        return {"GET", path, {},
            {{"host", "examplebucket.s3.amazonaws.com"}, {"x-amz-content-sha256", nothing},
                {"x-amz-date", awssignature::timeText(at())}},
            nothing};
    }

    static QByteArray signatureOf(const awssignature::Request &request)
    {
        const QByteArray header = awssignature::authorization(request, identity(), at());
        return header.sliced(header.lastIndexOf('=') + 1);
    }
};

QTEST_APPLESS_MAIN(TestAwsSignature)
#include "tst_awssignature.moc"
