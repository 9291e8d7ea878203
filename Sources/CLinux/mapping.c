// Mapped files whose pages cannot be read, as journald handles them: the page is replaced by zeros.
#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// The handler walks the list while other threads add to it, so that what is in it stays: it is used again.
struct clinux_mapping {
    atomic_uintptr_t start;
    atomic_size_t count;
    atomic_bool is_taken, has_lost;
    struct clinux_mapping *next;
};

static struct clinux_mapping *_Atomic mappings;
static struct sigaction before;
static uintptr_t page_size;
static int is_ready;

static struct clinux_mapping *find(uintptr_t address) {
    for (struct clinux_mapping *mapping = atomic_load(&mappings); mapping; mapping = mapping->next) {
        uintptr_t start = atomic_load(&mapping->start);
        if (start != 0 && address >= start && address - start < atomic_load(&mapping->count)) return mapping;
    }
    return NULL;
}

// Only calls of signal-safety(7), and mmap(2), which is a call of the kernel and nothing else.
static void handle(int number, siginfo_t *info, void *context) {
    (void)context;
    int saved = errno;
    uintptr_t address = (uintptr_t)info->si_addr;
    struct clinux_mapping *mapping = info->si_code > 0 ? find(address) : NULL;
    void *page = (void *)(address & ~(page_size - 1));
    if (mapping && mmap(page, page_size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == page) {
        atomic_store(&mapping->has_lost, 1);
    } else {
        // The access, or the signal, comes once more and finds what was there before.
        sigaction(number, &before, NULL);
        if (info->si_code <= 0) raise(number);
    }
    errno = saved;
}

static void prepare(void) {
    struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO};
    sigemptyset(&action.sa_mask);
    page_size = (uintptr_t)sysconf(_SC_PAGESIZE);
    is_ready = sigaction(SIGBUS, &action, &before) == 0;
}

struct clinux_mapping *clinux_watch(void *start, size_t count) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, prepare);
    if (!is_ready) return NULL;
    struct clinux_mapping *mapping = atomic_load(&mappings);
    while (mapping && atomic_exchange(&mapping->is_taken, 1)) mapping = mapping->next;
    if (!mapping) {
        mapping = calloc(1, sizeof *mapping);
        if (!mapping) return NULL;
        atomic_store(&mapping->is_taken, 1);
        mapping->next = atomic_load(&mappings);
        while (!atomic_compare_exchange_weak(&mappings, &mapping->next, mapping)) {}
    }
    atomic_store(&mapping->has_lost, 0);
    atomic_store(&mapping->count, count);
    atomic_store(&mapping->start, (uintptr_t)start);
    return mapping;
}

void clinux_unwatch(struct clinux_mapping *mapping) {
    atomic_store(&mapping->start, 0);
    atomic_store(&mapping->count, 0);
    atomic_store(&mapping->is_taken, 0);
}

int clinux_is_whole(const struct clinux_mapping *mapping) { return !atomic_load(&mapping->has_lost); }
