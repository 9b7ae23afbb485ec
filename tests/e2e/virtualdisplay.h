// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QProcess>
#include <QStandardPaths>

namespace tandem::test {

/// An X server without a screen, for what only a window system does: dragging from one widget to another.
class VirtualDisplay
{
public:
    ~VirtualDisplay()
    {
        m_process.kill();
        m_process.waitForFinished(15'000);
    }

    /// False where there is none to start.
    bool start()
    {
        const QString program = QStandardPaths::findExecutable(QStringLiteral("Xvfb"));
        if (program.isEmpty())
            return false;
        // It takes a free number by itself and says which as soon as it is ready.
        m_process.start(program,
            {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
                QStringLiteral("1600x1000x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp")});
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(30'000))
                return false;
        }
        m_name = QLatin1Char(':') + QString::fromLatin1(m_process.readLine().trimmed());
        return true;
    }

    QString name() const { return m_name; }

private:
    QProcess m_process;
    QString m_name;
};

}
