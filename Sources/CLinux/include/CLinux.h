#ifndef CLINUX_H
#define CLINUX_H

#include <dirent.h>
#include <stdint.h>
#include <stddef.h>
#include <sys/inotify.h>
#include <sys/statvfs.h>

/// renameat2(2) with RENAME_NOREPLACE: Swift's Glibc module does not show it.
int clinux_rename_noreplace(int old_directory, const char *old_name, int new_directory, const char *new_name);

/// The number of the mount that an open file lies on (statx(2), STATX_MNT_ID); its device's where the kernel, before 5.8,
/// does not tell. Answers -1 and errno where it cannot be asked.
int clinux_mount(int descriptor, uint64_t *number);

/// Takes the write lock on a whole open file (fcntl(2), F_OFD_SETLK) if nobody has it; it goes with the last descriptor.
/// Answers -1 and EAGAIN where another has it.
int clinux_lock(int descriptor);

/// Whether another open file description holds a write lock on this file, or with `any` a lock of any kind: 1, 0, or -1 and
/// errno (F_OFD_GETLK). Asks without taking, so that asking never stands in a writer's way.
int clinux_is_locked(int descriptor, int any);

/// sync_file_range(2) of a whole file with SYNC_FILE_RANGE_WRITE: Swift's Glibc module does not show it.
int clinux_begin_writing(int descriptor);

/// fallocate(2) with FALLOC_FL_KEEP_SIZE: Swift's Glibc module does not show it.
int clinux_reserve(int descriptor, int64_t offset, int64_t count);

/// Makes a stream socket of the family AF_UNIX that listens at `name` in a directory, for its owner alone (mode 0600), in
/// the place of what is there. Answers its descriptor, which never blocks, or -1 and errno.
int clinux_listen(int directory, const char *name, int backlog);

/// Connects to such a socket: ECONNREFUSED where nobody listens, EAGAIN where too many wait. The descriptor never blocks.
int clinux_connect(int directory, const char *name);

/// The next connection to a listening socket, which never blocks; -1 and EAGAIN where there is none.
int clinux_accept(int listener);

/// The process and the user at the other end, as they were when they connected or began to listen (SO_PEERCRED). The
/// process is 0 where it is of a PID namespace that this one does not see.
int clinux_peer(int connection, int32_t *process, uint32_t *user);

/// write(2) without SIGPIPE.
long clinux_send(int connection, const void *bytes, size_t count);

/// Waits until there is something to read, or the end: 1, 0 where the time is over, or -1 and errno.
int clinux_wait(int descriptor, int milliseconds);

/// Makes this process another user's for good: his group alone, then his user (setgroups, setresgid, setresuid).
int clinux_become(uint32_t user, uint32_t group);

/// A mapping of a file for which SIGBUS is handled.
struct clinux_mapping;

/// Has pages of a mapping that cannot be read, since the file has become shorter or the disk fails, read as zeros instead
/// of ending the process. NULL where that cannot be done. Any other SIGBUS does what it did before.
struct clinux_mapping *clinux_watch(void *start, size_t count);

/// Ends that, before the mapping goes.
void clinux_unwatch(struct clinux_mapping *mapping);

/// Whether every page of it could be read so far.
int clinux_is_whole(const struct clinux_mapping *mapping);

/// The name of a directory entry: readdir(3)'s flexible array does not reach Swift whole.
const char *clinux_entry_name(const struct dirent *entry);

/// The environment of this process: `environ` is a variable, which strict concurrency does not let Swift see.
char **clinux_environment(void);

/// Where the name begins in an inotify event, and how long that event is in all.
const char *clinux_inotify_name(const struct inotify_event *event);

/// Whether `needle` stands somewhere in `bytes`, by memmem(3), which Swift's Glibc module does not show.
int clinux_contains(const void *bytes, size_t count, const void *needle, size_t needle_count);

/// CRC-32C (Castagnoli) of `count` bytes, continuing `crc`; begins with 0. Uses the processor's instruction where it
/// has one.
uint32_t clinux_crc32c(uint32_t crc, const void *bytes, size_t count);

/// The same without the instruction, for processors that lack it and for the test that compares the two.
uint32_t clinux_crc32c_portable(uint32_t crc, const void *bytes, size_t count);

/// How many processors this process may run on, by sched_getaffinity(2).
int clinux_processors(void);

#endif
