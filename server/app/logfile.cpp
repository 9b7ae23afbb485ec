// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "server/app/logfile.h"

#include <QDateTime>

namespace tandem::server {

namespace {

constexpr auto openMode = QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered;

}

Result<void> LogFile::open()
{
    const QMutexLocker lock(&m_mutex);
    if (!m_file.open(openMode))
        return Error{
            ErrorCode::Unavailable, QStringLiteral("cannotWrite"), m_file.fileName(), {}, m_file.errorString()};
    return {};
}

QByteArray LogFile::nameOf(QtMsgType type)
{
    static constexpr const char *names[] = {"debug", "warning", "error", "fatal", "info"}; // in the order of QtMsgType
    return names[type];
}

void LogFile::write(QtMsgType type, const QByteArray &text)
{
    const QByteArray line =
        QDateTime::currentDateTime().toString(Qt::ISODateWithMs).toLatin1() + ' ' + nameOf(type) + ' ' + text + '\n';
    const QMutexLocker lock(&m_mutex);
    if (m_file.size() + line.size() > m_limit)
        putAside();
    m_file.write(line);
}

void LogFile::putAside()
{
    const QString path = m_file.fileName();
    const QString aside = path + QLatin1String(".1");
    m_file.close();
    QFile::remove(aside);
    QFile::rename(path, aside);
    m_file.open(openMode);
}

}
