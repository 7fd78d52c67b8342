package io.weir.metadata.ratis;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Carries Raft's messages between nodes. */
@FunctionalInterface
public interface RaftTransport {

    /**
     * Sends a message to the node at this address and waits for what {@link RatisMetadataLog#receive} answers there.
     *
     * @param address   as host:port, of the node's internal listener
     * @param timeoutMs after which waiting is given up
     * @throws IOException when there is no answer, whether or not the message arrived
     */
    ByteBuffer call(int nodeId, String address, ByteBuffer message, long timeoutMs) throws IOException;
}
