package io.weir.broker.peer;

/** Another node answered, and did not do what it was asked for. */
public final class PeerRefusalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final PeerStatus status;

    public PeerRefusalException(PeerStatus status, String message) {
        super(message);
        this.status = status;
    }

    public PeerStatus status() {
        return status;
    }
}
