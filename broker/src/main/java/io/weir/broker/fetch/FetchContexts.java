package io.weir.broker.fetch;

import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a fetch request against the sessions there are (KIP-227, and KIP-516 for topic ids). */
final class FetchContexts {

    private static final int FIRST_VERSION_BY_TOPIC_ID = 13;
    private static final int FINAL_EPOCH = -1;
    private static final int INITIAL_EPOCH = 0;
    private static final int NO_SESSION = 0;
    private static final int NO_EPOCH = -1;

    private final FetchSessions sessions;

    FetchContexts(FetchSessions sessions) {
        this.sessions = sessions;
    }

    FetchContext of(FetchRequest request, int version) {
        Map<FetchTarget, FetchPosition> positions = positions(request);
        boolean byTopicId = version >= FIRST_VERSION_BY_TOPIC_ID;
        if (request.sessionEpoch() == FINAL_EPOCH || request.sessionEpoch() == INITIAL_EPOCH) {
            if (request.sessionId() != NO_SESSION) {
                sessions.remove(request.sessionId());
            }
            boolean begins = request.sessionEpoch() == INITIAL_EPOCH && !positions.isEmpty();
            return new FetchContext.Full(positions, begins ? sessions.create(byTopicId, positions) : null);
        }
        return incremental(request, positions, byTopicId);
    }

    private FetchContext incremental(
            FetchRequest request, Map<FetchTarget, FetchPosition> positions, boolean byTopicId) {
        FetchSession session = sessions.find(request.sessionId());
        if (session == null) {
            return new FetchContext.Refused(ErrorCode.FETCH_SESSION_ID_NOT_FOUND);
        }
        if (session.isByTopicId() != byTopicId) {
            return new FetchContext.Refused(ErrorCode.FETCH_SESSION_TOPIC_ID_ERROR);
        }
        ErrorCode error = session.advance(request.sessionEpoch(), positions, forgotten(request), sessions.nowMs());
        if (error != ErrorCode.NONE) {
            return new FetchContext.Refused(error);
        }
        if (session.size() == 0) {
            sessions.remove(session.id());
            return new FetchContext.Full(Map.of(), null);
        }
        return new FetchContext.Incremental(session.positions(), session);
    }

    private static Map<FetchTarget, FetchPosition> positions(FetchRequest request) {
        Map<FetchTarget, FetchPosition> positions = new LinkedHashMap<>();
        for (FetchRequest.FetchTopic topic : request.topics()) {
            for (FetchRequest.FetchPartition partition : topic.partitions()) {
                positions.put(
                        target(topic.topicId(), topic.topic(), partition.partition()),
                        new FetchPosition(
                                partition.fetchOffset(),
                                partition.partitionMaxBytes(),
                                Math.max(NO_EPOCH, partition.currentLeaderEpoch()),
                                partition.lastFetchedEpoch()));
            }
        }
        return positions;
    }

    private static List<FetchTarget> forgotten(FetchRequest request) {
        List<FetchTarget> forgotten = new ArrayList<>();
        for (FetchRequest.ForgottenTopic topic : request.forgottenTopicsData()) {
            for (int partition : topic.partitions()) {
                forgotten.add(target(topic.topicId(), topic.topic(), partition));
            }
        }
        return forgotten;
    }

    private static FetchTarget target(Uuid topicId, String topic, int partition) {
        return new FetchTarget(topicId, topicId.equals(Uuid.ZERO) ? topic : "", partition);
    }
}
