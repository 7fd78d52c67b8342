package io.weir.console.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/** The process and its virtual machine, by the names that ready dashboards know. */
final class ProcessFamilies {

    private static final double NANOS_A_SECOND = 1e9;
    private static final double MS_A_SECOND = 1e3;

    private ProcessFamilies() {}

    static List<Family> read() {
        List<Family> families = new ArrayList<>();
        families.addAll(memory(ManagementFactory.getMemoryMXBean()));
        families.addAll(collections());
        families.addAll(threads(ManagementFactory.getThreadMXBean()));
        families.addAll(process(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)));
        return families;
    }

    private static List<Family> memory(MemoryMXBean memory) {
        Family.Gauge used = Family.gauge("jvm_memory_used_bytes", "Memory in use.");
        Family.Gauge committed = Family.gauge("jvm_memory_committed_bytes", "Memory taken from the system.");
        Family.Gauge max = Family.gauge("jvm_memory_max_bytes", "Memory that may be taken; -1 without a limit.");
        add(memory.getHeapMemoryUsage(), "heap", used, committed, max);
        add(memory.getNonHeapMemoryUsage(), "nonheap", used, committed, max);
        Family.Gauge buffers = Family.gauge("jvm_buffer_pool_used_bytes", "Memory of buffers outside the heap.");
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            buffers.add(pool.getMemoryUsed(), "pool", pool.getName());
        }
        return List.of(used, committed, max, buffers);
    }

    private static void add(
            MemoryUsage usage, String area, Family.Gauge used, Family.Gauge committed, Family.Gauge max) {
        used.add(usage.getUsed(), "area", area);
        committed.add(usage.getCommitted(), "area", area);
        max.add(usage.getMax(), "area", area);
    }

    private static List<Family> collections() {
        Family.Counter count = Family.counter("jvm_gc_collections", "Garbage collections, by collector.");
        Family.Counter seconds = Family.counter("jvm_gc_collection_seconds", "Time spent in garbage collections.");
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            count.add(Math.max(0, collector.getCollectionCount()), "gc", collector.getName());
            seconds.add(Math.max(0, collector.getCollectionTime()) / MS_A_SECOND, "gc", collector.getName());
        }
        return List.of(count, seconds);
    }

    private static List<Family> threads(ThreadMXBean threads) {
        return List.of(
                Family.gauge("jvm_threads_current", "Platform threads; virtual ones are not counted.")
                        .add(threads.getThreadCount()),
                Family.gauge("jvm_threads_peak", "The most platform threads there were at once.")
                        .add(threads.getPeakThreadCount()),
                Family.counter("jvm_threads_started", "Platform threads that were started.")
                        .add(threads.getTotalStartedThreadCount()));
    }

    private static List<Family> process(OperatingSystemMXBean system) {
        List<Family> families = new ArrayList<>();
        families.add(Family.counter("process_cpu_seconds", "Processor time of the process.")
                .add(Math.max(0, system.getProcessCpuTime()) / NANOS_A_SECOND));
        families.add(Family.gauge("process_start_time_seconds", "When the process started, since 1970.")
                .add(ManagementFactory.getRuntimeMXBean().getStartTime() / MS_A_SECOND));
        if (system instanceof UnixOperatingSystemMXBean unix) {
            families.add(
                    Family.gauge("process_open_fds", "Open file descriptors.").add(unix.getOpenFileDescriptorCount()));
            families.add(Family.gauge("process_max_fds", "The most file descriptors the process may have open.")
                    .add(unix.getMaxFileDescriptorCount()));
        }
        return families;
    }
}
