package io.weir.log.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.PartitionLog;
import io.weir.log.Seeds;
import io.weir.log.TestLogs;
import io.weir.log.disk.FileChange;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.error.CorruptLogException;
import io.weir.log.error.LogException;
import io.weir.log.inspect.VerifyEvent.NextStart;
import io.weir.log.inspect.VerifyEvent.StartOutcome;
import io.weir.log.recovery.RecoveryEvent;
import io.weir.log.store.LogStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the verifier says a start would do, and what a start then does, with folders that are damaged at random. */
class PredictionTest {

    @Test
    @Tag("seeds")
    void aStartDoesWhatWasPredicted() throws Exception {
        // given
        Seeds seeds = Seeds.named("inspect", 600);
        Map<String, Integer> seen = new HashMap<>();

        // when
        seeds.run(seed -> compare(seed, seen));

        // then
        if (!seeds.isSingle()) {
            assertThat(seen).as("what was predicted").containsKeys("Opens", "Corrupt", "TailCut", "SegmentDropped");
        }
    }

    private static void compare(long seed, Map<String, Integer> seen) throws Exception {
        // given
        Random random = new Random(seed);
        List<RandomFolder.End> ends = List.of(RandomFolder.End.values());
        RandomFolder.End end = ends.get(random.nextInt(ends.size()));
        RandomFolder folder = new RandomFolder(random).write(1 + random.nextInt(60), end);
        SimulatedDisk disk = folder.disk();
        if (!disk.isDirectory(TestLogs.FOLDER) || disk.list(TestLogs.FOLDER).isEmpty()) {
            return;
        }
        StringBuilder damage = new StringBuilder(end.toString());
        for (int i = random.nextInt(3); i > 0; i--) {
            damage.append(", ").append(folder.damage());
        }
        long changes = disk.changes();

        // when
        Verification verification = Verification.of(disk, RandomFolder.DATA);

        // then
        assertThat(disk.changes()).as("the verifier changes nothing").isEqualTo(changes);
        if (damage.toString().equals("CLEAN") || damage.toString().equals("KILLED")) {
            assertThat(verification.problems())
                    .as("problems of an undamaged folder")
                    .isEmpty();
        }
        NextStart predicted = verification.nextStart();
        Map<Path, Long> sizes = sizesAfter(disk, predicted);
        StartOutcome outcome = start(folder);
        assertThat(predicted.outcome()).as("%s", damage).isEqualTo(outcome);
        if (outcome instanceof StartOutcome.Opens) {
            sizes.forEach((file, size) -> assertThat(sizeOf(disk, file))
                    .as("size of %s after %s", file, damage)
                    .isEqualTo(size));
        }
        checkNamed(verification, predicted);
        seen.merge(outcome.getClass().getSimpleName(), 1, Integer::sum);
        predicted.steps().forEach(step -> seen.merge(step.getClass().getSimpleName(), 1, Integer::sum));
    }

    private static StartOutcome start(RandomFolder folder) throws Exception {
        LogStore store = folder.openStore();
        PartitionLog log = folder.log(store);
        try {
            return new StartOutcome.Opens(log.logStartOffset(), log.logEndOffset());
        } catch (CorruptLogException e) {
            return new StartOutcome.Corrupt(e.file(), e.position(), e.offset(), String.valueOf(e.getMessage()));
        } catch (LogException e) {
            return new StartOutcome.Fails(String.valueOf(e.getCause()));
        }
    }

    /** Sizes of the files of batches as they would be; a deleted one has none. */
    private static Map<Path, Long> sizesAfter(SimulatedDisk disk, NextStart predicted) throws Exception {
        Map<Path, Long> sizes = new HashMap<>();
        for (String name : disk.list(TestLogs.FOLDER)) {
            if (name.endsWith(".log")) {
                sizes.put(TestLogs.FOLDER.resolve(name), disk.sizeBytes(TestLogs.FOLDER.resolve(name)));
            }
        }
        for (FileChange change : predicted.changes()) {
            switch (change) {
                case FileChange.Cut cut -> sizes.replace(cut.path(), cut.bytes());
                case FileChange.Deleted deleted -> sizes.replace(deleted.path(), -1L);
                case FileChange.Created _, FileChange.Rewritten _ -> {
                    // Indexes.
                }
            }
        }
        return sizes;
    }

    private static long sizeOf(SimulatedDisk disk, Path file) {
        try {
            return disk.exists(file) ? disk.sizeBytes(file) : -1;
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What stops or shortens a log is a finding as well, in the right place. */
    private static void checkNamed(Verification verification, NextStart predicted) {
        if (predicted.outcome() instanceof StartOutcome.Corrupt corrupt) {
            assertThat(verification.problems()).anySatisfy(finding -> {
                assertThat(finding.file()).isEqualTo(corrupt.file());
                // A batch below the recovery point may be the cause of what recovery meets behind it.
                assertThat(finding.position().orElse(0)).isLessThanOrEqualTo(corrupt.position());
            });
        }
        for (RecoveryEvent step : predicted.steps()) {
            if (step instanceof RecoveryEvent.TailCut cut) {
                assertThat(verification.problems()).anySatisfy(finding -> {
                    assertThat(finding.file()).isEqualTo(cut.segment());
                    assertThat(finding.position().orElse(0)).isLessThanOrEqualTo(cut.position());
                });
            }
        }
    }
}
