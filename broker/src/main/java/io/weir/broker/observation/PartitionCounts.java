package io.weir.broker.observation;

/**
 * Partitions of this broker by what is to be said of them.
 *
 * @param replicas that are here
 * @param led by this broker
 * @param notPreferred led by this broker, which is not the first of their replicas
 * @param underReplicated led here, with fewer replicas in sync than there are
 * @param underMinInSync led here, with fewer in sync than min.insync.replicas: acks=all is refused
 * @param atMinInSync led here, with just as many: one more failure stops acks=all
 * @param reassigning led here and on their way to other replicas
 * @param unusable here, with a log that cannot be used: the disk has failed, or files are damaged
 */
public record PartitionCounts(
        int replicas,
        int led,
        int notPreferred,
        int underReplicated,
        int underMinInSync,
        int atMinInSync,
        int reassigning,
        int unusable) {}
