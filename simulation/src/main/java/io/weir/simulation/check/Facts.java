package io.weir.simulation.check;

import io.weir.simulation.history.Entry;
import io.weir.simulation.history.Event;
import io.weir.simulation.history.History;
import io.weir.simulation.history.Place;
import io.weir.simulation.history.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A history in the order the rules ask for it: by value, by transaction, by reader. */
final class Facts {

    /** A poll and when it returned. */
    record Poll(long atNanos, List<Seen> records) {}

    /** An offset a group was found to have, and when. */
    record GroupOffset(long atNanos, Event.Fetched fetched) {}

    private final Map<String, Event.Sent> writes = new LinkedHashMap<>();
    private final Map<String, Long> acks = new HashMap<>();
    private final Map<String, Transaction> transactions = new LinkedHashMap<>();
    private final List<Event.Committing> commits = new ArrayList<>();
    private final Map<String, List<List<Poll>>> polls = new LinkedHashMap<>();
    private final Map<Place, List<Seen>> contents = new LinkedHashMap<>();
    private final Map<String, Seen> found = new HashMap<>();
    private final List<GroupOffset> groupOffsets = new ArrayList<>();

    Facts(History history) {
        history.entries().forEach(this::add);
        contents.values().forEach(records -> records.forEach(seen -> found.putIfAbsent(seen.value(), seen)));
    }

    /** By value, in the order in which they were sent. */
    Map<String, Event.Sent> writes() {
        return writes;
    }

    /** Where the broker said it put values. */
    Map<String, Long> acks() {
        return acks;
    }

    Map<String, Transaction> transactions() {
        return transactions;
    }

    List<Event.Committing> commits() {
        return commits;
    }

    /** For each reader its polls, in stretches that each begin at new positions. */
    Map<String, List<List<Poll>>> polls() {
        return polls;
    }

    /** What is in the places that were read when all was over. */
    Map<Place, List<Seen>> contents() {
        return contents;
    }

    List<GroupOffset> groupOffsets() {
        return groupOffsets;
    }

    /** Where a value was found when all was over. */
    Optional<Seen> found(String value) {
        return Optional.ofNullable(found.get(value));
    }

    /** Every record that somebody read as committed. */
    Stream<Seen> seen() {
        return Stream.concat(
                polls.values().stream()
                        .flatMap(List::stream)
                        .flatMap(List::stream)
                        .flatMap(poll -> poll.records().stream()),
                contents.values().stream().flatMap(List::stream));
    }

    Fate fateOf(Event.Sent write) {
        if (write.transaction().equals(Event.NONE)) {
            return acks.containsKey(write.value()) ? Fate.COMMITTED : Fate.UNKNOWN;
        }
        return fateOf(write.transaction());
    }

    /** A transaction whose end nobody has asked for has not committed. */
    Fate fateOf(String transaction) {
        return transactions.getOrDefault(transaction, Transaction.OPEN).fate();
    }

    private void add(Entry entry) {
        switch (entry.event()) {
            case Event.Sent sent -> writes.put(sent.value(), sent);
            case Event.Acked(String value, long offset) -> acks.put(value, offset);
            case Event.Committing committing -> commits.add(committing);
            case Event.Ending(String name, boolean isCommit) ->
                transactions.put(name, transaction(name).asked(isCommit, entry.atNanos()));
            case Event.Ended(String name, boolean isCommit) ->
                transactions.put(name, transaction(name).told(isCommit));
            case Event.Positioned(String reader) -> stretches(reader).add(new ArrayList<>());
            case Event.Polled(String reader, List<Seen> records) ->
                stretches(reader).getLast().add(new Poll(entry.atNanos(), records));
            case Event.Fetched fetched -> groupOffsets.add(new GroupOffset(entry.atNanos(), fetched));
            case Event.Contents(Place place, List<Seen> records) -> contents.put(place, records);
        }
    }

    private Transaction transaction(String name) {
        return transactions.getOrDefault(name, Transaction.OPEN);
    }

    private List<List<Poll>> stretches(String reader) {
        return polls.computeIfAbsent(reader, _ -> new ArrayList<>(List.of(new ArrayList<>())));
    }
}
