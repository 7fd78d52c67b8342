package io.weir.broker.partition;

import io.weir.protocol.extension.TransactionOrigin;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who began the transactions that are open in a partition. In memory alone: after a start nothing is known of those from
 * before it, nor of those from before this broker led.
 */
public final class TransactionOrigins {

    private final Map<Long, TransactionOrigin> byProducerId = new ConcurrentHashMap<>();

    /** A producer's transaction has begun here with a batch that was appended. */
    public void begun(long producerId, TransactionOrigin origin) {
        byProducerId.put(producerId, origin);
    }

    void ended(long producerId) {
        byProducerId.remove(producerId);
    }

    /** Others lead from now on: what begins and ends there is not heard of here. */
    void forget() {
        byProducerId.clear();
    }

    /** Who began a producer's open transaction; not known when that was before the start, or before this broker led. */
    public Optional<TransactionOrigin> of(long producerId) {
        return Optional.ofNullable(byProducerId.get(producerId));
    }
}
