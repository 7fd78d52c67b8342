package io.weir.cli.group;

import io.weir.cli.client.Await;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;

/** Asks what a Weir broker knows of a group besides what Kafka's answers tell: it comes as settings that nobody can set. */
final class InsightReader {

    private static final String RECENT_REBALANCES = "weir.recent.rebalances";
    private static final String WAITS_FOR = "weir.waits.for";
    private static final String SUBSCRIBED_TOPICS = "weir.subscribed.topics";

    private final Admin admin;

    /**
     * What is known.
     *
     * @param rebalances one line each, newest first
     * @param waitsFor whom the group waits for; empty where it waits for nobody
     * @param topics what the members want to read
     */
    record Insight(List<String> rebalances, String waitsFor, List<String> topics) {}

    InsightReader(Admin admin) {
        this.admin = admin;
    }

    /** Nothing where the broker does not say. */
    Insight read(String group) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        Config config = new Config(List.of());
        try {
            config = Await.get(admin.describeConfigs(List.of(resource)).values(), resource);
        } catch (ApiException e) {
            // Kafka before 3.8 has no settings of groups, and not everybody may see them.
        }
        return new Insight(
                text(config, RECENT_REBALANCES).lines().toList(),
                text(config, WAITS_FOR),
                text(config, SUBSCRIBED_TOPICS).lines().toList());
    }

    private static String text(Config config, String name) {
        return Optional.ofNullable(config.get(name)).map(ConfigEntry::value).orElse("");
    }
}
