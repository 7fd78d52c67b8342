package io.weir.cli.client;

import io.weir.cli.terminal.CliException;
import java.util.Collection;
import java.util.List;

/** Refusals for names the cluster does not know, with the names it does. */
public final class Missing {

    private Missing() {}

    public static CliException topic(String name, Collection<String> existing) {
        return new CliException("topic '" + name + "' does not exist. "
                + hint(
                        name,
                        existing,
                        "See what there is with: weir topic list",
                        "There are no topics yet; create it with: weir topic create " + name));
    }

    public static CliException group(String name, Collection<String> existing) {
        return new CliException("group '" + name + "' does not exist. "
                + hint(
                        name,
                        existing,
                        "See what there is with: weir group list",
                        "There are no groups yet; one appears when a consumer joins it, as with: weir consume TOPIC"
                                + " --group "
                                + name));
    }

    /** A config the broker does not know. */
    public static CliException config(String name, Collection<String> existing) {
        return new CliException("there is no config '" + name + "'. "
                + hint(name, existing, "Kafka's names are used", "The broker tells of none"));
    }

    /** A feature the brokers do not know. */
    public static CliException feature(String name, Collection<String> existing) {
        return new CliException("there is no feature '" + name + "'. "
                + hint(name, existing, "See them with: weir feature list", "The brokers tell of none"));
    }

    private static String hint(String name, Collection<String> existing, String some, String none) {
        if (existing.isEmpty()) {
            return none;
        }
        List<String> similar = SimilarNames.of(name, existing);
        return similar.isEmpty() ? some : "Did you mean: " + String.join(", ", similar) + "?";
    }
}
