package io.weir.protocol.wire;

import java.nio.ByteBuffer;

/**
 * A tagged field (KIP-482) that this version of the specs does not know, kept as it came so that it can be passed on.
 *
 * @param tag its number, 0 or more, unique within its struct
 * @param data its bytes, a copy that outlives the frame it was read from
 */
public record RawTaggedField(int tag, ByteBuffer data) {}
