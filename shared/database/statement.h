// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"
#include "shared/base/value.h"

#include <memory>

namespace tandem {

/// The driver's half of a statement.
class StatementBackend
{
public:
    virtual ~StatementBackend() = default;
    virtual void bindNull(int position) = 0;
    virtual void bindInteger(int position, qint64 value) = 0;
    virtual void bindReal(int position, double value) = 0;
    virtual void bindText(int position, QStringView text) = 0; ///< copied
    virtual void bindUtf8(int position, QByteArrayView utf8) = 0; ///< not copied: must live until the next reset
    virtual void bindBytes(int position, QByteArrayView bytes) = 0; ///< copied
    virtual Result<bool> step() = 0;
    virtual void reset() = 0;
    virtual int columnCount() const = 0;
    virtual bool isNull(int column) const = 0;
    virtual bool isInteger(int column) const = 0;
    virtual qint64 integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual QString text(int column) const = 0;
    virtual QByteArrayView utf8(int column) const = 0; ///< until the next step or reset
    virtual QByteArrayView bytes(int column) const = 0; ///< until the next step or reset
};

/// A borrowed prepared statement; resets itself when it dies, so that no reader keeps a snapshot open.
/// Positions of parameters count from 1, columns from 0.
class Statement
{
public:
    explicit Statement(std::shared_ptr<StatementBackend> backend)
        : m_backend(std::move(backend))
    {
    }
    Statement(Statement &&) noexcept = default;
    Statement &operator=(Statement &&) noexcept = default;
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;
    ~Statement()
    {
        if (m_backend)
            m_backend->reset();
    }

    Statement &bind(int position, std::nullptr_t)
    {
        m_backend->bindNull(position);
        return *this;
    }
    Statement &bind(int position, qint64 value)
    {
        m_backend->bindInteger(position, value);
        return *this;
    }
    Statement &bind(int position, int value)
    {
        m_backend->bindInteger(position, value);
        return *this;
    }
    Statement &bind(int position, quint16 value)
    {
        m_backend->bindInteger(position, value);
        return *this;
    }
    Statement &bind(int position, bool value)
    {
        m_backend->bindInteger(position, value ? 1 : 0);
        return *this;
    }
    Statement &bind(int position, double value)
    {
        m_backend->bindReal(position, value);
        return *this;
    }
    Statement &bind(int position, const QString &text)
    {
        m_backend->bindText(position, text);
        return *this;
    }
    Statement &bind(int position, const QByteArray &bytes)
    {
        m_backend->bindBytes(position, bytes);
        return *this;
    }
    Statement &bind(int position, const RecordId &id); ///< a null id is bound as NULL
    /// Null, Boolean, Integer, Real, Text, Id, and Set as its JSON text. Money has two columns: see valuecolumns.h.
    Statement &bind(int position, const Value &value);

    /// True when there is a row, false at the end.
    Result<bool> step() { return m_backend->step(); }
    /// Runs a statement that gives no rows, and resets it.
    Result<void> run();

    bool isNull(int column) const { return m_backend->isNull(column); }
    qint64 integer(int column) const { return m_backend->integer(column); }
    double real(int column) const { return m_backend->real(column); }
    QString text(int column) const { return m_backend->text(column); }
    QByteArray bytes(int column) const { return m_backend->bytes(column).toByteArray(); }
    RecordId id(int column) const; ///< null if NULL

    StatementBackend &backend() { return *m_backend; }

private:
    std::shared_ptr<StatementBackend> m_backend;
};

}
