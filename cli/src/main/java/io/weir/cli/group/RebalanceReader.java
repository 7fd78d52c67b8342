package io.weir.cli.group;

import io.weir.cli.client.Await;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;

/** Asks why a group rebalanced: a Weir broker tells it as a setting of the group that nobody can set. */
final class RebalanceReader {

    private static final String SETTING = "weir.recent.rebalances";

    private final Admin admin;

    RebalanceReader(Admin admin) {
        this.admin = admin;
    }

    /** One line each, newest first; empty where there were none, or the broker does not say. */
    List<String> read(String group) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        try {
            return Optional.ofNullable(
                            Await.get(admin.describeConfigs(List.of(resource)).values(), resource)
                                    .get(SETTING))
                    .map(ConfigEntry::value)
                    .map(value -> value.lines().toList())
                    .orElse(List.of());
        } catch (ApiException e) {
            // Kafka before 3.8 has no settings of groups, and not everybody may see them.
            return List.of();
        }
    }
}
