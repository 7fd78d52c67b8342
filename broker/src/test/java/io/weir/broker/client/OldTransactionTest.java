package io.weir.broker.client;

/** Transactions as before KIP-890: the client adds its partitions itself, and keeps its epoch. */
class OldTransactionTest extends TransactionScenes {

    OldTransactionTest() {
        super(0);
    }
}
