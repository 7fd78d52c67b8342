package io.weir.broker.fetch;

import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one fetch request asks for, its session taken into account.
 *
 * <p>Made by {@link FetchContexts}.
 */
sealed interface FetchContext {

    /** The partitions to read, in the order to read them. */
    Map<FetchTarget, FetchPosition> positions();

    /** What to tell of what was read. */
    List<FetchedPartition> tell(List<FetchedPartition> fetched);

    /** The session to name in the answer; 0 for none. */
    int sessionId();

    /** The request does not fit its session: nothing is read. Kafka names no session in the answer then. */
    record Refused(ErrorCode error) implements FetchContext {
        @Override
        public int sessionId() {
            return 0;
        }

        @Override
        public Map<FetchTarget, FetchPosition> positions() {
            return Map.of();
        }

        @Override
        public List<FetchedPartition> tell(List<FetchedPartition> fetched) {
            return List.of();
        }
    }

    /** All is asked, all is told; a session begins when there is one. */
    record Full(
            Map<FetchTarget, FetchPosition> positions,
            @Nullable FetchSession session) implements FetchContext {
        @Override
        public List<FetchedPartition> tell(List<FetchedPartition> fetched) {
            return session == null ? fetched : session.remember(fetched, false);
        }

        @Override
        public int sessionId() {
            return session == null ? 0 : session.id();
        }
    }

    /** The session's partitions are read, the news told. */
    record Incremental(Map<FetchTarget, FetchPosition> positions, FetchSession session) implements FetchContext {
        @Override
        public List<FetchedPartition> tell(List<FetchedPartition> fetched) {
            return session.remember(fetched, true);
        }

        @Override
        public int sessionId() {
            return session.id();
        }
    }
}
