// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/protocol/limits.h"
#include "shared/protocol/message.h"
#include "shared/protocol/messagefields.h"

#include <QCborMap>
#include <QCborStreamReader>
#include <QCborValue>

#include <limits>

namespace tandem {

/// How many elements a list of T may have.
struct ListBound
{
    const char *name;
    quint64 most;
};
template <typename T>
inline constexpr ListBound listBound{"items", limits::items};
template <>
inline constexpr ListBound listBound<Mutation>{"mutationsPerPush", limits::mutationsPerPush};
template <>
inline constexpr ListBound listBound<FieldChange>{"changesPerMutation", limits::changesPerMutation};

Error overLimit(const char *bound, qint64 limit);

/// Reads what MessageWriter writes, out of bytes that checkCbor() let pass. The first thing that does not fit is kept
/// as the error, and nothing is read after it.
class MessageReader
{
public:
    explicit MessageReader(QByteArrayView frame)
        : m_cbor(frame.data(), frame.size())
    {
    }

    /// Enters the message and reads its type.
    Result<qint64> type();

    template <typename M>
    Result<Message> message()
    {
        M message;
        m_entered = true;
        Fields<M>::visit(*this, message);
        if (m_error)
            return *m_error;
        return Message(std::move(message));
    }

    /// Called by Fields with all fields of a struct at once. Fields that an older peer does not send keep their
    /// default, elements that a newer one adds are skipped.
    template <typename... T>
    void operator()(T &&...fields)
    {
        if (!std::exchange(m_entered, false) && !enter())
            return;
        (next(fields), ...);
        leave();
    }

private:
    template <typename T>
    void next(T &field)
    {
        if (!m_error && m_cbor.hasNext())
            get(field);
    }

    bool enter();
    void leave();
    void fail(Error error);

    void get(bool &value);
    void get(QString &value);
    void get(QByteArray &value);
    void get(Value &value);
    void get(QCborMap &value);
    void get(QVariantMap &value);
    void get(QJsonObject &value);
    void get(RecordId &value);
    void get(RowBatch &value);
    void get(ErrorCode &value)
    {
        value = known(integer(), ErrorCode::Internal, ErrorCode::Cancelled, ErrorCode::Internal);
    }
    void get(Scope &value) { value = known(integer(), Scope::None, Scope::All, Scope::None); }
    void get(FieldAccess &value)
    {
        value = known(integer(), FieldAccess::Hidden, FieldAccess::Write, FieldAccess::Hidden);
    }
    void get(MutationKind &value) { value = strict(MutationKind::Create, MutationKind::Action); }
    void get(Outcome &value) { value = strict(Outcome::Applied, Outcome::Rejected); }
    void get(CompanyDefinition::Kind &value)
    {
        value = strict(CompanyDefinition::Kind::Entity, CompanyDefinition::Kind::Field);
    }

    qint64 integer();

    /// A newer peer's value, taken as the one that gives away least.
    template <typename E>
    static E known(qint64 number, E first, E last, E otherwise)
    {
        return number >= qint64(first) && number <= qint64(last) ? E(number) : otherwise;
    }
    /// A value whose meaning must be understood.
    template <typename E>
    E strict(E first, E last)
    {
        const qint64 number = integer();
        if (number < qint64(first) || number > qint64(last))
            fail(Error::corrupt(QStringLiteral("message: unknown kind")));
        return known(number, first, last, first);
    }

    template <std::integral T>
    void get(T &value)
    {
        const qint64 number = integer();
        if (number < qint64(std::numeric_limits<T>::min()) || number > qint64(std::numeric_limits<T>::max()))
            fail(Error::corrupt(QStringLiteral("message: number out of range")));
        else
            value = T(number);
    }
    template <typename T>
    void get(std::optional<T> &value)
    {
        if (m_cbor.isNull()) {
            m_cbor.next();
            return;
        }
        get(value.emplace());
    }
    template <typename T>
    void get(std::vector<T> &value)
    {
        if (!enter())
            return;
        while (!m_error && m_cbor.hasNext()) {
            // Before it takes many times the memory of its bytes.
            if (value.size() >= listBound<T>.most)
                return fail(overLimit(listBound<T>.name, qint64(listBound<T>.most)));
            get(value.emplace_back());
        }
        leave();
    }
    void get(QStringList &value);
    template <typename K, typename V>
    void get(std::map<K, V> &value)
    {
        if (!enter())
            return;
        while (!m_error && m_cbor.hasNext()) {
            K key{};
            get(key);
            next(value[key]);
        }
        leave();
    }
    template <typename T>
    void get(Added<T> &field)
    {
        get(field.value);
    }
    template <HasFields T>
    void get(T &value)
    {
        Fields<T>::visit(*this, value);
    }

    QCborStreamReader m_cbor;
    std::optional<Error> m_error;
    qint64 m_unpackedBytes = 0; ///< of all batches so far
    bool m_entered = false; ///< the next struct's array is open already
};

}
