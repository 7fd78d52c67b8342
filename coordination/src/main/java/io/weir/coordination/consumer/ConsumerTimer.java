package io.weir.coordination.consumer;

/** What the timers of consumer groups carry. */
public sealed interface ConsumerTimer {

    String groupId();

    /** Timers of one key replace one another. */
    Object key();

    /** A member has been silent for its session timeout. */
    record SessionExpired(String groupId, String memberId) implements ConsumerTimer {
        @Override
        public Object key() {
            return this;
        }
    }

    /** A member of this epoch was to have given partitions up by now. */
    record RevocationOverdue(String groupId, String memberId, int epoch) implements ConsumerTimer {
        @Override
        public Object key() {
            return keyOf(groupId, memberId);
        }

        static Object keyOf(String groupId, String memberId) {
            record Key(String groupId, String memberId) {}
            return new Key(groupId, memberId);
        }
    }
}
