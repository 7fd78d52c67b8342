package io.weir.benchmarks.wire;

import java.nio.ByteBuffer;

/** Takes the answers of one connection, on the thread of its {@link WireLoop}. */
public interface Answers {

    /**
     * One answer.
     *
     * @param body what follows the header; not valid after the call
     * @param dueNs when its request was due
     */
    void answered(WireConnection connection, ByteBuffer body, long dueNs);
}
