package io.weir.broker.share;

import io.weir.broker.delivery.DeliveryLimits;
import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.config.EffectiveGroupConfig;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** What is set about share groups, one by one and at the moment of each question. */
public final class ShareSettings {

    private static final String BY_DURATION = "by_duration:";

    private final NodeConfig node;
    private final Supplier<MetadataImage> images;

    public ShareSettings(NodeConfig node, Supplier<MetadataImage> images) {
        this.node = node;
        this.images = images;
    }

    /** Where a group begins that has no offset yet. */
    sealed interface Beginning {
        record Earliest() implements Beginning {}

        record Latest() implements Beginning {}

        /** With the first record that is not older than so many ms. */
        record Ago(long ms) implements Beginning {}
    }

    DeliveryLimits limits(String groupId) {
        EffectiveGroupConfig config = config(groupId);
        return new DeliveryLimits(
                config.intValue("share.partition.max.record.locks"),
                config.intValue("share.delivery.count.limit"),
                config.intValue("share.record.lock.duration.ms"),
                Boolean.parseBoolean(config.text("share.renew.acknowledge.enable")));
    }

    int lockMs(String groupId) {
        return config(groupId).intValue("share.record.lock.duration.ms");
    }

    boolean isReadCommitted(String groupId) {
        return config(groupId).text("share.isolation.level").equals("read_committed");
    }

    Beginning beginning(String groupId) {
        String text = config(groupId).text("share.auto.offset.reset").toLowerCase(Locale.ROOT);
        if (text.startsWith(BY_DURATION)) {
            return new Beginning.Ago(
                    Duration.parse(text.substring(BY_DURATION.length())).toMillis());
        }
        return text.equals("earliest") ? new Beginning.Earliest() : new Beginning.Latest();
    }

    private EffectiveGroupConfig config(String groupId) {
        MetadataImage image = images.get();
        return new EffectiveGroupConfig(image.configs().of(ConfigResource.group(groupId)), node.layers(image));
    }
}
