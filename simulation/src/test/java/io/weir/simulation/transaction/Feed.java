package io.weir.simulation.transaction;

import io.weir.simulation.history.Event;
import io.weir.simulation.history.Place;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Writes the input, plainly or in transactions of which some are aborted. */
final class Feed {

    private static final int LONGEST_PAUSE_MS = 60;

    private final Client client;
    private final Producer producer;
    private final boolean isTransactional;
    private final BooleanSupplier isOver;

    private Feed(Client client, Producer producer, boolean isTransactional, BooleanSupplier isOver) {
        this.client = client;
        this.producer = producer;
        this.isTransactional = isTransactional;
        this.isOver = isOver;
    }

    static void start(Client client, String transactionalId, BooleanSupplier isOver) {
        Producer producer = Producer.transactional(client, transactionalId);
        Feed feed = new Feed(client, producer, true, isOver);
        producer.init(feed::round);
    }

    static void startPlain(Client client, BooleanSupplier isOver) {
        new Feed(client, Producer.plain(client), false, isOver).round();
    }

    private void round() {
        if (isOver.getAsBoolean()) {
            return;
        }
        Random random = client.world().random();
        if (isTransactional) {
            producer.begin();
            sendSome(1 + random.nextInt(3), isTaken -> producer.end(isTaken && random.nextInt(5) > 0, this::pause));
        } else {
            sendSome(1, _ -> pause());
        }
    }

    private void sendSome(int batches, Consumer<Boolean> then) {
        Random random = client.world().random();
        Place place = new Place(Topics.IN, random.nextInt(Topics.PARTITIONS));
        List<String> copiesOfNothing = Collections.nCopies(1 + random.nextInt(3), Event.NONE);
        producer.send(place, copiesOfNothing, isTaken -> {
            if (isTaken && batches > 1) {
                sendSome(batches - 1, then);
            } else {
                then.accept(isTaken);
            }
        });
    }

    private void pause() {
        client.later(client.world().random().nextInt(LONGEST_PAUSE_MS), this::round);
    }
}
