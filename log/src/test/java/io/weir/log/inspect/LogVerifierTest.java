package io.weir.log.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.append.Scrutiny;
import io.weir.log.checkpoint.OffsetCheckpoint;
import io.weir.log.disk.DiskFile;
import io.weir.log.disk.FileChange;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.disk.WholeFile;
import io.weir.log.flush.InlineFlusher;
import io.weir.log.inspect.VerifyEvent.StartOutcome;
import io.weir.log.producer.TransactionProof;
import io.weir.log.recovery.RecoveryEvent;
import io.weir.log.segment.SegmentName;
import io.weir.log.store.LogStore;
import io.weir.log.store.LogStoreException;
import io.weir.log.store.StoreConfig;
import io.weir.protocol.compress.CompressionType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One kind of damage at a time, done to a folder that was closed cleanly. */
class LogVerifierTest {

    private static final Path DATA = Path.of("/data");
    private static final int BATCHES = 30;

    private final SimulatedDisk disk = new SimulatedDisk();
    private List<Path> logs = List.of();

    @BeforeEach
    void writeThreeSegments() throws LogStoreException, IOException {
        LogStore store = LogStore.open(
                new StoreConfig(List.of(DATA), "cluster", 1),
                TestLogs.environment(disk, new SimulatedClock(0), new InlineFlusher()));
        PartitionLog log =
                store.log("topic-0", TestLogs.TOPIC_ID, TestLogs.smallSegments(1200), DurabilityListener.none());
        for (int i = 0; i < BATCHES; i++) {
            int epoch = 1 + i / 10;
            if (i == 3) {
                log.append(TestBatches.transactional(7, 0, 0, i, "aborted"), AppendRequest.fromClient(epoch));
            } else if (i == 5) {
                log.append(TestBatches.marker(7, 0, false, i), AppendRequest.transactionMarker(epoch, 1));
            } else {
                log.append(TestBatches.plain(i, "value " + (char) ('a' + i)), AppendRequest.fromClient(epoch));
            }
        }
        store.close();
        logs = disk.list(TestLogs.FOLDER).stream()
                .filter(name -> name.endsWith(SegmentName.LOG))
                .map(TestLogs.FOLDER::resolve)
                .toList();
    }

    @Test
    void saysNothingOfASoundFolder() throws IOException {
        // when
        Verification verification = Verification.of(disk, DATA);

        // then
        assertThat(verification.findings()).isEmpty();
        assertThat(verification.verdict().isSound()).isTrue();
        assertThat(verification.verdict().batches()).isEqualTo(BATCHES);
        assertThat(logs).hasSizeGreaterThanOrEqualTo(2);
        assertThat(verification.nextStart().outcome()).isEqualTo(new StartOutcome.Opens(0, BATCHES));
        assertThat(verification.nextStart().steps()).isEmpty();
        assertThat(verification.nextStart().changes()).isEmpty();
    }

    @Test
    void checksAPartitionFolderByItselfAsWell() throws IOException {
        assertThat(Verification.of(disk, TestLogs.FOLDER).findings()).isEmpty();
        assertThat(Verification.of(disk, TestLogs.FOLDER).nextStart().origin().isClean())
                .isTrue();
    }

    @Test
    void namesABatchThatWasSentSoThatNobodyCanReadIt() throws IOException, LogStoreException {
        // given
        try (LogStore store = LogStore.open(
                new StoreConfig(List.of(DATA), "cluster", 1),
                TestLogs.environment(disk, new SimulatedClock(0), new InlineFlusher()))) {
            store.log("topic-0", TestLogs.TOPIC_ID, TestLogs.smallSegments(1200), DurabilityListener.none())
                    .append(
                            TestBatches.lying(CompressionType.ZSTD, BATCHES),
                            AppendRequest.fromClient(9, TransactionProof.NOT_NEEDED, Scrutiny.HEADER));
        }

        // when
        Verification verification = Verification.of(disk, DATA);

        // then
        Finding unreadable = verification.problems().getFirst();
        assertThat(unreadable.offset()).hasValue(BATCHES);
        assertThat(unreadable.what()).startsWith("no client can read the 3 records of this batch, it was sent so: ");
        assertThat(verification.problems()).hasSize(1);
    }

