package io.weir.broker.client;

/** Transactions with an epoch each, as clients of Kafka 4 speak (KIP-890). */
class TransactionTest extends TransactionScenes {

    TransactionTest() {
        super(2);
    }
}
