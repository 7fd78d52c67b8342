package io.weir.broker.delivery;

/** How far the delivery of a record is, with Kafka's codes. */
public enum RecordState {
    /** Whoever comes next may have it. */
    AVAILABLE(0),
    /** A member has it, until it acknowledges or its lock runs out. Never written down. */
    ACQUIRED(1),
    /** Done. */
    ACKNOWLEDGED(2),
    /** Given up: rejected, delivered too often, or not a record for consumers. */
    ARCHIVED(4);

    private final byte code;

    RecordState(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }

    /** Nothing will be delivered any more. */
    boolean isFinal() {
        return this == ACKNOWLEDGED || this == ARCHIVED;
    }

    /** The state of a code; what nobody knows may be delivered once more. */
    static RecordState of(byte code) {
        for (RecordState state : values()) {
            if (state.code == code) {
                return state;
            }
        }
        return AVAILABLE;
    }
}
