// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

namespace tandem::test {

/// Two self-signed identities for localhost, made for tests and known to everybody.
struct Identity
{
    QByteArray certificate;
    QByteArray key;

    QSslConfiguration tls() const
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(certificate));
        configuration.setPrivateKey(QSslKey(key, QSsl::Ec));
        return configuration;
    }
};

inline const Identity &firstIdentity()
{
    static const Identity identity{R"(-----BEGIN CERTIFICATE-----
MIIBoDCCAUWgAwIBAgIUZwm1aFxfpIJO/nRHXxrqiqwgoKgwCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLVGFuZGVtIHRlc3QwIBcNMjYxMTIzMTgyNzQ2WhgPMjEyNjEw
MzAxODI3NDZaMBYxFDASBgNVBAMMC1RhbmRlbSB0ZXN0MFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAElUJ8oj2rhgGgofl+ypRx0vh6QBRO8gorj8IoEpaFvbgvTHFO
OUnDi9Hu49KI8RBRI4oc0ZtZYUAsO338My4mHaNvMG0wHQYDVR0OBBYEFBaQZ6I0
OSA5cErw56//BZf1xIA4MB8GA1UdIwQYMBaAFBaQZ6I0OSA5cErw56//BZf1xIA4
MA8GA1UdEwEB/wQFMAMBAf8wGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMAoG
CCqGSM49BAMCA0kAMEYCIQCdELlO8Ze60/ZROw/UUIVg9gMiUOJ45WIV6JKFDE74
4AIhAJuRv0vBmy3oFIMbPMq5x7ygrchsd04Bin+t9WIMyQBi
-----END CERTIFICATE-----
)",
        R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrvmcjVrnZw2tFuPb
CFRX/5l12c1bvSMKtmFL/uwe0O6hRANCAASVQnyiPauGAaCh+X7KlHHS+HpAFE7y
CiuPwigSloW9uC9McU45ScOL0e7j0ojxEFEjihzRm1lhQCw7ffwzLiYd
-----END PRIVATE KEY-----
)"};
    return identity;
}

/// SHA-256 over the public key of firstIdentity(), as openssl computes it.
inline QByteArray firstFingerprint()
{
    return QByteArray::fromHex("3359d07dd0ebc5ca9b0545f8a138fc6a9450258e41299d907c6ac43e61fffaef");
}

inline const Identity &secondIdentity()
{
    static const Identity identity{R"(-----BEGIN CERTIFICATE-----
MIIBoTCCAUegAwIBAgIUJWFedySRqcTuMxLWeEr6K+SitQswCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMQW5vdGhlciB0ZXN0MCAXDTI2MTEyMzE4Mjc0NloYDzIxMjYx
MDMwMTgyNzQ2WjAXMRUwEwYDVQQDDAxBbm90aGVyIHRlc3QwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAARAtS7i63fiZ5WZ4O2IfVB/O1WStVb06gQ7XkxX0TKFk3s9
bE5Fw2vXAxfmJSWksPJm6ee99IFPsVPpCR2htUq4o28wbTAdBgNVHQ4EFgQU+kVP
+50g3eTZldQu61u4M22xEnowHwYDVR0jBBgwFoAU+kVP+50g3eTZldQu61u4M22x
EnowDwYDVR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEw
CgYIKoZIzj0EAwIDSAAwRQIgbxdWaksm+KXGKyDVmaT+qrpzRNhTSPIc0YnpxdFI
4UICIQDgZlDb/amhImv5F4213Kkh/m8Y1YEwVJcEDzo8QBFCfQ==
-----END CERTIFICATE-----
)",
        R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgBjRrI1X/ou0Ir8/A
SS7fZOpWoVEcKmIVvRnOx5pAHvKhRANCAARAtS7i63fiZ5WZ4O2IfVB/O1WStVb0
6gQ7XkxX0TKFk3s9bE5Fw2vXAxfmJSWksPJm6ee99IFPsVPpCR2htUq4
-----END PRIVATE KEY-----
)"};
    return identity;
}

}
