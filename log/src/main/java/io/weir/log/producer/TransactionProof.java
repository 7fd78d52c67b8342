package io.weir.log.producer;

/**
 * What a batch brings to show that the transaction coordinator knows of its transaction in this partition, so that
 * somebody will end it (KIP-890). Each proof of a log is its own, and worth nothing after the producer's next
 * transactional batch there, or a marker that ends its transaction: an answer of the coordinator that was overtaken by
 * the end of the transaction opens nothing.
 */
public final class TransactionProof {

    /** None: the batch is taken only into a transaction that is open in the log. */
    public static final TransactionProof NONE = new TransactionProof();

    /** The caller answers for it. */
    public static final TransactionProof NOT_NEEDED = new TransactionProof();

    TransactionProof() {}
}
