/*
 * checks HOST:PORT first|after-restart: checks the transactions of a broker with librdkafka's C interface.
 * "after-restart" runs against the same data once the broker has been killed and started again. One line for each check,
 * "ok NAME" or "FAILED NAME: why".
 */
#include <librdkafka/rdkafka.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TIMEOUT_MS = 30000, MAX_RECORDS = 4096, PARTITIONS = 3, INPUTS = 300, PER_TRANSACTION = 40 };

static const char *bootstrap;
static char why[512];
static int failures;
static int seen[MAX_RECORDS];

/* Says why the check failed; false, to be returned. */
static int fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, sizeof why, format, arguments);
    va_end(arguments);
    return 0;
}

static void check(const char *name, int (*function)(void)) {
    why[0] = 0;
    if (function()) {
        printf("ok librdkafka: %s\n", name);
    } else {
        failures++;
        printf("FAILED librdkafka: %s: %s\n", name, why);
    }
    fflush(stdout);
}

/* True when the call went well; its error is freed. */
static int done(const char *what, rd_kafka_error_t *error) {
    if (!error) {
        return 1;
    }
    fail("%s: %s", what, rd_kafka_error_string(error));
    rd_kafka_error_destroy(error);
    return 0;
}

static void ignore_logs(const rd_kafka_t *client, int level, const char *facility, const char *line) {
    (void)client, (void)level, (void)facility, (void)line;
}

/* Settings in pairs, ended by NULL. Never returns without a client. */
static rd_kafka_t *client(rd_kafka_type_t type, ...) {
    char problem[256];
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    rd_kafka_conf_set(conf, "bootstrap.servers", bootstrap, problem, sizeof problem);
    rd_kafka_conf_set(conf, "broker.address.family", "v4", problem, sizeof problem);
    rd_kafka_conf_set_log_cb(conf, ignore_logs);
    va_list settings;
    va_start(settings, type);
    for (const char *name = va_arg(settings, const char *); name; name = va_arg(settings, const char *)) {
        if (rd_kafka_conf_set(conf, name, va_arg(settings, const char *), problem, sizeof problem) != RD_KAFKA_CONF_OK) {
            fprintf(stderr, "%s: %s\n", name, problem);
            exit(2);
        }
    }
    va_end(settings);
    rd_kafka_t *made = rd_kafka_new(type, conf, problem, sizeof problem);
    if (!made) {
        fprintf(stderr, "%s\n", problem);
        exit(2);
    }
    return made;
}

static rd_kafka_t *producer(const char *transactional_id) {
    return client(RD_KAFKA_PRODUCER, "transactional.id", transactional_id, "linger.ms", "0", NULL);
}

static int create_topic(const char *name, int partitions) {
    char problem[256];
    int is_created = 0;
    rd_kafka_t *admin = client(RD_KAFKA_PRODUCER, NULL);
    rd_kafka_queue_t *queue = rd_kafka_queue_new(admin);
    rd_kafka_NewTopic_t *topic = rd_kafka_NewTopic_new(name, partitions, -1, problem, sizeof problem);
    rd_kafka_CreateTopics(admin, &topic, 1, NULL, queue);
    rd_kafka_event_t *event = rd_kafka_queue_poll(queue, TIMEOUT_MS);
    const rd_kafka_CreateTopics_result_t *result = event ? rd_kafka_event_CreateTopics_result(event) : NULL;
    if (result) {
        size_t count;
        const rd_kafka_topic_result_t **topics = rd_kafka_CreateTopics_result_topics(result, &count);
        is_created = count == 1 && !rd_kafka_topic_result_error(topics[0]);
    }
    if (event) {
        rd_kafka_event_destroy(event);
    }
    rd_kafka_NewTopic_destroy(topic);
    rd_kafka_queue_destroy(queue);
    rd_kafka_destroy(admin);
    return is_created || fail("topic %s was not created", name);
}

/* Numbers, as text, spread over the partitions. */
static int produce(rd_kafka_t *to, const char *topic, int from, int count) {
    for (int i = from; i < from + count; i++) {
        char value[16];
        int length = snprintf(value, sizeof value, "%d", i);
        rd_kafka_resp_err_t error = rd_kafka_producev(
            to, RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_PARTITION(i % PARTITIONS), RD_KAFKA_V_VALUE(value, (size_t)length),
            RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_END);
        if (error) {
            return fail("record %d: %s", i, rd_kafka_err2str(error));
        }
    }
    return 1;
}

static int flushed(rd_kafka_t *to) {
    rd_kafka_resp_err_t error = rd_kafka_flush(to, TIMEOUT_MS);
    return !error || fail("flush: %s", rd_kafka_err2str(error));
}

static int begin(rd_kafka_t *with) { return done("begin", rd_kafka_begin_transaction(with)); }
static int commit(rd_kafka_t *with) { return done("commit", rd_kafka_commit_transaction(with, TIMEOUT_MS)); }
static int abort_open(rd_kafka_t *with) { return done("abort", rd_kafka_abort_transaction(with, TIMEOUT_MS)); }
static int init(rd_kafka_t *with) { return done("init", rd_kafka_init_transactions(with, TIMEOUT_MS)); }

