package io.weir.broker;

import io.weir.log.compaction.CleanerConfig;
import io.weir.log.store.LogStore;
import io.weir.metadata.config.BrokerLayers;
import io.weir.metadata.config.ConfigValues;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has logs compacted as the settings say, also when they change while the broker runs. For one thread at a time. */
final class Compaction {

    private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

    private final LogStore logs;
    private final Supplier<BrokerLayers> settings;
    private @Nullable CleanerConfig applied;

    /** Compacts nothing before {@link #follow} is called. */
    Compaction(LogStore logs, Supplier<BrokerLayers> settings) {
        this.logs = logs;
        this.settings = settings;
    }

    /** Applies the settings as they stand, where they differ from those that were applied last. */
    void follow() {
        CleanerConfig asked = config(new ConfigValues(settings.get()));
        CleanerConfig before = applied;
        if (asked.equals(before)) {
            return;
        }
        applied = asked;
        logs.compact(asked);
        if (before != null) {
            LOG.info("Compaction goes on with {} instead of {}", asked, before);
        }
    }

    private static CleanerConfig config(ConfigValues values) {
        return new CleanerConfig(
                values.booleanValue("log.cleaner.enable") ? values.intValue("log.cleaner.threads") : 0,
                values.longValue("log.cleaner.dedupe.buffer.size"),
                values.doubleValue("log.cleaner.io.buffer.load.factor"),
                values.intValue("log.cleaner.io.buffer.size"),
                values.doubleValue("log.cleaner.io.max.bytes.per.second"),
                values.longValue("log.cleaner.backoff.ms"));
    }
}
