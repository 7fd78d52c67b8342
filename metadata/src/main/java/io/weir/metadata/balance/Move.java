package io.weir.metadata.balance;

import java.util.List;

/**
 * A partition that is to be elsewhere.
 *
 * @param from  its replicas now, the preferred leader first
 * @param to    its replicas then; the same in another order where only its preferred leader is to be another
 * @param bytes that have to be copied
 */
public record Move(String topic, int partition, List<Integer> from, List<Integer> to, long bytes) {

    /** Whether records have to be copied. */
    public boolean copies() {
        return !from.containsAll(to);
    }

    static Move between(Placed before, Placed after) {
        long added = after.replicas().stream()
                .filter(id -> !before.replicas().contains(id))
                .count();
        return new Move(
                before.topic(), before.partition(), before.replicas(), after.replicas(), added * before.sizeBytes());
    }
}
