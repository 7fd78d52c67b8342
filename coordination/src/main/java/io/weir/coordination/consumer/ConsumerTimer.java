package io.weir.coordination.consumer;

import java.util.List;

/** What the timers of consumer groups carry. */
public sealed interface ConsumerTimer {

    String groupId();

    String memberId();

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

    /** A member of the classic protocol was to have joined again by now. */
    record RejoinOverdue(String groupId, String memberId) implements ConsumerTimer {
        @Override
        public Object key() {
            return this;
        }
    }

    /** A member of the classic protocol was to have fetched its assignment by now. */
    record SyncOverdue(String groupId, String memberId) implements ConsumerTimer {
        @Override
        public Object key() {
            return this;
        }
    }

    /** The keys of all timers a member may have. */
    static List<Object> keysOf(String groupId, String memberId) {
        return List.of(
                new SessionExpired(groupId, memberId),
                RevocationOverdue.keyOf(groupId, memberId),
                new RejoinOverdue(groupId, memberId),
                new SyncOverdue(groupId, memberId));
    }
}
