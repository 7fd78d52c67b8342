package io.weir.coordination.group;

import io.weir.protocol.types.Uuid;

/**
 * One committed offset.
 *
 * @param offset the next offset the group will read
 * @param leaderEpoch the leader epoch of the last record read, or -1
 * @param metadata the client's text; empty where it gave none
 * @param commitTimestampMs when it was committed, ms since 1970
 * @param expireTimestampMs when it expires whatever the retention is, or -1 (only old clients set this)
 * @param topicId the topic it was committed for; zero where it was not known
 */
record OffsetEntry(
        long offset, int leaderEpoch, String metadata, long commitTimestampMs, long expireTimestampMs, Uuid topicId) {

    static final long NO_EXPIRY = -1;

    boolean hasOwnExpiry() {
        return expireTimestampMs != NO_EXPIRY;
    }

    /** False when the topic was deleted and made anew since: the offset then means nothing. */
    boolean belongsTo(Uuid currentTopicId) {
        return topicId.isZero() || currentTopicId.isZero() || topicId.equals(currentTopicId);
    }
}