static int number_in(const rd_kafka_message_t *message) {
    char text[16] = {0};
    memcpy(text, message->payload, message->len < sizeof text ? message->len : sizeof text - 1);
    return atoi(text);
}

/* Counts how often each number is in a topic, from its beginning to its end. */
static int reads(const char *topic, const char *isolation) {
    memset(seen, 0, sizeof seen);
    rd_kafka_t *reader = client(
        RD_KAFKA_CONSUMER, "group.id", "rdkafka-reader", "enable.partition.eof", "true", "enable.auto.commit", "false",
        "fetch.wait.max.ms", "10", "isolation.level", isolation, NULL);
    rd_kafka_topic_partition_list_t *all = rd_kafka_topic_partition_list_new(PARTITIONS);
    for (int i = 0; i < PARTITIONS; i++) {
        rd_kafka_topic_partition_list_add(all, topic, i)->offset = RD_KAFKA_OFFSET_BEGINNING;
    }
    rd_kafka_assign(reader, all);
    rd_kafka_topic_partition_list_destroy(all);
    int ended = 0;
    rd_kafka_message_t *message;
    while (ended < PARTITIONS && (message = rd_kafka_consumer_poll(reader, TIMEOUT_MS))) {
        int number = message->err ? -1 : number_in(message);
        ended += message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF;
        if (number >= 0 && number < MAX_RECORDS) {
            seen[number]++;
        }
        rd_kafka_message_destroy(message);
    }
    rd_kafka_consumer_close(reader);
    rd_kafka_destroy(reader);
    return ended == PARTITIONS || fail("%s was not read to its end", topic);
}

/* Whether each of these numbers was read so often. */
static int times(int expected, int from, int count) {
    for (int i = from; i < from + count; i++) {
        if (seen[i] != expected) {
            return fail("%d was read %d times instead of %d", i, seen[i], expected);
        }
    }
    return 1;
}

static int has_outcomes(void) {
    const char *topic = "rdkafka-outcomes";
    return reads(topic, "read_committed") && times(1, 0, 100) && times(0, 100, 100) && times(1, 200, 100)
        && reads(topic, "read_uncommitted") && times(1, 0, 300);
}

static int commits_and_aborts(void) {
    rd_kafka_t *with = producer("rdkafka-outcomes");
    const char *topic = "rdkafka-outcomes";
    int is_good = create_topic(topic, PARTITIONS) && init(with)
        && begin(with) && produce(with, topic, 0, 100) && commit(with)
        && begin(with) && produce(with, topic, 100, 100) && flushed(with) && abort_open(with)
        && begin(with) && produce(with, topic, 200, 100) && commit(with)
        && has_outcomes();
    rd_kafka_destroy(with);
    return is_good;
}

static int fences(void) {
    const char *topic = "rdkafka-fenced";
    rd_kafka_t *first = producer("rdkafka-fenced");
    rd_kafka_t *second = producer("rdkafka-fenced");
    int is_good = create_topic(topic, PARTITIONS) && init(first) && begin(first) && produce(first, topic, 0, 50)
        && flushed(first) && init(second);
    if (is_good) {
        rd_kafka_error_t *error = rd_kafka_commit_transaction(first, TIMEOUT_MS);
        is_good = error && rd_kafka_error_is_fatal(error) && rd_kafka_error_code(error) == RD_KAFKA_RESP_ERR__FENCED;
        if (!is_good) {
            fail("the fenced producer's commit: %s", error ? rd_kafka_error_string(error) : "went well");
        }
        if (error) {
            rd_kafka_error_destroy(error);
        }
    }
    is_good = is_good && begin(second) && produce(second, topic, 50, 50) && commit(second)
        && reads(topic, "read_committed") && times(0, 0, 50) && times(1, 50, 50);
    rd_kafka_destroy(second);
    rd_kafka_destroy(first);
    return is_good;
}

/* Goes back to what the group has committed, as an application does that aborts. */
static int rewind_to_committed(rd_kafka_t *reader) {
    rd_kafka_topic_partition_list_t *assigned;
    rd_kafka_resp_err_t error = rd_kafka_assignment(reader, &assigned);
    if (error) {
        return fail("assignment: %s", rd_kafka_err2str(error));
    }
    error = rd_kafka_committed(reader, assigned, TIMEOUT_MS);
    for (int i = 0; !error && i < assigned->cnt; i++) {
        if (assigned->elems[i].offset < 0) {
            assigned->elems[i].offset = RD_KAFKA_OFFSET_BEGINNING;
        }
    }
    if (!error) {
        rd_kafka_error_t *failed = rd_kafka_seek_partitions(reader, assigned, TIMEOUT_MS);
        rd_kafka_topic_partition_list_destroy(assigned);
        return done("seek", failed);
    }
    rd_kafka_topic_partition_list_destroy(assigned);
    return fail("committed: %s", rd_kafka_err2str(error));
}

