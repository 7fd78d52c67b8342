package io.weir.simulation.check;

import io.weir.simulation.history.Event;
import io.weir.simulation.history.Place;
import io.weir.simulation.history.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a producer sends to one place is there in the order of the sends, by what it was told and by what is found. */
final class SendOrder implements Rule {

    private record Lane(String producer, Place place) {}

    private record Sending(String value, long offset) {}

    @Override
    public List<Anomaly> check(Facts facts) {
        Map<Lane, Sending> last = new HashMap<>();
        List<Anomaly> anomalies = new ArrayList<>();
        for (Event.Sent write : facts.writes().values()) {
            offsetOf(write, facts).ifPresent(offset -> {
                Sending before =
                        last.put(new Lane(write.producer(), write.place()), new Sending(write.value(), offset));
                if (before != null && before.offset() >= offset) {
                    anomalies.add(new Anomaly(
                            Anomaly.Kind.NON_MONOTONIC_SEND,
                            write.producer() + " sent to " + write.place() + " " + before + " and then " + write.value()
                                    + ", which is at " + offset));
                }
            });
        }
        return anomalies;
    }

    private static Optional<Long> offsetOf(Event.Sent write, Facts facts) {
        return Optional.ofNullable(facts.acks().get(write.value()))
                .or(() -> facts.found(write.value()).map(Seen::offset));
    }
}
