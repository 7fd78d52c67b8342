package io.weir.simulation.transaction;

import io.weir.coordination.runtime.SimulatedTime;
import io.weir.log.LogEnvironment;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.flush.Flushable;
import io.weir.log.flush.Flusher;
import io.weir.log.flush.ManualFlusher;
import io.weir.log.store.LogStoreException;
import io.weir.simulation.history.Entry;
import io.weir.simulation.history.Event;
import io.weir.simulation.history.History;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/** One broker over a disk that outlives it, and whoever talks to it. */
final class World {

    private static final int LONGEST_FLUSH_MS = 4;

    private final SimulatedTime time = new SimulatedTime();
    private final History history = new History();
    private final Random random;
    private final Network network;
    private final int version;
    private final boolean lies;
    private SimulatedDisk disk = new SimulatedDisk();
    private BrokerLife broker;
    private int lives;
    private long producerIds = 1_000;
    private long events;

    /**
     * @param version the transaction version of the cluster and its clients: 0 or 2
     * @param lies whether the broker acknowledges records before they are safe
     */
    World(Random random, int version, boolean lies) throws LogStoreException {
        this.random = random;
        this.version = version;
        this.lies = lies;
        this.broker = start();
        this.network = new Network(time, random, () -> broker);
    }

    SimulatedTime time() {
        return time;
    }

    Random random() {
        return random;
    }

    Network network() {
        return network;
    }

    History history() {
        return history;
    }

    int version() {
        return version;
    }

    /** The next id of a producer without transactions. */
    long nextProducerId() {
        return producerIds++;
    }

    void record(Event event) {
        history.add(new Entry(events++, event));
    }

    /** The power fails after so many more changes of the disk, in the middle of whatever that is. */
    void failSoon(int changes) {
        disk.failAfter(changes);
    }

    boolean hasFailed() {
        return disk.hasFailed();
    }

    /** The broker dies, with its machine or alone, and another one starts over what it left. */
    void crash() throws LogStoreException {
        disk.failAfter(0);
        broker.close();
        disk = random.nextInt(3) == 0 ? disk.afterProcessDeath() : disk.afterPowerLoss(random.nextLong());
        broker = start();
        network.cutAll();
    }

    private BrokerLife start() throws LogStoreException {
        lives++;
        LogEnvironment environment = new LogEnvironment(
                disk, new Clock(time), new Flushes(time, random), LogEnvironment.DEFAULT_PRODUCER_ID_EXPIRATION_MS);
        return new BrokerLife(new BrokerLife.Setting(time, environment, this::nextProducerId, version, lies), lives);
    }

    private record Clock(SimulatedTime time) implements InstantSource {
        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(time.wallClockMs());
        }
    }

    /** Flushes a little after it was asked to. */
    private record Flushes(SimulatedTime time, Random random, ManualFlusher flusher) implements Flusher {

        Flushes(SimulatedTime time, Random random) {
            this(time, random, new ManualFlusher());
        }

        @Override
        public void request(Flushable log) {
            flusher.request(log);
            time.wakeUpIn(1 + random.nextInt(LONGEST_FLUSH_MS), flusher::flush);
        }

        @Override
        public void close() {
            flusher.close();
        }
    }
}
