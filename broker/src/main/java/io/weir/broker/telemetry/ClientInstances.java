package io.weir.broker.telemetry;

import io.weir.protocol.types.Uuid;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The clients that asked lately: at most 16,384, as with Kafka; those seen last stay. One is forgotten when its
 * connection ends or when it is silent for three intervals, and a minute at least. Safe for use by any thread.
 */
final class ClientInstances {

    static final int MOST = 16_384;

    private static final float USUAL_LOAD = 0.75f;

    /** The one longest unseen comes first. */
    private final Map<Uuid, ClientInstance> byId = new LinkedHashMap<>(16, USUAL_LOAD, true);

    private final Map<Long, Uuid> byConnection = new HashMap<>();

    /**
     * The client of an id under these subscriptions; a new one, of which nothing is remembered, when they have changed.
     */
    synchronized ClientInstance seen(
            Uuid id, Subscriptions subscriptions, Function<Uuid, ClientIdentity> newcomer, long nowMs) {
        forgetSilent(nowMs);
        ClientInstance instance = byId.get(id);
        if (instance == null || !instance.isUnder(subscriptions)) {
            ClientIdentity identity = instance == null ? newcomer.apply(id) : instance.identity();
            instance = new ClientInstance(identity, subscriptions);
            byId.put(id, instance);
            byConnection.put(identity.peer().id(), id);
            if (byId.size() > MOST) {
                forgetFirst();
            }
        }
        instance.seen(nowMs);
        return instance;
    }

    synchronized void disconnected(long connection) {
        Uuid id = byConnection.remove(connection);
        if (id != null) {
            byId.remove(id);
        }
    }

    synchronized int count(long nowMs) {
        forgetSilent(nowMs);
        return byId.size();
    }

    /** Behind the first that is not silent for long there may be others that are: they are forgotten in their turn. */
    private void forgetSilent(long nowMs) {
        while (!byId.isEmpty() && byId.values().iterator().next().expiresMs() <= nowMs) {
            forgetFirst();
        }
    }

    private void forgetFirst() {
        Iterator<ClientInstance> first = byId.values().iterator();
        ClientIdentity identity = first.next().identity();
        first.remove();
        byConnection.remove(identity.peer().id(), identity.instanceId());
    }
}
