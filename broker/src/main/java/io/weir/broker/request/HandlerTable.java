package io.weir.broker.request;

import io.weir.protocol.messages.ApiKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The handlers by API key: what is in here is what the broker advertises. */
public final class HandlerTable {

    private final Map<ApiKey, RequestHandler<?, ?>> handlers = new EnumMap<>(ApiKey.class);

    /**
     * A table of these handlers.
     *
     * @throws IllegalArgumentException when two answer the same key
     */
    public HandlerTable(Collection<? extends RequestHandler<?, ?>> all) {
        for (RequestHandler<?, ?> handler : all) {
            if (handlers.put(handler.apiKey(), handler) != null) {
                throw new IllegalArgumentException("two handlers for " + handler.apiKey());
            }
        }
    }

    /** The newest version of a key that is served whole: not one that Kafka still calls unstable. */
    public static int highestVersion(ApiKey key) {
        return switch (key) {
            // Version 1 also keeps what a topology looks like to people (KIP-1331).
            case STREAMS_GROUP_HEARTBEAT, STREAMS_GROUP_DESCRIBE -> 0;
            default -> key.latestVersionUnstable() ? key.highestVersion() - 1 : key.highestVersion();
        };
    }

    @Nullable
    RequestHandler<?, ?> find(@Nullable ApiKey key) {
        return key == null ? null : handlers.get(key);
    }

    /** The keys answered, in the order of their ids. */
    public List<ApiKey> keys() {
        return handlers.keySet().stream()
                .sorted(Comparator.comparingInt(ApiKey::id))
                .toList();
    }

    /** All the handlers, for what must hold of each of them. */
    public Collection<RequestHandler<?, ?>> all() {
        return List.copyOf(handlers.values());
    }
}
