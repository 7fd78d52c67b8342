package io.weir.broker.telemetry;

import io.weir.protocol.types.Uuid;
import java.nio.ByteBuffer;

/**
 * What a client pushes.
 *
 * @param compressionType the codec's id, if there is such a codec
 * @param metrics valid during the call
 */
public record Push(
        Uuid instanceId, int subscriptionId, boolean isTerminating, int compressionType, ByteBuffer metrics) {}
