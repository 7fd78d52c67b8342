package io.weir.cli.cluster;

import io.weir.cli.terminal.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The processes of a cluster that was started here. */
final class Running {

    private static final long READY_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long STOP_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int LAST_LINES = 3;

    private final Map<Integer, Process> processes = new TreeMap<>();
    private final List<Member> members;
    private final Thread hook = new Thread(this::stop, "weir-stop");

    private Running(List<Member> members) {
        this.members = members;
    }

    /** Starts them all, and returns at once. They are stopped when this process ends, unless they are {@link #leave left}. */
    static Running start(List<Member> members, boolean outlivesUs) {
        Running running = new Running(members);
        Runtime.getRuntime().addShutdownHook(running.hook);
        members.forEach(member -> running.processes.put(member.nodeId(), member.start(outlivesUs)));
        return running;
    }

    /**
     * Waits until each broker knows all of them.
     *
     * @throws CliException when a process ends before that, with what it said last, or it takes too long
     */
    void awaitReady() {
        long giveUpNanos = System.nanoTime() + READY_TIMEOUT_NANOS;
        for (Member member : members) {
            try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, member.address()))) {
                while (brokersKnown(admin) < members.size()) {
                    requireAlive();
                    if (System.nanoTime() > giveUpNanos) {
                        throw new CliException("broker " + member.nodeId() + " does not know all " + members.size()
                                + " brokers; what it says is in " + member.log());
                    }
                    LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                }
            }
        }
    }

    private static int brokersKnown(Admin admin) {
        try {
            return admin.describeCluster().nodes().get(1, TimeUnit.SECONDS).size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            return 0;
        }
    }

    private void requireAlive() {
        for (Member member : members) {
            Process process = processes.get(member.nodeId());
            if (process != null && !process.isAlive()) {
                throw new CliException("broker " + member.nodeId() + " could not start: " + lastWords(member));
            }
        }
    }

    private static String lastWords(Member member) {
        try {
            List<String> lines = Files.readAllLines(member.log());
            return String.join(" / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "see " + member.log();
        }
    }

    /** They go on when this process ends. */
    void leave() {
        try {
            boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It ends already, and they with it.
        }
    }

    /** Stops those that were started here, whether they have written down who they are or not. */
    void stop() {
        await(processes.values().stream()
                .map(Process::toHandle)
                .filter(ProcessHandle::destroy)
                .toList());
    }

    /** Waits until all have ended. */
    void awaitEnd() {
        for (Process process : processes.values()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Stops those that run, together, and waits; tells those that would not. */
    static List<Member> stop(List<Member> members) {
        List<ProcessHandle> asked = new ArrayList<>();
        for (Member member : members) {
            member.process().filter(ProcessHandle::destroy).ifPresent(asked::add);
        }
        await(asked);
        return members.stream().filter(member -> member.process().isPresent()).toList();
    }

    private static void await(List<ProcessHandle> asked) {
        long giveUpNanos = System.nanoTime() + STOP_TIMEOUT_NANOS;
        while (asked.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < giveUpNanos) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}
