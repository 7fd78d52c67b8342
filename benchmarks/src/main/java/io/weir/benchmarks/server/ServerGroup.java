package io.weir.benchmarks.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Brokers that make up one cluster, each a process; node ids count from 1. They are gone when this is closed. */
public final class ServerGroup implements AutoCloseable {

    private final List<Server> servers;

    private ServerGroup(List<Server> servers) {
        this.servers = servers;
    }

    /** Starts so many in new folders below the given one, and waits until each answers. */
    public static ServerGroup start(Distribution distribution, Path parent, int count) throws IOException {
        List<Server> servers = new ArrayList<>();
        ServerGroup group = new ServerGroup(servers);
        try {
            for (Seat seat : Seat.together(count)) {
                servers.add(Server.prepare(distribution, parent, seat));
            }
            for (Server server : servers) {
                server.launch();
            }
            for (Server server : servers) {
                server.awaitAnswer();
            }
            return group;
        } catch (IOException | RuntimeException e) {
            group.close();
            throw e;
        }
    }

    /** For clients. */
    public String bootstrap() {
        return servers.stream().map(Server::bootstrap).collect(Collectors.joining(","));
    }

    public Server node(int nodeId) {
        return servers.get(nodeId - 1);
    }

    public int size() {
        return servers.size();
    }

    /** A figure of all of them together. */
    public double sum(ToDoubleFunction<Server> figure) {
        return servers.stream().mapToDouble(figure).sum();
    }

    @Override
    public void close() {
        servers.forEach(Server::close);
    }
}
