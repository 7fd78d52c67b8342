package io.weir.metadata.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.metadata.record.ProducerIdsRecord;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalMetadataLogTest {

    private static final long NEVER = Long.MAX_VALUE;

    @TempDir
    private Path directory;

    @Test
    void aNewLogIsEmptyLeadsAndHasAClusterId() {
        CollectingListener listener = new CollectingListener();
        try (LocalMetadataLog log = LocalMetadataLog.open(directory, 1, NEVER)) {
            log.start(listener);

            assertThat(Uuid.parse(log.clusterId())).isNotNull();
            assertThat(listener.records()).isEmpty();
            assertThat(listener.isLeading()).isTrue();
        }
    }

    @Test
    void theClusterIdIsForEver() {
        String first = clusterId();

        assertThat(clusterId()).isEqualTo(first);
        assertThat(clusterId()).isEqualTo(first);
    }

    @Test
    void whatWasAppendedIsToldInOrderAndAgainAfterARestart() {
        CollectingListener before = new CollectingListener();
        try (LocalMetadataLog log = LocalMetadataLog.open(directory, 1, NEVER)) {
            log.start(before);
            assertThat(log.append(1, List.of(record(1), record(2))).join()).isEqualTo(0);
            assertThat(log.append(1, List.of(record(3))).join()).isEqualTo(1);
        }

        CollectingListener after = replayed();

        assertThat(before.records()).containsExactly(record(1), record(2), record(3));
        assertThat(after.records()).isEqualTo(before.records());
        assertThat(after.offsets()).containsExactly(0L, 1L);
    }

    @Test
    void manyAppendsAtOnceKeepTheirOrderAndShareWrites() throws IOException {
        int count = 2000;
        try (LocalMetadataLog log = LocalMetadataLog.open(directory, 1, NEVER)) {
            log.start(new CollectingListener());
            List<CompletableFuture<Long>> done = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                done.add(log.append(1, List.of(record(i))));
            }
            for (int i = 0; i < count; i++) {
                assertThat(done.get(i).join()).isEqualTo(i);
            }
        }

        assertThat(replayed().records())
                .isEqualTo(LongStream.range(0, count)
                        .mapToObj(LocalMetadataLogTest::record)
                        .toList());
        assertThat(framesInOnlySegment()).isLessThan(count);
    }

    @Test
    void theListenerIsToldBeforeTheFutureCompletes() {
        CollectingListener listener = new CollectingListener();
        try (LocalMetadataLog log = LocalMetadataLog.open(directory, 1, NEVER)) {
            log.start(listener);

            List<Message> seen = log.append(1, List.of(record(7)))
                    .thenApply(offset -> listener.records())
                    .join();

            assertThat(seen).containsExactly(record(7));
        }
    }

    @Test
    void aLogThatGrowsIsReplacedByASnapshot() throws IOException {
        try (LocalMetadataLog log = LocalMetadataLog.open(directory, 1, 2000)) {
            log.start(new CollectingListener());
            for (int i = 0; i < 500; i++) {
                log.append(1, List.of(record(i))).join();
            }
        }

        CollectingListener after = replayed();

        assertThat(after.snapshotOffset()).isPositive();
        assertThat(after.records()).hasSize(500).startsWith(record(0)).endsWith(record(499));
        assertThat(after.offsets()).startsWith(after.snapshotOffset() + 1).endsWith(499L);
        try (Stream<Path> files = Files.list(directory.resolve(Folder.NAME))) {
            assertThat(files.filter(f -> f.toString().endsWith(".snapshot"))).hasSize(1);
        }
    }

    @Test
    void aSnapshotOfAnEarlierEntryKeepsTheEntriesAfterIt() {
        CollectingListener slow = new CollectingListener();
        LaggingListener lagging = new LaggingListener(slow);
        try (LocalMetadataLog log = LocalMetadataLog.open(directory, 1, 500)) {
            log.start(lagging);
            for (int i = 0; i < 200; i++) {
                log.append(1, List.of(record(i))).join();
            }
        }

        CollectingListener after = replayed();

        assertThat(after.snapshotOffset()).isBetween(0L, 198L);
        assertThat(after.records()).hasSize(200).endsWith(record(199));
    }

    @Test
    void afterClosingAppendsFailInsteadOfHanging() {
        LocalMetadataLog log = LocalMetadataLog.open(directory, 1, NEVER);
        log.start(new CollectingListener());
        log.close();

        assertThatThrownBy(() -> log.append(1, List.of(record(1))).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(MetadataLogException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void entriesOfAnEpochThatIsOverAreRefused() {
        CollectingListener listener = new CollectingListener();
        try (LocalMetadataLog log = LocalMetadataLog.open(directory, 1, NEVER)) {
            log.start(listener);

            assertThatThrownBy(() ->
                            log.append(listener.epoch() - 1, List.of(record(1))).join())
                    .hasCauseInstanceOf(MetadataLogException.class);
            assertThat(log.append(listener.epoch(), List.of(record(2))).join()).isZero();
        }
    }

    @Test
    void theFolderOfAnotherNodeIsRefused() {
        String clusterId = clusterId();

        assertThatThrownBy(() -> LocalMetadataLog.open(directory, 2, NEVER))
                .isInstanceOf(MetadataLogException.class)
                .hasMessageContaining("belongs to node 1 of cluster " + clusterId)
                .hasMessageContaining("node.id=1");
    }

    @Test
    void aFolderInUseIsRefusedAndFreeAgainAfterwards() {
        try (LocalMetadataLog log = LocalMetadataLog.open(directory, 1, NEVER)) {
            log.start(new CollectingListener());
            assertThatThrownBy(() -> LocalMetadataLog.open(directory, 1, NEVER))
                    .isInstanceOf(MetadataLogException.class)
                    .hasMessageContaining("in use by another broker");
        }

        assertThat(replayed().isLeading()).isTrue();
    }

    @Test
    void aFolderThatCannotBeIsRefusedInOneLine() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");

        assertThatThrownBy(() -> LocalMetadataLog.open(file, 1, NEVER))
                .isInstanceOf(MetadataLogException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void unfinishedFilesOfACrashAreRemoved() throws IOException {
        clusterId();
        Path unfinished = Files.writeString(
                directory.resolve(Folder.NAME).resolve("00000000000000000005.snapshot.tmp"), "half a snaps");

        replayed();

        assertThat(unfinished).doesNotExist();
    }

    private String clusterId() {
        try (LocalMetadataLog log = LocalMetadataLog.open(directory, 1, NEVER)) {
            return log.clusterId();
        }
    }

    private CollectingListener replayed() {
        CollectingListener listener = new CollectingListener();
        try (LocalMetadataLog log = LocalMetadataLog.open(directory, 1, NEVER)) {
            log.start(listener);
        }
        return listener;
    }

    private long framesInOnlySegment() throws IOException {
        Path segment = new Folder(directory).segments().getFirst();
        return DamagedFiles.frameStarts(Files.readAllBytes(segment)).size();
    }

    private static Message record(long number) {
        return ProducerIdsRecord.builder().nextProducerId(number).build();
    }

    /** Takes snapshots of the entry before the last it was told. */
    private static final class LaggingListener implements MetadataLogListener {

        private final CollectingListener told;
        private MetadataSnapshot previous = MetadataSnapshot.EMPTY;

        private LaggingListener(CollectingListener told) {
            this.told = told;
        }

        @Override
        public void onSnapshot(MetadataSnapshot snapshot) {
            told.onSnapshot(snapshot);
        }

        @Override
        public void onCommit(long offset, List<Message> records) {
            previous = told.takeSnapshot();
            told.onCommit(offset, records);
        }

        @Override
        public void onLeading(int epoch) {}

        @Override
        public void onFollowing() {}

        @Override
        public MetadataSnapshot takeSnapshot() {
            return previous;
        }
    }
}
