package io.weir.broker.fetch;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The incremental fetch sessions of this broker, at most {@code slots} of them
 * ({@code max.incremental.fetch.session.cache.slots}).
 *
 * <p>When full, the session longest unused makes room, if it has been unused for two minutes; else the newcomer goes
 * without a session, which costs it only longer requests.
 */
public final class FetchSessions {

    private static final long EVICTABLE_AFTER_MS = 120_000;

    private final int slots;
    private final InstantSource clock;
    private final Map<Integer, FetchSession> sessions = new HashMap<>();

    public FetchSessions(int slots, InstantSource clock) {
        this.slots = slots;
        this.clock = clock;
    }

    /** A new session over these partitions, or null when there is no room for one. */
    synchronized @Nullable FetchSession create(boolean byTopicId, Map<FetchTarget, FetchPosition> positions) {
        long now = clock.millis();
        if (sessions.size() >= slots && !evictOldest(now)) {
            return null;
        }
        FetchSession session = new FetchSession(unusedId(), byTopicId, positions, now);
        sessions.put(session.id(), session);
        return session;
    }

    synchronized @Nullable FetchSession find(int id) {
        return sessions.get(id);
    }

    synchronized void remove(int id) {
        sessions.remove(id);
    }

    /** The number of live sessions. */
    public synchronized int count() {
        return sessions.size();
    }

    long nowMs() {
        return clock.millis();
    }

    private boolean evictOldest(long now) {
        return sessions.values().stream()
                .min(Comparator.comparingLong(FetchSession::lastUsedMs))
                .filter(oldest -> now - oldest.lastUsedMs() > EVICTABLE_AFTER_MS)
                .map(oldest -> sessions.remove(oldest.id()))
                .isPresent();
    }

    private int unusedId() {
        int id;
        do {
            id = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        } while (sessions.containsKey(id));
        return id;
    }
}
