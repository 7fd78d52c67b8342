package io.weir.coordination.rebalance;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Why a group rebalances. {@link #text()} says it to people. */
public sealed interface RebalanceReason {

    /** Of a long list of topics, so many are named. */
    int NAMES_SHOWN = 5;

    /** Of what a client gives as its reason this is kept: Kafka's own clients send no more (KIP-800). */
    int CLIENT_REASON_CHARS = 255;

    /** A clause is cut to this: ids may be long, too. */
    int SHOWN_CHARS = 1_000;

    /** One clause that names the members and the limits involved, with what clients have written in it. */
    String unfiltered();

    /** The same on one line of a log or a terminal: control characters are replaced, and it is cut when it is long. */
    default String text() {
        return onOneLine(unfiltered());
    }

    /** What another broker says of one or several. */
    record Told(String text) implements RebalanceReason {
        @Override
        public String unfiltered() {
            return text;
        }
    }

    /** A member came. */
    record MemberJoined(String memberId, Optional<String> instanceId, String clientReason) implements RebalanceReason {
        @Override
        public String unfiltered() {
            return "member " + memberId
                    + instanceId.map(id -> " (static, instance " + id + ")").orElse("") + " joined"
                    + clientSays(clientReason);
        }
    }

    /** A member joined again with other protocols or metadata (as a rule: another subscription). */
    record MemberChanged(String memberId, String clientReason) implements RebalanceReason {
        @Override
        public String unfiltered() {
            return "member " + memberId + " changed its subscription or protocols" + clientSays(clientReason);
        }
    }

    /** The leader joined again, which it does when topics it assigns from have changed. */
    record LeaderRejoined(String memberId, String clientReason) implements RebalanceReason {
        @Override
        public String unfiltered() {
            return "leader " + memberId + " asked for it by joining again" + clientSays(clientReason);
        }
    }

    /** A member joined again while the group was already rebalancing. */
    record MemberRejoined(String memberId, String clientReason) implements RebalanceReason {
        @Override
        public String unfiltered() {
            return "member " + memberId + " joined again" + clientSays(clientReason);
        }
    }

    /** A static member came back as another process, at a moment or with protocols that do not let it take over. */
    record StaticMemberReplaced(String instanceId, String memberId, String clientReason) implements RebalanceReason {
        @Override
        public String unfiltered() {
            return "static member " + instanceId + " came back as " + memberId + clientSays(clientReason);
        }
    }

    /** Partitions of a share group are ready to be delivered, and nobody has them yet. */
    record PartitionsReady() implements RebalanceReason {
        @Override
        public String unfiltered() {
            return "partitions are ready to be delivered";
        }
    }

    /** Topics the group reads came, went, or have other partitions. */
    record TopicsChanged(List<String> topics) implements RebalanceReason {
        @Override
        public String unfiltered() {
            return topics.isEmpty()
                    ? "topics changed while the group was not watched"
                    : (topics.size() == 1 ? "topic " : "topics ") + shortened(topics) + " changed";
        }
    }

    /** A regular expression stands for other topics than before. */
    record RegexChanged(String regex, List<String> topics) implements RebalanceReason {
        @Override
        public String unfiltered() {
            return "the regular expression " + regex + " now matches "
                    + (topics.isEmpty() ? "no topic" : shortened(topics));
        }
    }

    /** A member did not give partitions up in time. */
    record RevocationTimedOut(String memberId, int rebalanceTimeoutMs) implements RebalanceReason {
        @Override
        public String unfiltered() {
            return "member " + memberId + " did not give up its partitions within " + rebalanceTimeoutMs
                    + " ms (max.poll.interval.ms)";
        }
    }

    /** A member said good-bye, or an administrator said it in its place. */
    record MemberLeft(String memberId, String clientReason) implements RebalanceReason {
        @Override
        public String unfiltered() {
            return "member " + memberId + " left" + clientSays(clientReason);
        }
    }

    /** A member was silent for its session timeout. */
    record SessionTimedOut(String memberId, int sessionTimeoutMs) implements RebalanceReason {
        @Override
        public String unfiltered() {
            return "member " + memberId + " sent no heartbeat for " + sessionTimeoutMs + " ms (session.timeout.ms)";
        }
    }

    /** Members did not join again in time. */
    record RejoinTimedOut(List<String> memberIds, int rebalanceTimeoutMs) implements RebalanceReason {
        @Override
        public String unfiltered() {
            return named(memberIds) + " did not rejoin within " + rebalanceTimeoutMs + " ms (max.poll.interval.ms)";
        }
    }

    /** Members joined but never asked for their assignment. */
    record SyncTimedOut(List<String> memberIds, int rebalanceTimeoutMs) implements RebalanceReason {
        @Override
        public String unfiltered() {
            return named(memberIds) + " did not fetch an assignment within " + rebalanceTimeoutMs + " ms";
        }
    }

    /** The group was loaded with more members than are allowed now. */
    record OverCapacity(int size, int maxSize) implements RebalanceReason {
        @Override
        public String unfiltered() {
            return "the group has " + size + " members, group.max.size allows " + maxSize;
        }
    }

    /** What the leader assigned cannot be stored. */
    record AssignmentTooLarge(int sizeBytes, int maxBytes) implements RebalanceReason {
        @Override
        public String unfiltered() {
            return "the leader's assignment takes " + sizeBytes + " bytes, one record of the offsets topic holds "
                    + maxBytes + " (max.message.bytes)";
        }
    }

    /** What targets are made with was set to something else. */
    record SettingsChanged(SortedMap<String, String> settings) implements RebalanceReason {
        @Override
        public String unfiltered() {
            return "the group's settings changed to " + settings;
        }
    }

    /** Members that stay go on in a group of the other kind. */
    record ProtocolChanged(String groupType) implements RebalanceReason {
        @Override
        public String unfiltered() {
            return "the group became a " + groupType + " group (group.consumer.migration.policy)";
        }
    }

    /** What a client gives as its reason, as it is kept; empty where it gives none. */
    static String ofClient(@Nullable String reason) {
        return reason == null ? "" : shortened(reason, CLIENT_REASON_CHARS);
    }

    private static String clientSays(String clientReason) {
        return clientReason.isEmpty() ? "" : " (client: " + clientReason + ")";
    }

    /** What clients may have written into, for a line of a log or a terminal. */
    static String onOneLine(String text) {
        return shortened(text, SHOWN_CHARS).replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
    }

    private static String shortened(String text, int chars) {
        return text.length() <= chars ? text : text.substring(0, chars) + "...";
    }

    /** The first of these, and how many more there are. */
    static String shortened(List<String> names) {
        return names.size() <= NAMES_SHOWN
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMES_SHOWN)) + " and " + (names.size() - NAMES_SHOWN) + " more";
    }

    private static String named(Collection<String> memberIds) {
        return (memberIds.size() == 1 ? "member " : "members ") + String.join(", ", memberIds);
    }
}
