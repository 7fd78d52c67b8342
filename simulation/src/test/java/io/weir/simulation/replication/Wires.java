package io.weir.simulation.replication;

import io.weir.coordination.runtime.SimulatedTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Connections between pairs of nodes: in order on each, with delays of their own. A connection breaks now and then, and what
 * is under way on it arrives late or never; a way that is cut swallows everything.
 */
final class Wires {

    private static final int USUAL_DELAY_MS = 4;
    private static final int LONG_DELAY_MS = 150;
    private static final int LONG_ONE_IN = 60;
    private static final int TIMEOUT_MS = 1_500;

    private final SimulatedTime time;
    private final Random random;
    private final Map<Way, Connection> connections = new HashMap<>();
    private final Map<Way, Integer> cuts = new HashMap<>();
    private int breaksOneIn = Integer.MAX_VALUE;

    private record Way(int from, int to) {}

    /** Where somebody stands: has things done there while it lives. */
    interface Place {
        int id();

        /** The task as what lives there now does it; nothing once that is dead. */
        Runnable guarded(Runnable task);
    }

    private static final class Connection {
        private long lastThereMs;
        private long lastBackMs;
        private final List<Runnable> breaks = new ArrayList<>();
    }

    Wires(SimulatedTime time, Random random) {
        this.time = time;
        this.random = random;
    }

    void breakOneIn(int messages) {
        breaksOneIn = messages;
    }

    /** Cuts a way for so long; it is whole when no cut is left. */
    void cut(int from, int to, int ms) {
        Way way = new Way(from, to);
        cuts.merge(way, 1, Integer::sum);
        time.wakeUpIn(ms, () -> cuts.computeIfPresent(way, (_, count) -> count == 1 ? null : count - 1));
    }

    boolean isCut(int from, int to) {
        return cuts.containsKey(new Way(from, to));
    }

    /** All connections of a node are lost. */
    void breakAll(int node) {
        List.copyOf(connections.keySet()).stream()
                .filter(way -> way.from == node || way.to == node)
                .sorted((a, b) -> a.from == b.from ? a.to - b.to : a.from - b.from)
                .forEach(this::breakOne);
    }

    private void breakOne(Way way) {
        Connection broken = connections.remove(way);
        if (broken != null) {
            List.copyOf(broken.breaks).forEach(Runnable::run);
        }
    }

    /** Asks a node; the answer, or its failure, comes to where the question came from. */
    <R> CompletableFuture<R> ask(Place from, Place to, Supplier<CompletableFuture<R>> question) {
        CompletableFuture<R> answer = new CompletableFuture<>();
        Way way = new Way(from.id(), to.id());
        if (random.nextInt(breaksOneIn) == 0) {
            breakOne(way);
        }
        Connection connection = connections.computeIfAbsent(way, _ -> new Connection());
        Runnable lost = from.guarded(() -> answer.completeExceptionally(new IOException("no answer from " + to.id())));
        Runnable broken = () -> time.wakeUpIn(random.nextInt(USUAL_DELAY_MS), lost);
        connection.breaks.add(broken);
        var timeout = time.wakeUpIn(TIMEOUT_MS, lost);
        var _ = answer.whenComplete((_, _) -> {
            timeout.cancel();
            connection.breaks.remove(broken);
        });
        if (isCut(from.id(), to.id())) {
            return answer;
        }
        boolean survivesBreak = random.nextBoolean();
        connection.lastThereMs = Math.max(connection.lastThereMs, time.monotonicMs() + delayMs());
        Runnable arrival = to.guarded(() -> {
            if (connections.get(way) == connection || survivesBreak) {
                var _ = question.get()
                        .whenComplete((result, failure) -> back(from, to, connection, answer, result, failure));
            }
        });
        time.wakeUpIn(connection.lastThereMs - time.monotonicMs(), arrival);
        return answer;
    }

    private <R> void back(
            Place from, Place to, Connection connection, CompletableFuture<R> answer, R result, Throwable failure) {
        if (isCut(to.id(), from.id()) || connections.get(new Way(from.id(), to.id())) != connection) {
            return;
        }
        connection.lastBackMs = Math.max(connection.lastBackMs, time.monotonicMs() + delayMs());
        time.wakeUpIn(connection.lastBackMs - time.monotonicMs(), from.guarded(() -> {
            boolean _ = failure == null ? answer.complete(result) : answer.completeExceptionally(failure);
        }));
    }

    private int delayMs() {
        return random.nextInt(LONG_ONE_IN) == 0 ? random.nextInt(LONG_DELAY_MS) : random.nextInt(USUAL_DELAY_MS);
    }
}
