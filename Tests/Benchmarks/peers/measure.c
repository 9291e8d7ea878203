/* Starts a program, waits for it, and says in a line of JSON what it took: `measure [OPTION…] -- PROGRAM [ARGUMENT…]`.
 *
 *   --cpu N        on this processor alone
 *   --out FILE     where its standard output goes, and its standard error; /dev/null by default
 *   --memory MS    look that often how much memory it has without the files that it mapped
 *   --ready SEC    wait for READY=1 (sd_notify), watch it for so many seconds, then end it with SIGTERM
 *
 * A program of its own, since what a process inherits counts: the peak memory of a child is never below that of the
 * process it was forked from, and this one is small. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

static _Noreturn void give_up(const char *what) {
    perror(what);
    exit(125);
}

/* A number of /proc/PID/status. */
static long status_number(pid_t process, const char *name) {
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/status", process);
    FILE *file = fopen(path, "re");
    long value = -1;
    size_t length = strlen(name);
    while (file && fgets(line, sizeof line, file))
        if (!strncmp(line, name, length) && line[length] == ':') value = strtol(line + length + 1, NULL, 10);
    if (file) fclose(file);
    return value;
}

static int notify_socket(void) {
    int socket_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    /* A name in the abstract space needs no place in a directory. */
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int length = snprintf(address.sun_path + 1, sizeof address.sun_path - 1, "timelined-measure-%d", getpid());
    if (socket_ < 0 || bind(socket_, (void *)&address, offsetof(struct sockaddr_un, sun_path) + 1 + length) < 0)
        give_up("socket");
    char name[128];
    snprintf(name, sizeof name, "@%s", address.sun_path + 1);
    setenv("NOTIFY_SOCKET", name, 1);
    return socket_;
}

/* Whether READY=1 comes before the process ends or ten minutes are over. */
static bool becomes_ready(int socket_, pid_t process) {
    char message[8192];
    for (double end = seconds() + 600; seconds() < end;) {
        struct pollfd wait = {.fd = socket_, .events = POLLIN};
        if (poll(&wait, 1, 200) <= 0) {
            siginfo_t info = {0};
            if (waitid(P_PID, process, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == process) return false;
            continue;
        }
        ssize_t count = recv(socket_, message, sizeof message - 1, 0);
        if (count <= 0) continue;
        message[count] = 0;
        if (strstr(message, "READY=1")) return true;
    }
    return false;
}

/* Waits so many seconds, and reads what the process tells meanwhile: a queue that is full would hold it up. */
static void attend(int socket_, double duration) {
    char message[8192];
    for (double end = seconds() + duration, left = duration; left > 0; left = end - seconds()) {
        struct pollfd wait = {.fd = socket_, .events = POLLIN};
        if (poll(&wait, 1, left * 1000 + 1) > 0) recv(socket_, message, sizeof message, MSG_DONTWAIT);
    }
}

int main(int count, char **arguments) {
    const char *out = "/dev/null";
    double watch = -1;
    int cpu = -1, at = 1, pause = 0;
    for (; at + 1 < count && strcmp(arguments[at], "--"); at += 2) {
        if (!strcmp(arguments[at], "--cpu")) cpu = atoi(arguments[at + 1]);
        if (!strcmp(arguments[at], "--out")) out = arguments[at + 1];
        if (!strcmp(arguments[at], "--memory")) pause = atoi(arguments[at + 1]);
        if (!strcmp(arguments[at], "--ready")) watch = atof(arguments[at + 1]);
    }
    if (at + 1 >= count) return 125;
    int output = open(out, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (output < 0) give_up(out);
    int socket_ = watch < 0 ? -1 : notify_socket();
    /* Blocked, so that sigtimedwait() ends with the program and not a moment later. */
    sigset_t ending, usual;
    sigemptyset(&ending);
    sigaddset(&ending, SIGCHLD);
    sigprocmask(SIG_BLOCK, &ending, &usual);
    double start = seconds();
    pid_t process = fork();
    if (process < 0) give_up("fork");
    if (process == 0) {
        sigprocmask(SIG_SETMASK, &usual, NULL);
        dup2(output, STDOUT_FILENO);
        dup2(output, STDERR_FILENO);
        cpu_set_t set;
        CPU_ZERO(&set);
        CPU_SET(cpu < 0 ? 0 : cpu, &set);
        if (cpu >= 0) sched_setaffinity(0, sizeof set, &set);
        execvp(arguments[at + 1], arguments + at + 1);
        _exit(127);
    }
    double ready = -1;
    long resident = -1, anonymous = -1, wakes = -1;
    if (watch >= 0 && becomes_ready(socket_, process)) {
        ready = seconds() - start;
        /* What it does behind READY=1, such as a first head, is no part of being idle. */
        attend(socket_, watch > 0 ? 1.5 : 0);
        long before = status_number(process, "voluntary_ctxt_switches");
        attend(socket_, watch);
        wakes = status_number(process, "voluntary_ctxt_switches") - before;
        resident = status_number(process, "VmRSS") * 1024;
        anonymous = status_number(process, "RssAnon") * 1024;
        kill(process, SIGTERM);
    }
    long peak = -1;
    struct timespec step = {.tv_nsec = pause * 1000000L};
    while (pause > 0) {
        long now = status_number(process, "RssAnon") * 1024;
        if (now > peak) peak = now;
        if (sigtimedwait(&ending, NULL, &step) == SIGCHLD) break;
    }
    int status;
    struct rusage usage;
    siginfo_t info = {0};
    while (socket_ >= 0 && waitid(P_PID, process, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != process)
        attend(socket_, 0.01);
    while (wait4(process, &status, 0, &usage) < 0)
        if (errno != EINTR) give_up("wait4");
    double end = seconds();
    printf("{\"seconds\":%.6f,\"user\":%ld.%06ld,\"system\":%ld.%06ld,\"peak\":%ld,\"anonymous_peak\":%ld,\"status\":%d,\"ready\":%.6f,"
           "\"resident\":%ld,\"anonymous\":%ld,\"wakes\":%ld}\n",
           end - start, (long)usage.ru_utime.tv_sec, (long)usage.ru_utime.tv_usec, (long)usage.ru_stime.tv_sec,
           (long)usage.ru_stime.tv_usec, usage.ru_maxrss * 1024, peak,
           WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), ready, resident, anonymous, wakes);
    return 0;
}
