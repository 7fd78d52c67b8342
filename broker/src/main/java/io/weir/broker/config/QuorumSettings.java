package io.weir.broker.config;

import io.weir.metadata.config.ConfigValues;
import java.util.List;
import java.util.Map;

/** Settings of Kafka's quorum that would not do here what they say: refused, with what does it. */
final class QuorumSettings {

    private static final String ROLES = "process.roles";
    private static final String BOOTSTRAP = "controller.quorum.bootstrap.servers";
    private static final String VOTERS = "controller.quorum.voters";

    private QuorumSettings() {}

    /** Refuses what cannot be meant. */
    static void check(ConfigValues values, Map<String, String> given) {
        List<String> roles = values.list(ROLES);
        boolean joins = !values.list(BOOTSTRAP).isEmpty();
        if (!roles.contains("broker")) {
            throw new StartupException(ROLES + "=" + String.join(",", roles)
                    + ": every node is a broker here; use broker,controller for one that votes on metadata as well");
        }
        if (!roles.contains("controller") && !joins) {
            throw new StartupException(ROLES + "=broker: a node without a vote joins a cluster; name nodes of it in "
                    + BOOTSTRAP + ", or use broker,controller where a cluster begins and for a node that is alone");
        }
        if (given.getOrDefault(VOTERS, "").contains(",") && !joins) {
            throw new StartupException(
                    VOTERS + " has no effect: nodes become voters as they join. Name one that runs in " + BOOTSTRAP
                            + " on each node but the first, and leave " + VOTERS + " out");
        }
    }
}
