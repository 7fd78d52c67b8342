package io.weir.broker.partition;

/** What copies partitions from the brokers that lead them. */
public interface Following {

    /** Has this partition follow a leader in this epoch, if it does not yet; any other one it followed before it does no more. */
    void follow(Partition partition, int leader, int leaderEpoch);

    /** Where this partition's log starts has changed, or somebody waits here for its high watermark: its leader is to know. */
    void tell(Partition partition);

    /** Nothing more is copied into this partition once this returns. */
    void unfollow(Partition partition);
}
