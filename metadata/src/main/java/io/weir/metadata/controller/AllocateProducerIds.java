package io.weir.metadata.controller;

/** Give a broker a block of producer ids that nobody else gets. */
public record AllocateProducerIds(int brokerId, long brokerEpoch) implements Command<AllocateProducerIds.Answer> {

    /** Ids in a block. */
    public static final int BLOCK_SIZE = 1000;

    /**
     * The block.
     *
     * @param first 0 after an error
     * @param size  how many ids from the first on are the broker's; 0 after an error
     */
    public record Answer(ApiError error, long first, int size) {}
}
