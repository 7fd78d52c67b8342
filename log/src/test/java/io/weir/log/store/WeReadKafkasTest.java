package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.DurabilityListener;
import io.weir.log.LogEnvironment;
import io.weir.log.LogLocation;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestLogs;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.NioDisk;
import io.weir.log.flush.InlineFlusher;
import io.weir.log.inspect.LogVerifier;
import io.weir.log.inspect.Verdict;
import io.weir.log.inspect.VerifyEvent;
import io.weir.log.recovery.LogOrigin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders as Kafka's own log leaves them, opened by Weir. */
class WeReadKafkasTest {

    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSameRecordsAndStates(boolean isClean) throws Exception {
        // given
        KafkaLog kafka = KafkaLog.open(data.resolve("topic-0"), 2000);
        kafka.fill(200);
        long end = kafka.endOffset();
        List<String> records = kafka.records();
        List<String> producers = kafka.producers();
        List<String> aborted = kafka.aborted();
        List<String> epochs = kafka.epochs();
        Path folder = kafka.stop(isClean);

        // when
        PartitionLog log = open(folder, new LogOrigin(isClean, isClean ? end : 0, 0));

        // then
        assertThat(log.logEndOffset()).isEqualTo(end);
        assertThat(TestLogs.values(log, 0)).isEqualTo(records);
        assertThat(log.producers())
                .extracting(state -> state.producerId() + " epoch " + state.epoch() + " sequence "
                        + state.lastSequence() + " open " + state.transactionFirstOffset())
                .containsExactlyInAnyOrderElementsOf(producers);
        assertThat(log.abortedTransactions(0, end))
                .extracting(entry -> entry.producerId() + " from " + entry.firstOffset())
                .containsExactlyElementsOf(aborted);
        for (String epoch : epochs) {
            String[] parts = epoch.split("@", 2);
            assertThat(log.epochFor(Long.parseLong(parts[1]))).hasValue(Integer.parseInt(parts[0]));
        }
        for (int i = 0; i < 200; i += 7) {
            long timestamp = KafkaLog.FIRST_MS + i * KafkaLog.STEP_MS;
            long expected = i;
            assertThat(log.offsetForTimestamp(timestamp - 1, end))
                    .hasValueSatisfying(hit -> assertThat(hit.offset()).isEqualTo(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ourVerifierFindsThemSound(boolean isClean) throws Exception {
        // given
        KafkaLog kafka = KafkaLog.open(data.resolve("topic-0"), 2000);
        kafka.fill(200);
        Path folder = kafka.stop(isClean);
        List<VerifyEvent> events = new ArrayList<>();

        // when
        Verdict verdict = LogVerifier.ofFileSystem(events::add).verify(folder);

        // then
        assertThat(verdict.isSound()).as("%s", events).isTrue();
        assertThat(verdict.records()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void compactedWithGapsBetweenSegments(boolean isClean) throws Exception {
        // given
        KafkaLog kafka = KafkaLog.open(data.resolve("topic-0"), 1500);
        kafka.fillKeys(300, 5);
        long cleanedTo = kafka.compact();
        List<String> records = kafka.records();
        long end = kafka.endOffset();
        assertThat(kafka.hasGapBetweenSegments()).isTrue();
        Path folder = kafka.stop(isClean);

        // when
        PartitionLog log = open(folder, new LogOrigin(isClean, isClean ? end : cleanedTo, 0));

        // then
        assertThat(TestLogs.values(log, 0)).isEqualTo(records);
        assertThat(log.logEndOffset()).isEqualTo(end);
    }

    /** A checkpoint is a minute old at times; the cleaner's is written with each round. */
    @Test
    void compactedAboveTheRecoveryPoint() throws Exception {
        // given
        KafkaLog kafka = KafkaLog.open(data.resolve("topic-0"), 1500);
        kafka.fillKeys(300, 5);
        long cleanedTo = kafka.compact();
        List<String> records = kafka.records();
        assertThat(kafka.hasGapBetweenSegments()).isTrue();
        Path folder = kafka.stop(false);
        Path dataFolder = folder.resolveSibling("");
        Files.writeString(dataFolder.resolve("cleaner-offset-checkpoint"), "0\n1\ntopic 0 " + cleanedTo + "\n");

        // when
        try (LogStore store = LogStore.open(
                new StoreConfig(List.of(dataFolder), "cluster", 1),
                TestLogs.environment(new NioDisk(), new SimulatedClock(KafkaLog.FIRST_MS), new InlineFlusher()))) {
            PartitionLog log = store.log("topic-0", TestLogs.TOPIC_ID, LogConfig.DEFAULTS, DurabilityListener.none());

            // then
            assertThat(TestLogs.values(log, 0)).isEqualTo(records);
        }
    }

    private static PartitionLog open(Path folder, LogOrigin origin) {
        LogEnvironment environment = TestLogs.environment(
                new NioDisk(), new SimulatedClock(KafkaLog.FIRST_MS + 10_000), new InlineFlusher());
        return new PartitionLog(
                environment,
                new LogLocation(folder, TestLogs.TOPIC_ID),
                LogConfig.DEFAULTS,
                origin,
                (_, _) -> {},
                DurabilityListener.none());
    }

    @Test
    void theFolderKafkaMakesIsNotEmpty() throws Exception {
        KafkaLog kafka = KafkaLog.open(data.resolve("topic-0"), 2000);
        kafka.fill(200);
        assertThat(kafka.aborted()).isNotEmpty();
        assertThat(kafka.producers()).isNotEmpty();
        assertThat(kafka.epochs()).hasSize(4);
        kafka.stop(true);
    }
}
