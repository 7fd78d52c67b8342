package io.weir.log.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** What a failed operation says of the disk. Java has no types for it, only the operating system's words. */
public enum DiskTrouble {
    /** There is no room, or the owner's share of it is used up. */
    FULL,
    /** The process has too much open, or too little memory: it passes, and says nothing of the disk. */
    EXHAUSTED,
    /** A file is closed, missing, or shorter than it was. It says nothing of the other files. */
    MISSING,
    /** Nothing this disk says or keeps can be relied on any more. */
    BROKEN;

    public static DiskTrouble of(IOException failure) {
        String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (words.contains("no space left") || words.contains("not enough space") || words.contains("quota exceeded")) {
            return FULL;
        }
        if (words.contains("too many open files") || words.contains("cannot allocate memory")) {
            return EXHAUSTED;
        }
        boolean isMissing = failure instanceof NoSuchFileException
                || failure instanceof EOFException
                || failure instanceof ClosedChannelException;
        return isMissing ? MISSING : BROKEN;
    }

    /** Whether the same operation may succeed later, without anybody having looked after the disk. */
    public boolean isPassing() {
        return this == FULL || this == EXHAUSTED;
    }
}
