// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shared/importing/ziparchive.h"

#include "shared/base/bytesize.h"

#include <zip.h>

#include <utility>

namespace tandem {

namespace {

// A directory costs memory before anything is unpacked. Workbooks have some dozens of files.
constexpr qint64 maxArchiveBytes = 256 * MiB;
constexpr zip_int64_t maxEntries = 20'000;

/// A device, as the library reads it.
struct DeviceSource
{
    QIODevice *device;
    zip_error_t error;
};

zip_int64_t failed(DeviceSource &source, int reason)
{
    zip_error_set(&source.error, reason, 0);
    return -1;
}

zip_int64_t seekDevice(DeviceSource &source, void *data, zip_uint64_t length)
{
    const zip_int64_t offset = zip_source_seek_compute_offset(
        zip_uint64_t(source.device->pos()), zip_uint64_t(source.device->size()), data, length, &source.error);
    if (offset < 0)
        return -1;
    return source.device->seek(offset) ? 0 : failed(source, ZIP_ER_SEEK);
}

zip_int64_t statDevice(const DeviceSource &source, void *data)
{
    auto *stat = static_cast<zip_stat_t *>(data);
    zip_stat_init(stat);
    stat->size = zip_uint64_t(source.device->size());
    stat->valid |= ZIP_STAT_SIZE;
    return zip_int64_t(sizeof(zip_stat_t));
}

zip_int64_t readDevice(DeviceSource &source, void *data, zip_uint64_t length)
{
    const qint64 read = source.device->read(static_cast<char *>(data), qint64(length));
    return read < 0 ? failed(source, ZIP_ER_READ) : read;
}

zip_int64_t serveDevice(void *state, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
    auto &source = *static_cast<DeviceSource *>(state);
    switch (command) {
    case ZIP_SOURCE_OPEN:
        return source.device->seek(0) ? 0 : failed(source, ZIP_ER_SEEK);
    case ZIP_SOURCE_READ:
        return readDevice(source, data, length);
    case ZIP_SOURCE_SEEK:
        return seekDevice(source, data, length);
    case ZIP_SOURCE_TELL:
        return source.device->pos();
    case ZIP_SOURCE_STAT:
        return statDevice(source, data);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&source.error, data, length);
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_SEEKABLE;
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    default:
        return failed(source, ZIP_ER_OPNOTSUPP);
    }
}

}

Error brokenWorkbook(const QString &detail)
{
    Error error = Error::invalid({}, QStringLiteral("brokenWorkbook"));
    error.detail = detail;
    return error;
}

Error workbookTooLarge()
{
    return {ErrorCode::TooLarge, QStringLiteral("workbookTooLarge"), {}, {}, {}};
}

ZipEntry::ZipEntry(zip_file *file, qint64 maxBytes, qint64 maxPieceBytes)
    : m_file(file)
    , m_maxBytes(maxBytes)
    , m_maxPieceBytes(maxPieceBytes)
{
    QIODevice::open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

ZipEntry::~ZipEntry()
{
    zip_fclose(m_file);
}

qint64 ZipEntry::readData(char *data, qint64 maxSize)
{
    if (m_failure != Failure::None)
        return -1;
    const zip_int64_t read = zip_fread(m_file, data, zip_uint64_t(maxSize));
    if (read < 0) {
        m_failure = Failure::Broken;
        return -1;
    }
    m_bytes += read;
    m_pieceBytes += read;
    if (m_bytes > m_maxBytes || m_pieceBytes > m_maxPieceBytes) {
        m_failure = Failure::TooLarge;
        return -1;
    }
    return read;
}

qint64 ZipEntry::writeData(const char *, qint64)
{
    return -1;
}

struct ZipArchive::Data
{
    DeviceSource source;
    zip_t *archive = nullptr;

    explicit Data(QIODevice &device)
        : source{&device, {}}
    {
        zip_error_init(&source.error);
    }
    ~Data()
    {
        if (archive)
            zip_discard(archive);
        zip_error_fini(&source.error);
    }
    Q_DISABLE_COPY_MOVE(Data)
};

ZipArchive::ZipArchive(std::unique_ptr<Data> data)
    : m_data(std::move(data))
{
}

ZipArchive::ZipArchive(ZipArchive &&) noexcept = default;
ZipArchive &ZipArchive::operator=(ZipArchive &&) noexcept = default;
ZipArchive::~ZipArchive() = default;

Result<ZipArchive> ZipArchive::open(QIODevice &device)
{
    if (device.size() > maxArchiveBytes)
        return workbookTooLarge();
    auto data = std::make_unique<Data>(device);
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_function_create(serveDevice, &data->source, &error);
    if (source)
        data->archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (!data->archive) {
        const Error broken = brokenWorkbook(QString::fromUtf8(zip_error_strerror(&error)));
        zip_source_free(source); // it belongs to the archive only once there is one
        zip_error_fini(&error);
        return broken;
    }
    zip_error_fini(&error);
    if (zip_get_num_entries(data->archive, 0) > maxEntries)
        return workbookTooLarge();
    return ZipArchive(std::move(data));
}

qint64 ZipArchive::indexOf(const QString &name) const
{
    const QByteArray bytes = name.toUtf8();
    const zip_int64_t index = zip_name_locate(m_data->archive, bytes.constData(), 0);
    return index >= 0 ? index : zip_name_locate(m_data->archive, bytes.constData(), ZIP_FL_NOCASE);
}

bool ZipArchive::contains(const QString &name) const
{
    return indexOf(name) >= 0;
}

Result<std::unique_ptr<ZipEntry>> ZipArchive::entry(const QString &name, qint64 maxBytes, qint64 maxPieceBytes) const
{
    const qint64 index = indexOf(name);
    if (index < 0)
        return brokenWorkbook(QStringLiteral("%1 is missing").arg(name));
    zip_file_t *file = zip_fopen_index(m_data->archive, zip_uint64_t(index), 0);
    if (file)
        return std::make_unique<ZipEntry>(file, maxBytes, maxPieceBytes);
    const int reason = zip_error_code_zip(zip_get_error(m_data->archive));
    if (reason == ZIP_ER_NOPASSWD || reason == ZIP_ER_WRONGPASSWD)
        return Error::invalid({}, QStringLiteral("encryptedWorkbook"));
    return brokenWorkbook(QString::fromUtf8(zip_strerror(m_data->archive)));
}

}
