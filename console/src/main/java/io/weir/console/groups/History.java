package io.weir.console.groups;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What groups had yet to read when somebody asked: at most a point in 2 s and 300 in all, of the 20 groups that were asked for
 * last, and only over all for a group with more than 200 partitions, so that it is at most some 20 MB.
 */
final class History {

    private static final long STEP_MS = 2_000;
    private static final int POINTS = 300;
    private static final int GROUPS = 20;
    private static final int PARTITIONS = 200;

    private final Map<String, Deque<Point>> points = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Point>> eldest) {
            return size() > GROUPS;
        }
    };

    private record Point(long time, long lag, Map<TopicPartition, Long> partitions) {}

    /** A line: a value for each time. */
    record Line(List<Long> times, List<Long> lag) {}

    synchronized void add(String group, long nowMs, Map<TopicPartition, Long> lags) {
        Deque<Point> ofGroup = points.computeIfAbsent(group, _ -> new ArrayDeque<>());
        Point last = ofGroup.peekLast();
        if (last != null && nowMs - last.time < STEP_MS) {
            return;
        }
        if (ofGroup.size() == POINTS) {
            ofGroup.removeFirst();
        }
        long sum = lags.values().stream().mapToLong(Long::longValue).sum();
        ofGroup.addLast(new Point(nowMs, sum, lags.size() > PARTITIONS ? Map.of() : Map.copyOf(lags)));
    }

    synchronized Line of(String group) {
        List<Point> all = all(group);
        return new Line(
                all.stream().map(Point::time).toList(),
                all.stream().map(Point::lag).toList());
    }

    synchronized Line of(String group, TopicPartition partition) {
        List<Point> known = all(group).stream()
                .filter(point -> point.partitions.containsKey(partition))
                .toList();
        return new Line(
                known.stream().map(Point::time).toList(),
                known.stream()
                        .map(point -> point.partitions.getOrDefault(partition, 0L))
                        .toList());
    }

    private List<Point> all(String group) {
        return List.copyOf(points.getOrDefault(group, new ArrayDeque<>()));
    }
}
