package io.weir.broker.metrics;

import io.weir.protocol.messages.ApiKey;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is counted of requests, by API key; a key that nobody uses costs nothing. */
public final class RequestMetrics {

    private static final int LARGEST_ID =
            Arrays.stream(ApiKey.values()).mapToInt(ApiKey::id).max().orElse(0);

    private final AtomicReferenceArray<ApiMetrics> byId = new AtomicReferenceArray<>(LARGEST_ID + 1);
    private final LongAdder refusedFrames = new LongAdder();

    /** The counters of a key. */
    public ApiMetrics of(ApiKey key) {
        ApiMetrics known = byId.get(key.id());
        if (known != null) {
            return known;
        }
        byId.compareAndSet(key.id(), null, new ApiMetrics(key));
        return byId.get(key.id());
    }

    /** A frame could not be understood, which ends its connection. */
    public void refusedFrame() {
        refusedFrames.increment();
    }

    public long refusedFrames() {
        return refusedFrames.sum();
    }

    /** Those that were used, in the order of their ids. */
    public List<ApiMetrics> all() {
        return IntStream.range(0, byId.length())
                .mapToObj(byId::get)
                .flatMap(Stream::ofNullable)
                .toList();
    }
}
