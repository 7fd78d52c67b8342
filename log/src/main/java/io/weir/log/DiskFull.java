package io.weir.log;

import java.io.IOException;
import java.util.Locale;

/** Tells a full disk from a broken one; Java has no type for it, only the operating system's words. */
final class DiskFull {

    private DiskFull() {}

    static boolean isCause(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("not enough space") || message.contains("quota");
    }
}
