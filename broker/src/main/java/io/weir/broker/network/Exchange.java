package io.weir.broker.network;

import io.weir.protocol.types.Payload;
import java.nio.ByteBuffer;
import java.util.List;

/** What a connection hands its requests to. Implemented by the request room; called on the connection's thread. */
public interface Exchange {

    /**
     * Takes one frame. The frame's bytes are valid until this returns.
     *
     * @param frame header and body of one request
     * @param peer who sent it
     * @param reply where the answer goes, now or later, from any thread; exactly once
     * @throws MalformedFrameException when the frame cannot be understood: the connection is then closed
     */
    void accept(ByteBuffer frame, Peer peer, Reply reply);

    /** A connection has ended: no frame of this peer comes any more. */
    default void disconnected(Peer peer) {}

    /** The slot of one answer. Answers leave in the order of their requests whatever the order of these calls. */
    interface Reply {

        /** Sends these parts as one frame; the size field is put in front by the connection. */
        void send(Encoder encoder);

        /** Sends nothing: the request asked for no answer. */
        void none();

        /** Gives up: the connection is closed once the answers before this one are out. */
        void fail(String reason);
    }

    /** Makes an answer's parts when its turn to be written has come. */
    interface Encoder {
        List<Payload> encode();

        /** All of it is with the operating system. Not called for an answer that cannot be sent. */
        default void sent() {}
    }
}
