package io.weir.broker.replica;

import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchResponse;
import io.weir.protocol.types.Payload;
import io.weir.protocol.wire.MessageReader;
import io.weir.protocol.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.List;

/** What followers ask and leaders answer, as bytes: the bodies of Kafka's FETCH, so that records go from file to socket. */
final class FetchWire {

    private static final int VERSION = FetchRequest.HIGHEST_VERSION;

    private FetchWire() {}

    static ByteBuffer encode(FetchRequest request) {
        MessageWriter out = new MessageWriter();
        request.write(out, VERSION);
        return out.toByteBuffer();
    }

    static FetchRequest decodeRequest(ByteBuffer bytes) {
        return FetchRequest.read(new MessageReader(bytes), VERSION);
    }

    static List<Payload> encode(FetchResponse response) {
        MessageWriter out = new MessageWriter();
        response.write(out, VERSION);
        return out.finish();
    }

    static FetchResponse decodeResponse(ByteBuffer bytes) {
        return FetchResponse.read(new MessageReader(bytes), VERSION);
    }
}
