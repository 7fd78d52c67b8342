package io.weir.broker.config;

import io.weir.metadata.config.ConfigValues;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which listener is for other nodes: the one that {@code controller.listener.names} names, as in Kafka. */
final class InternalListeners {

    private InternalListeners() {}

    static List<String> names(ConfigValues values) {
        return values.list("controller.listener.names").stream()
                .map(name -> name.toUpperCase(Locale.ROOT))
                .toList();
    }

    static Optional<Endpoint> find(Map<String, Endpoint> listeners, ConfigValues values) {
        return names(values).stream()
                .filter(listeners::containsKey)
                .map(listeners::get)
                .findFirst();
    }

    /** Refuses what cannot be meant. */
    static void requireOne(Map<String, Endpoint> listeners, ConfigValues values) {
        List<String> named =
                names(values).stream().filter(listeners::containsKey).toList();
        if (named.size() > 1) {
            throw new StartupException("controller.listener.names names " + String.join(" and ", named)
                    + ", and a node has one internal listener; name one of them");
        }
        if (named.isEmpty() && !names(values).isEmpty()) {
            throw new StartupException("controller.listener.names names " + String.join(" and ", names(values))
                    + ", which is not in listeners; add it there, such as "
                    + names(values).getFirst()
                    + "://127.0.0.1:9093, or leave controller.listener.names out for a node that is alone");
        }
        if (named.isEmpty()
                && !values.list("controller.quorum.bootstrap.servers").isEmpty()) {
            throw new StartupException("controller.quorum.bootstrap.servers names other nodes, and this one has no"
                    + " listener for them; add one to listeners, such as CONTROLLER://127.0.0.1:9093, and name it in"
                    + " controller.listener.names");
        }
    }
}
