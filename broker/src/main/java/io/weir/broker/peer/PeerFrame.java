package io.weir.broker.peer;

import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.Payload;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A call as bytes: int32 magic, int16 format, int32 calling node, int8 size of the cluster's id and so many bytes, int8
 * kind, the payload. An answer is int8 status and its payload, a text where something went wrong. Both come behind an
 * int32 size, as all frames do.
 */
public final class PeerFrame {

    /** "WEIR" */
    private static final int MAGIC = 0x57454952;

    private static final int FIXED_BYTES = 2 * Integer.BYTES + Short.BYTES + 2;

    private PeerFrame() {}

    /**
     * Who calls.
     *
     * @param format    raised with everything nodes say to each other; those of different formats do not talk
     * @param clusterId empty for a node that has none yet
     */
    public record Caller(int format, int nodeId, String clusterId) {}

    record Call(Caller caller, PeerCall kind, ByteBuffer payload) {}

    static ByteBuffer encode(Caller caller, PeerCall kind, ByteBuffer payload) {
        byte[] clusterId = caller.clusterId.getBytes(StandardCharsets.US_ASCII);
        int size = FIXED_BYTES + clusterId.length + payload.remaining();
        return ByteBuffer.allocate(Integer.BYTES + size)
                .putInt(size)
                .putInt(MAGIC)
                .putShort((short) caller.format)
                .putInt(caller.nodeId)
                .put((byte) clusterId.length)
                .put(clusterId)
                .put(kind.id())
                .put(payload.duplicate())
                .flip();
    }

    /**
     * Reads a call of which the size is cut off. The payload is a copy.
     *
     * @throws PeerRefusalException when it is none
     */
    static Call decode(ByteBuffer frame) {
        ByteBuffer in = frame.duplicate();
        try {
            if (in.getInt() != MAGIC) {
                throw new PeerRefusalException(
                        PeerStatus.REFUSED,
                        "this is no node of a cluster; clients connect to one of listeners, and never to that of"
                                + " controller.listener.names");
            }
            int format = in.getShort();
            int nodeId = in.getInt();
            byte[] clusterId = new byte[in.get()];
            in.get(clusterId);
            PeerCall kind = PeerCall.forId(in.get());
            ByteBuffer payload = ByteBuffer.allocate(in.remaining()).put(in).flip();
            return new Call(
                    new Caller(format, nodeId, new String(clusterId, StandardCharsets.US_ASCII)), kind, payload);
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new PeerRefusalException(PeerStatus.REFUSED, "a call ends too early");
        }
    }

    static ByteBuffer answer(PeerStatus status, ByteBuffer payload) {
        return ByteBuffer.allocate(1 + payload.remaining())
                .put(status.id())
                .put(payload.duplicate())
                .flip();
    }

    /** What was asked for, as it is: regions of files are not copied. */
    static List<Payload> answered(List<Payload> payload) {
        List<Payload> parts = new ArrayList<>(payload.size() + 1);
        parts.add(new BufferPayload(
                ByteBuffer.allocate(1).put(PeerStatus.ANSWERED.id()).flip()));
        parts.addAll(payload);
        return parts;
    }

    /** A text as payload. */
    public static ByteBuffer payload(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text of a payload. */
    public static String text(ByteBuffer payload) {
        return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
    }
}
