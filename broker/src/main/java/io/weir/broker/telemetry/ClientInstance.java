package io.weir.broker.telemetry;

import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.types.ErrorCode;

/**
 * One client under the terms it has: when it may ask, and when it may push. The rules are those of Kafka's
 * ClientMetricsManager, by the same clock. Safe for use by any thread.
 */
final class ClientInstance {

    private static final long NEVER_MS = Long.MIN_VALUE / 2;
    private static final int EXPIRES_AFTER_INTERVALS = 3;
    private static final int EXPIRES_AFTER_MS = 60_000;

    private final ClientIdentity identity;
    private final Subscriptions basis;
    private final Terms terms;
    private long askedMs = NEVER_MS;
    private long pushedMs = NEVER_MS;
    private long seenMs;
    private boolean hasTerminated;
    private ErrorCode lastError = ErrorCode.NONE;

    /** @param basis from which the terms were made */
    ClientInstance(ClientIdentity identity, Subscriptions basis) {
        this.identity = identity;
        this.basis = basis;
        this.terms = basis.termsFor(identity);
    }

    ClientIdentity identity() {
        return identity;
    }

    Terms terms() {
        return terms;
    }

    boolean isUnder(Subscriptions subscriptions) {
        return basis.equals(subscriptions);
    }

    synchronized void seen(long nowMs) {
        seenMs = nowMs;
    }

    /** From when on it is taken to be gone, unless it is seen again. */
    synchronized long expiresMs() {
        return seenMs + Math.max(EXPIRES_AFTER_MS, (long) terms.pushIntervalMs() * EXPIRES_AFTER_INTERVALS);
    }

    /** Whether it may be told its terms: once an interval, or when the last push failed for lack of them. */
    synchronized boolean ask(long nowMs) {
        boolean isDue = nowMs - Math.max(askedMs, pushedMs) >= terms.pushIntervalMs();
        if (isDue) {
            askedMs = nowMs;
        }
        boolean isSentBack =
                lastError == ErrorCode.UNKNOWN_SUBSCRIPTION_ID || lastError == ErrorCode.UNSUPPORTED_COMPRESSION_TYPE;
        if (isDue || isSentBack) {
            lastError = ErrorCode.NONE;
            return true;
        }
        return false;
    }

    /** NONE when what is pushed may be looked into. */
    synchronized ErrorCode check(Push push, int maxBytes, long nowMs) {
        lastError = problem(push, maxBytes, nowMs);
        hasTerminated = push.isTerminating();
        return lastError;
    }

    /** What was pushed could not be read. */
    synchronized void unreadable() {
        lastError = ErrorCode.INVALID_RECORD;
    }

    private ErrorCode problem(Push push, int maxBytes, long nowMs) {
        if (hasTerminated) {
            return ErrorCode.INVALID_REQUEST;
        }
        if (!push(nowMs) && !push.isTerminating()) {
            return ErrorCode.THROTTLING_QUOTA_EXCEEDED;
        }
        if (push.subscriptionId() != terms.subscriptionId()) {
            return ErrorCode.UNKNOWN_SUBSCRIPTION_ID;
        }
        if (push.compressionType() < 0 || push.compressionType() >= CompressionType.values().length) {
            return ErrorCode.UNSUPPORTED_COMPRESSION_TYPE;
        }
        return push.metrics().remaining() > maxBytes ? ErrorCode.TELEMETRY_TOO_LARGE : ErrorCode.NONE;
    }

    /**
     * The first push after the terms were told may come early: clients wait for half an interval up to one and a half.
     */
    private boolean push(long nowMs) {
        boolean may = askedMs > pushedMs || nowMs - pushedMs >= terms.pushIntervalMs();
        if (may) {
            pushedMs = nowMs;
        }
        return may;
    }
}
