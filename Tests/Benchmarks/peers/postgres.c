/* PostgreSQL as an event store: `postgres CONNECTION EVENTS BATCH`. Durable (fsync and synchronous_commit are on),
 * refuses an identity that it has (UNIQUE), one prepared statement and one round trip a batch: arrays in binary form,
 * unnested into rows, in a transaction of their own. Only COPY would be a little faster. */
#include <arpa/inet.h>
#include <libpq-fe.h>

#include "events.h"

enum { TEXT = 25, TEXT_ARRAY = 1009 };

static PGconn *connection;

typedef struct {
    char *bytes;
    size_t length, room;
} buffer;

static void add(buffer *buffer, const void *bytes, size_t length) {
    if (buffer->length + length > buffer->room) {
        buffer->room = (buffer->length + length) * 2;
        buffer->bytes = realloc(buffer->bytes, buffer->room);
    }
    memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
}

static void add_number(buffer *buffer, int32_t number) {
    uint32_t bytes = htonl(number);
    add(buffer, &bytes, sizeof bytes);
}

static void begin_array(buffer *buffer, int size) {
    buffer->length = 0;
    add_number(buffer, 1); /* dimensions */
    add_number(buffer, 0); /* no nulls */
    add_number(buffer, TEXT);
    add_number(buffer, size);
    add_number(buffer, 1); /* the first index */
}

static void add_text(buffer *buffer, const char *text, int length) {
    add_number(buffer, length);
    add(buffer, text, length);
}

static void finish(PGresult *result) {
    if (PQresultStatus(result) != PGRES_COMMAND_OK) give_up("postgres", PQerrorMessage(connection));
    PQclear(result);
}

int main(int count, char **arguments) {
    if (count != 4) return 2;
    int size = atoi(arguments[3]);
    events events = read_events(arguments[2]);
    connection = PQconnectdb(arguments[1]);
    if (PQstatus(connection) != CONNECTION_OK) give_up("postgres", PQerrorMessage(connection));
    finish(PQexec(connection, "SET client_min_messages = warning"));
    finish(PQexec(connection, "DROP TABLE IF EXISTS events"));
    finish(PQexec(connection, "CREATE TABLE events (seq bigint GENERATED ALWAYS AS IDENTITY, id text NOT NULL UNIQUE,"
                              " body text NOT NULL)"));
    const char *insert = "INSERT INTO events (id, body) SELECT * FROM unnest($1::text[], $2::text[])";
    finish(PQprepare(connection, "insert", insert, 2, (Oid[]){TEXT_ARRAY, TEXT_ARRAY}));
    buffer ids = {0}, bodies = {0};
    puts("ready");
    while (true) {
        long batches = next_slice();
        int64_t start = nanoseconds();
        for (long batch = 0; batch < batches; batch++) {
            const event *event = next_batch(&events, size);
            begin_array(&ids, size);
            begin_array(&bodies, size);
            for (int number = 0; number < size; number++, event++) {
                add_text(&ids, event->id, strlen(event->id));
                add_text(&bodies, event->body, event->length);
            }
            finish(PQexecPrepared(connection, "insert", 2, (const char *[]){ids.bytes, bodies.bytes},
                                  (int[]){ids.length, bodies.length}, (int[]){1, 1}, 1));
        }
        printf("%lld\n", (long long)(nanoseconds() - start));
    }
}
