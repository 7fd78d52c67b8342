package io.weir.coordination.consumer;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a member says that speaks the classic protocol in a consumer group.
 *
 * @param protocols what it offers, as it offers them
 */
record ClassicMembership(int sessionTimeoutMs, List<Protocol> protocols) {

    record Protocol(String name, ByteBuffer metadata) {}
}