    @Test
    void tellsDamageFromATornTail() throws IOException {
        // given
        int size = (int) disk.sizeBytes(logs.getLast());
        disk.deleteIfExists(DATA.resolve(".kafka_cleanshutdown"));
        disk.flipBit(logs.getFirst(), 66);
        try (DiskFile file = disk.open(logs.getLast())) {
            file.truncate(size - 5L);
        }

        // when
        Verification verification = Verification.of(disk, DATA);

        // then
        Finding damage = verification.problems().getFirst();
        assertThat(damage.severity()).isEqualTo(Finding.Severity.DAMAGE);
        assertThat(damage.file()).isEqualTo(logs.getFirst());
        assertThat(damage.position()).hasValue(0);
        assertThat(damage.offset()).hasValue(0);
        Finding torn = verification.problems().get(1);
        assertThat(torn.severity()).isEqualTo(Finding.Severity.PROBLEM);
        assertThat(torn.file()).isEqualTo(logs.getLast());
        assertThat(torn.offset()).hasValue(BATCHES - 1);
        assertThat(torn.what()).contains("torn by a crash");
    }

    @Test
    void foretellsWhereATornTailIsCut() throws IOException {
        // given
        long size = disk.sizeBytes(logs.getLast());
        disk.deleteIfExists(DATA.resolve(".kafka_cleanshutdown"));
        try (DiskFile file = disk.open(logs.getLast())) {
            file.truncate(size - 5);
        }

        // when
        Verification verification = Verification.of(disk, DATA);

        // then
        long position = verification.problems().getFirst().position().orElseThrow();
        assertThat(verification.nextStart().steps())
                .contains(new RecoveryEvent.TailCut(
                        logs.getLast(), (int) position, BATCHES - 1, (int) (size - 5 - position)));
        assertThat(verification.nextStart().changes()).contains(new FileChange.Cut(logs.getLast(), size - 5, position));
    }

