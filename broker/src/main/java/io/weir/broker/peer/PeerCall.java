package io.weir.broker.peer;

/** What a node can ask another, with its number on the wire. */
public enum PeerCall {
    /** Which cluster are you of? Asked by a node that has none yet. */
    INTRODUCE(1),
    /** Take me in. */
    JOIN(2),
    /** A message of Raft. */
    RAFT(3),
    /** A command for the controller. */
    COMMAND(4),
    /** What lies behind my logs' ends? Asked by a broker that follows. */
    FETCH(5),
    /** How large is what you lead? */
    SIZES(6),
    /** Who keeps the metadata? Or: change that. */
    QUORUM(7),
    /** May partitions that I lead take records of a transaction that you coordinate? */
    ADMIT_TO_TRANSACTION(8),
    /** End a transaction that I coordinate, in partitions that you lead. */
    END_TRANSACTION(9),
    /** How far is a share group in a partition, or: write down how far it is. */
    SHARE_STATE(10),
    /** What do you know of a group that you coordinate? */
    GROUP_INSIGHT(11);

    private final byte id;

    PeerCall(int id) {
        this.id = (byte) id;
    }

    byte id() {
        return id;
    }

    static PeerCall forId(byte id) {
        for (PeerCall call : values()) {
            if (call.id == id) {
                return call;
            }
        }
        throw new PeerRefusalException(PeerStatus.REFUSED, "A call of unknown kind " + id);
    }
}
