package io.weir.coordination.sharestate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.runtime.FakeLog;
import io.weir.coordination.runtime.SimulatedTime;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ShareStateCoordinatorTest {

    private static final Uuid TOPIC = new Uuid(1, 2);
    private static final int PARTITIONS = 3;
    private static final int UPDATES_PER_SNAPSHOT = 5;

    private final SimulatedTime time = new SimulatedTime();
    private final FakeLog log = new FakeLog(time);
    private boolean hasTopic = true;
    private ShareStateCoordinator coordinator = start(1);

    @Test
    void aStateIsReadAsItWasWritten() {
        assertThat(result(coordinator.initialize(key(0), 1, 100))).isEqualTo(ErrorCode.NONE);
        assertThat(write(key(0), 1, 100, batch(100, 109, 2, 1)).error()).isEqualTo(ErrorCode.NONE);

        ShareState state = result(coordinator.read(key(0), 0)).state();

        assertThat(state.startOffset()).isEqualTo(100);
        assertThat(state.batches()).containsExactly(batch(100, 109, 2, 1));
        assertThat(result(coordinator.summary(key(0))).state()).isEqualTo(state);
    }

    @Test
    void whoKnowsAnOlderEpochIsFenced() {
        result(coordinator.initialize(key(0), 3, 0));
        result(coordinator.read(key(0), 7));

        assertThat(result(coordinator.initialize(key(0), 2, 0))).isEqualTo(ErrorCode.FENCED_STATE_EPOCH);
        assertThat(write(key(0), 2, 0).error()).isEqualTo(ErrorCode.FENCED_STATE_EPOCH);
        assertThat(result(coordinator.write(key(0), new StateWrite(new ShareState.Epochs(3, 6), 0, 0, List.of())))
                        .error())
                .isEqualTo(ErrorCode.FENCED_LEADER_EPOCH);
        assertThat(result(coordinator.read(key(0), 6)).error()).isEqualTo(ErrorCode.FENCED_LEADER_EPOCH);
    }

    @Test
    void whatIsNotThereIsRefusedAndNothingIsHarmed() {
        assertThat(write(key(0), 0, 0).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(result(coordinator.read(key(0), 0)).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(result(coordinator.summary(key(0))).state().startOffset()).isEqualTo(ShareState.NOT_KNOWN);
        assertThat(result(coordinator.initialize(key(PARTITIONS), 0, 0)))
                .isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(result(coordinator.initialize(key(-1), 0, 0))).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(result(coordinator.delete(key(0)))).isEqualTo(ErrorCode.NONE);
    }

    @Test
    void whatIsOfADeletedTopicIsForgotten() {
        result(coordinator.initialize(key(0), 0, 5));

        result(coordinator.onTopicsDeleted(Set.of(TOPIC)));

        restart(2);
        assertThat(result(coordinator.summary(key(0))).state().startOffset()).isEqualTo(ShareState.NOT_KNOWN);
    }

    @Test
    void whatIsOfATopicThatWentWhileNobodyWasThereIsForgotten() {
        result(coordinator.initialize(key(0), 0, 5));
        hasTopic = false;
        restart(2);
        hasTopic = true;
        restart(3);

        assertThat(result(coordinator.summary(key(0))).state().startOffset()).isEqualTo(ShareState.NOT_KNOWN);
    }

    @Test
    void theLogIsPrunedAndNothingIsLostByThat() {
        result(coordinator.initialize(key(0), 0, 0));
        result(coordinator.initialize(key(1), 0, 50));
        for (int i = 0; i < 1_200; i++) {
            write(key(0), 0, i, batch(i, i, 2, 1));
        }
        time.pass(700_000);
        for (int i = 1_200; i < 1_300; i++) {
            write(key(0), 0, i, batch(i, i, 2, 1));
        }
        time.pass(700_000);

        assertThat(log.prunedBefore()).isGreaterThan(1_000);
        ShareState before = result(coordinator.summary(key(0))).state();
        restart(2);
        assertThat(result(coordinator.summary(key(0))).state()).isEqualTo(before);
        assertThat(result(coordinator.summary(key(1))).state().startOffset()).isEqualTo(50);
    }

    @Test
    void whatIsLoadedIsWhatWasWhateverHappens() {
        for (int seed = 0; seed < 200; seed++) {
            new ShareStateCoordinatorTest().history(seed);
        }
    }

    private void history(int seed) {
        Random random = new Random(seed);
        Map<SharePartitionKey, ShareState> expected = new HashMap<>();
        int epoch = 1;
        for (int i = 0; i < 120; i++) {
            SharePartitionKey key = key(random.nextInt(PARTITIONS));
            switch (random.nextInt(12)) {
                case 0 -> result(coordinator.initialize(key, i, random.nextInt(20)));
                case 1 -> result(coordinator.delete(key));
                case 2 -> result(coordinator.read(key, random.nextInt(5)));
                case 3 -> {
                    epoch++;
                    restart(epoch);
                }
                case 4 -> time.pass(400_000);
                default -> {
                    int first = random.nextInt(30);
                    write(
                            key,
                            -1,
                            random.nextInt(20) - 1,
                            batch(first, first + random.nextInt(5), random.nextInt(3) * 2, random.nextInt(4)));
                }
            }
            for (int partition = 0; partition < PARTITIONS; partition++) {
                expected.put(key(partition), contents(key(partition)));
            }
            epoch++;
            restart(epoch);
            for (int partition = 0; partition < PARTITIONS; partition++) {
                assertThat(contents(key(partition)))
                        .as("seed %d, step %d", seed, i)
                        .isEqualTo(expected.get(key(partition)));
            }
        }
    }

    private ShareState contents(SharePartitionKey key) {
        return result(coordinator.summary(key)).state();
    }

    private StateAnswer write(SharePartitionKey key, int stateEpoch, long start, StateBatch... batches) {
        return result(coordinator.write(
                key, new StateWrite(new ShareState.Epochs(stateEpoch, -1), start, batches.length, List.of(batches))));
    }

    private ShareStateCoordinator start(int epoch) {
        ShareStateCoordinator started = new ShareStateCoordinator(
                new ShareStateConfig(1, UPDATES_PER_SNAPSHOT, 300_000, 5_000),
                new ShareStateCoordinator.Ports(() -> 1, topic -> hasTopic && topic.equals(TOPIC) ? PARTITIONS : 0),
                time,
                time);
        started.onElected(0, epoch, log.lead());
        time.settle();
        return started;
    }

    private void restart(int epoch) {
        coordinator.close();
        time.settle();
        coordinator = start(epoch);
    }

    private <R> R result(CompletableFuture<R> future) {
        time.settle();
        assertThat(future).isDone();
        return future.join();
    }

    private static SharePartitionKey key(int partition) {
        return new SharePartitionKey("group", TOPIC, partition);
    }

    private static StateBatch batch(long first, long last, int state, int count) {
        return new StateBatch(first, last, (byte) state, (short) count);
    }
}
