package io.weir.metadata.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that holds nothing but room for a few thousand entries: given up when the disk is full, so that a topic can be
 * deleted and a node can start, and taken again when there is room. For the thread that writes.
 */
final class Reserve {

    static final String FILE_NAME = "reserved.space";
    static final int BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);
    private static final int ROOM_NEEDED = 4;

    private final Path folder;
    private final Path file;
    private boolean held;

    private Reserve(Path folder, Path file, boolean held) {
        this.folder = folder;
        this.file = file;
        this.held = held;
    }

    /** Takes the reserve of a folder, if there is room for it. */
    static Reserve take(Path folder) throws IOException {
        Path file = folder.resolve(FILE_NAME);
        Reserve reserve = new Reserve(folder, file, Files.exists(file) && Files.size(file) == BYTES);
        reserve.restore();
        return reserve;
    }

    /** Frees the room; false when there is none to free. */
    boolean giveUp() {
        if (!held) {
            return false;
        }
        held = false;
        LOG.warn("The disk of the metadata log is full: using the {} bytes kept back in {}", BYTES, file);
        return clear();
    }

    /** Takes the room again where that leaves enough to others. */
    void restore() {
        if (held || folder.toFile().getUsableSpace() < (long) ROOM_NEEDED * BYTES) {
            return;
        }
        byte[] noise = new byte[BYTES];
        // No file system makes it smaller than it is.
        new SplittableRandom(BYTES).nextBytes(noise);
        ByteBuffer bytes = ByteBuffer.wrap(noise);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes, bytes.position());
            }
            held = true;
        } catch (IOException e) {
            LOG.warn("No space can be kept back in {}: {}", file, e.toString());
            boolean _ = clear();
        }
    }

    private boolean clear() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("The space kept back in {} could not be freed: {}", file, e.toString());
            return false;
        }
    }
}
