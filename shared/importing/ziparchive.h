// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "shared/base/result.h"

#include <QIODevice>

#include <memory>

struct zip;
struct zip_file;

namespace tandem {

/// What an archive or a part that is damaged, lacks something or contradicts itself is answered with.
Error brokenWorkbook(const QString &detail);
Error workbookTooLarge();

/// The unpacked bytes of one file in a ZIP archive, in order. It ends early, and says why, where the archive is damaged
/// or where more comes out of it than allowed: what an archive says about its sizes is not believed.
class ZipEntry final : public QIODevice
{
public:
    enum class Failure { None, Broken, TooLarge };

    ZipEntry(zip_file *file, qint64 maxBytes, qint64 maxPieceBytes);
    ~ZipEntry() override;

    /// What is read from here on is counted anew against `maxPieceBytes`.
    void beginPiece() { m_pieceBytes = 0; }
    Failure failure() const { return m_failure; }

    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    zip_file *m_file;
    qint64 m_maxBytes;
    qint64 m_maxPieceBytes;
    qint64 m_bytes = 0;
    qint64 m_pieceBytes = 0;
    Failure m_failure = Failure::None;
};

/// A ZIP archive on a device that can be sought in. The device must be open, and outlives this and its entries; the
/// archive outlives its entries.
class ZipArchive
{
public:
    /// Error: Invalid ("brokenWorkbook"), TooLarge ("workbookTooLarge").
    static Result<ZipArchive> open(QIODevice &device);

    ZipArchive(ZipArchive &&) noexcept;
    ZipArchive &operator=(ZipArchive &&) noexcept;
    ~ZipArchive();

    bool contains(const QString &name) const;
    /// By its name, upper and lower case alike where none is written the same way.
    /// Error: Invalid ("brokenWorkbook"; "encryptedWorkbook").
    Result<std::unique_ptr<ZipEntry>> entry(const QString &name, qint64 maxBytes, qint64 maxPieceBytes) const;

private:
    struct Data;
    explicit ZipArchive(std::unique_ptr<Data> data);
    qint64 indexOf(const QString &name) const; ///< -1: there is none

    std::unique_ptr<Data> m_data;
};

}
