package io.weir.console.records;

import io.weir.console.http.Answer;
import io.weir.console.http.Endpoint;
import io.weir.console.http.ProblemException;
import io.weir.console.http.Query;
import io.weir.console.http.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** GET records: a page of what is there, the newest first, or forward from anywhere. */
final class Browse implements Endpoint {

    private static final int MAX_RECORDS = 500;
    private static final int USUAL_RECORDS = 50;
    private static final long MAX_SCANNED = 100_000;
    private static final long MAX_SCANNED_BYTES = 64L * 1024 * 1024;
    private static final Duration MAX_TIME = Duration.ofSeconds(5);
    private static final int MIN_WINDOW = 4;

    private final Bootstrap bootstrap;

    Browse(Bootstrap bootstrap) {
        this.bootstrap = bootstrap;
    }

    private enum Ended {
        LIMIT,
        END,
        BOUND
    }

    private record Found(List<RecordView> records, long scanned, Ended ended, Optional<String> next) {}

    @Override
    public Answer answer(Request request) {
        Query query = request.query()
                .only(
                        "partitions",
                        "from",
                        "offset",
                        "time",
                        "next",
                        "limit",
                        "isolation",
                        "bytes",
                        "key",
                        "value",
                        "header",
                        "where");
        int limit = query.number("limit", 1, MAX_RECORDS, USUAL_RECORDS);
        int bytes = Records.bytesOf(query);
        Filter filter = Filter.of(query);
        long deadline = System.nanoTime() + MAX_TIME.toNanos();
        try (Reader reader = Reader.ofPast(bootstrap.address(), request.name("topic"), Records.committed(query))) {
            List<Strand> strands = strands(reader, query, limit);
            return Answer.json(scan(strands, new WindowLoader(reader.consumer(), deadline), filter, limit, bytes));
        }
    }

    private static List<Strand> strands(Reader reader, Query query, int limit) {
        Set<TopicPartition> partitions =
                reader.partitions(query.text("partitions").orElse(""));
        Map<TopicPartition, Long> firsts = reader.consumer().beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = reader.consumer().endOffsets(partitions);
        String from = query.choice("from", "newest", "oldest", "offset", "time");
        Map<TopicPartition, Long> starts = switch (from) {
            case "newest" -> ends;
            case "oldest" -> firsts;
            case "time" -> reader.offsetsAt(required(query, "time"), partitions, ends);
            default -> partitions.stream().collect(Collectors.toMap(each -> each, _ -> required(query, "offset")));
        };
        Optional<Map<Integer, Long>> cursor = query.text("next").map(Browse::cursor);
        long window = Math.max(MIN_WINDOW, 2L * limit / partitions.size());
        return partitions.stream()
                .filter(each -> cursor.isEmpty() || cursor.get().containsKey(each.partition()))
                .map(each -> new Strand(
                        each,
                        from.equals("newest"),
                        firsts.getOrDefault(each, 0L),
                        ends.getOrDefault(each, 0L),
                        cursor.map(at -> at.getOrDefault(each.partition(), 0L))
                                .orElseGet(() -> starts.getOrDefault(each, 0L)),
                        window))
                .toList();
    }

    private static long required(Query query, String name) {
        return query.number(name).orElseThrow(() -> ProblemException.badInput(name, "from=" + name + " needs " + name));
    }

    private static Found scan(List<Strand> strands, WindowLoader loader, Filter filter, int limit, int bytes) {
        List<RecordView> found = new ArrayList<>();
        long scanned = 0;
        long scannedBytes = 0;
        while (true) {
            List<Strand> hungry = strands.stream().filter(Strand::needsLoading).toList();
            if (scanned >= MAX_SCANNED || scannedBytes >= MAX_SCANNED_BYTES || (loader.isLate() && !hungry.isEmpty())) {
                return new Found(found, scanned, Ended.BOUND, Optional.of(cursor(strands)));
            }
            if (!hungry.isEmpty()) {
                loader.load(hungry);
                continue;
            }
            Optional<Strand> nearest = strands.stream()
                    .filter(strand -> !strand.isFinished())
                    .min(Comparator.comparingLong(Browse::distance));
            if (nearest.isEmpty()) {
                return new Found(found, scanned, Ended.END, Optional.empty());
            }
            ConsumerRecord<byte[], byte[]> record = nearest.get().take();
            scanned++;
            scannedBytes += WindowLoader.size(record);
            if (filter.matches(record)) {
                found.add(RecordView.of(record, bytes));
            }
            if (found.size() == limit) {
                boolean isAll = strands.stream().allMatch(Strand::isFinished);
                return new Found(
                        found,
                        scanned,
                        isAll ? Ended.END : Ended.LIMIT,
                        isAll ? Optional.empty() : Optional.of(cursor(strands)));
            }
        }
    }

    /** How soon a strand's next record comes, by its time. */
    private static long distance(Strand strand) {
        long timestamp = strand.head().timestamp();
        return strand.isBackward() ? -timestamp : timestamp;
    }

    /** Where to go on in each partition that is not finished: 0:17,3:1042. */
    private static String cursor(List<Strand> strands) {
        return strands.stream()
                .filter(strand -> !strand.isFinished())
                .map(strand -> strand.partition().partition() + ":" + strand.position())
                .collect(Collectors.joining(","));
    }

    private static Map<Integer, Long> cursor(String text) {
        try {
            return List.of(text.split(",", -1)).stream()
                    .map(each -> each.split(":", 2))
                    .collect(Collectors.toMap(each -> Integer.valueOf(each[0]), each -> Long.valueOf(each[1])));
        } catch (RuntimeException e) {
            throw ProblemException.badInput(
                    "next", "next is not what an answer gave before; leave it out to begin anew");
        }
    }
}
