package io.weir.simulation.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.Seeds;
import io.weir.simulation.replication.ClusterLife.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever fails whenever, a cluster loses nothing that it has acknowledged; and one with an error is found out. */
@Tag("seeds")
class SimulatedReplicationTest {

    /** An error is to be found within so many seeds. */
    private static final int SEEDS_TO_FIND = 200;

    /** The one that finds the rarest. */
    private static final int FIRST_TO_TRY = 55;

    private long acknowledged;
    private long mischief;
    private long simulatedMs;

    @Test
    void nothingIsLostOrDoubledAndAllComesBack() {
        long good = Seeds.named("replication", 30).run(seed -> {
            Outcome outcome = new ClusterLife(seed, Planted.NONE).run();

            acknowledged += outcome.acknowledged();
            mischief += outcome.mischief();
            simulatedMs += outcome.simulatedMs();
            assertThat(outcome.violations()).isEmpty();
        });

        System.out.printf(
                "replication: %,d seeds, %.1f simulated hours, %,d faults, %,d records acknowledged%n",
                good, simulatedMs / 3_600_000.0, mischief, acknowledged);
        // Guards against lives in which nothing happens.
        assertThat(acknowledged).isGreaterThan(100 * good);
        assertThat(mischief).isGreaterThan(10 * good);
    }

    @Test
    void aSeedIsOneRun() {
        for (long seed = 1; seed < 4; seed++) {
            assertThat(new ClusterLife(seed, Planted.NONE).run()).isEqualTo(new ClusterLife(seed, Planted.NONE).run());
        }
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void anErrorIsFoundOut(Planted planted) {
        for (long seed = FIRST_TO_TRY; seed < FIRST_TO_TRY + SEEDS_TO_FIND; seed++) {
            if (!new ClusterLife(seed, planted).run().violations().isEmpty()) {
                System.out.println("replication: " + planted + " is found by seed " + seed);
                return;
            }
        }
        throw new AssertionError("nobody noticed " + planted + " in " + SEEDS_TO_FIND + " lives");
    }
}
