package io.weir.metadata.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Finds the places in a segment. */
final class DamagedFiles {

    private DamagedFiles() {}

    /** Where each frame of an undamaged file begins. */
    static List<Integer> frameStarts(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).position(FileHeader.SIZE_BYTES);
        List<Integer> starts = new ArrayList<>();
        while (bytes.hasRemaining()) {
            starts.add(bytes.position());
            int length = bytes.getInt(bytes.position() + 4);
            bytes.position(bytes.position() + Frame.PREFIX_BYTES + length);
        }
        return starts;
    }
}
