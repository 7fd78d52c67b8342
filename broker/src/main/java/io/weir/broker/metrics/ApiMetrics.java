package io.weir.broker.metrics;

import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ResponseMessage;
import io.weir.protocol.types.ErrorCode;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;

/** What is counted of the requests of one API key. */
public final class ApiMetrics {

    private final ApiKey key;
    private final LongAdder requests = new LongAdder();
    private final LongAdder requestBytes = new LongAdder();
    private final LongAdder responseBytes = new LongAdder();
    private final Histogram whole = new Histogram();
    private final Histogram process = new Histogram();
    private final Histogram wait = new Histogram();
    private final Histogram send = new Histogram();
    private final Map<Short, LongAdder> errors = new ConcurrentHashMap<>();
    private final IntConsumer eachCode = this::count;

    ApiMetrics(ApiKey key) {
        this.key = key;
    }

    public ApiKey key() {
        return key;
    }

    /** A request has come whole. */
    public void came(int frameBytes) {
        requests.increment();
        requestBytes.add(frameBytes);
    }

    /** Its answer is known; counts every error in it, as Kafka does. */
    public void answered(ResponseMessage response) {
        response.errorCodes(eachCode);
    }

    /** Its answer was encoded. */
    public void encoded(long bytes) {
        responseBytes.add(bytes);
    }

    /** Its answer is out. All are values of {@link System#nanoTime()}. */
    public void sent(long cameNanos, long handledNanos, long answeredNanos, long nowNanos) {
        process.took(handledNanos - cameNanos);
        wait.took(answeredNanos - handledNanos);
        send.took(nowNanos - answeredNanos);
        whole.took(nowNanos - cameNanos);
    }

    public long requests() {
        return requests.sum();
    }

    public long requestBytes() {
        return requestBytes.sum();
    }

    public long responseBytes() {
        return responseBytes.sum();
    }

    /** Those that were answered, from the first byte known to the last byte gone. */
    public Histogram.Counts whole() {
        return whole.counts();
    }

    /** The same, one part of the time. */
    public Histogram.Counts in(Phase phase) {
        return switch (phase) {
            case PROCESS -> process.counts();
            case WAIT -> wait.counts();
            case SEND -> send.counts();
        };
    }

    /** How often each error was answered. */
    public Map<ErrorCode, Long> errors() {
        Map<ErrorCode, Long> byCode = new TreeMap<>();
        errors.forEach((code, count) -> byCode.merge(ErrorCode.forCode(code), count.sum(), Long::sum));
        return byCode;
    }

    private void count(int code) {
        if (code != ErrorCode.NONE.code()) {
            errors.computeIfAbsent((short) code, _ -> new LongAdder()).increment();
        }
    }
}
