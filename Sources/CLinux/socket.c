#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

// A socket's path has 107 bytes at most; by its directory's descriptor it has room, however long the path is.
static int address(struct sockaddr_un *address, int directory, const char *name) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    int length = snprintf(address->sun_path, sizeof address->sun_path, "/proc/self/fd/%d/%s", directory, name);
    if (length > 0 && (size_t)length < sizeof address->sun_path) return 0;
    errno = ENAMETOOLONG;
    return -1;
}

static int closed(int descriptor) {
    int error = errno;
    close(descriptor);
    errno = error;
    return -1;
}

int clinux_listen(int directory, const char *name, int backlog) {
    struct sockaddr_un place;
    if (address(&place, directory, name) != 0) return -1;
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (listener < 0) return -1;
    // Nobody can connect before it listens, so that no moment is left between the name and its mode.
    if ((unlinkat(directory, name, 0) != 0 && errno != ENOENT) ||
        bind(listener, (struct sockaddr *)&place, sizeof place) != 0 || fchmodat(directory, name, 0600, 0) != 0 ||
        listen(listener, backlog) != 0)
        return closed(listener);
    return listener;
}

int clinux_connect(int directory, const char *name) {
    struct sockaddr_un place;
    if (address(&place, directory, name) != 0) return -1;
    int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (connection < 0) return -1;
    if (connect(connection, (struct sockaddr *)&place, sizeof place) != 0) return closed(connection);
    return connection;
}

int clinux_accept(int listener) { return accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC); }

int clinux_peer(int connection, int32_t *process, uint32_t *user) {
    struct ucred peer;
    socklen_t size = sizeof peer;
    if (getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return -1;
    *process = peer.pid;
    *user = peer.uid;
    return 0;
}

long clinux_send(int connection, const void *bytes, size_t count) {
    return send(connection, bytes, count, MSG_NOSIGNAL);
}

int clinux_wait(int descriptor, int milliseconds) {
    struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
    return poll(&waiting, 1, milliseconds);
}
