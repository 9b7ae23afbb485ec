// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/api/rest/resterror.h"

#include "server/api/rest/restlog.h"
#include "server/api/transport/router.h"
#include "shared/base/errortext.h"

#include <QTranslator>

namespace tandem::server {

namespace {

const QString chinese = QStringLiteral("zh_CN");
const QString english = QStringLiteral("en");

const QTranslator *translatorOf(const QString &language)
{
    if (language != chinese)
        return nullptr;
    static const std::unique_ptr<const QTranslator> translator = [] {
        auto loaded = std::make_unique<QTranslator>();
        return loaded->load(QStringLiteral(":/translations/tandem_zh_CN.qm")) ? std::move(loaded) : nullptr;
    }();
    return translator.get();
}

double weightOf(const QByteArrayList &parts)
{
    for (const QByteArray &part : parts) {
        const QByteArray trimmed = part.trimmed();
        if (trimmed.startsWith("q="))
            return trimmed.sliced(2).toDouble();
    }
    return 1;
}

}

QString languageOf(const HttpRequest &request)
{
    QString best = english;
    double bestWeight = 0;
    for (const QByteArray &entry : request.headers.value("Accept-Language").split(',')) {
        const QByteArrayList parts = entry.split(';');
        const QByteArray tag = parts.first().trimmed().toLower();
        const QString language = tag.startsWith("zh") ? chinese : tag.startsWith("en") ? english : QString();
        if (!language.isEmpty() && weightOf(parts) > bestWeight) {
            best = language;
            bestWeight = weightOf(parts);
        }
    }
    return best;
}

QJsonObject errorJson(const Error &error, const QString &language)
{
    QJsonObject json{
        {QStringLiteral("code"), errorCodeName(error.code)},
        {QStringLiteral("reason"), error.reason},
        {QStringLiteral("message"), errorText(error, translatorOf(language))},
    };
    if (!error.field.isEmpty())
        json.insert(QStringLiteral("field"), error.field);
    if (!error.arguments.isEmpty())
        json.insert(QStringLiteral("arguments"), QJsonObject::fromVariantMap(error.arguments));
    return json;
}

HttpResponse errorResponse(const Error &error, const QString &language)
{
    if (error.code == ErrorCode::Internal || error.code == ErrorCode::Corrupt)
        qCWarning(restLog).noquote() << error.toLog();
    HttpResponse response =
        HttpResponse::json(httpStatusOf(error), {{QStringLiteral("error"), errorJson(error, language)}});
    response.headers.set("Content-Language", language == chinese ? "zh-CN" : "en");
    if (const QVariant wait = error.arguments.value(QStringLiteral("retryAfter")); wait.isValid())
        response.headers.set("Retry-After", QByteArray::number(wait.toInt()));
    if (error.code == ErrorCode::Unauthenticated)
        response.headers.set("WWW-Authenticate", "Bearer");
    return response;
}

HttpResponse errorResponse(const Error &error, const HttpRequest &request)
{
    return errorResponse(error, languageOf(request));
}

}
