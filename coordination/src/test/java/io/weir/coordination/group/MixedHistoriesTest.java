package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.runtime.Seeds;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Groups whose members come and go with either protocol, so that they go from one to the other and back. */
class MixedHistoriesTest {

    @Test
    @Tag("seeds")
    void noPartitionIsReadTwiceWhileGroupsGoFromProtocolToProtocol() {
        AtomicLong conversions = new AtomicLong();
        long histories =
                Seeds.named("mixed-group", 100).run(seed -> conversions.addAndGet(new MixedHistory(seed).run()));
        // Guards against histories in which nothing happens.
        assertThat(conversions.get()).isGreaterThan(20 * histories / 10);
    }
}
