package io.weir.simulation.transaction;

import io.weir.log.store.LogStoreException;
import io.weir.protocol.types.ErrorCode;
import io.weir.simulation.history.Event;
import io.weir.simulation.history.History;
import io.weir.simulation.history.Place;
import io.weir.simulation.history.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One random life of a cluster, from one seed: feeds, chains and a reader, of which several may have the same
 * transactional id; clients that die or only seem to; power failures in the middle of anything.
 */
final class Life {

    private static final int STEPS = 400;
    private static final int QUIET_MS = 12_000;

    private static final class Slot {
        private final String name;
        private final Consumer<Client> start;
        private Client client;
        private final List<Client> former = new ArrayList<>();

        Slot(String name, World world, Consumer<Client> start) {
            this.name = name;
            this.start = start;
            this.client = new Client(name + ".0", world);
            start.accept(client);
        }

        void follow() {
            former.add(client);
            client = new Client(name + "." + former.size(), client.world());
            start.accept(client);
        }

        /** Those who did not notice that they were followed need no more time. */
        void endFormer() {
            former.forEach(Client::die);
        }
    }

    private final World world;
    private final Random random;
    private boolean isOver;

    Life(long seed, boolean lies) throws LogStoreException {
        this.random = new Random(seed);
        this.world = new World(random, random.nextBoolean() ? 2 : 0, lies);
    }

    /** All that happened; at its end nothing is open and everybody has had the time to finish. */
    History run() throws LogStoreException {
        List<Slot> feeds = List.of(
                new Slot("feed-0", world, client -> Feed.start(client, "feed-0", () -> isOver)),
                new Slot("plain", world, client -> Feed.startPlain(client, () -> isOver)));
        List<Slot> chains = Topics.places(Topics.IN).stream()
                .map(from -> new Slot("chain-" + from, world, client -> Chain.start(client, "chain-" + from, from)))
                .toList();
        Reader.start(new Client("reader", world));
        List<Slot> slots = new ArrayList<>(feeds);
        slots.addAll(chains);
        for (int i = 0; i < STEPS; i++) {
            disturb(slots);
            world.time().pass(random.nextInt(30));
        }
        isOver = true;
        world.crash();
        chains.forEach(Slot::endFormer);
        for (int passed = 0; passed < QUIET_MS; passed += 1_000) {
            chains.stream().filter(slot -> slot.client.isDead()).forEach(Slot::follow);
            world.time().pass(1_000);
        }
        look();
        return world.history();
    }

    private void disturb(List<Slot> slots) throws LogStoreException {
        if (random.nextInt(40) == 0) {
            world.failSoon(random.nextInt(40));
        }
        if (world.hasFailed() || random.nextInt(100) == 0) {
            world.crash();
        }
        for (Slot slot : slots) {
            if (slot.client.isDead()) {
                slot.follow();
            } else if (random.nextInt(60) == 0) {
                // The other half goes on in ignorance, until it is fenced.
                if (random.nextBoolean()) {
                    slot.client.die();
                }
                slot.follow();
            }
        }
    }

    private void look() {
        Client last = new Client("last", world);
        for (Place place : Topics.all()) {
            last.ask(
                    life -> CompletableFuture.completedFuture(everything(life, place)),
                    _ -> ErrorCode.NONE,
                    contents -> world.record(contents));
        }
        for (Place place : Topics.places(Topics.IN)) {
            last.ask(
                    life -> life.fetchOffsets(Offsets.fetch(place)),
                    answer -> ErrorCode.forCode(Offsets.partitionOf(answer).errorCode()),
                    answer -> {
                        long offset = Offsets.partitionOf(answer).committedOffset();
                        if (offset >= 0) {
                            world.record(new Event.Fetched(Offsets.GROUP, place, offset));
                        }
                    });
        }
        world.time().pass(5_000);
    }

    private static Event.Contents everything(BrokerLife life, Place place) {
        SimulatedPartition partition = life.at(place);
        List<Seen> records = new ArrayList<>();
        long offset = 0;
        for (Reading read = Reading.of(partition, place, 0); read.next() > offset; ) {
            records.addAll(read.records());
            offset = read.next();
            read = Reading.of(partition, place, offset);
        }
        if (offset != partition.log().logEndOffset()) {
            throw new AssertionError("a transaction is open in " + place + " from " + offset + " on");
        }
        return new Event.Contents(place, records);
    }
}
