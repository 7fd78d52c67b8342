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

/**
 * One flush for a whole file system: {@code syncfs(2)} on Linux, nothing elsewhere.
 *
 * <p>With a thousand partitions written between two flushes, a thousand fsyncs cost more than writing everything dirty
 * on the file system once.
 */
sealed interface FileSystemSync {

    /** Returns false when the platform has no such call. */
    boolean sync(Path directory) throws IOException;

    static FileSystemSync ofPlatform() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
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

    /** The platform cannot. */
    record Unavailable() implements FileSystemSync {
        @Override
        public boolean sync(Path directory) {
            return false;
        }
    }

    /** Through the C library. The handles are linked on first use: a start that never needs them pays nothing. */
    final class Linux implements FileSystemSync {

        private static final int READ_ONLY = 0;

        private final MemorySegment openSymbol;
        private final MemorySegment syncfsSymbol;
        private final MemorySegment closeSymbol;

        Linux(MemorySegment openSymbol, MemorySegment syncfsSymbol, MemorySegment closeSymbol) {
            this.openSymbol = openSymbol;
            this.syncfsSymbol = syncfsSymbol;
            this.closeSymbol = closeSymbol;
        }

        // The signatures are those of POSIX and glibc; Java cannot check them.
        @SuppressWarnings("restricted")
        @Override
        public boolean sync(Path directory) throws IOException {
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
