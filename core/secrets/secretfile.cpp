#include "secrets/secretfile.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto lockPatience = 15s;
constexpr mode_t ownerOnly = S_IRUSR | S_IWUSR;

class Descriptor {
public:
    explicit Descriptor(int descriptor) : m_descriptor(descriptor) { }
    Descriptor(Descriptor &&other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1)) { }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    Descriptor &operator=(Descriptor &&) = delete;
    ~Descriptor()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    [[nodiscard]] int get() const { return m_descriptor; }
    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }

private:
    int m_descriptor;
};

QString systemWords() { return QString::fromLocal8Bit(std::strerror(errno)); }

/// Held until the descriptor closes, also when the process is killed. Invalid when nobody let go in
/// time.
Descriptor lockBeside(const QString &path)
{
    const QByteArray name = QFile::encodeName(path + u".lock"_s);
    Descriptor lock(::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, ownerOnly));
    if (!lock.isOpen())
        return lock;
    const auto deadline = std::chrono::steady_clock::now() + lockPatience;
    while (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return Descriptor(-1);
        if (std::chrono::steady_clock::now() > deadline) {
            errno = EWOULDBLOCK;
            return Descriptor(-1);
        }
        std::this_thread::sleep_for(10ms);
    }
    return lock;
}

bool writeAll(int descriptor, const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t written = ::write(
            descriptor, bytes.constData() + done, static_cast<std::size_t>(bytes.size() - done));
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0)
            done += written;
    }
    return true;
}

/// Flushes the folder, so that the new name survives a power cut as well as the new contents.
bool flushFolderOf(const QString &path)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    const Descriptor descriptor(::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return descriptor.isOpen() && ::fsync(descriptor.get()) == 0;
}

} // namespace

FileSecretStore::FileSecretStore(const QString &path)
    : m_path(QFileInfo(path).exists() ? QFileInfo(path).canonicalFilePath()
                                      : QFileInfo(path).absoluteFilePath())
{
}

Failure FileSecretStore::unusable(const QString &why) const
{
    return failure(Failure::Problem::SecretFileUnusable, {m_path}, why);
}

Result<std::optional<Secret>> FileSecretStore::read(const QString &key)
{
    // Without the lock: the file is only ever replaced as a whole.
    const Result<Values> values = load();
    if (!values)
        return values.failure();
    const auto found = values->constFind(key);
    if (found == values->constEnd())
        return std::optional<Secret>();
    return std::optional<Secret>(Secret(found.value()));
}

Result<void> FileSecretStore::write(const QString &key, const Secret &value)
{
    const Descriptor lock = lockBeside(m_path);
    if (!lock.isOpen())
        return unusable(systemWords());
    Result<Values> values = load();
    if (!values)
        return values.failure();
    values->insert(key, value.reveal());
    return store(*values);
}

Result<void> FileSecretStore::remove(const QString &key)
{
    if (!QFileInfo::exists(m_path))
        return {};
    const Descriptor lock = lockBeside(m_path);
    if (!lock.isOpen())
        return unusable(systemWords());
    Result<Values> values = load();
    if (!values)
        return values.failure();
    if (values->remove(key) == 0)
        return {};
    return store(*values);
}

Result<FileSecretStore::Values> FileSecretStore::load() const
{
    const QByteArray name = QFile::encodeName(m_path);
    const Descriptor file(::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen()) {
        if (errno == ENOENT && QFileInfo(QFileInfo(m_path).absolutePath()).isDir())
            return Values();
        return unusable(systemWords());
    }
    struct stat about{};
    if (::fstat(file.get(), &about) != 0)
        return unusable(systemWords());
    if (!S_ISREG(about.st_mode) || about.st_uid != ::geteuid()
        || (about.st_mode & 07777) != ownerOnly)
        return failure(Failure::Problem::SecretFileUnsafe, {m_path});

    QFile contents;
    if (!contents.open(file.get(), QIODevice::ReadOnly))
        return unusable(contents.errorString());
    const QByteArray bytes = contents.readAll();
    if (contents.error() != QFileDevice::NoError)
        return unusable(contents.errorString());
    if (bytes.isEmpty()) // made beforehand, with the right mode
        return Values();

    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (!document.isObject())
        return unusable(error.errorString());
    Values values;
    const QJsonObject object = document.object();
    for (auto entry = object.begin(); entry != object.end(); ++entry)
        values.insert(entry.key(), QByteArray::fromBase64(entry.value().toString().toLatin1()));
    return values;
}

Result<void> FileSecretStore::store(const Values &values) const
{
    QJsonObject object;
    for (auto entry = values.begin(); entry != values.end(); ++entry)
        object.insert(entry.key(), QString::fromLatin1(entry.value().toBase64()));

    QByteArray temporary = QFile::encodeName(m_path + u".XXXXXX"_s);
    const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC)); // made with mode 0600
    if (!file.isOpen())
        return unusable(systemWords());
    const bool written = ::fchmod(file.get(), ownerOnly) == 0
        && writeAll(file.get(), QJsonDocument(object).toJson(QJsonDocument::Indented))
        && ::fsync(file.get()) == 0
        && ::rename(temporary.constData(), QFile::encodeName(m_path).constData()) == 0;
    if (!written) {
        const QString why = systemWords();
        ::unlink(temporary.constData());
        return unusable(why);
    }
    if (!flushFolderOf(m_path))
        return unusable(systemWords());
    return {};
}
