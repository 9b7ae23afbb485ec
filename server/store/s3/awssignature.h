// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMap>

#include <utility>

namespace tandem::server {

/// AWS Signature Version 4 in the Authorization header, as every S3-compatible store checks it. Written after "Create a
/// signed AWS API request" (AWS Identity and Access Management, User Guide) and "Authenticating Requests: Using the
/// Authorization Header" (Amazon Simple Storage Service, API Reference), whose examples the tests repeat.
namespace awssignature {

struct Identity
{
    QByteArray accessKey;
    QByteArray secretKey;
    QByteArray region;
};

struct Request
{
    QByteArray verb;
    QByteArray path; ///< with "/" in front, encoded
    QList<std::pair<QByteArray, QByteArray>> query; ///< names and values, not encoded
    QMap<QByteArray, QByteArray> headers; ///< those that are signed, by their names in lower case
    QByteArray payloadHash; ///< SHA-256 in hexadecimal
};

/// Everything but letters, digits and "-._~" as %XX.
QByteArray encoded(const QByteArray &text);
/// In the order in which it is signed; what is sent may be the same.
QByteArray queryText(const Request &request);
/// As "20130524T000000Z", for the header x-amz-date, which has to be among the signed ones.
QByteArray timeText(const QDateTime &at);
/// The value of the header.
QByteArray authorization(const Request &request, const Identity &identity, const QDateTime &at);

}

}
