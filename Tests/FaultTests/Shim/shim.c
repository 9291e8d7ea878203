// Loaded before the C library (LD_PRELOAD): a kernel in a bad mood, within what POSIX allows it.
//
// SHIM_SHORT=1          reads and writes do half of what is asked, and every third is interrupted before it begins
// SHIM_CLOCK=FILE       while FILE exists, the time of day is a day earlier
// SHIM_AHEAD=FILE       while FILE exists, the time of day is four years later
// SHIM_NOW=SECONDS      the time of day, whatever it is
// SHIM_STAT=SEED        each fourth answer about a regular file, by chance, has an odd time, size, owner or inode
// SHIM_LINKS=COUNT      so many names has each regular file
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

static int is_interrupted(void) {
    static int count;
    if (++count % 3 != 0) return 0;
    errno = EINTR;
    return 1;
}

static size_t half(size_t count) { return getenv("SHIM_SHORT") && count > 1 ? count / 2 : count; }

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t read(int descriptor, void *bytes, size_t count) {
    if (getenv("SHIM_SHORT") && is_interrupted()) return -1;
    return REAL(read)(descriptor, bytes, count);
}

ssize_t pread(int descriptor, void *bytes, size_t count, off_t offset) {
    if (getenv("SHIM_SHORT") && is_interrupted()) return -1;
    return REAL(pread)(descriptor, bytes, half(count), offset);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    if (getenv("SHIM_SHORT") && is_interrupted()) return -1;
    return REAL(write)(descriptor, bytes, half(count));
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    if (getenv("SHIM_SHORT") && is_interrupted()) return -1;
    return REAL(pwrite)(descriptor, bytes, half(count), offset);
}

int sync_file_range(int descriptor, off64_t offset, off64_t count, unsigned flags) {
    if (getenv("SHIM_SHORT") && is_interrupted()) return -1;
    return REAL(sync_file_range)(descriptor, offset, count, flags);
}

int fdatasync(int descriptor) {
    if (getenv("SHIM_SHORT") && is_interrupted()) return -1;
    return REAL(fdatasync)(descriptor);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int result = REAL(clock_gettime)(clock, time);
    const char *file = getenv("SHIM_CLOCK");
    if (result == 0 && clock == CLOCK_REALTIME && file && access(file, F_OK) == 0) time->tv_sec -= 86400;
    const char *ahead = getenv("SHIM_AHEAD");
    if (result == 0 && clock == CLOCK_REALTIME && ahead && access(ahead, F_OK) == 0) time->tv_sec += 4 * 31557600;
    if (result == 0 && clock == CLOCK_REALTIME && getenv("SHIM_NOW")) time->tv_sec = atoll(getenv("SHIM_NOW"));
    return result;
}

// SplitMix64.
static uint64_t chance(void) {
    static uint64_t state;
    if (state == 0) state = strtoull(getenv("SHIM_STAT"), NULL, 10) << 32 | 1;
    uint64_t mixed = state += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBu;
    return mixed ^ mixed >> 31;
}

static int64_t odd(void) {
    static const int64_t values[] = {INT64_MIN,   INT64_MIN / 1000000000 - 1, -11644473600, -1, 0, 1, 4096, 1u << 31,
                                     9223372036,  9223372037, 253402300800, INT64_MAX / 1000000, INT64_MAX - 1,
                                     INT64_MAX};
    return values[chance() % (sizeof values / sizeof *values)];
}

static int bend(int result, struct stat *status) {
    if (result != 0 || !S_ISREG(status->st_mode)) return result;
    if (getenv("SHIM_LINKS")) status->st_nlink = strtoull(getenv("SHIM_LINKS"), NULL, 10);
    if (!getenv("SHIM_STAT") || chance() % 4 != 0) return result;
    switch (chance() % 5) {
    case 0: status->st_mtim.tv_sec = odd(); break;
    case 1: status->st_ctim.tv_sec = odd(); break;
    case 2: status->st_size = odd(); break;
    case 3: status->st_uid = (uid_t)odd(); break;
    default: status->st_ino = (ino_t)odd(); break;
    }
    return result;
}

int fstat(int descriptor, struct stat *status) { return bend(REAL(fstat)(descriptor, status), status); }

int fstatat(int directory, const char *name, struct stat *status, int flags) {
    return bend(REAL(fstatat)(directory, name, status, flags), status);
}

int fstatvfs(int descriptor, struct statvfs *status) {
    int result = REAL(fstatvfs)(descriptor, status);
    if (result == 0 && getenv("SHIM_STAT")) {
        status->f_bavail = (fsblkcnt_t)odd();
        status->f_frsize = (unsigned long)odd();
    }
    return result;
}
