// Loaded before the C library (LD_PRELOAD): a kernel in a bad mood, within what POSIX allows it.
//
// SHIM_SHORT=1          reads and writes do half of what is asked, and every third is interrupted before it begins
// SHIM_CLOCK=FILE       while FILE exists, the time of day is a day earlier
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
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
    return result;
}
