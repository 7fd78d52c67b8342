package io.weir.cli.cluster;

import io.weir.cli.terminal.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The folders of a cluster on this machine: 1, 2 and so on under one folder. */
record LocalCluster(Path root) {

    /** Other nodes connect so far above the port for clients. */
    static final int INTERNAL_DISTANCE = 1_000;

    /** So far above the port for clients are console and metrics: with the usual port at their usual one. */
    static final int ADMIN_DISTANCE = 552;

    /** More of them cost more and bear no more than one failure, up to five. */
    private static final int ENOUGH_VOTERS = 3;

    private static final int MAX_PORT = 65_535;

    LocalCluster {
        root = root.toAbsolutePath().normalize();
    }

    /** The brokers whose settings are recorded, in the order of their numbers. */
    List<Member> members() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> folder.getFileName().toString().matches("[1-9][0-9]{0,3}"))
                    .map(folder ->
                            new Member(Integer.parseInt(folder.getFileName().toString()), folder))
                    .filter(Member::isRecorded)
                    .sorted((a, b) -> Integer.compare(a.nodeId(), b.nodeId()))
                    .toList();
        } catch (IOException e) {
            throw new CliException("cannot read " + root + ": " + e.getMessage(), e);
        }
    }

    /**
     * Records the settings of a new cluster, which begins on the first broker.
     *
     * @param basePort of the first broker's clients; the others follow
     * @param sets     for all of them
     */
    List<Member> lay(int brokers, int basePort, Map<String, String> sets) {
        long lastPort = (long) basePort + brokers - 1 + INTERNAL_DISTANCE;
        if (brokers < 1 || basePort < 1 || lastPort > MAX_PORT) {
            throw CliException.usage(brokers + " brokers from port " + basePort + " on need the ports up to "
                    + lastPort + ", and there are " + MAX_PORT
                    + "; choose fewer, or a lower --port");
        }
        List<Member> members = IntStream.rangeClosed(1, brokers)
                .mapToObj(nodeId -> new Member(nodeId, root.resolve(Integer.toString(nodeId))))
                .toList();
        String first = "127.0.0.1:" + (basePort + INTERNAL_DISTANCE);
        members.forEach(member -> lay(member, basePort, first, sets));
        return members;
    }

    /** @param known the internal addresses of nodes that are there before it */
    private static void lay(Member member, int basePort, String known, Map<String, String> sets) {
        int port = basePort + member.nodeId() - 1;
        Map<String, String> settings = new HashMap<>();
        settings.put("node.id", Integer.toString(member.nodeId()));
        settings.put(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + (port + INTERNAL_DISTANCE));
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("weir.admin.listener", "127.0.0.1:" + (port + ADMIN_DISTANCE));
        if (member.nodeId() > 1) {
            settings.put("controller.quorum.bootstrap.servers", known);
        }
        settings.putAll(sets);
        member.record(settings);
    }

    /** Records the settings of one more broker, which has the next number and port, and else those of the first. */
    Member another(List<Member> members) {
        Member first = members.getFirst();
        int nodeId = members.getLast().nodeId() + 1;
        String address = first.address();
        int basePort = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)) - first.nodeId() + 1;
        Map<String, String> sets = new HashMap<>(first.recorded());
        sets.keySet()
                .removeAll(
                        List.of("node.id", "listeners", "weir.admin.listener", "controller.quorum.bootstrap.servers"));
        Member added = new Member(nodeId, root.resolve(Integer.toString(nodeId)));
        if (members.size() >= ENOUGH_VOTERS) {
            sets.put("process.roles", "broker");
        }
        String known = members.stream().map(Member::internalAddress).collect(Collectors.joining(","));
        lay(added, basePort, known, sets);
        return added;
    }
}
