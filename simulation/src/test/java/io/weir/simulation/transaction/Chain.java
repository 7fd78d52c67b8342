package io.weir.simulation.transaction;

import io.weir.protocol.types.ErrorCode;
import io.weir.simulation.history.Event;
import io.weir.simulation.history.Place;
import io.weir.simulation.history.Seen;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Copies one place of the input to the output, records and offset in one transaction. Whoever has its transactional id
 * has the place: that is how such chains are fenced without the generations of a group.
 */
final class Chain {

    private static final int PAUSE_MS = 20;
    private static final int MOST_RECORDS = 8;

    private final Client client;
    private final Place from;
    private final Producer producer;
    private long position;

    private Chain(Client client, Place from, Producer producer) {
        this.client = client;
        this.from = from;
        this.producer = producer;
    }

    static void start(Client client, String transactionalId, Place from) {
        Producer producer = Producer.transactional(client, transactionalId);
        Chain chain = new Chain(client, from, producer);
        producer.init(chain::goToCommitted);
    }

    private void goToCommitted() {
        client.ask(
                life -> life.fetchOffsets(Offsets.fetch(from)),
                answer -> ErrorCode.forCode(Offsets.partitionOf(answer).errorCode()),
                answer -> {
                    position = Math.max(0, Offsets.partitionOf(answer).committedOffset());
                    client.world().record(new Event.Positioned(client.name()));
                    poll();
                });
    }

    private void poll() {
        client.ask(
                life -> CompletableFuture.completedFuture(Reading.of(life.at(from), from, position)),
                _ -> ErrorCode.NONE,
                reading -> {
                    List<Seen> records =
                            reading.records().stream().limit(MOST_RECORDS).toList();
                    if (records.isEmpty()) {
                        position = reading.next();
                        client.later(PAUSE_MS, this::poll);
                    } else {
                        client.world().record(new Event.Polled(client.name(), records));
                        position = records.getLast().offset() + 1;
                        copy(records);
                    }
                });
    }

    private void copy(List<Seen> records) {
        Random random = client.world().random();
        Map<Integer, List<String>> byPartition = new TreeMap<>();
        records.forEach(seen -> byPartition
                .computeIfAbsent(random.nextInt(Topics.PARTITIONS), _ -> new ArrayList<>())
                .add(seen.value()));
        producer.begin();
        send(new ArrayDeque<>(byPartition.entrySet()));
    }

    private void send(Deque<Map.Entry<Integer, List<String>>> left) {
        Map.Entry<Integer, List<String>> next = left.poll();
        if (next == null) {
            producer.commitOffset(
                    from,
                    position,
                    isTaken -> end(isTaken && client.world().random().nextInt(8) > 0));
            return;
        }
        producer.send(new Place(Topics.OUT, next.getKey()), next.getValue(), isTaken -> {
            if (isTaken) {
                send(left);
            } else {
                end(false);
            }
        });
    }

    private void end(boolean isCommit) {
        producer.end(isCommit, isCommit ? this::poll : this::goToCommitted);
    }
}
