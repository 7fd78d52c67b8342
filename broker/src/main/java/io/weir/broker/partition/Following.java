package io.weir.broker.partition;

/** What copies partitions from the brokers that lead them. */
public interface Following {

    /** Has this partition follow a leader in this epoch, if it does not yet; any other one it followed before it does no more. */
    void follow(Partition partition, int leader, int leaderEpoch);

    /** Nothing more is copied into this partition once this returns. */
    void unfollow(Partition partition);
}
