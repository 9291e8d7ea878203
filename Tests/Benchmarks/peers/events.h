/* What the peers of append have in common: the events of a file, and the protocol of slices.
 *
 * A peer is started with its place and a file of events, one a line. It says "ready", and then, for every line of
 * standard input, appends so many batches and says how many nanoseconds they took. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    const char *body;
    int length;
    /* Source and id, which together are an event's identity. */
    char *id;
} event;

typedef struct {
    event *all;
    size_t count;
    size_t next;
} events;

static inline int64_t nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static inline _Noreturn void give_up(const char *what, const char *why) {
    printf("%s: %s\n", what, why);
    exit(2);
}

/* The end of a string of JSON that begins at `at`, behind its closing quote. */
static inline const char *string_end(const char *at) {
    for (at++; *at && *at != '"'; at++)
        if (*at == '\\') at++;
    return at + 1;
}

/* Copies the value of a member of the outermost object, a string, to `to`. */
static inline char *copy_member(const char *line, const char *name, char *to) {
    int depth = 0;
    size_t length = strlen(name);
    for (const char *at = line; *at && *at != '\n';) {
        if (*at == '"') {
            const char *end = string_end(at);
            if (depth == 1 && *end == ':' && (size_t)(end - at) == length + 2 && !memcmp(at + 1, name, length)) {
                const char *value = end + 1, *last = string_end(value) - 1;
                memcpy(to, value + 1, last - value - 1);
                return to + (last - value - 1);
            }
            at = end;
            continue;
        }
        if (*at == '{' || *at == '[') depth++;
        if (*at == '}' || *at == ']') depth--;
        at++;
    }
    give_up("an event has no", name);
}

/* Reads all events; they stay for as long as the program. */
static inline events read_events(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) give_up(path, "cannot be read");
    fseek(file, 0, SEEK_END);
    size_t size = ftell(file);
    rewind(file);
    char *bytes = malloc(size + 1);
    if (!bytes || fread(bytes, 1, size, file) != size) give_up(path, "cannot be read");
    bytes[size] = 0;
    fclose(file);
    events result = {0};
    for (size_t at = 0; at < size; at++) result.count += bytes[at] == '\n';
    result.all = calloc(result.count, sizeof(event));
    char *at = bytes;
    for (size_t number = 0; number < result.count; number++) {
        char *end = strchr(at, '\n'), id[4096];
        if (end - at > 3000) give_up(path, "has an event longer than 3,000 bytes");
        char *stop = copy_member(at, "source", id);
        *stop++ = ' ';
        *copy_member(at, "id", stop) = 0;
        *end = 0;
        result.all[number] = (event){at, (int)(end - at), strdup(id)};
        at = end + 1;
    }
    return result;
}

/* The next batch of events; ends the program where there are not enough. */
static inline const event *next_batch(events *events, int size) {
    if (events->next + size > events->count) give_up("events", "there are none left");
    const event *first = &events->all[events->next];
    events->next += size;
    return first;
}

/* The next number of batches; ends the program at the end of standard input. */
static inline long next_slice(void) {
    char line[64];
    fflush(stdout);
    if (!fgets(line, sizeof line, stdin)) exit(0);
    return strtol(line, NULL, 10);
}
