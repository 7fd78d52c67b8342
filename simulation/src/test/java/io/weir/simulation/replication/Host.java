package io.weir.simulation.replication;

import io.weir.broker.replica.Turns;
import io.weir.coordination.runtime.SimulatedTime;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.error.LogException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A machine that has a disk, and on it a broker that lives, is held up, or is dead. */
final class Host implements Wires.Place, Turns, InstantSource {

    private final int id;
    private final World world;
    private final SimulatedTime time;
    private final List<Runnable> held = new ArrayList<>();
    private SimulatedDisk disk = new SimulatedDisk();
    private Optional<SimulatedBroker> broker = Optional.empty();
    private int life;
    private boolean isPaused;
    private boolean hasLostPower;

    Host(int id, World world) {
        this.id = id;
        this.world = world;
        this.time = world.time();
    }

    @Override
    public int id() {
        return id;
    }

    SimulatedDisk disk() {
        return disk;
    }

    int life() {
        return life;
    }

    /** The broker, if one lives here. */
    Optional<SimulatedBroker> broker() {
        return broker;
    }

    /** Tells once of a disk that has lost what was not forced. */
    void lostPower(Runnable then) {
        if (hasLostPower) {
            then.run();
            hasLostPower = false;
        }
    }

    boolean isUp() {
        return broker.isPresent();
    }

    /** What is in the log of a partition; nothing where nobody can look. */
    Optional<List<Replica.Entry>> entries(int partition) {
        try {
            return broker.filter(one -> one.isServing() && !disk.hasFailed())
                    .map(one -> one.replica(partition).map(Replica::entries).orElse(List.of()));
        } catch (LogException e) {
            if (disk.hasFailed()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    void start() {
        life++;
        SimulatedBroker started = new SimulatedBroker(this, world);
        broker = Optional.of(started);
        started.begin();
    }

    /** The broker is gone, and with the power what its disk had not forced. */
    void crash(boolean losesPower, long seed) {
        disk.failAfter(0);
        life++;
        broker = Optional.empty();
        isPaused = false;
        held.clear();
        hasLostPower |= losesPower;
        disk = losesPower ? disk.afterPowerLoss(seed) : disk.afterProcessDeath();
        world.wires().breakAll(id);
    }

    /** Nothing happens here until {@link #resume}; time goes on. */
    void pause() {
        isPaused = true;
    }

    void resume() {
        isPaused = false;
        List<Runnable> due = List.copyOf(held);
        held.clear();
        due.forEach(time::execute);
    }

    @Override
    public Runnable guarded(Runnable task) {
        int of = life;
        return new Runnable() {
            @Override
            public void run() {
                if (of != life || broker.isEmpty()) {
                    return;
                }
                if (isPaused) {
                    held.add(this);
                } else {
                    runUnlessDiskFails(task);
                }
            }
        };
    }

    private void runUnlessDiskFails(Runnable task) {
        try {
            task.run();
        } catch (LogException e) {
            if (!disk.hasFailed()) {
                throw e;
            }
        }
    }

    @Override
    public void soon(Runnable task) {
        time.execute(guarded(task));
    }

    @Override
    public Timer later(long delayMs, Runnable task) {
        return time.wakeUpIn(delayMs, guarded(task))::cancel;
    }

    @Override
    public long nowMs() {
        return time.monotonicMs();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(time.wallClockMs());
    }
}
