package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.NioDisk;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.error.LogException;
import io.weir.log.flush.InlineFlusher;
import io.weir.protocol.types.Uuid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogMovesTest {

    private static final String NAME = "topic-0";
    private static final Uuid TOPIC = TestLogs.TOPIC_ID;
    private static final Path ONE = Path.of("/one");
    private static final Path OTHER = Path.of("/other");
    private static final AppendRequest CLIENT = AppendRequest.fromClient(3);
    private static final LogConfig SMALL_SEGMENTS = TestLogs.smallSegments(200);
    private static final int RECORDS = 20;

    private final SimulatedClock clock = new SimulatedClock(1_000);

    @Test
    void aLogGoesOnInItsNewFolder() throws LogStoreException {
        // given
        SimulatedDisk disk = new SimulatedDisk();
        LogStore store = open(disk);
        AtomicLong durable = new AtomicLong();
        PartitionLog log = store.log(NAME, TOPIC, SMALL_SEGMENTS, told(durable));
        append(log, 0, RECORDS);
        log.advanceLogStartOffset(3);
        assertThat(where(store)).isEqualTo(ONE);

        // when
        assertThat(store.move(NAME, OTHER)).isTrue();
        assertThat(store.moves().moveNext()).isTrue();

        // then
        assertThat(where(store)).isEqualTo(OTHER);
        assertThat(store.log(NAME, TOPIC, SMALL_SEGMENTS, told(durable))).isSameAs(log);
        assertThat(log.location().folder()).isEqualTo(OTHER.resolve(NAME));
        append(log, RECORDS, RECORDS + 5);
        assertThat(durable).hasValue(RECORDS + 5);
        assertHolds(log, 3, RECORDS + 5);
        assertThat(log.latestEpoch()).hasValue(3);
        assertThat(store.moves().moveNext()).isFalse();

        // when
        store.checkpoint();
        LogStore again = open(disk.afterPowerLoss(1));

        // then
        assertThat(where(again)).isEqualTo(OTHER);
        assertHolds(log(again), 3, RECORDS + 5);
    }

    @Test
    void nothingIsLostWhereverThePowerFails() throws LogStoreException {
        int operations = 0;
        boolean isDone = false;
        while (!isDone) {
            // given
            SimulatedDisk disk = new SimulatedDisk();
            LogStore store = open(disk);
            append(log(store), 0, RECORDS);
            store.move(NAME, OTHER);

            // when
            disk.failAfter(operations);
            var _ = store.moves().moveNext();
            isDone = !disk.hasFailed();

            // then
            for (int loss = 0; loss < 3; loss++) {
                check(disk.afterPowerLoss(operations * 3L + loss), "power lost at " + operations);
            }
            check(disk.afterProcessDeath(), "killed at " + operations);
            operations++;
        }
        assertThat(operations).isGreaterThan(20);
    }

    private void check(SimulatedDisk disk, String when) throws LogStoreException {
        LogStore store = open(disk);
        assertThat(store.folders()).as(when).containsExactly(NAME);
        PartitionLog log = log(store);
        assertHolds(log, 0, RECORDS);
        // What was on its way is moved now, if it was not.
        while (store.moves().moveNext()) {
            assertThat(log.failure()).as(when).isEmpty();
        }
        append(log, RECORDS, RECORDS + 1);
        assertHolds(log, 0, RECORDS + 1);
        assertThat(store.folders()).as(when).containsExactly(NAME);
        store.housekeep(Long.MAX_VALUE);
        assertThat(List.of(ONE, OTHER).stream()
                        .flatMap(folder -> names(disk, folder).stream())
                        .filter(name -> name.startsWith("topic")))
                .as(when)
                .containsExactly(NAME);
    }

    @Test
    void aMoveThatABrokerStopsInIsBegunAnewAtTheNextStart() throws LogStoreException {
        // given
        SimulatedDisk disk = new SimulatedDisk();
        LogStore store = open(disk);
        append(log(store), 0, RECORDS);
        store.move(NAME, OTHER);
        disk.failAfter(3);
        assertThat(store.moves().moveNext()).isTrue();
        assertThat(disk.hasFailed()).isTrue();

        // when
        LogStore again = open(disk.afterProcessDeath());
        PartitionLog log = log(again);
        assertThat(where(again)).isEqualTo(ONE);
        assertThat(again.moves().moveNext()).isTrue();

        // then
        assertThat(where(again)).isEqualTo(OTHER);
        assertHolds(log, 0, RECORDS);
    }

    @Test
    void aLogThatIsDeletedOrWantedElsewhereIsNotMoved() throws LogStoreException {
        // given
        SimulatedDisk disk = new SimulatedDisk();
        LogStore store = open(disk);
        append(log(store), 0, RECORDS);

        // when it is to stay after all
        store.move(NAME, OTHER);
        store.move(NAME, ONE);

        // then
        assertThat(store.moves().moveNext()).isFalse();

        // when it is deleted
        store.move(NAME, OTHER);
        store.retire(List.of(NAME));

        // then
        assertThat(store.moves().moveNext()).isFalse();
        assertThat(store.folders()).isEmpty();
    }

    @Test
    void aLogThatDoesNotExistIsMadeWhereItIsWanted() throws LogStoreException {
        // given
        LogStore store = open(new SimulatedDisk());

        // when, then
        assertThat(store.move(NAME, OTHER)).isFalse();
        append(log(store), 0, 1);
        assertThat(where(store)).isEqualTo(OTHER);
    }

    /** On a real disk, with a thread that appends and one that reads while the log goes to and fro. */
    @Test
    void whoUsesALogNeedNotKnowThatItMoves(@TempDir Path temporary) throws Exception {
        // given
        Path here = temporary.resolve("here");
        Path there = temporary.resolve("there");
        try (LogStore store = LogStore.open(
                new StoreConfig(List.of(here, there), "mine", 1),
                TestLogs.environment(new NioDisk(), clock, new InlineFlusher()))) {
            PartitionLog log = store.log(NAME, TOPIC, TestLogs.smallSegments(20_000), DurabilityListener.none());
            List<LogException> failures = new ArrayList<>();
            AtomicLong end = new AtomicLong();
            AtomicBoolean isOver = new AtomicBoolean();
            Thread writer = Thread.ofPlatform().start(() -> {
                try {
                    while (!isOver.get()) {
                        append(log, end.get(), end.get() + 1);
                        end.incrementAndGet();
                        var _ = log.readBatches(end.get() / 2, 1_000, log.logEndOffset());
                    }
                } catch (LogException e) {
                    failures.add(e);
                }
            });

            // when
            for (int moves = 0; moves < 10; moves++) {
                long before = end.get();
                while (end.get() == before && writer.isAlive()) {
                    Thread.onSpinWait();
                }
                store.move(NAME, moves % 2 == 0 ? there : here);
                assertThat(store.moves().moveNext()).isTrue();
            }
            isOver.set(true);
            writer.join();

            // then
            assertThat(failures).isEmpty();
            assertThat(end).hasPositiveValue();
            assertHolds(log, 0, end.get());
        }
    }

    private LogStore open(SimulatedDisk disk) throws LogStoreException {
        return LogStore.open(
                new StoreConfig(List.of(ONE, OTHER), "mine", 1),
                TestLogs.environment(disk, clock, new InlineFlusher()));
    }

    private static PartitionLog log(LogStore store) {
        return store.log(NAME, TOPIC, SMALL_SEGMENTS, DurabilityListener.none());
    }

    private static void append(PartitionLog log, long from, long to) {
        for (long value = from; value < to; value++) {
            assertThat(log.append(TestBatches.plain(0, "v" + value), CLIENT).baseOffset())
                    .isEqualTo(value);
        }
    }

    private static void assertHolds(PartitionLog log, long start, long end) {
        assertThat(log.logStartOffset()).isEqualTo(start);
        assertThat(TestLogs.values(log, start))
                .isEqualTo(LongStream.range(start, end)
                        .mapToObj(offset -> offset + "=v" + offset)
                        .toList());
    }

    private static DurabilityListener told(AtomicLong durable) {
        return new DurabilityListener() {
            @Override
            public void onDurable(long durableOffset) {
                durable.set(durableOffset);
            }

            @Override
            public void onOffline(String reason) {
                throw new AssertionError(reason);
            }
        };
    }

    private static Path where(LogStore store) {
        return store.dataFolders().stream()
                .filter(folder -> folder.partitionFolders().contains(NAME))
                .map(DataFolderInfo::path)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(SimulatedDisk disk, Path folder) {
        try {
            return disk.list(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
