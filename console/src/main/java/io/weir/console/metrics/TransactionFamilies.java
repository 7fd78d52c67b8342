package io.weir.console.metrics;

import io.weir.coordination.transaction.OpenTransactions;
import java.util.List;

/** The transactions that are coordinated here. */
final class TransactionFamilies {

    private static final double MS_A_SECOND = 1e3;

    private TransactionFamilies() {}

    static List<Family> of(OpenTransactions open, long nowMs) {
        boolean any = open.oldestStartMs() < Long.MAX_VALUE;
        return List.of(
                Family.gauge("weir_transactions_open", "Transactions that are not over, by how far they are.")
                        .add(open.ongoing(), "state", "ongoing")
                        .add(open.ending(), "state", "ending"),
                Family.gauge(
                                "weir_transactions_oldest_age_seconds",
                                "How long the oldest of them is open; 0 without any.")
                        .add(any ? Math.max(0, nowMs - open.oldestStartMs()) / MS_A_SECOND : 0));
    }
}
