package io.weir.cli.demo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares what happened with what had to happen. It shares no code with the views and the stores it judges. */
final class Checker {

    private Checker() {}

    /** Every flight took effect exactly once, and with the content it has in the file. */
    static Check exactlyOnce(String name, List<Flight> expected, List<List<Flight>> appliedByPartition) {
        int[] timesSeen = new int[expected.size()];
        int altered = 0;
        for (List<Flight> partition : appliedByPartition) {
            for (Flight flight : partition) {
                boolean known = flight.id() >= 0 && flight.id() < expected.size();
                if (known && expected.get(flight.id()).equals(flight)) {
                    timesSeen[flight.id()]++;
                } else {
                    altered++;
                }
            }
        }
        int lost = 0;
        int repeated = 0;
        for (int times : timesSeen) {
            lost += times == 0 ? 1 : 0;
            repeated += Math.max(0, times - 1);
        }
        return new Check(
                name,
                lost + repeated + altered == 0,
                String.format(
                        Locale.ROOT,
                        "%,d events: %,d lost, %,d repeated, %,d altered",
                        expected.size(),
                        lost,
                        repeated,
                        altered));
    }

    /** Each key's flights took effect in the order of the file, and in one partition only. */
    static Check inOrder(String name, List<List<Flight>> appliedByPartition) {
        Map<String, Integer> homeOfKey = new HashMap<>();
        Map<String, Integer> lastIdOfKey = new HashMap<>();
        int outOfOrder = 0;
        int strayed = 0;
        for (int partition = 0; partition < appliedByPartition.size(); partition++) {
            for (Flight flight : appliedByPartition.get(partition)) {
                Integer home = homeOfKey.putIfAbsent(flight.origin(), partition);
                Integer before = lastIdOfKey.put(flight.origin(), flight.id());
                strayed += home != null && home != partition ? 1 : 0;
                outOfOrder += before != null && before >= flight.id() ? 1 : 0;
            }
        }
        return new Check(
                name,
                outOfOrder + strayed == 0,
                String.format(
                        Locale.ROOT,
                        "%,d keys: %,d events out of order, %,d in a second partition",
                        lastIdOfKey.size(),
                        outOfOrder,
                        strayed));
    }

    /** What a group knows in the end is what follows from the file. */
    static <S> Check sameState(String name, Map<String, S> expected, Map<String, S> actual) {
        Set<String> keys = new HashSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        List<String> wrong = keys.stream()
                .filter(key -> !(expected.containsKey(key)
                        && actual.containsKey(key)
                        && expected.get(key).equals(actual.get(key))))
                .sorted()
                .toList();
        String first = wrong.isEmpty() ? "" : ", the first is " + wrong.getFirst();
        return new Check(
                name,
                wrong.isEmpty(),
                String.format(Locale.ROOT, "%,d values: %,d wrong%s", expected.size(), wrong.size(), first));
    }

    /** The alerts topic holds, per airport, the alerts that follow from the file, in their order, none repeated. */
    static Check sameAlerts(String name, List<Alert> expected, List<Alert> received) {
        Function<List<Alert>, Map<String, List<Alert>>> byAirport =
                alerts -> alerts.stream().collect(Collectors.groupingBy(Alert::airport));
        Check airports = sameState(name, byAirport.apply(expected), byAirport.apply(received));
        return new Check(
                name,
                airports.held(),
                String.format(
                        Locale.ROOT,
                        "%,d alerts due, %,d received; by airport, %s",
                        expected.size(),
                        received.size(),
                        airports.detail()));
    }

    /** A count that has to be reached and not passed. */
    static Check count(String name, long expected, long actual) {
        return new Check(name, expected == actual, String.format(Locale.ROOT, "%,d of %,d", actual, expected));
    }
}
