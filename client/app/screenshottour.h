// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "client/records/records.h"

#include <QTimer>

namespace tandem::client {

class MainWindow;

/// Walks through the main pages once the first sync is done and writes a picture of each: what `start-demo` shows
/// where there is no display.
class ScreenshotTour : public QObject
{
    Q_OBJECT

public:
    ScreenshotTour(MainWindow &window, Records &records, const QString &folder, QObject *parent);

    void start();

signals:
    void finished();

private:
    void whenSynced();
    void showNext();
    void take();

    MainWindow &m_window;
    Records &m_records;
    QString m_folder;
    std::vector<std::pair<QString, QString>> m_stops; ///< file name, location
    size_t m_next = 0;
    QTimer m_settle;
};

}
