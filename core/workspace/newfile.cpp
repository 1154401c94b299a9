#include "workspace/newfile.h"

#include <QFileInfo>
#include <QtEndian>

#include <sqlite3.h>

#include <array>
#include <cstring>

namespace newfile {

namespace {

using P = Failure::Problem;

constexpr quint32 applicationId = 0x4F72674D; // "OrgM"

struct Header {
    sqlite3_int64 fileSize = 0;
    std::array<char, 100> bytes{};

    /// https://www.sqlite.org/fileformat2.html#the_database_header
    [[nodiscard]] bool isOurs() const
    {
        constexpr std::string_view magic("SQLite format 3\0", 16);
        return fileSize >= sqlite3_int64(bytes.size())
            && std::string_view(bytes.data(), magic.size()) == magic
            && qFromBigEndian<quint32>(bytes.data() + 68) == applicationId;
    }
};

/// SQLite's words for why the file can't be opened or read.
Failure unopenable(sqlite3 *handle, const QString &path, int code)
{
    const int reason = handle ? sqlite3_system_errno(handle) : 0;
    return failure(P::WorkspaceUnopenable, {path},
        QString::fromUtf8(reason != 0 ? std::strerror(reason) : sqlite3_errstr(code)));
}

/// Opening alone reads nothing and takes no lock.
Result<Header> readHeader(const QString &path)
{
    sqlite3 *handle = nullptr;
    sqlite3_file *file = nullptr;
    Header header;
    int code = sqlite3_open_v2(path.toUtf8().constData(), &handle, SQLITE_OPEN_READONLY, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_file_control(
            handle, "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void *>(&file));
    if (code == SQLITE_OK)
        code = file->pMethods->xFileSize(file, &header.fileSize);
    if (code == SQLITE_OK && header.fileSize > 0)
        code = file->pMethods->xRead(file, header.bytes.data(), int(header.bytes.size()), 0);
    if (code == SQLITE_IOERR_SHORT_READ)
        code = SQLITE_OK; // what is missing reads as zeros
    const Failure why = code == SQLITE_OK ? Failure() : unopenable(handle, path, code);
    sqlite3_close(handle);
    if (code != SQLITE_OK)
        return why;
    return header;
}

} // namespace

Result<Found> lookAt(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return Found::Nothing;
    if (!info.isFile())
        return failure(P::WorkspaceUnopenable, {path});
    const Result<Header> header = readHeader(path);
    if (!header)
        return header.failure();
    if (header->fileSize == 0)
        return Found::Nothing;
    if (!header->isOurs())
        return failure(P::WorkspaceNotOurs, {path});
    return Found::Ours;
}

Result<void> makeOurs(Database &database, bool mayCreate)
{
    const auto isOurs = [&database]() -> Result<bool> {
        const Result<qint64> id = database.number("PRAGMA application_id");
        if (!id)
            return id.failure();
        if (quint32(*id) == applicationId)
            return true;
        const Result<qint64> tables = database.number("SELECT COUNT(*) FROM sqlite_schema");
        if (!tables)
            return tables.failure();
        if (*id != 0 || *tables != 0)
            return failure(P::WorkspaceNotOurs, {database.path()});
        return false;
    };
    const Result<bool> before = isOurs();
    if (!before)
        return before.failure();
    if (*before)
        return {};
    if (!mayCreate)
        return failure(P::WorkspaceMissing, {database.path()});

    // The page size is settled before the transaction that makes the first page; auto_vacuum begins
    // that transaction, and the application id belongs to the same.
    Result<void> made = database.execute("PRAGMA page_size = 16384; BEGIN;"
                                         "PRAGMA auto_vacuum = INCREMENTAL;");
    if (made) {
        const Result<bool> now = isOurs(); // another program may have been faster
        if (!now)
            made = now.failure();
        else if (!*now)
            made = database.execute(
                "PRAGMA application_id = " + QByteArray::number(applicationId) + ';');
    }
    if (made)
        made = database.execute("COMMIT");
    if (!made && sqlite3_get_autocommit(database.handle()) == 0)
        sqlite3_exec(database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    return made;
}

} // namespace newfile
