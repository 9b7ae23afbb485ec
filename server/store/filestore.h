// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "server/store/fileroom.h"
#include "server/store/movedcontents.h"
#include "server/store/quarantine.h"
#include "shared/base/bytesize.h"
#include "shared/base/recordid.h"
#include "shared/base/result.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QStringList>

#include <array>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace tandem::server {

/// Contents of files by their SHA-256, below files/ab/cdef…, each once however often it is used. An upload grows in
/// files/incoming/ and is only found after its hash was proved; each uploader has his own of the same content, so that
/// nobody can spoil another's, or say that he has what he only knows the hash of. The bytes of a complete content may
/// be moved to a ContentStore; for everybody else it is there all the same. Any thread.
class FileStore
{
public:
    /// Whether a virus scanner has to look at what comes before anybody else gets it, see FileScanner.
    enum class Scanning { Off, On };

    /// `maximumSize`: bytes of one content.
    FileStore(const QString &folder, qint64 maximumSize, FileRoom::Limits limits = {},
        Scanning scanning = Scanning::Off, FarContents place = {})
        : m_folder(folder)
        , m_maximumSize(maximumSize)
        , m_room(folder, limits)
        , m_quarantine(incomingFolder())
        , m_scanning(scanning)
        , m_moved(folder, std::move(place))
    {
    }

    static bool isHash(const QString &hash); ///< 64 lower-case hexadecimal digits
    /// Visits the complete contents in a folder of files, in no order, and nothing else that lies there: neither
    /// uploads nor what somebody else has put there.
    static void eachContent(
        const QString &folder, const std::function<void(const QString &hash, const QFileInfo &file)> &visit);
    /// What lies beside them in such a folder, by its path below it: uploads that are not whole, who has sent what,
    /// what the virus scanner has still to look at, has looked at and has found, small pictures, and notes of contents
    /// whose bytes lie elsewhere.
    static QStringList besideContents(const QString &folder);
    /// The same for those whose hashes begin with these two digits; they lie in a folder of that name.
    static void eachUnder(const QString &folder, const QString &start,
        const std::function<void(const QString &hash, const QFileInfo &file)> &visit);
    static QStringList starts(const QString &folder); ///< such digits, of which there are folders

    bool contains(const QString &hash) const;
    Result<qint64> size(const QString &hash) const; ///< Error: NotFound
    /// For reading. Waits until `deadline` for what is not at hand. Error: NotFound, Unavailable (also
    /// "fileBeingFetched": the next attempt goes on from there), and as MovedContents::fetch() says.
    Result<std::unique_ptr<QFile>> open(
        const QString &hash, const QDeadlineTimer &deadline = QDeadlineTimer(QDeadlineTimer::Forever)) const;
    bool isAtHand(const QString &hash) const; ///< open() asks nobody else
    /// What open() has brought here is not kept for the next one. For who has the folder of what is fetched for
    /// himself.
    void forgetFetched(const QString &hash) const { m_moved.forget(hash); }
    /// Whether this uploader himself has sent the whole content; of the server (null) always.
    bool hasSent(const QString &hash, const RecordId &uploader) const;

    /// Whether an upload of `total` bytes may begin, so that no byte of it is sent in vain. One that was begun goes on;
    /// its room is booked by its first write(), to which another one may come first.
    /// Error: Invalid ("badHash", "fileInfected"), TooLarge ("fileTooLarge", "filesQuotaFull", "diskReserved").
    Result<void> checkRoom(const QString &hash, qint64 total, const RecordId &uploader = {});
    FileRoom::Figures room() { return m_room.figures(); }

    /// How many bytes of his upload have arrived: where the next chunk starts. The whole size if it is complete, and
    /// only then: what arrived whole and was not taken over yet (the server ended) is taken over now, or comes again
    /// from the first byte on if it is not what its hash says (the power went).
    Result<qint64> received(const QString &hash, const RecordId &uploader = {});
    /// Adds a chunk at `offset`. Bytes that are there already are passed over. When `total` bytes have arrived, which
    /// may be none, the content is checked and becomes visible; gives the bytes received. With another total than
    /// before the upload begins anew.
    /// Error: Invalid ("badHash", "badOffset", "fileInfected", "hashMismatch": the upload starts again), TooLarge (as
    /// checkRoom() says), Unavailable ("diskFull"; of the first one also as FileRoom::takeTurn() says).
    Result<qint64> write(
        const QString &hash, qint64 offset, qint64 total, QByteArrayView chunk, const RecordId &uploader = {});
    /// As if nobody had ever sent it.
    Result<void> remove(const QString &hash);

    /// A small picture of a content, made by the client that has sent the content: lists show it without fetching the
    /// whole. The first one stays. Error: Invalid ("badHash"), NotFound (he has not sent the content), TooLarge,
    /// Unavailable.
    Result<void> writePreview(const QString &hash, QByteArrayView picture, const RecordId &uploader);
    Result<QByteArray> preview(const QString &hash) const; ///< Error: NotFound
    static constexpr qint64 largestPreview = 64 * KiB;

