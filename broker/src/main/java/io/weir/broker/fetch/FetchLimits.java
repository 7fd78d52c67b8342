package io.weir.broker.fetch;

import io.weir.broker.request.RequestContext;
import io.weir.protocol.messages.FetchRequest;

/**
 * What bounds one fetch, and who fetches.
 *
 * @param maxBytes the most bytes of records in the answer, but for a first batch that is larger
 * @param minBytes with fewer the answer waits
 * @param maxWaitMs how long it waits at most
 * @param readCommitted whether records above the last stable offset are held back
 * @param byTopicId whether topics are given by id (version 13 on)
 */
record FetchLimits(int maxBytes, int minBytes, int maxWaitMs, boolean readCommitted, boolean byTopicId, Reader reader) {

    private static final int FIRST_VERSION_BY_TOPIC_ID = 13;
    private static final int READ_COMMITTED = 1;

    /** The same for one partition. */
    FetchLimits withMaxBytes(int partitionMaxBytes) {
        return new FetchLimits(partitionMaxBytes, minBytes, maxWaitMs, readCommitted, byTopicId, reader);
    }

    static FetchLimits of(FetchRequest request, RequestContext context, int brokerMaxBytes) {
        int maxBytes = Math.min(request.maxBytes(), brokerMaxBytes);
        return new FetchLimits(
                maxBytes,
                Math.min(request.minBytes(), maxBytes),
                request.maxWaitMs(),
                request.isolationLevel() == READ_COMMITTED,
                context.version() >= FIRST_VERSION_BY_TOPIC_ID,
                Reader.of(request, context));
    }
}
