package io.weir.benchmarks.wire;

import io.weir.protocol.messages.RequestHeader;
import io.weir.protocol.messages.RequestMessage;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.Payload;
import io.weir.protocol.wire.MessageWriter;
import java.nio.ByteBuffer;

/** A request encoded once, its size in front, in memory the kernel can read from; what changes is patched. */
final class Frame {

    private static final int CORRELATION_ID = Integer.BYTES + 2 * Short.BYTES;
    private static final String CLIENT_ID = "weir-benchmarks";

    private final ByteBuffer bytes;

    private Frame(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    static Frame of(RequestMessage request, int version) {
        MessageWriter out = new MessageWriter();
        out.beginFrame();
        RequestHeader.builder()
                .requestApiKey((short) request.apiKey().id())
                .requestApiVersion((short) version)
                .clientId(CLIENT_ID)
                .build()
                .write(out, request.apiKey().requestHeaderVersion(version));
        request.write(out, version);
        out.endFrame();
        ByteBuffer bytes = ByteBuffer.allocateDirect(out.sizeBytes());
        for (Payload part : out.finish()) {
            bytes.put(((BufferPayload) part).buffer().duplicate());
        }
        return new Frame(bytes.flip());
    }

    /** The bytes, to be patched, positions and limits unmoved. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** The whole request, ready to be sent under this number. */
    ByteBuffer numbered(int correlationId) {
        bytes.putInt(CORRELATION_ID, correlationId);
        return bytes.clear();
    }

    /**
     * Where these bytes stand.
     *
     * @throws IllegalArgumentException when they do not
     */
    int indexOf(ByteBuffer wanted) {
        for (int start = 0; start + wanted.remaining() <= bytes.capacity(); start++) {
            if (bytes.slice(start, wanted.remaining()).equals(wanted)) {
                return start;
            }
        }
        throw new IllegalArgumentException("The request does not hold these " + wanted.remaining() + " bytes");
    }
}
