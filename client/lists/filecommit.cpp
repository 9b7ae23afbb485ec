// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "client/lists/filecommit.h"

#include "shared/base/savefileerror.h"

#include <QThread>

namespace tandem::client {

FileCommit::FileCommit(QSaveFile &file)
    : m_file(file)
{
}

FileCommit::~FileCommit()
{
    wait();
}

void FileCommit::start()
{
    m_thread.reset(QThread::create([this] { m_committed = commitFile(m_file); }));
    connect(m_thread.get(), &QThread::finished, this, [this] { emit finished(m_committed); });
    m_thread->start();
}

void FileCommit::wait()
{
    if (m_thread)
        m_thread->wait();
}

}
