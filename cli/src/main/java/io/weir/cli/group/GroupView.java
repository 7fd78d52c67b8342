package io.weir.cli.group;

import java.util.List;

/**
 * Everything {@code weir group describe} shows of one group.
 *
 * @param assignor how partitions are shared out; empty when the group has no members
 * @param partitions those committed, assigned or subscribed to, by topic and number
 * @param members who does not read, or not yet what it is to read
 */
record GroupView(
        String name,
        String state,
        String assignor,
        String coordinator,
        List<PartitionView> partitions,
        Members members) {

    /**
     * One member.
     *
     * @param id given by the coordinator; empty for nobody
     * @param clientId chosen by the client
     * @param host as the coordinator sees it
     */
    record MemberView(String id, String clientId, String host) {
        static final MemberView NOBODY = new MemberView("", "", "");
    }

    /**
     * Members worth a word.
     *
     * @param idle those without a partition
     * @param moving those of the consumer protocol that do not have what they are to have
     */
    record Members(List<MemberView> idle, List<Move> moving) {}

    /**
     * A member on its way.
     *
     * @param givesUp partitions it is to give up and still has
     * @param waitsFor partitions it is to have and does not have yet
     */
    record Move(MemberView member, List<String> givesUp, List<String> waitsFor) {

        boolean isNone() {
            return givesUp.isEmpty() && waitsFor.isEmpty();
        }
    }

    /**
     * One partition the group reads.
     *
     * @param committed the next offset to read, or {@link #UNKNOWN} when nothing was committed
     * @param end the partition's next offset, or {@link #UNKNOWN}
     */
    record PartitionView(String topic, int partition, long committed, long end, MemberView member) {

        /** Records still to read, or {@link #UNKNOWN}. */
        long lag() {
            return committed == UNKNOWN || end == UNKNOWN ? UNKNOWN : Math.max(0, end - committed);
        }
    }

    static final long UNKNOWN = -1;

    /** The sum over partitions whose lag is known. */
    long lag() {
        return partitions.stream()
                .mapToLong(partition -> Math.max(0, partition.lag()))
                .sum();
    }

    /** Partitions of which the lag is not known: as a rule because nothing was committed for them yet. */
    long unknownLags() {
        return partitions.stream()
                .filter(partition -> partition.lag() == UNKNOWN)
                .count();
    }

    /** Partitions that nobody reads although the group has members. */
    List<String> unowned() {
        if (memberCount() == 0) {
            return List.of();
        }
        return partitions.stream()
                .filter(partition -> partition.member().equals(MemberView.NOBODY))
                .map(partition -> partition.topic() + "-" + partition.partition())
                .toList();
    }

    long memberCount() {
        long busy = partitions.stream()
                .map(PartitionView::member)
                .filter(member -> !member.equals(MemberView.NOBODY))
                .distinct()
                .count();
        return busy + members.idle().size();
    }
}
