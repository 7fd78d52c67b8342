package io.weir.simulation.live;

import io.weir.simulation.history.Event;
import io.weir.simulation.history.Place;
import io.weir.simulation.history.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Reads everything as it is committed, from first to last; and, when all is over, what there is. */
final class Observer implements AutoCloseable {

    private static final String READER = "observer";

    private final String bootstrap;
    private final Recorder recorder;
    private final KafkaConsumer<String, String> consumer;
    private final Thread thread;
    private final AtomicInteger copiesSeen = new AtomicInteger();
    private volatile boolean isOver;

    Observer(String bootstrap, Recorder recorder) {
        this.bootstrap = bootstrap;
        this.recorder = recorder;
        this.consumer = Clients.consumer(bootstrap, Map.of());
        List<TopicPartition> all = Stream.of(Clients.IN, Clients.OUT)
                .flatMap(topic -> Clients.partitions(topic).stream())
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        this.thread = Thread.ofPlatform().daemon().start(this::read);
    }

    /** How many records of the output were committed so far. */
    int copiesSeen() {
        return copiesSeen.get();
    }

    /** Reads one topic again, from start to end. Nobody writes to it any more. */
    List<Seen> contents(String topic) {
        List<Seen> everything = new ArrayList<>();
        try (KafkaConsumer<String, String> again = Clients.consumer(bootstrap, Map.of("max.poll.records", "5000"))) {
            List<TopicPartition> partitions = Clients.partitions(topic);
            again.assign(partitions);
            again.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = again.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> again.position(partition) < ends.getOrDefault(partition, 0L))) {
                everything.addAll(ChainClient.seen(again.poll(Clients.POLL)));
            }
        }
        return everything;
    }

    /** Whether no transaction is open in a topic. */
    static boolean isStable(Admin admin, String topic) throws Exception {
        return latest(admin, topic, IsolationLevel.READ_COMMITTED)
                .equals(latest(admin, topic, IsolationLevel.READ_UNCOMMITTED));
    }

    /** Records what is in a topic, and the group's offsets. */
    void recordEnd(Admin admin) throws Exception {
        for (String topic : List.of(Clients.IN, Clients.OUT)) {
            Map<Place, List<Seen>> contents = new HashMap<>();
            Clients.partitions(topic)
                    .forEach(partition -> contents.put(new Place(topic, partition.partition()), new ArrayList<>()));
            contents(topic)
                    .forEach(seen -> contents.getOrDefault(seen.place(), new ArrayList<>())
                            .add(seen));
            contents.forEach((place, records) -> recorder.record(new Event.Contents(place, records)));
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(Clients.GROUP)
                .partitionsToOffsetAndMetadata()
                .get();
        offsets.forEach((partition, offset) -> recorder.record(new Event.Fetched(
                Clients.GROUP, new Place(partition.topic(), partition.partition()), offset.offset())));
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    private void read() {
        recorder.record(new Event.Positioned(READER));
        while (!isOver) {
            List<Seen> seen = ChainClient.seen(consumer.poll(Clients.POLL));
            if (!seen.isEmpty()) {
                recorder.record(new Event.Polled(READER, seen));
                copiesSeen.addAndGet((int) seen.stream()
                        .filter(record -> record.place().topic().equals(Clients.OUT))
                        .count());
            }
        }
    }

    private static Map<Integer, Long> latest(Admin admin, String topic, IsolationLevel level) throws Exception {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        Clients.partitions(topic).forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        Map<Integer, Long> ends = new HashMap<>();
        for (var end : admin.listOffsets(wanted, new ListOffsetsOptions(level))
                .all()
                .get()
                .entrySet()) {
            ends.put(end.getKey().partition(), end.getValue().offset());
        }
        return ends;
    }
}
