/* The device's limit: write and fdatasync on a growing file, `device FILE`.
 *
 * A line of standard input is a number of batches and how many bytes they have together; the answer is how many
 * nanoseconds writing them took, one write and one fdatasync a batch. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int64_t nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

int main(int count, char **arguments) {
    if (count != 2) return 2;
    int file = open(arguments[1], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) {
        printf("%s cannot be made\n", arguments[1]);
        return 2;
    }
    puts("ready");
    fflush(stdout);
    long batches, bytes;
    while (scanf("%ld %ld", &batches, &bytes) == 2) {
        size_t size = bytes / batches;
        char *buffer = malloc(size);
        memset(buffer, 'a', size);
        int64_t start = nanoseconds();
        for (long batch = 0; batch < batches; batch++) {
            if (write(file, buffer, size) != (ssize_t)size || fdatasync(file) != 0) {
                puts("device: cannot write");
                return 2;
            }
        }
        printf("%lld\n", (long long)(nanoseconds() - start));
        fflush(stdout);
        free(buffer);
    }
    return 0;
}
