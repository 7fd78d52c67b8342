package io.weir.simulation.replication;

import io.weir.log.error.LogException;
import io.weir.metadata.controller.ElectLeaders;
import io.weir.metadata.controller.FenceBroker;
import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.PartitionImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Crashes, pauses and cuts, as a seed says, until it is told to end. */
final class Mischief {

    private static final int LONGEST_QUIET_MS = 700;
    private static final int LONGEST_MS = 4_000;

    private final World world;
    private final Random random;
    private final boolean losesPower;
    private final boolean allowsLoss;
    private boolean isOver;
    private long count;

    /** @param losesPower whether crashes may take what is not forced */
    Mischief(World world, boolean losesPower) {
        this.world = world;
        this.random = world.random();
        this.losesPower = losesPower;
        this.allowsLoss = random.nextInt(4) == 0;
    }

    /** How much of it there was. */
    long count() {
        return count;
    }

    void begin() {
        world.wires().breakOneIn(300);
        next();
    }

    private void next() {
        world.time().wakeUpIn(random.nextInt(LONGEST_QUIET_MS), () -> {
            if (!isOver) {
                count++;
                one();
                next();
            }
        });
    }

    private void one() {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> crash(world.any(world.hosts()));
            case 4, 5 -> pause(world.any(world.hosts()));
            case 6 -> isolate(world.any(world.hosts()));
            case 7, 8 -> cut();
            case 9, 10 -> oneAfterTheOther();
            case 11 -> stop(world.any(world.hosts()));
            case 12, 13 -> delete(random.nextInt(ClusterLife.PARTITIONS));
            case 14 -> electAnybody();
            default -> {
                world.witness().noted("controller moves");
                world.quorum().moveElsewhere(random.nextInt(LONGEST_MS / 4));
            }
        }
    }

    private void crash(Host host) {
        if (!host.isUp()) {
            return;
        }
        host.disk().failAfter(random.nextInt(12));
        later(random.nextInt(20), () -> {
            if (host.isUp()) {
                boolean withPower = losesPower && random.nextBoolean();
                world.witness().noted("crash " + host.id() + " " + withPower);
                host.crash(withPower, random.nextLong());
                later(random.nextInt(LONGEST_MS), () -> start(host));
                if (random.nextBoolean()) {
                    later(random.nextInt(300), () -> refused(host));
                }
            }
        });
    }

    /** A follower starts again at once and reaches its leader no more, and then the leader dies. */
    private void oneAfterTheOther() {
        List<Integer> replicas =
                world.quorum().partition(0).map(PartitionImage::replicas).orElse(List.of());
        List<Host> up = replicas.stream().map(world::host).filter(Host::isUp).toList();
        if (up.size() > 1) {
            Host first = up.getLast();
            Host second = up.getFirst();
            world.witness().noted("crash " + first.id() + ", then " + second.id());
            first.crash(losesPower, random.nextLong());
            start(first);
            world.wires().cut(first.id(), second.id(), random.nextInt(LONGEST_MS));
            later(random.nextInt(LONGEST_MS / 2), () -> crash(second));
        }
    }

    private void stop(Host host) {
        host.broker().filter(SimulatedBroker::isServing).ifPresent(broker -> {
            world.witness().noted("stop " + host.id());
            broker.stop(() -> {
                host.crash(losesPower, random.nextLong());
                later(random.nextInt(LONGEST_MS), () -> start(host));
            });
        });
    }

    /** Deletes some records, as a client may. */
    private void delete(int number) {
        world.quorum()
                .partition(number)
                .filter(partition -> partition.leader() != Leadership.NO_LEADER)
                .map(partition -> world.host(partition.leader()))
                .filter(host -> !host.disk().hasFailed())
                .flatMap(Host::broker)
                .flatMap(broker -> broker.led(number))
                .ifPresent(led -> {
                    try {
                        long before = random.nextLong(led.highWatermark().offset() + 1);
                        world.witness().noted("delete " + number + " before " + before);
                        world.witness().of(number).deleted(before);
                        long _ = led.deleteRecordsBefore(before);
                    } catch (LogException e) {
                        world.witness().noted(e.errorCode());
                    }
                });
    }

    /** Somebody prefers any leader to none, where that is allowed. */
    private void electAnybody() {
        if (allowsLoss) {
            world.witness().noted("elect anybody");
            world.witness().mayLose(() -> {
                var _ = world.quorum().decide(new ElectLeaders(true, Optional.empty()));
            });
        }
    }

    private void start(Host host) {
        if (!host.isUp()) {
            world.witness().noted("start " + host.id());
            host.start();
        }
    }

    /** The controller has found that nobody listens where the broker was. */
    private void refused(Host host) {
        world.quorum()
                .image()
                .cluster()
                .broker(host.id())
                .filter(_ -> !host.isUp())
                .ifPresent(known -> {
                    var _ = world.quorum().decide(new FenceBroker(host.id(), known.epoch()));
                });
    }

    private void pause(Host host) {
        world.witness().noted("pause " + host.id());
        host.pause();
        later(random.nextInt(LONGEST_MS), host::resume);
    }

    private void isolate(Host host) {
        List<Integer> others = new ArrayList<>(List.of(Quorum.ID));
        world.hosts().stream().filter(other -> other != host).forEach(other -> others.add(other.id()));
        world.witness().noted("isolate " + host.id());
        int ms = random.nextInt(LONGEST_MS);
        others.forEach(other -> {
            world.wires().cut(host.id(), other, ms);
            world.wires().cut(other, host.id(), ms);
        });
    }

    private void cut() {
        int from = random.nextInt(world.hosts().size() + 1);
        int to = random.nextInt(world.hosts().size() + 1);
        world.witness().noted("cut " + from + " " + to);
        int ms = random.nextInt(LONGEST_MS);
        world.wires().cut(from, to, ms);
        if (random.nextBoolean()) {
            world.wires().cut(to, from, ms);
        }
    }

    private void later(int ms, Runnable action) {
        world.time().wakeUpIn(ms, () -> world.witness().watched(action));
    }

    /** All live from now on, and what is cut is soon whole. */
    void end() {
        isOver = true;
        world.wires().breakOneIn(Integer.MAX_VALUE);
        world.hosts().forEach(host -> {
            host.resume();
            if (host.disk().hasFailed() && host.isUp()) {
                host.crash(false, 0);
            }
            start(host);
        });
    }
}
