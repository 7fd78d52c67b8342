package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.runtime.Seeds;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Streams groups whose members come, go, die and miss answers, while the coordinator crashes. */
class StreamsHistoriesTest {

    @Test
    @Tag("seeds")
    void noTaskIsRunTwiceAndEveryTaskIsRunInTheEnd() {
        AtomicLong epochs = new AtomicLong();
        long histories =
                Seeds.named("streams-group", 100).run(seed -> epochs.addAndGet(new StreamsHistory(seed).run()));
        // Guards against histories in which nothing happens.
        assertThat(epochs.get()).isGreaterThan(15 * histories);
    }
}
