package io.weir.protocol.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** The JDK's gzip writer, which has no other way to choose a level. */
final class LeveledGzipOutputStream extends GZIPOutputStream {

    private static final int BUFFER_BYTES = 8 * 1024;

    LeveledGzipOutputStream(OutputStream target, int level) throws IOException {
        super(target, BUFFER_BYTES);
        def.setLevel(level);
    }
}
