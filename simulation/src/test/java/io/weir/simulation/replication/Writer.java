package io.weir.simulation.replication;

import io.weir.log.TestBatches;
import java.util.stream.IntStream;

/**
 * An idempotent producer with acks=all to one partition, one batch at a time, repeated until it is
 * acknowledged. It does not go back to a leader older than one it has heard of: such a one may not know its last batch.
 */
final class Writer {

    private static final int LONGEST_PAUSE_MS = 120;
    private static final int AGAIN_MS = 30;
    private static final int MOST_RECORDS = 3;

    private final Client client;
    private final World world;
    private final int partition;
    private long producerId;
    private int sequence;
    private int nextValue;
    private String[] values = {};
    private int acked;
    private int leaderEpoch;

    Writer(Client client, int partition) {
        this.client = client;
        this.world = client.world();
        this.partition = partition;
        this.producerId = client.id();
    }

    /** How many records were acknowledged. */
    int acked() {
        return acked;
    }

    void writeNext() {
        values = IntStream.rangeClosed(0, world.random().nextInt(MOST_RECORDS))
                .mapToObj(_ -> client.id() + "-" + nextValue++)
                .toArray(String[]::new);
        send();
    }

    private void send() {
        client.ask(partition)
                .filter(known -> known.leaderEpoch() >= leaderEpoch)
                .ifPresentOrElse(
                        known -> {
                            leaderEpoch = known.leaderEpoch();
                            Front front = new Front(world.host(known.leader()), partition, world.planted());
                            var batch = TestBatches.idempotent(
                                    producerId, 0, sequence, world.time().wallClockMs(), values);
                            int host = known.leader();
                            var _ = world.wires()
                                    .ask(client, front.host(), () -> front.produce(batch))
                                    .whenComplete((answer, failure) -> {
                                        if (failure != null) {
                                            later(AGAIN_MS, this::send);
                                        } else {
                                            answered(host, answer);
                                        }
                                    });
                        },
                        () -> later(AGAIN_MS, this::send));
    }

    private void answered(int host, Front.Produced answer) {
        switch (answer.error()) {
            case NONE -> {
                world.witness().acknowledged(partition, host, answer, values);
                leaderEpoch = Math.max(leaderEpoch, answer.leaderEpoch());
                acked += values.length;
                sequence += values.length;
                later(world.random().nextInt(LONGEST_PAUSE_MS), this::writeNext);
            }
            case OUT_OF_ORDER_SEQUENCE_NUMBER, UNKNOWN_PRODUCER_ID, DUPLICATE_SEQUENCE_NUMBER -> {
                world.witness().hasForgottenAProducer(partition, client.id(), answer.error());
                producerId += 1_000;
                sequence = 0;
                later(AGAIN_MS, this::writeNext);
            }
            default -> later(AGAIN_MS, this::send);
        }
    }

    private void later(int ms, Runnable action) {
        world.time().wakeUpIn(ms, () -> world.witness().watched(action));
    }
}
