package io.weir.protocol.messages;

import io.weir.protocol.wire.Message;

/** A response, without its header. */
public interface ResponseMessage extends Message {

    /** The key of the request that this answers. */
    ApiKey apiKey();
}
