package io.weir.protocol.messages;

import io.weir.protocol.wire.Message;
import java.util.function.IntConsumer;

/** A response, without its header. */
public interface ResponseMessage extends Message {

    /** The key of the request that this answers. */
    ApiKey apiKey();

    /** Tells every error code in it, NONE (0) included. Does nothing for a response that has no place for one. */
    default void errorCodes(IntConsumer codes) {}
}
