package io.weir.broker.share;

import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What members are reading, request by request: a session says which partitions, and its epoch that no request was lost
 * or came twice. At most {@code limit} of them ({@code group.share.max.share.sessions}); a session ends with its
 * connection.
 */
final class ShareSessions {

    /** In a request, for the first of a session. */
    static final int INITIAL_EPOCH = 0;

    /** In a request, for the last of a session. */
    static final int FINAL_EPOCH = -1;

    /** Whose session it is. */
    record Key(String groupId, String memberId) {}

    private static final class Session {
        private final Set<TopicIdPartition> partitions = new LinkedHashSet<>();
        private final long connection;
        private int epoch = 1;

        private Session(long connection) {
            this.connection = connection;
        }
    }

    private final int limit;
    private final Map<Key, Session> sessions = new HashMap<>();

    ShareSessions(int limit) {
        this.limit = limit;
    }

    /** Begins a session, in place of one the member had. SHARE_SESSION_LIMIT_REACHED where there is no room. */
    synchronized ErrorCode begin(Key key, Collection<TopicIdPartition> partitions, long connection) {
        sessions.remove(key);
        if (sessions.size() >= limit) {
            return ErrorCode.SHARE_SESSION_LIMIT_REACHED;
        }
        Session session = new Session(connection);
        session.partitions.addAll(partitions);
        sessions.put(key, session);
        return ErrorCode.NONE;
    }

    /** The next request of a session. */
    synchronized ErrorCode advance(
            Key key, int epoch, Collection<TopicIdPartition> added, Collection<TopicIdPartition> forgotten) {
        Session session = sessions.get(key);
        if (session == null) {
            return ErrorCode.SHARE_SESSION_NOT_FOUND;
        }
        if (epoch == FINAL_EPOCH) {
            return ErrorCode.NONE;
        }
        if (session.epoch != epoch) {
            return ErrorCode.INVALID_SHARE_SESSION_EPOCH;
        }
        session.partitions.addAll(added);
        session.partitions.removeAll(Set.copyOf(forgotten));
        session.epoch = epoch == Integer.MAX_VALUE ? 1 : epoch + 1;
        return ErrorCode.NONE;
    }

    /** What a member reads, those first whose turn it is by this epoch; nothing without a session. */
    synchronized List<TopicIdPartition> partitions(Key key, int epoch) {
        Session session = sessions.get(key);
        if (session == null || session.partitions.isEmpty()) {
            return List.of();
        }
        List<TopicIdPartition> all = List.copyOf(session.partitions);
        int first = Math.floorMod(epoch, all.size());
        List<TopicIdPartition> rotated = new ArrayList<>(all.subList(first, all.size()));
        rotated.addAll(all.subList(0, first));
        return rotated;
    }

    synchronized void end(Key key) {
        sessions.remove(key);
    }

    /** Whether a member has a session by this connection. */
    synchronized boolean isOf(Key key, long connection) {
        Session session = sessions.get(key);
        return session != null && session.connection == connection;
    }

    /** Whose session a connection had; empty for none that is still its own. */
    synchronized List<Key> ofConnection(long connection) {
        return sessions.entrySet().stream()
                .filter(entry -> entry.getValue().connection == connection)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether a group has no session here. */
    synchronized boolean isEmpty(String groupId) {
        return sessions.keySet().stream().noneMatch(key -> key.groupId().equals(groupId));
    }
}
