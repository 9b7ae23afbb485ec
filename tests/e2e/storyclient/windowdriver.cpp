// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/e2e/storyclient/windowdriver.h"

#include "client/app/viewcatalogue.h"
#include "client/shell/mainwindow.h"
#include "client/shell/viewregistry.h"
#include "client/widgets/theme.h"
#include "client/widgets/translator.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QPainter>
#include <QPixmap>

namespace tandem::test {

using namespace client;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize usualSize(1440, 900);

}

WindowDriver::WindowDriver(HeadlessClient &client, const QString &profile)
    : m_client(client)
    , m_settings(QDir(profile).filePath(u"client.ini"_s), QSettings::IniFormat)
    , m_hands(m_screen)
    , m_eyes(m_screen)
    , m_orders(ownOrders())
    , m_theme(std::make_unique<Theme>(*qApp))
    , m_translator(std::make_unique<Translator>())
{
    m_orders.insert(m_hands.orders());
    m_orders.insert(m_eyes.orders());
}

WindowDriver::~WindowDriver()
{
    if (m_window)
        m_window->close();
}

Orders WindowDriver::ownOrders()
{
    return {
        {u"show"_s, orderOf(this, &WindowDriver::show)},
        {u"dress"_s, orderOf(this, &WindowDriver::dress)},
        {u"open"_s, orderOf(this, &WindowDriver::open)},
        {u"picture"_s, orderOf(this, &WindowDriver::picture)},
    };
}

void WindowDriver::obey(const QJsonObject &order, const HeadlessClient::Answer &answer)
{
    const QString name = order.value("do"_L1).toString();
    const Order handler = m_orders.value(name);
    if (!handler)
        return m_client.obey(order, answer);
    if (!m_window && name != "show"_L1)
        return answer(Error::invalid(u"do"_s, u"noWindow"_s));
    answer(handler(order));
}

Result<QJsonObject> WindowDriver::show(const QJsonObject &)
{
    Records &records = m_client.records();
    connect(m_translator.get(), &Translator::languageChanged, &records, &Records::setLanguage);
    m_views = std::make_unique<ViewRegistry>();
    registerViews(*m_views, records, {*m_theme, *m_translator, m_settings});
    m_window = std::make_unique<MainWindow>(MainWindow::Parts{records, *m_views, *m_theme, *m_translator, m_settings});
    m_screen.setWindow(m_window.get());
    m_window->restoreSession();
    m_window->resize(usualSize);
    m_window->show();
    m_window->activateWindow();
    return QTest::qWaitForWindowActive(m_window.get()) ? Result<QJsonObject>(QJsonObject())
                                                       : Result<QJsonObject>(Error::unavailable(u"notActive"_s));
}

Result<QJsonObject> WindowDriver::dress(const QJsonObject &order)
{
    if (order.contains("language"_L1))
        m_translator->setLanguage(order.value("language"_L1).toString());
    if (order.contains("theme"_L1))
        m_theme->setMode(Theme::modeFromName(order.value("theme"_L1).toString()));
    return QJsonObject();
}

Result<QJsonObject> WindowDriver::open(const QJsonObject &order)
{
    const auto location = Location::fromText(order.value("location"_L1).toString());
    if (!location)
        return Error::invalid(u"location"_s, u"noLocation"_s);
    m_window->open(*location);
    return QJsonObject();
}

Result<QJsonObject> WindowDriver::picture(const QJsonObject &order)
{
    const QString path = order.value("path"_L1).toString();
    QDir().mkpath(QFileInfo(path).path());
    settle();
    QPixmap pixmap = m_window->grab();
    if (QWidget *front = m_screen.front(); front != m_window.get()) { // a dialog: over its window, where it stands
        QPainter painter(&pixmap);
        painter.drawPixmap(m_window->mapFromGlobal(front->mapToGlobal(QPoint())), front->grab());
    }
    if (!pixmap.save(path))
        return Error::unavailable(u"cannotWrite"_s, path);
    return QJsonObject();
}

/// Until the pages have shown what the other threads bring: nothing has changed for a while. Only a picture needs it;
/// what a test looks for is waited for by itself.
void WindowDriver::settle()
{
    QElapsedTimer quiet;
    quiet.start();
    const auto watch = connect(&m_client.records(), &Records::changed, this, [&quiet] { quiet.restart(); });
    (void)QTest::qWaitFor([&quiet] { return quiet.elapsed() > 600; }, Screen::patience);
    disconnect(watch);
}

}
