/// A disk with little room: preloaded into a program, it lets files below ORGMEND_TEST_DISK grow by
/// ORGMEND_TEST_ROOM bytes in all and then answers as a full disk does. Needs no rights and no
/// disk of its own.

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

bool isOnDisk(int descriptor)
{
    const char *folder = std::getenv("ORGMEND_TEST_DISK");
    char link[64] = "/proc/self/fd/";
    char path[4096] = {};
    char digits[16] = {};
    std::size_t length = 0;
    for (int rest = descriptor; length == 0 || rest > 0; rest /= 10)
        digits[length++] = static_cast<char>('0' + rest % 10);
    char *end = link + std::strlen(link);
    while (length > 0)
        *end++ = digits[--length];
    const ssize_t size = ::readlink(link, path, sizeof path - 1);
    return folder && size > 0 && std::strncmp(path, folder, std::strlen(folder)) == 0;
}

/// Whether the file may be `end` bytes long.
bool hasRoom(int descriptor, std::int64_t end)
{
    static std::int64_t left = [] {
        const char *room = std::getenv("ORGMEND_TEST_ROOM");
        return room ? std::atoll(room) : 0;
    }();
    struct stat file{};
    if (::fstat(descriptor, &file) != 0 || end <= file.st_size || !isOnDisk(descriptor))
        return true;
    const std::int64_t growth = end - file.st_size;
    if (growth > left) {
        left = 0; // a full disk stays full
        errno = ENOSPC;
        return false;
    }
    left -= growth;
    return true;
}

template <typename Function>
Function *real(const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name)); // NOLINT
}

} // namespace

extern "C" {

ssize_t pwrite64(int descriptor, const void *bytes, std::size_t size, off64_t at)
{
    static auto *const next = real<decltype(pwrite64)>("pwrite64");
    return hasRoom(descriptor, at + static_cast<std::int64_t>(size))
        ? next(descriptor, bytes, size, at)
        : -1;
}

ssize_t pwrite(int descriptor, const void *bytes, std::size_t size, off_t at)
{
    return pwrite64(descriptor, bytes, size, at);
}

ssize_t write(int descriptor, const void *bytes, std::size_t size)
{
    static auto *const next = real<decltype(write)>("write");
    const off_t at = ::lseek(descriptor, 0, SEEK_CUR);
    return at < 0 || hasRoom(descriptor, at + static_cast<std::int64_t>(size))
        ? next(descriptor, bytes, size)
        : -1;
}

int posix_fallocate64(int descriptor, off64_t at, off64_t size)
{
    static auto *const next = real<decltype(posix_fallocate64)>("posix_fallocate64");
    return hasRoom(descriptor, at + size) ? next(descriptor, at, size) : ENOSPC;
}

int posix_fallocate(int descriptor, off_t at, off_t size)
{
    return posix_fallocate64(descriptor, at, size);
}

} // extern "C"
