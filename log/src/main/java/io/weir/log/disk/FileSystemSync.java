package io.weir.log.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One flush for a whole file system: {@code syncfs(2)} on Linux, nothing elsewhere.
 *
 * <p>With a thousand partitions written between two flushes, a thousand fsyncs cost more than writing everything dirty
 * on the file system once.
 */
sealed interface FileSystemSync {

    /** Such as 6.12.43-generic. */
    Pattern KERNEL = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})");

    /** Returns false when the platform has no such call, or its word cannot be relied on. */
    boolean sync(Path directory) throws IOException;

    static FileSystemSync ofPlatform() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")
                || !tellsOfErrors(System.getProperty("os.version", ""))) {
            return new Unavailable();
        }
        SymbolLookup symbols = Linker.nativeLinker().defaultLookup();
        Optional<MemorySegment> open = symbols.find("open");
        Optional<MemorySegment> syncfs = symbols.find("syncfs");
        Optional<MemorySegment> close = symbols.find("close");
        if (open.isEmpty() || syncfs.isEmpty() || close.isEmpty()) {
            return new Unavailable();
        }
        return new Linux(open.get(), syncfs.get(), close.get());
    }

    /** From Linux 5.8 on the call says when something could not be written: before, that may stay unknown. */
    static boolean tellsOfErrors(String kernel) {
        Matcher numbers = KERNEL.matcher(kernel);
        if (!numbers.lookingAt()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        return major > 5 || (major == 5 && Integer.parseInt(numbers.group(2)) >= 8);
    }

    /** The platform cannot. */
    record Unavailable() implements FileSystemSync {
        @Override
        public boolean sync(Path directory) {
            return false;
        }
    }

    /**
     * Through the C library. The handles are linked on first use: a start that never needs them pays nothing.
     *
     * <p>A failure is told to one caller, though it may be about what another has written. So one calls at a time, and after
     * a failure nobody relies on this any more: who forces a file by its own descriptor hears what became of it.
     */
    final class Linux implements FileSystemSync {

        private static final int READ_ONLY = 0;

        private final MemorySegment openSymbol;
        private final MemorySegment syncfsSymbol;
        private final MemorySegment closeSymbol;
        private boolean hasFailed;

        Linux(MemorySegment openSymbol, MemorySegment syncfsSymbol, MemorySegment closeSymbol) {
            this.openSymbol = openSymbol;
            this.syncfsSymbol = syncfsSymbol;
            this.closeSymbol = closeSymbol;
        }

        // The signatures are those of POSIX and glibc; Java cannot check them.
        @SuppressWarnings("restricted")
        @Override
        public synchronized boolean sync(Path directory) throws IOException {
            if (hasFailed) {
                return false;
            }
            Linker linker = Linker.nativeLinker();
            MethodHandle open = linker.downcallHandle(
                    openSymbol,
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
            FunctionDescriptor onDescriptor = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
            MethodHandle syncfs = linker.downcallHandle(syncfsSymbol, onDescriptor);
            MethodHandle close = linker.downcallHandle(closeSymbol, onDescriptor);
            try (Arena arena = Arena.ofConfined()) {
                int descriptor = (int) open.invokeExact(arena.allocateFrom(directory.toString()), READ_ONLY);
                if (descriptor < 0) {
                    throw new IOException("Cannot open " + directory + " to flush its file system");
                }
                int failed = (int) syncfs.invokeExact(descriptor);
                int ignored = (int) close.invokeExact(descriptor);
                if (failed != 0) {
                    hasFailed = true;
                    throw new IOException("Flushing the file system of " + directory + " failed");
                }
                return true;
            } catch (IOException | RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IOException("Flushing the file system of " + directory + " failed", e);
            }
        }
    }
}
