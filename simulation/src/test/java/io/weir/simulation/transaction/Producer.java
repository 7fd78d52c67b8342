package io.weir.simulation.transaction;

import io.weir.coordination.group.GroupCoordinator;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.transaction.Addition;
import io.weir.coordination.transaction.EndTransaction;
import io.weir.coordination.transaction.InitProducerId;
import io.weir.coordination.transaction.ProducerAnswer;
import io.weir.coordination.transaction.TopicPartition;
import io.weir.log.TestBatches;
import io.weir.simulation.history.Event;
import io.weir.simulation.history.Place;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A producer as clients have it: one batch at a time under a sequence number, with or without transactions. */
final class Producer {

    private static final int TIMEOUT_MS = 5_000;
    private static final int NEW = 2;

    private final Client client;
    private final String id;
    private final Map<Place, Integer> sequences = new HashMap<>();
    private final Set<TopicPartition> added = new HashSet<>();
    private TransactionalProducer identity = TransactionalProducer.NONE;
    private String transaction = Event.NONE;
    private int values;
    private int transactions;

    private Producer(Client client, String transactionalId) {
        this.client = client;
        this.id = transactionalId;
    }

    static Producer transactional(Client client, String transactionalId) {
        return new Producer(client, transactionalId);
    }

    /** One without transactions, ready to send. */
    static Producer plain(Client client) {
        Producer plain = new Producer(client, Event.NONE);
        plain.identity = new TransactionalProducer(client.world().nextProducerId(), (short) 0);
        return plain;
    }

    void init(Runnable then) {
        InitProducerId request = new InitProducerId(id, TIMEOUT_MS, Optional.empty());
        client.ask(life -> life.transactions().initProducerId(request), ProducerAnswer::error, answer -> {
            if (answer.error().isError()) {
                client.die();
                return;
            }
            become(answer.producer());
            then.run();
        });
    }

    void begin() {
        transaction = client.name() + "#" + transactions++;
        added.clear();
    }

    /** Sends copies of these as one batch; says whether they were taken. */
    void send(Place place, List<String> copiesOf, Consumer<Boolean> then) {
        List<String> batch = new ArrayList<>();
        for (String copied : copiesOf) {
            String value = client.name() + ":" + values++;
            client.world().record(new Event.Sent(client.name(), place, value, transaction, copied));
            batch.add(value);
        }
        add(new TopicPartition(place.topic(), place.partition()), isAdded -> {
            if (isAdded) {
                produce(place, batch, then);
            } else {
                then.accept(false);
            }
        });
    }

    void commitOffset(Place place, long offset, Consumer<Boolean> then) {
        client.world().record(new Event.Committing(transaction, Offsets.GROUP, place, offset));
        add(new TopicPartition(GroupCoordinator.OFFSETS_TOPIC, 0), isAdded -> {
            if (!isAdded) {
                then.accept(false);
                return;
            }
            client.ask(
                    life -> life.commitOffsets(Offsets.commit(id, identity, place, offset)),
                    Offsets::errorOf,
                    answer -> then.accept(!Offsets.errorOf(answer).isError()));
        });
    }

    void end(boolean isCommit, Runnable then) {
        String ended = transaction;
        client.world().record(new Event.Ending(ended, isCommit));
        EndTransaction request =
                new EndTransaction(id, identity, isCommit, client.world().version());
        client.ask(life -> life.transactions().endTransaction(request), ProducerAnswer::error, answer -> {
            if (answer.error().isError()) {
                client.die();
                return;
            }
            client.world().record(new Event.Ended(ended, isCommit));
            if (client.world().version() == NEW) {
                become(answer.producer());
            }
            then.run();
        });
    }

    private void become(TransactionalProducer changed) {
        if (!changed.equals(identity)) {
            identity = changed;
            sequences.clear();
        }
    }

    /** Old clients say beforehand where they will write. */
    private void add(TopicPartition place, Consumer<Boolean> then) {
        if (id.equals(Event.NONE) || client.world().version() == NEW || added.contains(place)) {
            then.accept(true);
            return;
        }
        Addition addition =
                new Addition(id, identity, Set.of(place), client.world().version());
        client.ask(life -> life.transactions().addPartitions(addition), error -> error, error -> {
            if (error.isError()) {
                client.die();
            } else {
                added.add(place);
                then.accept(true);
            }
        });
    }

    private void produce(Place place, List<String> batch, Consumer<Boolean> then) {
        int sequence = sequences.getOrDefault(place, 0);
        client.ask(life -> life.produce(id, place, bytes(sequence, batch)), Produced::error, answer -> {
            switch (answer.error()) {
                case NONE -> {
                    sequences.put(place, sequence + batch.size());
                    for (int i = 0; i < batch.size(); i++) {
                        client.world().record(new Event.Acked(batch.get(i), answer.baseOffset() + i));
                    }
                    then.accept(true);
                }
                case TRANSACTION_ABORTABLE, INVALID_TXN_STATE -> then.accept(false);
                default -> client.die();
            }
        });
    }

    private ByteBuffer bytes(int sequence, List<String> batch) {
        long nowMs = client.world().time().wallClockMs();
        String[] texts = batch.toArray(new String[0]);
        return id.equals(Event.NONE)
                ? TestBatches.idempotent(identity.id(), identity.epoch(), sequence, nowMs, texts)
                : TestBatches.transactional(identity.id(), identity.epoch(), sequence, nowMs, texts);
    }
}
