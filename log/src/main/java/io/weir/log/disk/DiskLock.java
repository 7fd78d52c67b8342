package io.weir.log.disk;

import java.io.IOException;

/** A lock on a data folder, held until it is closed or the process ends. */
@FunctionalInterface
public interface DiskLock extends AutoCloseable {

    @Override
    void close() throws IOException;
}
