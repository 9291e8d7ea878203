/* How long a file takes from rename into incoming/ until it leaves it for archive/:
 * `latency INCOMING STAGING RATE SLICES SECONDS DEVICE-FILE`.
 *
 * The daemon moves a file only when its events are durable, so that the notification of the move is the first thing
 * that anybody outside sees of it: what is measured is fdatasync, what follows it in the commit, the move, and the way
 * of the notification. Files are renamed at a steady rate, whatever the daemon does. By turns with it, as often and at
 * the same rate, a file is written to and fdatasync is timed, while the daemon has nothing to do.
 *
 * STAGING holds files NAME-NUMBER.json in the same file system, enough of them. Says a line for each: "d NANOSECONDS"
 * for a fdatasync, "f NANOSECONDS" for a file. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

enum { LINE = 900 };

static int64_t *started, *ended;
static int total, seen;
static int notifications;

static int64_t nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static _Noreturn void give_up(const char *what) {
    perror(what);
    exit(2);
}

static void sleep_until(int64_t moment) {
    struct timespec time = {moment / 1000000000, moment % 1000000000};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
}

static int number_of(const char *name) {
    const char *digits = strrchr(name, '-');
    return digits ? atoi(digits + 1) : -1;
}

static void *watch(void *unused) {
    (void)unused;
    _Alignas(struct inotify_event) char buffer[65536];
    /* The main thread reads the count only after the slice; a torn one cannot be on this architecture. */
    while (__atomic_load_n(&seen, __ATOMIC_ACQUIRE) < total) {
        ssize_t count = read(notifications, buffer, sizeof buffer);
        int64_t now = nanoseconds();
        if (count <= 0) give_up("inotify");
        for (char *at = buffer; at < buffer + count;) {
            struct inotify_event *event = (void *)at;
            int number = event->len ? number_of(event->name) : -1;
            if (event->mask & IN_Q_OVERFLOW) give_up("the queue of inotify is full");
            if (number >= 0 && number < total) {
                ended[number] = now;
                __atomic_add_fetch(&seen, 1, __ATOMIC_RELEASE);
            }
            at += sizeof *event + event->len;
        }
    }
    return NULL;
}

int main(int count, char **arguments) {
    if (count != 7) return 2;
    const char *incoming = arguments[1], *staging = arguments[2];
    int rate = atoi(arguments[3]), slices = atoi(arguments[4]), each = rate * atoi(arguments[5]);
    total = slices * each;
    started = calloc(total, sizeof *started);
    ended = calloc(total, sizeof *ended);
    char **names = calloc(total, sizeof *names);
    DIR *directory = opendir(staging);
    if (!directory) give_up(staging);
    for (struct dirent *entry; (entry = readdir(directory));) {
        int number = number_of(entry->d_name);
        if (number >= 0 && number < total) names[number] = strdup(entry->d_name);
    }
    for (int number = 0; number < total; number++)
        if (!names[number]) give_up("too few files are staged");
    notifications = inotify_init1(IN_CLOEXEC);
    if (inotify_add_watch(notifications, incoming, IN_MOVED_FROM) < 0) give_up(incoming);
    int device = open(arguments[6], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (device < 0) give_up(arguments[6]);
    pthread_t thread;
    pthread_create(&thread, NULL, watch, NULL);
    char line[LINE], from[PATH_MAX], to[PATH_MAX];
    memset(line, 'a', sizeof line);
    int64_t interval = 1000000000 / rate;
    for (int slice = 0, number = 0; slice < slices; slice++) {
        int64_t next = nanoseconds();
        for (int turn = 0; turn < each; turn++) {
            sleep_until(next += interval);
            if (write(device, line, sizeof line) != sizeof line) give_up("write");
            int64_t start = nanoseconds();
            if (fdatasync(device)) give_up("fdatasync");
            printf("d %lld\n", (long long)(nanoseconds() - start));
        }
        next = nanoseconds();
        for (int turn = 0; turn < each; turn++, number++) {
            snprintf(from, sizeof from, "%s/%s", staging, names[number]);
            snprintf(to, sizeof to, "%s/%s", incoming, names[number]);
            sleep_until(next += interval);
            started[number] = nanoseconds();
            if (rename(from, to)) give_up("rename");
        }
        for (int64_t end = nanoseconds() + 30 * INT64_C(1000000000);
             __atomic_load_n(&seen, __ATOMIC_ACQUIRE) < number; usleep(1000))
            if (nanoseconds() > end) {
                fprintf(stderr, "%d files are still waiting after 30 seconds\n", number - seen);
                return 2;
            }
        /* The daemon signs its head a second after a commit. */
        usleep(1500000);
    }
    pthread_join(thread, NULL);
    for (int number = 0; number < total; number++) printf("f %lld\n", (long long)(ended[number] - started[number]));
    return 0;
}
