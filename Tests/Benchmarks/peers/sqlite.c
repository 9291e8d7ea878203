/* SQLite as an event store: `sqlite FILE EVENTS BATCH`. Durable as our log is (WAL, synchronous=FULL), refuses an
 * identity that it has (UNIQUE), one prepared statement, one transaction a batch, a page cache that holds all. */
#include <sqlite3.h>

#include "events.h"

static sqlite3 *database;

static void run(const char *statement) {
    if (sqlite3_exec(database, statement, NULL, NULL, NULL) != SQLITE_OK) give_up("sqlite", sqlite3_errmsg(database));
}

int main(int count, char **arguments) {
    if (count != 4) return 2;
    int size = atoi(arguments[3]);
    events events = read_events(arguments[2]);
    if (sqlite3_open(arguments[1], &database) != SQLITE_OK) give_up("sqlite", sqlite3_errmsg(database));
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("PRAGMA cache_size=-1048576");
    run("CREATE TABLE events (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL)");
    sqlite3_stmt *insert, *begin, *commit;
    sqlite3_prepare_v2(database, "INSERT INTO events (id, body) VALUES (?, ?)", -1, &insert, NULL);
    sqlite3_prepare_v2(database, "BEGIN IMMEDIATE", -1, &begin, NULL);
    sqlite3_prepare_v2(database, "COMMIT", -1, &commit, NULL);
    puts("ready");
    while (true) {
        long batches = next_slice();
        int64_t start = nanoseconds();
        for (long batch = 0; batch < batches; batch++) {
            const event *event = next_batch(&events, size);
            sqlite3_step(begin);
            sqlite3_reset(begin);
            for (int number = 0; number < size; number++, event++) {
                sqlite3_bind_text(insert, 1, event->id, -1, SQLITE_STATIC);
                sqlite3_bind_text(insert, 2, event->body, event->length, SQLITE_STATIC);
                if (sqlite3_step(insert) != SQLITE_DONE) give_up("sqlite", sqlite3_errmsg(database));
                sqlite3_reset(insert);
            }
            if (sqlite3_step(commit) != SQLITE_DONE) give_up("sqlite", sqlite3_errmsg(database));
            sqlite3_reset(commit);
        }
        printf("%lld\n", (long long)(nanoseconds() - start));
    }
}
