package io.weir.cli.demo;

import java.util.List;
import java.util.Map;

/** Draws up one group's result from what its store holds at the end. */
final class Judge {

    private final List<Flight> flights;

    Judge(List<Flight> flights) {
        this.flights = flights;
    }

    <S> GroupResult judge(ConsumerGroup<S> group, Map<String, S> expectedState, long lag, long fullSpeedPerSecond) {
        GroupStore<S> store = group.job().store();
        String name = group.job().name();
        List<List<Flight>> applied = store.applied();
        return new GroupResult(
                name,
                store.appliedCount(),
                store.redeliveredCount(),
                lag,
                new GroupResult.Timing(group.job().latencies().summary(), fullSpeedPerSecond),
                new GroupResult.Verdict(
                        Checker.exactlyOnce(name + ": every event exactly once", flights, applied),
                        Checker.inOrder(name + ": in order per key", applied),
                        Checker.sameState(name + ": result as computed from the file", expectedState, store.state()),
                        Checker.count(name + ": lag", 0, lag)));
    }
}
