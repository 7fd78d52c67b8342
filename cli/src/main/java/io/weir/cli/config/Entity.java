package io.weir.cli.config;

import io.weir.cli.client.Await;
import io.weir.cli.client.Known;
import io.weir.cli.client.Missing;
import io.weir.cli.client.Names;
import io.weir.cli.terminal.CliException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/** What has settings, as {@code topic/orders}. */
record Entity(Kind kind, String name) {

    static final String SYNTAX =
            "topic/NAME, broker/ID, broker/default (all of them), group/NAME, metrics/NAME (what clients report) or"
                    + " logger/ID (log levels of a broker)";

    /** The kinds, by the words of this command. */
    enum Kind {
        TOPIC(ConfigResource.Type.TOPIC),
        BROKER(ConfigResource.Type.BROKER),
        GROUP(ConfigResource.Type.GROUP),
        METRICS(ConfigResource.Type.CLIENT_METRICS),
        LOGGER(ConfigResource.Type.BROKER_LOGGER);

        private final ConfigResource.Type type;

        Kind(ConfigResource.Type type) {
            this.type = type;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String DEFAULT = "default";

    /**
     * Reads {@code KIND/NAME}.
     *
     * @throws CliException when it is none
     */
    static Entity parse(String text) {
        int slash = text.indexOf('/');
        String word = text.substring(0, Math.max(slash, 0));
        String name = text.substring(slash + 1);
        Kind kind = Stream.of(Kind.values())
                .filter(candidate -> candidate.word().equals(word))
                .findFirst()
                .orElseThrow(() -> CliException.usage("'" + text + "' is nothing that has configs; write " + SYNTAX));
        if (name.isEmpty()) {
            throw CliException.usage("'" + text + "' lacks a name; write " + SYNTAX);
        }
        Entity entity = new Entity(kind, name);
        if (kind == Kind.LOGGER || (kind == Kind.BROKER && !entity.isDefault())) {
            int _ = Names.broker(name);
        }
        return entity;
    }

    static Entity of(ConfigResource resource) {
        Kind kind = Stream.of(Kind.values())
                .filter(candidate -> candidate.type == resource.type())
                .findFirst()
                .orElse(Kind.TOPIC);
        return new Entity(kind, resource.name().isEmpty() ? DEFAULT : resource.name());
    }

    ConfigResource resource() {
        return new ConfigResource(kind.type, kind == Kind.BROKER && isDefault() ? "" : name);
    }

    private boolean isDefault() {
        return name.equals(DEFAULT);
    }

    /**
     * Refuses a topic or broker that is not there: for a broker the client would look until its timeout.
     *
     * @throws CliException that names similar ones
     */
    void require(Admin admin) {
        switch (kind) {
            case TOPIC -> Known.topic(admin, name);
            case BROKER, LOGGER -> {
                if (!isDefault()) {
                    Node _ = Known.broker(admin, Names.broker(name));
                }
            }
            case GROUP, METRICS -> {
                // These have settings before they exist.
            }
        }
    }

    /**
     * Refuses names of settings that are none: of brokers as a whole nobody tells which there are, so one of them is asked.
     *
     * @throws CliException that names similar ones
     */
    void requireSettings(Admin admin, Iterable<String> wanted) {
        ConfigResource told = resource();
        if (kind == Kind.BROKER && isDefault()) {
            told = new ConfigResource(
                    ConfigResource.Type.BROKER, Known.brokers(admin).getFirst().idString());
        }
        Config config = Await.get(admin.describeConfigs(List.of(told)).values(), told);
        Set<String> names = config.entries().stream().map(ConfigEntry::name).collect(Collectors.toSet());
        for (String name : wanted) {
            if (!names.contains(name)) {
                throw Missing.config(name, names);
            }
        }
    }

    @Override
    public String toString() {
        return kind.word() + "/" + name;
    }
}
