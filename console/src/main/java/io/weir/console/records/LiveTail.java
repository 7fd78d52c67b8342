package io.weir.console.records;

import io.weir.console.http.Answer;
import io.weir.console.http.Endpoint;
import io.weir.console.http.Query;
import io.weir.console.http.Request;
import io.weir.console.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** GET records/live: what comes from now on, as server-sent events, until nobody listens any more. */
final class LiveTail implements Endpoint {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int SIGN_OF_LIFE_SECONDS = 10;
    private static final int RECORDS_PER_SECOND = 200;

    private final Bootstrap bootstrap;

    LiveTail(Bootstrap bootstrap) {
        this.bootstrap = bootstrap;
    }

    private record Status(long scanned, long matched, long skipped) {}

    private record Failure(String detail) {}

    @Override
    public Answer answer(Request request) {
        Query query = request.query().only("partitions", "isolation", "bytes", "key", "value", "header", "where");
        int bytes = Records.bytesOf(query);
        Filter filter = Filter.of(query);
        Reader reader = Reader.ofFuture(bootstrap.address(), request.name("topic"), Records.committed(query));
        try {
            Set<TopicPartition> partitions =
                    reader.partitions(query.text("partitions").orElse(""));
            reader.consumer().assign(partitions);
            reader.consumer().seekToEnd(partitions);
            // The ends are asked for now: whatever comes after this answer has begun is seen.
            partitions.forEach(reader.consumer()::position);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
        return new Answer.Streamed(
                Answer.OK,
                Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-store"),
                out -> new Stream(reader, filter, bytes, out).run());
    }

    /** One listener. */
    private static final class Stream {

        private final Reader reader;
        private final Filter filter;
        private final int bytes;
        private final OutputStream out;
        private long scanned;
        private long matched;
        private long sent;
        private int sentThisSecond;
        private int quietSeconds;
        private Status told = new Status(0, 0, 0);

        Stream(Reader reader, Filter filter, int bytes, OutputStream out) {
            this.reader = reader;
            this.filter = filter;
            this.bytes = bytes;
            this.out = out;
        }

        void run() throws IOException {
            try (reader) {
                event("ready", Map.of());
                long second = System.nanoTime();
                while (true) {
                    for (ConsumerRecord<byte[], byte[]> record :
                            reader.consumer().poll(POLL)) {
                        see(record);
                    }
                    if (System.nanoTime() - second >= SECOND_NANOS) {
                        second = System.nanoTime();
                        endSecond();
                    }
                    out.flush();
                }
            } catch (KafkaException e) {
                event("failure", new Failure("the records cannot be read any more: " + e.getMessage()));
            }
        }

        private void see(ConsumerRecord<byte[], byte[]> record) throws IOException {
            scanned++;
            if (!filter.matches(record)) {
                return;
            }
            matched++;
            if (sentThisSecond < RECORDS_PER_SECOND) {
                sentThisSecond++;
                sent++;
                write("id: " + record.partition() + "-" + record.offset() + "\n");
                event("record", RecordView.of(record, bytes));
            }
        }

        private void endSecond() throws IOException {
            sentThisSecond = 0;
            Status now = new Status(scanned, matched, matched - sent);
            if (!now.equals(told)) {
                told = now;
                quietSeconds = 0;
                event("status", now);
            } else if (++quietSeconds == SIGN_OF_LIFE_SECONDS) {
                quietSeconds = 0;
                write(": still here\n\n");
            }
        }

        private void event(String name, Object data) throws IOException {
            write("event: " + name + "\ndata: ");
            out.write(Json.bytes(data));
            write("\n\n");
            if (name.equals("ready")) {
                out.flush();
            }
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
