package io.weir.broker.node;

/**
 * How long a broker may take itself for the leader it was, by its own clock. The controller fences a broker it has not heard for a
 * session; what the broker said was sent before it was heard. So until a session after it sent its last heartbeat that was
 * answered nobody has taken its place for its silence, and from then on somebody may have.
 *
 * <p>Where no controller answers at all for one session more, there may be none that could have appointed others, and the broker goes
 * on as it was: clusters whose controllers are gone serve on, as Kafka's do. Time in which the broker itself stood still does not
 * count for that.
 *
 * <p>Times are nanoseconds of a clock that never goes back. No threads; not to be shared between threads.
 */
final class Tenure {

    private final long sessionNanos;
    private boolean isKnown;
    private long heardNanos;
    private boolean asksInVain;
    private long vainSinceNanos;
    private long vainNanos;

    /** Known to no controller yet. */
    Tenure(long sessionNanos) {
        this.sessionNanos = sessionNanos;
    }

    /** The controller has answered what was sent then, and all it knew is known here: also that this broker is fenced, if it is. */
    void heard(long sentNanos) {
        asksInVain = false;
        if (!isKnown || sentNanos - heardNanos > 0) {
            isKnown = true;
            heardNanos = sentNanos;
        }
    }

    /** No controller has answered, as is known now. */
    void unheard(long nowNanos) {
        if (!asksInVain || nowNanos - vainNanos >= sessionNanos) {
            asksInVain = true;
            vainSinceNanos = nowNanos;
        }
        vainNanos = nowNanos;
    }

    /** Whether this broker may answer as a leader now. */
    boolean mayServe(long nowNanos) {
        return isKnown && (nowNanos - heardNanos < sessionNanos || isAlone(nowNanos));
    }

    private boolean isAlone(long nowNanos) {
        return asksInVain && vainNanos - vainSinceNanos >= sessionNanos && nowNanos - vainNanos < sessionNanos;
    }
}
