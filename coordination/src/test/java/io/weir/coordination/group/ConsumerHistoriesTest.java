package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.runtime.Seeds;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Consumer groups whose members come, go, die and miss answers, while topics change and the coordinator crashes. */
class ConsumerHistoriesTest {

    @Test
    @Tag("seeds")
    void noPartitionIsReadTwiceAndEveryPartitionIsReadInTheEnd() {
        AtomicLong epochs = new AtomicLong();
        long histories =
                Seeds.named("consumer-group", 100).run(seed -> epochs.addAndGet(new ConsumerHistory(seed).run()));
        // Guards against histories in which nothing happens.
        assertThat(epochs.get()).isGreaterThan(200 * histories / 10);
    }
}
