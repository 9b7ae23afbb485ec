// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/transport/certificatefile.h"

#include "shared/base/bytesize.h"
#include "shared/base/savefileerror.h"

#include <QCryptographicHash>
#include <QFile>
#include <QHostAddress>
#include <QSaveFile>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>

namespace tandem::server {

namespace {

template <auto Free>
struct Freer
{
    template <typename T>
    void operator()(T *object) const
    {
        Free(object);
    }
};
using KeyPointer = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using CertificatePointer = std::unique_ptr<X509, Freer<X509_free>>;
using BioPointer = std::unique_ptr<BIO, Freer<BIO_free_all>>;
using ExtensionPointer = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;

constexpr long validSeconds = 10L * 365 * 24 * 3600;
constexpr long hour = 3600;

bool addExtension(X509 *certificate, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const ExtensionPointer extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// Names go into an OpenSSL configuration value, where a comma would start the next entry.
QByteArray alternativeNames(const QStringList &names)
{
    QByteArrayList entries;
    for (const QString &name : names) {
        if (name.isEmpty() || name.contains(QLatin1Char(',')) || name.contains(QLatin1Char('\n')))
            continue;
        const bool isAddress = !QHostAddress(name).isNull();
        entries.append((isAddress ? QByteArray("IP:") : QByteArray("DNS:")) + name.toUtf8());
    }
    return entries.join(',');
}

bool setSerial(X509 *certificate)
{
    unsigned char bytes[16];
    if (RAND_bytes(bytes, sizeof bytes) != 1)
        return false;
    bytes[0] &= 0x7f; // positive
    const std::unique_ptr<BIGNUM, Freer<BN_free>> serial(BN_bin2bn(bytes, sizeof bytes, nullptr));
    return serial && BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate));
}

CertificatePointer selfSigned(EVP_PKEY *key, const QStringList &names)
{
    CertificatePointer certificate(X509_new());
    if (!certificate)
        return nullptr;
    X509 *x = certificate.get();
    X509_set_version(x, X509_VERSION_3);
    X509_gmtime_adj(X509_getm_notBefore(x), -hour); // a client's clock may be behind
    X509_gmtime_adj(X509_getm_notAfter(x), validSeconds);
    X509_set_pubkey(x, key);
    X509_NAME *subject = X509_get_subject_name(x);
    X509_NAME_add_entry_by_txt(
        subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char *>("Tandem"), -1, -1, 0);
    X509_set_issuer_name(x, subject);
    const bool ok = setSerial(x) && addExtension(x, NID_basic_constraints, "critical,CA:FALSE")
        && addExtension(x, NID_ext_key_usage, "serverAuth")
        && addExtension(x, NID_subject_alt_name, alternativeNames(names)) && X509_sign(x, key, EVP_sha256()) > 0;
    return ok ? std::move(certificate) : nullptr;
}

QByteArray contents(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return QByteArray(data, size);
}

Result<void> save(const QString &path, const QByteArray &bytes, QFileDevice::Permissions permissions)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(permissions) || file.write(bytes) != bytes.size()
        || !commitFile(file).ok())
        return Error::unavailable(
            QStringLiteral("cannotWrite"), QStringLiteral("%1: %2").arg(path, file.errorString()));
    return {};
}

Error unreadable(QString detail)
{
    return {ErrorCode::Corrupt, QStringLiteral("certificateUnreadable"), {}, {}, std::move(detail)};
}

Result<CertificatePointer> readCertificate(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error::notFound(path);
    const QByteArray pem = file.read(1 * MiB);
    const BioPointer bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    CertificatePointer certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (!certificate)
        return unreadable(QStringLiteral("%1 holds no certificate").arg(path));
    return certificate;
}

}

Result<void> CertificateFile::create(const CertificateFile &files, const QStringList &names)
{
    if (QFile::exists(files.certificatePath) || QFile::exists(files.keyPath))
        return Error{ErrorCode::Conflict, QStringLiteral("alreadyExists"), files.certificatePath, {}, {}};

    const KeyPointer key(EVP_EC_gen("P-256"));
    const CertificatePointer certificate = key ? selfSigned(key.get(), names) : nullptr;
    if (!certificate)
        return Error::internal(QStringLiteral("OpenSSL could not make a certificate"));

    const BioPointer keyBio(BIO_new(BIO_s_mem()));
    const BioPointer certificateBio(BIO_new(BIO_s_mem()));
    if (PEM_write_bio_PrivateKey(keyBio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1
        || PEM_write_bio_X509(certificateBio.get(), certificate.get()) != 1)
        return Error::internal(QStringLiteral("OpenSSL could not write a certificate"));

    const auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    TANDEM_TRY(save(files.keyPath, contents(keyBio.get()), ownerOnly));
    return save(files.certificatePath, contents(certificateBio.get()),
        ownerOnly | QFileDevice::ReadGroup | QFileDevice::ReadOther);
}

Result<QByteArray> CertificateFile::fingerprint() const
{
    TANDEM_ASSIGN(const CertificatePointer certificate, readCertificate(certificatePath));
    unsigned char *der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &der);
    if (size <= 0)
        return unreadable(QStringLiteral("%1 holds no public key").arg(certificatePath));
    const QByteArray digest =
        QCryptographicHash::hash(QByteArray(reinterpret_cast<const char *>(der), size), QCryptographicHash::Sha256);
    OPENSSL_free(der);
    return digest.toHex();
}

Result<qint64> CertificateFile::expiry() const
{
    TANDEM_ASSIGN(const CertificatePointer certificate, readCertificate(certificatePath));
    int days = 0;
    int seconds = 0;
    if (ASN1_TIME_diff(&days, &seconds, nullptr, X509_get0_notAfter(certificate.get())) != 1)
        return unreadable(QStringLiteral("%1 has no readable end date").arg(certificatePath));
    return qint64(std::time(nullptr)) + qint64(days) * 24 * hour + seconds;
}

QString fingerprintForPeople(const QByteArray &fingerprint)
{
    QStringList groups;
    for (qsizetype i = 0; i < fingerprint.size(); i += 4)
        groups.append(QString::fromLatin1(fingerprint.mid(i, 4)).toUpper());
    return groups.join(QLatin1Char(' '));
}

}
