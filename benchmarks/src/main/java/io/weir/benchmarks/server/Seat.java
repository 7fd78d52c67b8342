package io.weir.benchmarks.server;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which of some nodes a broker is, and where it listens, all on the loopback address.
 *
 * @param nodeId from 1 on
 * @param port for clients
 * @param controllerPorts where the nodes listen for one another, by node
 */
public record Seat(int nodeId, int port, List<Integer> controllerPorts) {

    public Seat {
        controllerPorts = List.copyOf(controllerPorts);
    }

    /** A single node, on free ports. */
    public static Seat alone() {
        return together(1).getFirst();
    }

    /** The nodes of one cluster, on free ports. */
    public static List<Seat> together(int nodes) {
        List<Integer> controllerPorts = freePorts(nodes);
        List<Integer> ports = freePorts(nodes);
        return IntStream.range(0, nodes)
                .mapToObj(index -> new Seat(index + 1, ports.get(index), controllerPorts))
                .toList();
    }

    private static List<Integer> freePorts(int count) {
        return IntStream.range(0, count).mapToObj(_ -> Ports.free()).toList();
    }

    boolean isAlone() {
        return controllerPorts.size() == 1;
    }

    int controllerPort() {
        return controllerPorts.get(nodeId - 1);
    }
}
