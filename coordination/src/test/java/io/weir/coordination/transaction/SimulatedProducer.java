package io.weir.coordination.transaction;

import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.protocol.types.ErrorCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A client that begins transactions, writes, ends them, repeats what got no answer, and dies now and then. */
final class SimulatedProducer {

    /** What the client knows of a transaction it began. */
    enum Outcome {
        COMMITTED,
        /** It never asked for a commit, or was told that there will be none. */
        NOT_COMMITTED,
        /** It asked for a commit and did not hear what came of it. */
        UNKNOWN
    }

    private static final int PARTITIONS = 4;

    private final TransactionWorld world;
    private final Random random;
    private final String id;
    private final int version;
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private Optional<TransactionalProducer> identity = Optional.empty();
    private Optional<String> transaction = Optional.empty();
    private final Set<TopicPartition> added = new HashSet<>();
    private boolean isEnding;
    private boolean isCommitting;
    private boolean isBusy;
    private int life;
    private int count;

    SimulatedProducer(TransactionWorld world, Random random, String id, int version) {
        this.world = world;
        this.random = random;
        this.id = id;
        this.version = version;
    }

    Map<String, Outcome> outcomes() {
        return outcomes;
    }

    /** Stops in the middle of whatever it does; whoever comes next has to ask who it is. */
    void die() {
        life++;
        isBusy = false;
        identity = Optional.empty();
        transaction = Optional.empty();
        added.clear();
        isEnding = false;
    }

    void act() {
        if (isBusy) {
            return;
        }
        if (identity.isEmpty()) {
            init();
        } else if (isEnding) {
            end();
        } else if (transaction.isEmpty()) {
            transaction = Optional.of(id + "-" + version + "-" + count++ + "-" + random.nextInt(1 << 20));
            outcomes.put(transaction.get(), Outcome.NOT_COMMITTED);
        } else if (random.nextInt(4) > 0) {
            write(new TopicPartition("topic", random.nextInt(PARTITIONS)));
        } else if (!added.isEmpty()) {
            isEnding = true;
            isCommitting = random.nextInt(4) > 0;
            end();
        }
    }

    private void init() {
        ask(world.coordinator().initProducerId(new InitProducerId(id, 5_000, Optional.empty())), answer -> {
            if (!answer.error().isError()) {
                identity = Optional.of(answer.producer());
            }
        });
    }

    private void write(TopicPartition partition) {
        TransactionalProducer me = identity.orElseThrow();
        FakePartitions.Log log = world.partitions().at(partition);
        Object proof = log.beginProof(me);
        // An old client keeps its epoch, so what is open may be its transaction before: it adds each partition itself.
        if (log.isOpen(me) && (version == TransactionWorld.NEW || added.contains(partition))) {
            append(log, partition, proof);
            return;
        }
        Addition addition = new Addition(id, me, Set.of(partition), version);
        if (version == TransactionWorld.NEW) {
            ask(world.coordinator().addPartitionsWhenComplete(addition), error -> {
                admitted(error, log, partition, proof);
            });
        } else {
            ask(world.coordinator().addPartitions(addition), error -> {
                if (error.isError()) {
                    admitted(error, log, partition, proof);
                } else {
                    added.add(partition);
                    verify(addition, log, partition);
                }
            });
        }
    }

    private void verify(Addition addition, FakePartitions.Log log, TopicPartition partition) {
        Object proof = log.beginProof(addition.producer());
        ask(
                world.coordinator().verifyPartitions(addition),
                outcome -> admitted(outcome.getOrDefault(partition, ErrorCode.NONE), log, partition, proof));
    }

    private void admitted(ErrorCode error, FakePartitions.Log log, TopicPartition partition, Object proof) {
        switch (error) {
            case NONE -> append(log, partition, proof);
            case PRODUCER_FENCED, INVALID_PRODUCER_ID_MAPPING -> die();
            default -> {}
        }
    }

    private void append(FakePartitions.Log log, TopicPartition partition, Object proof) {
        added.add(partition);
        if (!log.append(identity.orElseThrow(), proof, transaction.orElseThrow())) {
            // As after an abortable error: what was sent is not all there, so it must not be committed.
            isEnding = true;
            isCommitting = false;
        }
    }

    private void end() {
        String ended = transaction.orElseThrow();
        if (isCommitting) {
            outcomes.put(ended, Outcome.UNKNOWN);
        }
        EndTransaction request = new EndTransaction(id, identity.orElseThrow(), isCommitting, version);
        ask(world.coordinator().endTransaction(request), answer -> {
            switch (answer.error()) {
                case NONE -> {
                    outcomes.put(ended, isCommitting ? Outcome.COMMITTED : Outcome.NOT_COMMITTED);
                    if (version == TransactionWorld.NEW) {
                        identity = Optional.of(answer.producer());
                    }
                    transaction = Optional.empty();
                    added.clear();
                    isEnding = false;
                }
                case PRODUCER_FENCED, INVALID_PRODUCER_ID_MAPPING, INVALID_TXN_STATE -> die();
                default -> {}
            }
        });
    }

    private <R> void ask(CompletableFuture<R> answer, Consumer<R> then) {
        isBusy = true;
        int asked = life;
        var _ = answer.thenAccept(result -> {
            if (asked == life) {
                isBusy = false;
                then.accept(result);
            }
        });
    }
}
