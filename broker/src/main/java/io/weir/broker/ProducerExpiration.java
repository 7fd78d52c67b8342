package io.weir.broker;

import io.weir.metadata.config.ConfigValues;
import java.util.function.LongSupplier;

/** producer.id.expiration.ms as it stands: it may change while the broker runs. */
final class ProducerExpiration implements LongSupplier {

    private volatile long ms;

    ProducerExpiration(ConfigValues atStart) {
        follow(atStart);
    }

    /** Goes by these settings from now on. */
    void follow(ConfigValues values) {
        ms = values.longValue("producer.id.expiration.ms");
    }

    @Override
    public long getAsLong() {
        return ms;
    }
}
