#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#if defined(__aarch64__)
#include <arm_acle.h>
#include <sys/auxv.h>
#endif

int clinux_rename_noreplace(int old_directory, const char *old_name, int new_directory, const char *new_name) {
    return renameat2(old_directory, old_name, new_directory, new_name, RENAME_NOREPLACE);
}

int clinux_mount(int descriptor, uint64_t *number) {
    struct statx status;
    if (statx(descriptor, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_MNT_ID, &status) != 0) return -1;
    *number = status.stx_mask & STATX_MNT_ID
                  ? status.stx_mnt_id
                  : (uint64_t)status.stx_dev_major << 32 | status.stx_dev_minor;
    return 0;
}

int clinux_lock(int descriptor) {
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(descriptor, F_OFD_SETLK, &lock);
}

int clinux_is_locked(int descriptor, int any) {
    struct flock lock = {.l_type = any ? F_WRLCK : F_RDLCK, .l_whence = SEEK_SET};
    if (fcntl(descriptor, F_OFD_GETLK, &lock) != 0) return -1;
    return lock.l_type != F_UNLCK;
}

int clinux_become(uint32_t user, uint32_t group) {
    gid_t groups[] = {group};
    if (setgroups(1, groups) != 0 || setresgid(group, group, group) != 0) return -1;
    return setresuid(user, user, user);
}

int clinux_begin_writing(int descriptor) {
    int result = sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE);
    // Where a sandbox does not have the call, the device begins later, and that is all.
    return result < 0 && errno == ENOSYS ? 0 : result;
}

int clinux_reserve(int descriptor, int64_t offset, int64_t count) {
    return fallocate(descriptor, FALLOC_FL_KEEP_SIZE, offset, count);
}

char **clinux_environment(void) { return environ; }

const char *clinux_entry_name(const struct dirent *entry) { return entry->d_name; }

const char *clinux_inotify_name(const struct inotify_event *event) { return event->name; }

// Slicing by four: one table would need a load that waits for the last one at each byte.
static uint32_t tables[4][256];

// What a checksum comes to behind STRIPE bytes of zeros, by each of its bytes: checksums are linear, so that those of
// neighbours are put together by it.
enum { STRIPE = 128 };
static uint32_t behind_stripe[4][256];

__attribute__((constructor)) static void make_tables(void) {
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (crc & 1 ? 0x82F63B78u : 0);
        tables[0][byte] = crc;
    }
    for (uint32_t byte = 0; byte < 256; byte++)
        for (int table = 1; table < 4; table++)
            tables[table][byte] = (tables[table - 1][byte] >> 8) ^ tables[0][tables[table - 1][byte] & 0xFF];
    for (int place = 0; place < 4; place++)
        for (int bit = 0; bit < 8; bit++) {
            uint32_t crc = (uint32_t)1 << (8 * place + bit);
            for (int zeros = 0; zeros < STRIPE; zeros++) crc = (crc >> 8) ^ tables[0][crc & 0xFF];
            for (int byte = 0; byte < 1 << bit; byte++)
                behind_stripe[place][byte | 1 << bit] = behind_stripe[place][byte] ^ crc;
        }
}

static uint32_t pass_stripe(uint32_t crc) {
    return behind_stripe[0][crc & 0xFF] ^ behind_stripe[1][crc >> 8 & 0xFF] ^ behind_stripe[2][crc >> 16 & 0xFF] ^
           behind_stripe[3][crc >> 24];
}

uint32_t clinux_crc32c_portable(uint32_t crc, const void *bytes, size_t count) {
    const uint8_t *next = bytes;
    crc = ~crc;
    for (; count >= 4; count -= 4, next += 4) {
        crc ^= (uint32_t)next[0] | (uint32_t)next[1] << 8 | (uint32_t)next[2] << 16 | (uint32_t)next[3] << 24;
        crc = tables[3][crc & 0xFF] ^ tables[2][crc >> 8 & 0xFF] ^ tables[1][crc >> 16 & 0xFF] ^ tables[0][crc >> 24];
    }
    for (; count > 0; count--, next++) crc = (crc >> 8) ^ tables[0][(crc ^ *next) & 0xFF];
    return ~crc;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) static uint32_t crc32c_instruction(uint32_t crc, const uint8_t *next, size_t count) {
    uint64_t sum = ~crc;
    // The instruction waits for its last answer, and three can be under way: three stripes at once.
    for (; count >= 3 * STRIPE; count -= 3 * STRIPE, next += 3 * STRIPE) {
        uint64_t second = 0, third = 0;
        for (size_t place = 0; place < STRIPE; place += 8) {
            uint64_t words[3];
            for (int stripe = 0; stripe < 3; stripe++) memcpy(&words[stripe], next + stripe * STRIPE + place, 8);
            sum = __builtin_ia32_crc32di(sum, words[0]);
            second = __builtin_ia32_crc32di(second, words[1]);
            third = __builtin_ia32_crc32di(third, words[2]);
        }
        sum = pass_stripe(pass_stripe((uint32_t)sum) ^ (uint32_t)second) ^ (uint32_t)third;
    }
    for (; count >= 8; count -= 8, next += 8) {
        uint64_t word;
        memcpy(&word, next, sizeof word);
        sum = __builtin_ia32_crc32di(sum, word);
    }
    uint32_t rest = (uint32_t)sum;
    for (; count > 0; count--, next++) rest = __builtin_ia32_crc32qi(rest, *next);
    return ~rest;
}

static int has_instruction(void) { return __builtin_cpu_supports("sse4.2"); }
#elif defined(__aarch64__)
__attribute__((target("+crc"))) static uint32_t crc32c_instruction(uint32_t crc, const uint8_t *next, size_t count) {
    crc = ~crc;
    for (; count >= 8; count -= 8, next += 8) {
        uint64_t word;
        memcpy(&word, next, sizeof word);
        crc = __crc32cd(crc, word);
    }
    for (; count > 0; count--, next++) crc = __crc32cb(crc, *next);
    return ~crc;
}

// HWCAP_CRC32 of the kernel's asm/hwcap.h.
static int has_instruction(void) { return (getauxval(AT_HWCAP) & (1 << 7)) != 0; }
#else
static uint32_t crc32c_instruction(uint32_t crc, const uint8_t *next, size_t count) {
    return clinux_crc32c_portable(crc, next, count);
}

static int has_instruction(void) { return 0; }
#endif

uint32_t clinux_crc32c(uint32_t crc, const void *bytes, size_t count) {
    return has_instruction() ? crc32c_instruction(crc, bytes, count) : clinux_crc32c_portable(crc, bytes, count);
}

int clinux_contains(const void *bytes, size_t count, const void *needle, size_t needle_count) {
    return memmem(bytes, count, needle, needle_count) != NULL;
}

int clinux_processors(void) {
    cpu_set_t set;
    // As on a machine with more processors than a set has room for.
    if (sched_getaffinity(0, sizeof set, &set) != 0) return (int)sysconf(_SC_NPROCESSORS_ONLN);
    return CPU_COUNT(&set);
}
