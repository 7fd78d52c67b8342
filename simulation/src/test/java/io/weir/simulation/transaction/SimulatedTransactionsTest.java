package io.weir.simulation.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.Seeds;
import io.weir.log.store.LogStoreException;
import io.weir.simulation.check.Anomaly;
import io.weir.simulation.check.Checker;
import io.weir.simulation.history.Entry;
import io.weir.simulation.history.Event;
import io.weir.simulation.history.History;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever fails whenever, no history has an anomaly; and a broker that lies about its disk is found out. */
@Tag("seeds")
class SimulatedTransactionsTest {

    private static final Checker CHECKER = Checker.ofAnyHistory().withCopies(Topics.IN, Topics.OUT);

    private long copies;

    @Test
    void noHistoryHasAnAnomaly() {
        long good = Seeds.named("transactions", 12).run(seed -> {
            History history = new Life(seed, false).run();

            assertThat(CHECKER.check(history)).isEmpty();
            copies += copiesIn(history);
        });

        // Guards against histories in which nothing happens.
        assertThat(copies).isGreaterThan(20 * good);
    }

    @Test
    void aBrokerThatAcknowledgesBeforeItIsSafeIsFoundOut() throws LogStoreException {
        for (long seed = 1; seed < 100; seed++) {
            List<Anomaly> anomalies = CHECKER.check(new Life(seed, true).run());
            if (!anomalies.isEmpty()) {
                assertThat(anomalies).anyMatch(anomaly -> anomaly.kind() == Anomaly.Kind.LOST_WRITE);
                return;
            }
        }
        throw new AssertionError("a hundred lives of a broker that lies, and nobody noticed");
    }

    private static long copiesIn(History history) {
        return history.entries().stream()
                .map(Entry::event)
                .filter(event -> event instanceof Event.Contents contents
                        && contents.place().topic().equals(Topics.OUT))
                .mapToLong(event -> ((Event.Contents) event).records().size())
                .sum();
    }
}
