package io.weir.metadata.config;

import static io.weir.metadata.config.ConfigType.BOOLEAN;
import static io.weir.metadata.config.ConfigType.INT;
import static io.weir.metadata.config.ConfigType.SHORT;
import static io.weir.metadata.config.Limit.atLeast;
import static io.weir.metadata.config.Limit.only;

/** Transactions and idempotent producers. */
final class TransactionTable {

    static final ConfigTable TABLE = table();

    private TransactionTable() {}

    private static ConfigTable table() {
        ConfigTable.Builder table = ConfigTable.builder(UpdateMode.READ_ONLY);
        table.add(
                "transaction.max.timeout.ms",
                INT,
                "900000",
                atLeast(1),
                "The longest transaction timeout a producer may ask for.");
        table.add(
                "transactional.id.expiration.ms",
                INT,
                "604800000",
                atLeast(1),
                "After how much silence a transactional id is forgotten.");
        table.add("transaction.state.log.num.partitions", INT, "50", atLeast(1), "Partitions of __transaction_state.");
        table.add(
                "transaction.state.log.replication.factor",
                SHORT,
                "3",
                atLeast(1),
                "Replicas of __transaction_state; as many as there are brokers when they are fewer.");
        table.add("transaction.state.log.min.isr", INT, "2", atLeast(1), "min.insync.replicas of __transaction_state.");
        table.add(
                "transaction.state.log.segment.bytes",
                INT,
                "104857600",
                atLeast(1),
                "segment.bytes of __transaction_state.");
        table.add(
                "transaction.remove.expired.transaction.cleanup.interval.ms",
                INT,
                "3600000",
                atLeast(1),
                "How often it is seen whether a transactional id has expired.");
        table.dynamic(
                "transaction.partition.verification.enable",
                BOOLEAN,
                "true",
                only(true, "without asking the coordinator first, transactions could hang (KIP-890)"),
                "Whether a partition asks the coordinator before it takes a transaction's first record: it always"
                        + " does.");
        table.add(
                "transaction.two.phase.commit.enable",
                BOOLEAN,
                "false",
                only(false, "an outside coordinator (KIP-939) cannot take part in transactions yet"),
                "Whether an outside coordinator may take part in a transaction (KIP-939); it may not yet.");
        table.dynamic(
                "producer.id.expiration.ms",
                INT,
                "86400000",
                atLeast(1),
                "After how much silence a partition forgets a producer's sequence numbers.");
        return table.build();
    }
}
