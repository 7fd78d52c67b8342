package io.weir.protocol.messages;

import io.weir.protocol.wire.Message;

/** A request, without its header. */
public interface RequestMessage extends Message {

    /** The key that stands in the header of this request. */
    ApiKey apiKey();
}
