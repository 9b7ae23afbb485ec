// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFile>
#include <QProcess>
#include <QStorageInfo>
#include <QTemporaryDir>

namespace tandem::test {

/// A file system of its own in memory, small enough to be filled to the last byte. Needs the right to mount one.
class SmallDisk
{
public:
    /// The size as mount takes it: "64k", "8m".
    explicit SmallDisk(const QString &size)
        : m_filler(m_folder.filePath(QStringLiteral("filler")))
    {
        m_isMounted = run(QStringLiteral("mount"),
            {QStringLiteral("-t"), QStringLiteral("tmpfs"), QStringLiteral("-o"), QStringLiteral("size=") + size,
                QStringLiteral("none"), m_folder.path()});
    }
    ~SmallDisk()
    {
        m_filler.close();
        if (m_isMounted)
            run(QStringLiteral("umount"), {QStringLiteral("-l"), m_folder.path()});
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

    bool isMounted() const { return m_isMounted; }
    QString path() const { return m_folder.path(); }
    QString path(const QString &name) const { return m_folder.filePath(name); }

    /// Until nothing more can be written; what files have reserved already is theirs.
    bool fill()
    {
        if (!m_filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            return false;
        const QByteArray piece(4096, 'x');
        while (m_filler.write(piece) == piece.size()) { }
        return QStorageInfo(m_folder.path()).bytesFree() < 2 * piece.size();
    }
    bool clear() { return m_filler.remove(); }

private:
    static bool run(const QString &program, const QStringList &words)
    {
        QProcess process;
        process.start(program, words);
        return process.waitForFinished(30'000) && process.exitStatus() == QProcess::NormalExit
            && process.exitCode() == 0;
    }

    QTemporaryDir m_folder;
    QFile m_filler;
    bool m_isMounted = false;
};

}
