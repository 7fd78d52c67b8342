package io.weir.broker.disk;

import io.weir.log.disk.Disk;
import io.weir.log.disk.DiskFile;
import io.weir.log.disk.NioDisk;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The real file system, of which some paths fail, or which has no room for records, when the test says so. */
final class FailingDisk {

    private static final Pattern WRITES_RECORDS = Pattern.compile("write(Records)?");

    private final NioDisk real = new NioDisk();
    private volatile Predicate<Path> broken = _ -> false;
    private volatile boolean isFull;

    /** What is done from now on with these paths ends with EIO. */
    void breakAll(Predicate<Path> paths) {
        broken = paths;
    }

    /** Whether files of batches can grow. */
    void full(boolean value) {
        isFull = value;
    }

    Disk disk() {
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (_, method, arguments) -> {
                    if (arguments != null && arguments[0] instanceof Path path) {
                        if (isFull && method.getName().equals("usableBytes")) {
                            return 0L;
                        }
                        meet(method, path);
                        Object result = call(real, method, arguments);
                        return result instanceof DiskFile file ? watched(file, path) : result;
                    }
                    return call(real, method, arguments);
                });
    }

    private DiskFile watched(DiskFile file, Path path) {
        return (DiskFile) Proxy.newProxyInstance(
                DiskFile.class.getClassLoader(), new Class<?>[] {DiskFile.class}, (_, method, arguments) -> {
                    if (isFull
                            && path.toString().endsWith(".log")
                            && WRITES_RECORDS.matcher(method.getName()).matches()
                            && ((ByteBuffer) arguments[0]).hasRemaining()) {
                        throw new IOException("No space left on device");
                    }
                    meet(method, path);
                    return call(file, method, arguments);
                });
    }

    private void meet(Method method, Path path) throws IOException {
        boolean mayFail = Stream.of(method.getExceptionTypes()).anyMatch(type -> type == IOException.class);
        if (mayFail && !method.getName().equals("close") && broken.test(path)) {
            throw new IOException("Input/output error");
        }
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
