package io.weir.broker.transaction;

/** Who leads which partition, as far as this broker knows. */
interface Leaders {

    /** There is no such partition. */
    int NO_PARTITION = -2;

    /** The node that leads a partition; below 0 where nobody does. */
    int of(String topic, int partition);

    boolean isHere(int nodeId);
}
