package io.weir.log.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;

/**
 * The files that are kept open for their next use. Beyond a limit those that were not used lately are closed, and so are
 * some when the process may open no more: however many files there are, the process does not run out of handles.
 *
 * <p>Thread-safe. The limit is exceeded while more files than that are in use at the same moment.
 */
public final class OpenFiles {

    /** A file that is kept open between uses, and opened again when it is needed after it was closed. */
    public interface Kept {
        /** Closes the file, unless somebody uses it, or has since this was last asked. Must not wait; true when closed. */
        boolean closeIfIdle();
    }

    private static final int MOST = 10_000;
    private static final long UNKNOWN = 4_096;
    private static final int AT_A_TIME = 64;

    private final int limit;

    /** The one asked longest ago comes first. */
    private final LinkedHashSet<Kept> kept = new LinkedHashSet<>();

    public OpenFiles(int limit) {
        this.limit = limit;
    }

    /** Half of what the process may open: the rest is for connections. */
    public static OpenFiles forThisProcess() {
        return new OpenFiles((int) Math.min(MOST, mayOpen() / 2));
    }

    /** A file was opened; it tells when it is closed for good. */
    public void opened(Kept file) {
        int excess;
        synchronized (kept) {
            kept.add(file);
            excess = kept.size() - limit;
        }
        if (excess > 0) {
            close(excess);
        }
    }

    /** A file was closed for good. */
    public void closed(Kept file) {
        synchronized (kept) {
            kept.remove(file);
        }
    }

    /** How many files are kept open. */
    public int count() {
        synchronized (kept) {
            return kept.size();
        }
    }

    /** Opens something that takes a handle; when there is none left, closes some files and tries once more. */
    <T> T open(Opening<T> opening) throws IOException {
        try {
            return opening.open();
        } catch (IOException e) {
            if (!isExhausted(e) || close(AT_A_TIME) == 0) {
                throw e;
            }
            return opening.open();
        }
    }

    /** Something that takes a handle. */
    interface Opening<T> {
        T open() throws IOException;
    }

    /** Whether the process, or the machine, had no handle left: no fault of the disk. Java has only words for it. */
    public static boolean isExhausted(IOException failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("too many open files");
    }

    /** Closes files until so many are, or all were asked twice: who was used lately is spared the first time. */
    private int close(int wanted) {
        int closed = 0;
        for (int left = 2 * count(); left > 0 && closed < wanted; left--) {
            Kept next;
            synchronized (kept) {
                if (kept.isEmpty()) {
                    break;
                }
                next = kept.removeFirst();
            }
            if (next.closeIfIdle()) {
                closed++;
            } else {
                synchronized (kept) {
                    kept.add(next);
                }
            }
        }
        return closed;
    }

    /** What the operating system allows; asking the JVM's management beans would double the time to start. */
    private static long mayOpen() {
        Path limits = Path.of("/proc/self/limits");
        try {
            if (Files.isReadable(limits)) {
                return Files.readAllLines(limits).stream()
                        .filter(line -> line.startsWith("Max open files"))
                        .map(line -> line.split("\\s+")[3])
                        .mapToLong(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
                        .findFirst()
                        .orElse(UNKNOWN);
            }
        } catch (IOException | NumberFormatException e) {
            // Only a guess is lost.
        }
        return UNKNOWN;
    }
}
