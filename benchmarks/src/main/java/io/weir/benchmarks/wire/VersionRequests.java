package io.weir.benchmarks.wire;

import io.weir.protocol.messages.ApiVersionsRequest;
import java.nio.ByteBuffer;

/** Requests that ask for the versions the broker knows: the cheapest there are. */
public final class VersionRequests implements Requests {

    private static final int VERSION = 3;

    private final Frame frame = Frame.of(
            ApiVersionsRequest.builder()
                    .clientSoftwareName("weir-benchmarks")
                    .clientSoftwareVersion("1")
                    .build(),
            VERSION);

    @Override
    public ByteBuffer next(int correlationId, long dueNs) {
        return frame.numbered(correlationId);
    }

    /** The header of this one's answer never has tagged fields, so that old clients can read it (KIP-511). */
    @Override
    public boolean isFlexible() {
        return false;
    }
}
