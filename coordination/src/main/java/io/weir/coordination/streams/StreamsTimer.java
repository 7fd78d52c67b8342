package io.weir.coordination.streams;

/** What the timers of streams groups carry. */
public sealed interface StreamsTimer {

    String groupId();

    /** Timers of one key replace one another. */
    default Object key() {
        return this;
    }

    /** A member has been silent for its session timeout. */
    record SessionExpired(String groupId, String memberId) implements StreamsTimer {}

    /** A member of this epoch was to have given tasks up by now. */
    record RevocationOverdue(String groupId, String memberId, int epoch) implements StreamsTimer {
        @Override
        public Object key() {
            return keyOf(groupId, memberId);
        }

        static Object keyOf(String groupId, String memberId) {
            record Key(String groupId, String memberId) {}
            return new Key(groupId, memberId);
        }
    }

    /** The pause in which a new group waits for more members is over. */
    record InitialDelayOver(String groupId) implements StreamsTimer {}
}
