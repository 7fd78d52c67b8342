package io.weir.simulation.transaction;

import io.weir.protocol.types.ErrorCode;
import io.weir.simulation.history.Event;
import io.weir.simulation.history.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Reads everything as it is committed, from first to last. */
final class Reader {

    private static final int LONGEST_PAUSE_MS = 10;

    private final Client client;
    private final Map<Place, Long> positions = new HashMap<>();

    private Reader(Client client) {
        this.client = client;
    }

    static void start(Client client) {
        client.world().record(new Event.Positioned(client.name()));
        new Reader(client).poll();
    }

    private void poll() {
        List<Place> places = Topics.all();
        Place place = places.get(client.world().random().nextInt(places.size()));
        client.ask(
                life -> CompletableFuture.completedFuture(
                        Reading.of(life.at(place), place, positions.getOrDefault(place, 0L))),
                _ -> ErrorCode.NONE,
                reading -> {
                    if (!reading.records().isEmpty()) {
                        client.world().record(new Event.Polled(client.name(), reading.records()));
                    }
                    positions.put(place, reading.next());
                    client.later(client.world().random().nextInt(LONGEST_PAUSE_MS), this::poll);
                });
    }
}
