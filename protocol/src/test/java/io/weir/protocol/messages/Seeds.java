package io.weir.protocol.messages;

/** Seeds that differ from case to case and are the same from run to run. */
final class Seeds {

    private static final long BASE = Long.getLong("weir.seed", 20_260_701L);

    private Seeds() {}

    static long of(Object subject, int index) {
        return BASE + 1_000_003L * subject.toString().hashCode() + index;
    }
}
