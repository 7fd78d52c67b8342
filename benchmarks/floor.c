/*
 * The least a broker can spend on a batch: receives 64 KiB from a socket, computes one CRC-32C, writes it to a file once, forces
 * the file before it acknowledges (one force for all that came meanwhile), and knows no protocol, record, offset or index.
 * Prints the CPU this takes a record of 100 B, beside which docs/benchmarks/limits.md puts the brokers'.
 *
 *   cc -O2 -msse4.2 -pthread -o /tmp/floor benchmarks/floor.c && /tmp/floor FILE [BATCHES [UNDER_WAY [BYTES]]]
 *
 * BYTES of a batch of 606 records: 65600, or what a codec makes of them.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <nmmintrin.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_BYTES = 65600, RECORDS = 606, ANSWER = 50, MOST_UNDER_WAY = 100 };

static long bytes = MOST_BYTES;

static int file, peer;
static long written, durable, forces;
static int is_over;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static double seconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec + now.tv_nsec * 1e-9;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void answer(long batches) {
    static const char answers[MOST_UNDER_WAY * ANSWER];
    if (write(peer, answers, batches * ANSWER) != batches * ANSWER) fail("answering");
}

static void *force(void *unused) {
    pthread_mutex_lock(&lock);
    for (;;) {
        while (durable == written && !is_over) pthread_cond_wait(&changed, &lock);
        if (durable == written) break;
        long target = written;
        pthread_mutex_unlock(&lock);
        if (fsync(file)) fail("forcing");
        answer(target - durable);
        pthread_mutex_lock(&lock);
        durable = target;
        forces++;
    }
    pthread_mutex_unlock(&lock);
    return unused;
}

static void produce(struct sockaddr_in *broker, long batches, long under_way) {
    int out = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    static char batch[MOST_BYTES], answers[MOST_UNDER_WAY * ANSWER];
    if (connect(out, (void *)broker, sizeof *broker)) fail("connecting");
    setsockopt(out, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    for (long sent = 0, answered = 0; answered < batches * ANSWER;) {
        for (; sent < batches && sent - answered / ANSWER < under_way; sent++)
            for (long at = 0; at < bytes;) {
                ssize_t count = write(out, batch + at, bytes - at);
                if (count <= 0) fail("sending");
                at += count;
            }
        ssize_t count = read(out, answers, sizeof answers);
        if (count <= 0) fail("waiting for answers");
        answered += count;
    }
    // Not exit: it would print what the parent has yet to print.
    _exit(0);
}

static void take(long batches, int is_forced) {
    static char batch[MOST_BYTES] __attribute__((aligned(4096)));
    for (long i = 0; i < batches; i++) {
        for (long at = 0; at < bytes;) {
            ssize_t count = read(peer, batch + at, bytes - at);
            if (count <= 0) fail("receiving");
            at += count;
        }
        unsigned long crc = ~0u;
        for (long at = 0; at + 8 <= bytes; at += 8) crc = _mm_crc32_u64(crc, *(unsigned long *)(batch + at));
        memcpy(batch, &crc, sizeof crc);
        if (pwrite(file, batch, bytes, i * bytes) != bytes) fail("writing");
        if (!is_forced) {
            answer(1);
            continue;
        }
        pthread_mutex_lock(&lock);
        if (written++ == durable) pthread_cond_signal(&changed);
        pthread_mutex_unlock(&lock);
    }
}

static void run(const char *name, long batches, long under_way, int is_forced) {
    int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof here;
    if (bind(listener, (void *)&here, size) || getsockname(listener, (void *)&here, &size) || listen(listener, 1))
        fail("listening");
    pid_t client = fork();
    if (client == 0) produce(&here, batches, under_way);
    peer = accept(listener, 0, 0);
    setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    file = open(name, O_CREAT | O_TRUNC | O_RDWR, 0600);
    if (peer < 0 || file < 0) fail(name);
    written = durable = forces = is_over = 0;
    double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID), start = seconds(CLOCK_MONOTONIC);
    pthread_t forcing;
    if (is_forced) pthread_create(&forcing, 0, force, 0);
    take(batches, is_forced);
    if (is_forced) {
        pthread_mutex_lock(&lock);
        is_over = 1;
        pthread_cond_signal(&changed);
        pthread_mutex_unlock(&lock);
        pthread_join(forcing, 0);
    }
    double records = (double)batches * RECORDS;
    printf("%s: %.3f us of CPU a record, %.0f records/s, %ld forces\n", is_forced ? "forced    " : "not forced",
           (seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu) * 1e6 / records, records / (seconds(CLOCK_MONOTONIC) - start), forces);
    waitpid(client, 0, 0);
    close(peer);
    close(listener);
    close(file);
    unlink(name);
}

int main(int count, char **arguments) {
    if (count < 2) {
        fprintf(stderr, "usage: %s FILE [BATCHES [UNDER_WAY [BYTES]]]\n", arguments[0]);
        return 2;
    }
    long batches = count > 2 ? atol(arguments[2]) : 10000, under_way = count > 3 ? atol(arguments[3]) : 5;
    if (count > 4) bytes = atol(arguments[4]);
    if (batches < 1 || under_way < 1 || under_way > MOST_UNDER_WAY || bytes < 8 || bytes > MOST_BYTES) {
        fprintf(stderr, "at least 1 batch, 1 to %d under way, 8 to %d bytes\n", MOST_UNDER_WAY, MOST_BYTES);
        return 2;
    }
    for (int round = 0; round < 3; round++)
        for (int is_forced = 0; is_forced < 2; is_forced++) run(arguments[1], batches, under_way, is_forced);
}
