package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.runtime.Seeds;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many members that come, go, crash, dawdle and change their minds, while the coordinator crashes now and then. */
class RandomHistoriesTest {

    @Test
    @Tag("seeds")
    void everyHistoryKeepsThePromisesOfTheProtocol() {
        AtomicLong generations = new AtomicLong();
        long histories =
                Seeds.named("classic-group", 100).run(seed -> generations.addAndGet(new RandomHistory(seed).run()));
        // Guards against histories in which nothing happens.
        assertThat(generations.get()).isGreaterThan(200 * histories / 10);
    }
}
