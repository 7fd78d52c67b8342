package io.weir.protocol.compress;

import java.io.OutputStream;
import org.xerial.snappy.SnappyOutputStream;

/** Writes the framing of snappy-java, which every Kafka client reads. */
final class SnappyCompression {

    private SnappyCompression() {}

    static OutputStream open(OutputStream target) {
        return new SnappyOutputStream(target);
    }
}
