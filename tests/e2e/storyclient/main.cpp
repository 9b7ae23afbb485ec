// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/storyclient/headlessclient.h"
#include "tests/e2e/storyclient/orderreader.h"
#include "tests/e2e/storyclient/windowdriver.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QJsonDocument>

#include <cstdio>

using namespace tandem;
using namespace tandem::test;

namespace {

void say(const QJsonObject &json)
{
    const QByteArray line = QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stdout);
    std::fflush(stdout);
}

void sayResult(const Result<QJsonObject> &result)
{
    QJsonObject json = result.ok() ? *result : QJsonObject();
    json.insert(QStringLiteral("ok"), result.ok());
    if (!result.ok())
        json.insert(QStringLiteral("failure"), result.error().toLog());
    say(json);
}

HeadlessClient::Options options()
{
    QCommandLineParser parser;
    for (const char *name : {"profile", "server", "user", "fingerprint", "clock-offset"})
        parser.addOption({QLatin1String(name), QString(), QLatin1String(name)});
    parser.addOption({QStringLiteral("offline"), QString()});
    parser.process(*QCoreApplication::instance());
    HeadlessClient::Options options;
    options.profile = parser.value(QStringLiteral("profile"));
    options.server = parser.value(QStringLiteral("server"));
    options.user = parser.value(QStringLiteral("user"));
    options.pin = QByteArray::fromHex(parser.value(QStringLiteral("fingerprint")).toLatin1());
    options.clockOffset = parser.value(QStringLiteral("clock-offset")).toLongLong();
    options.offline = parser.isSet(QStringLiteral("offline"));
    return options;
}

}

/// Obeys one line of JSON at a time on its standard input, and answers each with one. `show` opens the window.
int main(int argc, char **argv)
{
    QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const HeadlessClient::Options given = options();
    HeadlessClient client(given);
    const auto opened = client.open();
    sayResult(opened.ok() ? Result<QJsonObject>(QJsonObject()) : Result<QJsonObject>(opened.error()));
    if (!opened.ok())
        return 1;
    WindowDriver window(client, given.profile);
    OrderReader reader;
    QObject::connect(&reader, &OrderReader::ordered, &window,
        [&window](const QJsonObject &order) { window.obey(order, sayResult); });
    QObject::connect(&reader, &OrderReader::ended, &application, &QApplication::quit);
    reader.start();
    const int code = QApplication::exec();
    reader.wait();
    return code;
}
