package io.weir.simulation.replication;

import io.weir.coordination.runtime.SimulatedTime;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** All there is in one run: time, chance, machines, the wires between them, and who watches. */
final class World {

    static final String TOPIC = "t";
    private static final int[] ANSWER_BYTES = {200, 1_000, 1 << 20};

    private final SimulatedTime time = new SimulatedTime();
    private final Random random;
    private final Planted planted;
    private final int answerBytes;
    private final int slowFlushOneIn;
    private final Wires wires;
    private final Quorum quorum;
    private final Witness witness;
    private final List<Host> hosts;

    World(long seed, Planted planted) {
        this.random = new Random(seed);
        this.planted = planted;
        this.answerBytes = ANSWER_BYTES[random.nextInt(ANSWER_BYTES.length)];
        this.slowFlushOneIn = random.nextBoolean() ? 2 : 30;
        this.wires = new Wires(time, random);
        this.quorum = new Quorum(time, random, planted);
        this.witness = new Witness(this);
        this.hosts = IntStream.rangeClosed(1, 3 + random.nextInt(3))
                .mapToObj(id -> new Host(id, this))
                .toList();
        quorum.whenMoved(witness::moved);
        hosts.forEach(host -> quorum.whenMoved(() -> host.broker()
                .ifPresent(_ ->
                        host.soon(() -> host.broker().orElseThrow().metadata().look()))));
    }

    SimulatedTime time() {
        return time;
    }

    Random random() {
        return random;
    }

    Planted planted() {
        return planted;
    }

    /** The most a leader answers at once. */
    int answerBytes() {
        return answerBytes;
    }

    /** How often a disk takes long to flush. */
    int slowFlushOneIn() {
        return slowFlushOneIn;
    }

    Wires wires() {
        return wires;
    }

    Quorum quorum() {
        return quorum;
    }

    Witness witness() {
        return witness;
    }

    List<Host> hosts() {
        return hosts;
    }

    Host host(int id) {
        return hosts.get(id - 1);
    }

    <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