    @ParameterizedTest
    @CsvSource({
        // a position in the first entry of each, and what is said
        "index, 7, points to position",
        "index, 3, the entry (offset",
        "timeindex, 7, the entry says",
        "timeindex, 11, the entry says",
        "txnindex, 9, has no marker that aborts it",
        "txnindex, 25, has no marker that aborts it"
    })
    void namesTheEntryThatDoesNotAgreeWithTheBatches(String kind, int position, String said) throws IOException {
        // given
        Path file = TestLogs.FOLDER.resolve("00000000000000000000." + kind);
        disk.flipBit(file, position);

        // when
        List<Finding> problems = Verification.of(disk, DATA).problems();

        // then
        assertThat(problems).first().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(file);
            assertThat(problem.position()).hasValue(0);
            assertThat(problem.what()).contains(said);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "timeindex", "txnindex"})
    void namesAnIndexThatEndsInTheMiddleOfAnEntry(String kind) throws IOException {
        // given
        Path file = TestLogs.FOLDER.resolve("00000000000000000000." + kind);
        long size = disk.sizeBytes(file);
        try (DiskFile open = disk.open(file)) {
            open.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), size);
        }

        // when
        List<Finding> problems = Verification.of(disk, DATA).problems();

        // then
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(file);
            assertThat(problem.position()).hasValue(size);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "timeindex"})
    void allowsTheRoomThatKafkaLeavesInAnIndex(String kind) throws IOException {
        // given
        Path file = TestLogs.FOLDER.resolve("00000000000000000000." + kind);
        try (DiskFile open = disk.open(file)) {
            open.write(ByteBuffer.allocate(2400), open.size() / 24 * 24 + 24);
        }

        // when, then
        assertThat(Verification.of(disk, DATA).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "timeindex", "txnindex"})
    void namesAMissingIndex(String kind) throws IOException {
        // given
        Path file = TestLogs.FOLDER.resolve("00000000000000000000." + kind);
        disk.deleteIfExists(file);

        // when
        List<Finding> problems = Verification.of(disk, DATA).problems();

        // then
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.file()).isEqualTo(file));
    }

    @Test
    void namesADamagedSnapshot() throws IOException {
        // given
        Path file = TestLogs.FOLDER.resolve("00000000000000000030.snapshot");
        disk.flipBit(file, 20);

        // when
        Verification verification = Verification.of(disk, DATA);

        // then
        assertThat(verification.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.file()).isEqualTo(file));
        assertThat(verification.nextStart().changes()).contains(new FileChange.Deleted(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0\n2\n2 0\n1 10\n", "0\n1\n1 0\n2 10\n", "rubbish", "0\n3\n1 0\n2 11\n3 20\n"})
    void namesLeaderEpochsThatDoNotAgree(String text) throws IOException {
        // given
        Path file = TestLogs.FOLDER.resolve("leader-epoch-checkpoint");
        WholeFile.write(disk, file, text.getBytes(StandardCharsets.UTF_8), true);

        // when
        List<Finding> problems = Verification.of(disk, DATA).problems();

        // then
        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.file()).isEqualTo(file));
    }

    @Test
    void namesACheckpointThatPromisesMoreThanThereIs() throws IOException {
        // given
        new OffsetCheckpoint(disk, DATA.resolve(OffsetCheckpoint.RECOVERY_POINTS)).write(Map.of("topic-0", 100L));

        // when
        List<Finding> problems = Verification.of(disk, DATA).problems();

        // then
        assertThat(problems)
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.what()).contains("below offset 100").contains("ends at 30"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000000000000099.log.deleted",
                "00000000000000000000.index.cleaned",
                "00000000000000000099.timeindex",
                "leader-epoch-checkpoint.tmp"
            })
    void notesWhatAStartCleansUp(String name) throws IOException {
        // given
        Path file = TestLogs.FOLDER.resolve(name);
        WholeFile.write(disk, file, new byte[10], true);

        // when
        Verification verification = Verification.of(disk, DATA);

        // then
        assertThat(verification.verdict().isSound()).isTrue();
        assertThat(verification.findings())
                .singleElement()
                .satisfies(note -> assertThat(note.file()).isEqualTo(file));
        assertThat(verification.nextStart().changes()).containsExactly(new FileChange.Deleted(file));
    }

    @Test
    void foretellsThatASwapIsFinished() throws IOException {
        // given
        Path first = logs.getFirst();
        Path swap = first.resolveSibling(first.getFileName() + SegmentName.SWAP);
        WholeFile.write(disk, swap, WholeFile.read(disk, first), true);
        disk.deleteIfExists(first);

        // when
        Verification verification = Verification.of(disk, DATA);

        // then
        assertThat(verification.nextStart().steps()).contains(new RecoveryEvent.SwapFinished(swap));
        assertThat(verification.nextStart().changes()).contains(new FileChange.Deleted(swap));
        assertThat(verification.nextStart().outcome()).isEqualTo(new StartOutcome.Opens(0, BATCHES));
    }

    @Test
    void takesABrokerAtWorkIntoAccount() throws IOException {
        // given
        try (DiskFile file = disk.open(logs.getLast())) {
            file.truncate(file.size() - 5);
        }

        // when
        Verification atRest = Verification.of(disk, DATA);
        Verification atWork = Verification.of(disk, DATA, true);

        // then
        assertThat(atRest.verdict().isSound()).isFalse();
        assertThat(atWork.verdict().isSound()).isTrue();
        assertThat(atWork.findings()).isNotEmpty();
    }

    @Test
    void doesNotExcuseDamageBecauseABrokerIsAtWork() throws IOException {
        // given
        disk.flipBit(logs.getFirst(), 66);

        // when, then
        assertThat(Verification.of(disk, DATA, true).verdict().isSound()).isFalse();
    }
}