static int send_offsets(rd_kafka_t *with, rd_kafka_t *reader) {
    rd_kafka_topic_partition_list_t *positions;
    if (rd_kafka_assignment(reader, &positions) || rd_kafka_position(reader, positions)) {
        return fail("the positions of the reader are not known");
    }
    rd_kafka_consumer_group_metadata_t *group = rd_kafka_consumer_group_metadata(reader);
    rd_kafka_error_t *error = rd_kafka_send_offsets_to_transaction(with, positions, group, TIMEOUT_MS);
    rd_kafka_consumer_group_metadata_destroy(group);
    rd_kafka_topic_partition_list_destroy(positions);
    return done("offsets", error);
}

/* Reads up to PER_TRANSACTION records and writes them out; how many, or -1. */
static int pass_on(rd_kafka_t *reader, rd_kafka_t *with, const char *output) {
    int count = 0;
    rd_kafka_message_t *message;
    while (count < PER_TRANSACTION && (message = rd_kafka_consumer_poll(reader, count ? 500 : TIMEOUT_MS))) {
        int is_good = message->err == 0;
        if (is_good) {
            is_good = produce(with, output, number_in(message), 1);
            count++;
        } else {
            fail("poll: %s", rd_kafka_message_errstr(message));
        }
        rd_kafka_message_destroy(message);
        if (!is_good) {
            return -1;
        }
    }
    return count;
}

/* Passes so many records on, in transactions of which each third is aborted and done again. */
static int chain(int count) {
    rd_kafka_t *reader = client(
        RD_KAFKA_CONSUMER, "group.id", "rdkafka-chain", "auto.offset.reset", "earliest", "enable.auto.commit", "false",
        "isolation.level", "read_committed", NULL);
    rd_kafka_t *with = producer("rdkafka-chain");
    rd_kafka_topic_partition_list_t *topics = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(topics, "rdkafka-input", RD_KAFKA_PARTITION_UA);
    rd_kafka_subscribe(reader, topics);
    rd_kafka_topic_partition_list_destroy(topics);
    int is_good = init(with);
    for (int i = 1, passed = 0; is_good && passed < count; i++) {
        int now = begin(with) ? pass_on(reader, with, "rdkafka-output") : -1;
        if (now <= 0) {
            is_good = now < 0 ? 0 : fail("after %d records nothing came", passed);
        } else if (i % 3 == 0) {
            is_good = flushed(with) && abort_open(with) && rewind_to_committed(reader);
        } else {
            is_good = send_offsets(with, reader) && commit(with);
            passed += now;
        }
    }
    rd_kafka_consumer_close(reader);
    rd_kafka_destroy(reader);
    rd_kafka_destroy(with);
    return is_good;
}

static int feed(int from) {
    rd_kafka_t *with = producer("rdkafka-feed");
    int is_good = init(with) && begin(with) && produce(with, "rdkafka-input", from, INPUTS) && commit(with);
    rd_kafka_destroy(with);
    return is_good;
}

static int consumes_and_produces(void) {
    return create_topic("rdkafka-input", PARTITIONS) && create_topic("rdkafka-output", PARTITIONS) && feed(0)
        && chain(INPUTS) && reads("rdkafka-output", "read_committed") && times(1, 0, INPUTS);
}

static int goes_on(void) {
    return reads("rdkafka-output", "read_committed") && times(1, 0, INPUTS) && feed(INPUTS) && chain(INPUTS)
        && reads("rdkafka-output", "read_committed") && times(1, 0, 2 * INPUTS);
}

static int is_left_open(void) {
    return reads("rdkafka-left", "read_uncommitted") && times(1, 0, 60) && reads("rdkafka-left", "read_committed")
        && times(0, 0, 60);
}

/* The broker is killed while this is open: the client does not end it. */
static int leaves_open(void) {
    rd_kafka_t *with = producer("rdkafka-left");
    return create_topic("rdkafka-left", PARTITIONS) && init(with) && begin(with) && produce(with, "rdkafka-left", 0, 60)
        && flushed(with) && is_left_open();
}

static int ends_what_was_left(void) {
    rd_kafka_t *with = producer("rdkafka-left");
    int is_good = is_left_open() && init(with) && begin(with) && produce(with, "rdkafka-left", 60, 60) && commit(with)
        && reads("rdkafka-left", "read_committed") && times(0, 0, 60) && times(1, 60, 60);
    rd_kafka_destroy(with);
    return is_good;
}

int main(int count, char **arguments) {
    if (count < 2) {
        fprintf(stderr, "checks HOST:PORT [first|after-restart]\n");
        return 2;
    }
    bootstrap = arguments[1];
    if (count < 3 || strcmp(arguments[2], "after-restart")) {
        check("commits and aborts transactions", commits_and_aborts);
        check("fences a producer whose successor has come", fences);
        check("consumes and produces exactly once, aborting now and then", consumes_and_produces);
        check("leaves a transaction open", leaves_open);
    } else {
        check("committed and aborted transactions survived kill -9", has_outcomes);
        check("goes on exactly once after kill -9", goes_on);
        check("has the transaction aborted that was open at kill -9", ends_what_was_left);
    }
    /* Without taking leave: a producer with an open transaction is to disappear like a process that is killed. */
    fflush(stdout);
    _exit(failures > 0);
}
