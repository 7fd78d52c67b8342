package io.weir.benchmarks.wire;

import java.nio.ByteBuffer;

/** The requests of one connection: alike, but for what has to change from one to the next. */
public interface Requests {

    /**
     * The next request, whole. The buffer is the same each time: it is asked for again only when it has been sent.
     *
     * @param dueNs when this request was due, for those that carry it
     */
    ByteBuffer next(int correlationId, long dueNs);

    /** The version of the requests' header's answer: whether tagged fields follow the number. */
    boolean isFlexible();
}
