package io.weir.coordination.transaction;

import static io.weir.coordination.transaction.TransactionWorld.NEW;
import static io.weir.coordination.transaction.TransactionWorld.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.protocol.messages.ListTransactionsRequest;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What producers are answered, request by request; the errors are those of Kafka 4.3. */
class TransactionRulesTest {

    private static final TopicPartition A = new TopicPartition("a", 0);
    private static final TopicPartition B = new TopicPartition("b", 1);

    private final TransactionWorld world = new TransactionWorld();

    @Test
    void eachInitFencesTheProducerBefore() {
        TransactionalProducer first = world.initialized();
        TransactionalProducer second = world.initialized();

        assertThat(second).isEqualTo(new TransactionalProducer(first.id(), (short) 1));
        assertThat(world.add(first, OLD, A)).isEqualTo(ErrorCode.PRODUCER_FENCED);
        assertThat(world.end(first, true, NEW).error()).isEqualTo(ErrorCode.PRODUCER_FENCED);
        assertThat(world.add(second, OLD, A)).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void whoSaysItsEpochMayRepeatTheInit() {
        TransactionalProducer first = world.initialized();
        ProducerAnswer bumped = world.init(Optional.of(first));

        ProducerAnswer repeated = world.init(Optional.of(first));

        assertThat(repeated).isEqualTo(bumped);
        assertThat(world.init(Optional.of(new TransactionalProducer(first.id(), (short) 7)))
                        .error())
                .isEqualTo(ErrorCode.PRODUCER_FENCED);
    }

    @Test
    void timeoutsHaveBounds() {
        for (int timeoutMs : List.of(0, -1, 900_001)) {
            assertThat(world.now(world.coordinator()
                                    .initProducerId(new InitProducerId("t", timeoutMs, Optional.empty())))
                            .error())
                    .isEqualTo(ErrorCode.INVALID_TRANSACTION_TIMEOUT);
        }
    }

    @Test
    void initAbortsWhatIsOpenFirst() {
        TransactionalProducer first = world.initialized();
        world.add(first, NEW, A);
        world.partitions().delaysMs(() -> 50);

        assertThat(world.init().error()).isEqualTo(ErrorCode.CONCURRENT_TRANSACTIONS);
        assertThat(world.init().error()).isEqualTo(ErrorCode.CONCURRENT_TRANSACTIONS);
        world.time().pass(50);

        assertThat(world.status()).isEqualTo("CompleteAbort");
        assertThat(world.initialized().epoch()).isEqualTo((short) 2);
    }

    @Test
    void oldClientsKeepTheirEpoch() {
        TransactionalProducer producer = world.initialized();
        world.add(producer, OLD, A, B);

        assertThat(world.end(producer, true, OLD).error()).isEqualTo(ErrorCode.NONE);
        assertThat(world.status()).isEqualTo("CompleteCommit");
        assertThat(world.end(producer, true, OLD).error()).isEqualTo(ErrorCode.NONE);
        assertThat(world.end(producer, false, OLD).error()).isEqualTo(ErrorCode.INVALID_TXN_STATE);
        assertThat(world.add(producer, OLD, A)).isEqualTo(ErrorCode.NONE);
        assertThat(world.partitions().markersWritten()).isEqualTo(2);
    }

    @Test
    void newClientsHaveAnEpochForEachTransaction() {
        TransactionalProducer producer = world.initialized();
        world.add(producer, NEW, A);

        ProducerAnswer ended = world.end(producer, true, NEW);

        assertThat(ended.producer()).isEqualTo(new TransactionalProducer(producer.id(), (short) 1));
        assertThat(world.end(producer, true, NEW)).isEqualTo(ended);
        assertThat(world.end(producer, false, NEW).error()).isEqualTo(ErrorCode.INVALID_TXN_STATE);
        assertThat(world.end(ended.producer(), true, NEW).error()).isEqualTo(ErrorCode.INVALID_TXN_STATE);
        assertThat(world.end(ended.producer(), false, NEW).producer().epoch()).isEqualTo((short) 2);
        assertThat(world.add(producer, NEW, A)).isEqualTo(ErrorCode.PRODUCER_FENCED);
    }

    @Test
    void aNewClientWithoutATransactionMayAbortAndNotCommit() {
        TransactionalProducer producer = world.initialized();

        assertThat(world.end(producer, true, NEW).error()).isEqualTo(ErrorCode.INVALID_TXN_STATE);
        assertThat(world.end(producer, false, NEW).producer().epoch()).isEqualTo((short) 1);
        assertThat(world.end(producer, false, OLD).error()).isEqualTo(ErrorCode.PRODUCER_FENCED);
    }

    @Test
    void anOldClientWithoutATransactionCanEndNone() {
        TransactionalProducer producer = world.initialized();

        assertThat(world.end(producer, false, OLD).error()).isEqualTo(ErrorCode.INVALID_TXN_STATE);
        assertThat(world.end(new TransactionalProducer(5, (short) 0), true, OLD).error())
                .isEqualTo(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
    }

    @Test
    void whileMarkersAreMissingNothingElseHappens() {
        TransactionalProducer producer = world.initialized();
        world.add(producer, OLD, A);
        world.partitions().failures(() -> ErrorCode.KAFKA_STORAGE_ERROR);

        assertThat(world.end(producer, true, OLD).error()).isEqualTo(ErrorCode.NONE);
        assertThat(world.add(producer, OLD, A)).isEqualTo(ErrorCode.CONCURRENT_TRANSACTIONS);
        assertThat(world.verify(producer, A)).isEqualTo(ErrorCode.CONCURRENT_TRANSACTIONS);
        assertThat(world.end(producer, true, OLD).error()).isEqualTo(ErrorCode.CONCURRENT_TRANSACTIONS);
        assertThat(world.end(producer, false, OLD).error()).isEqualTo(ErrorCode.INVALID_TXN_STATE);
        assertThat(world.status()).isEqualTo("PrepareCommit");

        world.partitions().failures(() -> ErrorCode.NONE);
        world.time().pass(1_000);
        assertThat(world.status()).isEqualTo("CompleteCommit");
    }

    @Test
    void aWriteWaitsForTheTransactionBefore() {
        TransactionalProducer producer = world.initialized();
        world.add(producer, NEW, A);
        world.partitions().delaysMs(() -> 50);
        TransactionalProducer next = world.end(producer, true, NEW).producer();

        CompletableFuture<ErrorCode> added =
                world.coordinator().addPartitionsWhenComplete(new Addition(TransactionWorld.ID, next, Set.of(B), NEW));
        world.time().pass(49);
        assertThat(added).isNotDone();
        world.time().pass(1);

        assertThat(added).isCompletedWithValue(ErrorCode.NONE);
        assertThat(world.status()).isEqualTo("Ongoing");
    }

    @Test
    void aWriteDoesNotWaitForEver() {
        TransactionalProducer producer = world.initialized();
        world.add(producer, NEW, A);
        world.partitions().failures(() -> ErrorCode.KAFKA_STORAGE_ERROR);
        TransactionalProducer next = world.end(producer, true, NEW).producer();

        CompletableFuture<ErrorCode> added =
                world.coordinator().addPartitionsWhenComplete(new Addition(TransactionWorld.ID, next, Set.of(B), NEW));
        world.time().pass(100);

        assertThat(added).isCompletedWithValue(ErrorCode.CONCURRENT_TRANSACTIONS);
    }

    @Test
    void whoComesLaterDoesNotMakeTheFirstWaitLonger() {
        TransactionalProducer producer = world.initialized();
        world.add(producer, NEW, A);
        world.partitions().failures(() -> ErrorCode.KAFKA_STORAGE_ERROR);
        TransactionalProducer next = world.end(producer, true, NEW).producer();
        Addition addition = new Addition(TransactionWorld.ID, next, Set.of(B), NEW);

        CompletableFuture<ErrorCode> first = world.coordinator().addPartitionsWhenComplete(addition);
        world.time().pass(60);
        var _ = world.coordinator().addPartitionsWhenComplete(addition);
        world.time().pass(40);

        assertThat(first).isCompletedWithValue(ErrorCode.CONCURRENT_TRANSACTIONS);
    }

    @Test
    void whatWasNotAddedIsNotVerified() {
        TransactionalProducer producer = world.initialized();
        world.add(producer, OLD, A);

        assertThat(world.verify(producer, A)).isEqualTo(ErrorCode.NONE);
        assertThat(world.verify(producer, B)).isEqualTo(ErrorCode.TRANSACTION_ABORTABLE);
        assertThat(world.verify(new TransactionalProducer(producer.id(), (short) 9), A))
                .isEqualTo(ErrorCode.PRODUCER_FENCED);
    }

    @Test
    void aTransactionThatIsOpenForTooLongIsAborted() {
        TransactionalProducer producer = world.initialized();
        world.add(producer, NEW, A);

        world.time().pass(59_999);
        assertThat(world.status()).isEqualTo("Ongoing");
        world.time().pass(1);

        assertThat(world.status()).isEqualTo("CompleteAbort");
        assertThat(world.end(producer, true, NEW).error()).isEqualTo(ErrorCode.INVALID_TXN_STATE);
        assertThat(world.add(producer, NEW, A)).isEqualTo(ErrorCode.PRODUCER_FENCED);
    }

    @Test
    void aTimeoutOutlivesARestart() {
        TransactionalProducer producer = world.initialized();
        world.add(producer, NEW, A);
        world.time().pass(30_000);

        world.restart();
        world.time().pass(29_999);
        assertThat(world.status()).isEqualTo("Ongoing");
        world.time().pass(1);

        assertThat(world.status()).isEqualTo("CompleteAbort");
    }

    @Test
    void whatIsDecidedIsFinishedAfterARestart() {
        TransactionalProducer producer = world.initialized();
        Object proof = world.partitions().at(A).beginProof(producer);
        world.add(producer, NEW, A);
        assertThat(world.partitions().at(A).append(producer, proof, "t")).isTrue();
        world.partitions().failures(() -> ErrorCode.KAFKA_STORAGE_ERROR);
        world.end(producer, true, NEW);

        world.partitions().failures(() -> ErrorCode.NONE);
        world.restart();

        assertThat(world.status()).isEqualTo("CompleteCommit");
        assertThat(world.partitions().at(A).committed()).containsExactly("t");
    }

    @Test
    void aProducerWhoseEpochsAreUsedUpGetsAnotherId() {
        TransactionalProducer producer = world.initialized();
        while (producer.epoch() < Short.MAX_VALUE - 1) {
            world.add(producer, NEW, A);
            producer = world.end(producer, false, NEW).producer();
        }
        TransactionalProducer last = producer;
        assertThat(world.add(last, NEW, A)).isEqualTo(ErrorCode.NONE);
        world.outOfProducerIds(true);
        assertThat(world.end(last, true, NEW).error()).isEqualTo(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
        world.outOfProducerIds(false);

        ProducerAnswer ended = world.end(last, true, NEW);

        assertThat(ended.producer().id()).isNotEqualTo(last.id());
        assertThat(ended.producer().epoch()).isZero();
        assertThat(world.end(last, true, NEW)).isEqualTo(ended);
        assertThat(world.add(ended.producer(), NEW, A)).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void theNextIdIsKnownBeforeTheTransactionOfTheLastIsComplete() {
        TransactionalProducer last = world.initialized();
        while (last.epoch() < Short.MAX_VALUE - 1) {
            last = world.end(last, false, NEW).producer();
        }
        world.add(last, NEW, A);
        world.partitions().delaysMs(() -> 50);
        TransactionalProducer next = world.end(last, true, NEW).producer();
        assertThat(next.id()).isNotEqualTo(last.id());

        assertThat(world.add(next, NEW, B)).isEqualTo(ErrorCode.CONCURRENT_TRANSACTIONS);
        assertThat(world.end(next, false, NEW).error()).isEqualTo(ErrorCode.CONCURRENT_TRANSACTIONS);
        assertThat(world.init(Optional.of(next)).error()).isEqualTo(ErrorCode.CONCURRENT_TRANSACTIONS);
        world.time().pass(50);

        assertThat(world.add(next, NEW, B)).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void idsThatNobodyUsesAreForgotten() {
        world.initialized();

        world.time().pass(8L * 24 * 60 * 60 * 1000);

        assertThat(world.now(world.coordinator().describe(TransactionWorld.ID)).errorCode())
                .isEqualTo(ErrorCode.TRANSACTIONAL_ID_NOT_FOUND.code());
        world.restart();
        assertThat(list(ListTransactionsRequest.builder().build())).isEmpty();
    }

    @Test
    void listsAreFiltered() {
        TransactionalProducer producer = world.initialized();
        world.add(producer, NEW, A);
        world.time().pass(1_000);

        assertThat(list(ListTransactionsRequest.builder().build())).containsExactly(TransactionWorld.ID);
        assertThat(list(ListTransactionsRequest.builder()
                        .stateFilters(List.of("Ongoing"))
                        .producerIdFilters(List.of(producer.id()))
                        .durationFilter(999)
                        .transactionalIdPattern("t.*")
                        .build()))
                .containsExactly(TransactionWorld.ID);
        assertThat(list(ListTransactionsRequest.builder()
                        .stateFilters(List.of("Empty"))
                        .build()))
                .isEmpty();
        assertThat(list(ListTransactionsRequest.builder().durationFilter(1_000).build()))
                .isEmpty();
        assertThat(world.now(world.coordinator()
                                .list(ListTransactionsRequest.builder()
                                        .transactionalIdPattern("(")
                                        .build()))
                        .errorCode())
                .isEqualTo(ErrorCode.INVALID_REGULAR_EXPRESSION.code());
    }

    @Test
    void noPatternTakesTheCoordinatorForEver() {
        world.now(world.coordinator().initProducerId(new InitProducerId("a".repeat(60), 1_000, Optional.empty())));

        assertThat(list(ListTransactionsRequest.builder()
                        .transactionalIdPattern("(a|aa)*b")
                        .build()))
                .isEmpty();
    }

    private List<String> list(ListTransactionsRequest request) {
        return world.now(world.coordinator().list(request)).transactionStates().stream()
                .map(state -> state.transactionalId())
                .toList();
    }
}
