package io.weir.broker.wire;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** What this process holds: the broker under test lives in it. */
record ProcessUse(long heapBytes, long directBytes, int threads, long openFiles) {

    /** As it is now, after a collection. */
    static ProcessUse now() {
        System.gc();
        return new ProcessUse(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .filter(pool -> pool.getName().equals("direct"))
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                        ? unix.getOpenFileDescriptorCount()
                        : 0);
    }

    /** True when nothing has grown by more than the allowance. */
    boolean isWithin(ProcessUse before, ProcessUse allowance) {
        return heapBytes - before.heapBytes <= allowance.heapBytes
                && directBytes - before.directBytes <= allowance.directBytes
                && threads - before.threads <= allowance.threads
                && openFiles - before.openFiles <= allowance.openFiles;
    }
}
