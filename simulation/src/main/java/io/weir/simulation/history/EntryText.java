package io.weir.simulation.history;

import io.weir.simulation.history.Event.Acked;
import io.weir.simulation.history.Event.Committing;
import io.weir.simulation.history.Event.Contents;
import io.weir.simulation.history.Event.Ended;
import io.weir.simulation.history.Event.Ending;
import io.weir.simulation.history.Event.Fetched;
import io.weir.simulation.history.Event.Polled;
import io.weir.simulation.history.Event.Positioned;
import io.weir.simulation.history.Event.Sent;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries as lines of text, to cross a pipe from a process that may be killed and to be kept with a run that failed. The
 * fields are separated by tabs, which no name and no value may contain.
 */
public final class EntryText {

    private static final String SEPARATOR = "\t";

    private EntryText() {}

    /** One line, without its end. */
    public static String write(Entry entry) {
        List<Object> fields = new ArrayList<>();
        fields.add(entry.atNanos());
        fields.add(entry.event().getClass().getSimpleName());
        switch (entry.event()) {
            case Sent(String producer, Place place, String value, String transaction, String copyOf) ->
                fields.addAll(List.of(producer, place.topic(), place.partition(), value, transaction, copyOf));
            case Acked(String value, long offset) -> fields.addAll(List.of(value, offset));
            case Committing(String transaction, String group, Place place, long offset) ->
                fields.addAll(List.of(transaction, group, place.topic(), place.partition(), offset));
            case Ending(String transaction, boolean isCommit) -> fields.addAll(List.of(transaction, isCommit));
            case Ended(String transaction, boolean isCommit) -> fields.addAll(List.of(transaction, isCommit));
            case Positioned(String reader) -> fields.add(reader);
            case Polled(String reader, List<Seen> records) -> {
                fields.add(reader);
                records.forEach(seen -> add(seen, fields));
            }
            case Fetched(String group, Place place, long offset) ->
                fields.addAll(List.of(group, place.topic(), place.partition(), offset));
            case Contents(Place place, List<Seen> records) -> {
                fields.addAll(List.of(place.topic(), place.partition()));
                records.forEach(seen -> add(seen, fields));
            }
        }
        return String.join(SEPARATOR, fields.stream().map(Object::toString).toList());
    }

    /** Throws IllegalArgumentException at a line that {@link #write} did not make. */
    public static Entry read(String line) {
        String[] fields = line.split(SEPARATOR, -1);
        if (fields.length < 3) {
            throw new IllegalArgumentException("not a line of a history: '" + line + "'");
        }
        Event event = switch (fields[1]) {
            case "Sent" -> new Sent(fields[2], place(fields, 3), fields[5], fields[6], fields[7]);
            case "Acked" -> new Acked(fields[2], Long.parseLong(fields[3]));
            case "Committing" -> new Committing(fields[2], fields[3], place(fields, 4), Long.parseLong(fields[6]));
            case "Ending" -> new Ending(fields[2], Boolean.parseBoolean(fields[3]));
            case "Ended" -> new Ended(fields[2], Boolean.parseBoolean(fields[3]));
            case "Positioned" -> new Positioned(fields[2]);
            case "Polled" -> new Polled(fields[2], records(fields, 3));
            case "Fetched" -> new Fetched(fields[2], place(fields, 3), Long.parseLong(fields[5]));
            case "Contents" -> new Contents(place(fields, 2), records(fields, 4));
            default -> throw new IllegalArgumentException("no event is called '" + fields[1] + "'");
        };
        return new Entry(Long.parseLong(fields[0]), event);
    }

    private static void add(Seen seen, List<Object> fields) {
        fields.addAll(List.of(seen.place().topic(), seen.place().partition(), seen.offset(), seen.value()));
    }

    private static Place place(String[] fields, int at) {
        return new Place(fields[at], Integer.parseInt(fields[at + 1]));
    }

    private static List<Seen> records(String[] fields, int from) {
        List<Seen> records = new ArrayList<>();
        for (int i = from; i < fields.length; i += 4) {
            records.add(new Seen(place(fields, i), Long.parseLong(fields[i + 2]), fields[i + 3]));
        }
        return records;
    }
}
