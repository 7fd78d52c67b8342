package io.weir.coordination.group;

import io.weir.protocol.messages.ConsumerProtocolSubscription;
import io.weir.protocol.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.List;

/** What consumers say about themselves when they join. */
final class Subscriptions {

    private static final short VERSION = 3;

    private Subscriptions() {}

    static ByteBuffer to(String... topics) {
        MessageWriter out = new MessageWriter();
        out.int16(VERSION);
        ConsumerProtocolSubscription.builder().topics(List.of(topics)).build().write(out, VERSION);
        return out.toByteBuffer();
    }
}