    /// What the scanner has not looked at yet, and what it has found.
    const Quarantine &quarantine() const { return m_quarantine; }
    bool isUnchecked(const QString &hash) const;
    /// Whether it may be handed out. Error: Invalid ("fileInfected"), Unavailable ("fileBeingChecked").
    Result<void> checkServable(const QString &hash) const;
    /// The scanner found something: nobody gets it any more, and nobody can send it again. `uploader` is to be told.
    Result<void> lockAway(const QString &hash, const QString &finding, const RecordId &uploader = {});
    /// As if nobody had ever sent it; the content itself stays if a record names it, which is asked when nobody can
    /// begin to name it any more without sending it again, or if somebody does that meanwhile.
    Result<void> withdraw(const QString &hash, const std::function<Result<bool>()> &isNamed);
    /// Complete contents whose bytes are still in the folder itself, although there is another place for them.
    QStringList toMoveAway() const;
    /// The bytes of one of these; nothing to do for what the scanner has not looked at. Takes as long as the network
    /// does. Error: as MovedContents::put() says.
    Result<void> moveAway(const QString &hash);
    /// Where the bytes go belongs to this company, or to nobody else yet. Error: as ContentStore::claim() says.
    Result<void> claimPlace() const { return m_moved.hasPlace() ? m_moved.claim() : Result<void>(); }
    /// Ends on this disk what a daemon has begun that has ended. One that is just at it finds it undone, and leaves it.
    /// Error: of the disk.
    Result<void> putBackLeftovers() const;
    /// Removes from the other place some of what is not needed any more. Takes as long as the network does. Error: as
    /// ContentStore.
    Result<void> finishRemovals() const { return m_moved.finish(); }
    struct Compared
    {
        qint64 found = 0; ///< there, and not known here: known from now on, and as young as if they had just come
        qint64 lost = 0; ///< known here, and not there, or of another size
        qint64 spare = 0; ///< there, of what is known here without them: of before a restore. They stay
    };
    /// What is known to have been moved with what is there, if that is this company's. Error: as ContentStore.
    Result<Compared> compareMoved() const;
    QStringList all() const; ///< hashes of complete contents
    QStringList under(const QString &start) const; ///< those of them with these first two digits
    /// Deletes complete contents that nobody has sent since `before` and that no record names, and forgets who sent
    /// what before. `isNamed` is asked as withdraw() says, but not of what is `used`, which may be known from earlier.
    Result<void> removeUnused(qint64 before, const std::function<bool(const QString &hash)> &used,
        const std::function<Result<bool>(const QString &hash)> &isNamed);
    /// Deletes uploads that have not grown since `before`.
    Result<void> dropStaleUploads(qint64 before);

private:
    struct Upload
    {
        QString path;
        qint64 total = 0; ///< part of its name, so that it is known after a restart
    };

    QString path(const QString &hash) const;
    QString placeOf(const QString &hash) const;
    QString incomingFolder() const;
    QString asideFolder() const { return incomingFolder() + QLatin1String("/aside"); }
    QString setAside(const QString &hash) const;
    void putBack(const QString &aside) const;
    Result<void> letGoUnlessSent(const QString &hash) const;
    QString previewPath(const QString &hash) const;
    std::optional<Upload> upload(const QString &hash, const RecordId &uploader) const;
    QString uploadPath(const QString &hash, const RecordId &uploader, qint64 total) const;
    FileRoom::Underway underway() const;
    /// Whatever room there is.
    Result<void> checkUpload(const QString &hash, qint64 total) const;
    Result<void> openUpload(QFile &file, qint64 total);
    static Result<void> append(QFile &file, qint64 present, QByteArrayView fresh);
    QString sentPath(const QString &hash, const RecordId &uploader) const;
    Result<void> complete(QFile &file, const QString &hash, const RecordId &uploader);
    Result<void> markSent(const QString &hash, const RecordId &uploader) const;
    Result<void> keepNames(const QString &hash, const RecordId &uploader) const;
    Result<void> forgetSenders(const QString &hash) const;
    bool isSent(const QString &hash) const; ///< by anybody
    Result<void> checkFindings(const QString &hash) const;
    Result<bool> isSentAgain(const QString &hash, const RecordId &uploader) const;
    std::mutex &mutexOf(const QString &hash);

    QString m_folder;
    qint64 m_maximumSize;
    FileRoom m_room;
    const Quarantine m_quarantine;
    const Scanning m_scanning;
    const MovedContents m_moved;
    std::mutex m_beginning; ///< what FileRoom::takeTurn() is among daemons, among the threads of this one
    std::array<std::mutex, 16> m_mutexes; ///< each for the uploads of the hashes that begin with one digit
};

}
