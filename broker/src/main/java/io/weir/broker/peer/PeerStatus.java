package io.weir.broker.peer;

/** How a call ended, with its number on the wire. */
public enum PeerStatus {
    /** What follows is the answer. */
    ANSWERED(0),
    /** The node asked is not the active controller; nothing was done. */
    NOT_CONTROLLER(1),
    /** The node refuses; what follows says why. */
    REFUSED(2),
    /** It failed, and it is not known how far it came; what follows says why. */
    FAILED(3);

    private final byte id;

    PeerStatus(int id) {
        this.id = (byte) id;
    }

    byte id() {
        return id;
    }

    static PeerStatus forId(byte id) {
        for (PeerStatus status : values()) {
            if (status.id == id) {
                return status;
            }
        }
        return FAILED;
    }
}
