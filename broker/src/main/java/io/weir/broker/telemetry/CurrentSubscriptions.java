package io.weir.broker.telemetry;

import io.weir.metadata.image.ConfigsImage;
import java.util.function.Supplier;

/** The subscriptions as the cluster's image has them now; looked for again only when settings have changed. */
final class CurrentSubscriptions {

    private record Seen(ConfigsImage in, Subscriptions subscriptions) {}

    private final Supplier<ConfigsImage> configs;
    private volatile Seen seen = new Seen(ConfigsImage.EMPTY, Subscriptions.NONE);

    CurrentSubscriptions(Supplier<ConfigsImage> configs) {
        this.configs = configs;
    }

    /** The same object as long as nothing has changed. */
    @SuppressWarnings(
            "ReferenceEquality") // Another image may have ten thousand topics' settings: they are not compared.
    Subscriptions now() {
        ConfigsImage image = configs.get();
        Seen last = seen;
        if (last.in == image) {
            return last.subscriptions;
        }
        Subscriptions found = new Subscriptions(image.clientMetrics());
        Subscriptions now = found.sameAs(last.subscriptions) ? last.subscriptions : found;
        seen = new Seen(image, now);
        return now;
    }
}
