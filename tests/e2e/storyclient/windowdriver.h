// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/e2e/storyclient/eyes.h"
#include "tests/e2e/storyclient/hands.h"
#include "tests/e2e/storyclient/headlessclient.h"
#include "tests/e2e/storyclient/screen.h"

#include <QSettings>

namespace tandem::client {
class MainWindow;
class Theme;
class Translator;
class ViewRegistry;
}

namespace tandem::test {

/// The product's window over a client's records, driven by mouse and key events as a person would. Orders that it does
/// not know are the client's.
class WindowDriver : public QObject
{
    Q_OBJECT

public:
    explicit WindowDriver(HeadlessClient &client, const QString &profile);
    ~WindowDriver() override;

    void obey(const QJsonObject &order, const HeadlessClient::Answer &answer);

private:
    Orders ownOrders();
    Result<QJsonObject> show(const QJsonObject &order);
    Result<QJsonObject> dress(const QJsonObject &order);
    Result<QJsonObject> open(const QJsonObject &order);
    Result<QJsonObject> picture(const QJsonObject &order);
    void settle();

    HeadlessClient &m_client;
    QSettings m_settings;
    Screen m_screen;
    Hands m_hands;
    Eyes m_eyes;
    Orders m_orders;
    std::unique_ptr<client::Theme> m_theme;
    std::unique_ptr<client::Translator> m_translator;
    std::unique_ptr<client::ViewRegistry> m_views;
    std::unique_ptr<client::MainWindow> m_window;
};

}
