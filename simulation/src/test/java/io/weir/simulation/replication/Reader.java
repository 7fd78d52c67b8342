package io.weir.simulation.replication;

import io.weir.protocol.types.ErrorCode;

/** A consumer of one partition: never asks a leader older than one it has heard of, and begins anew at times. */
final class Reader {

    private static final int AGAIN_MS = 40;
    private static final int ANEW_ONE_IN = 40;

    private final Client client;
    private final World world;
    private final int partition;
    private long position;
    private long told = -1;
    private int toldIn;
    private int leaderEpoch;

    Reader(Client client, int partition) {
        this.client = client;
        this.world = client.world();
        this.partition = partition;
    }

    void read() {
        world.time()
                .wakeUpIn(
                        world.random().nextInt(AGAIN_MS), () -> world.witness().watched(this::ask));
    }

    private void ask() {
        if (world.random().nextInt(ANEW_ONE_IN) == 0) {
            position = 0;
        }
        client.ask(partition)
                .filter(known -> known.leaderEpoch() >= leaderEpoch || world.planted() == Planted.FORMER_LEADER_ANSWERS)
                .ifPresentOrElse(
                        known -> {
                            leaderEpoch = known.leaderEpoch();
                            long from = position;
                            int asked = known.leaderEpoch();
                            Front front = new Front(world.host(known.leader()), partition, world.planted());
                            var _ = world.wires()
                                    .ask(client, front.host(), () -> front.read(from, asked))
                                    .whenComplete((answer, failure) -> {
                                        if (failure == null) {
                                            world.witness().watched(() -> answered(from, asked, answer));
                                        }
                                        read();
                                    });
                        },
                        this::read);
    }

    private void answered(long from, int asked, Front.Read answer) {
        Witness witness = world.witness();
        int losses = witness.of(partition).losses();
        if (losses != toldIn) {
            // What was lost was lost by what is allowed to lose it; all begins anew.
            toldIn = losses;
            told = -1;
            position = 0;
            return;
        }
        if (!witness.of(partition).counts(asked)) {
            return;
        }
        if (answer.error() == ErrorCode.OFFSET_OUT_OF_RANGE) {
            if (from >= answer.start()) {
                witness.violated("partition " + partition + " ends before " + from + ", up to where it was read");
            }
            position = answer.start();
        }
        if (answer.error().isError()) {
            return;
        }
        for (Replica.Entry entry : answer.entries()) {
            if (entry.offset() >= from) {
                if (entry.offset() > Math.max(position, witness.of(partition).start())) {
                    witness.violated("offset " + position + " of partition " + partition + " was skipped: " + entry);
                }
                witness.read(partition, asked, entry);
                position = entry.offset() + 1;
            }
        }
        if (answer.next() >= 0) {
            if (answer.next() < told) {
                witness.violated("the end of " + partition + " went back from " + told + " to " + answer.next());
            }
            told = answer.next();
        }
    }
}
