package io.weir.benchmarks.server;

import java.io.IOException;
import java.nio.file.Path;

/** A broker that runs, and its topics. */
public record LiveBroker(Server server, Topics topics) implements AutoCloseable {

    /** Starts one in a new folder below the given one. */
    public static LiveBroker start(Distribution distribution, Path parent) throws IOException {
        Server server = Server.prepare(distribution, parent);
        try {
            server.start();
            return new LiveBroker(server, new Topics(server.bootstrap()));
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public void close() {
        topics.close();
        server.close();
    }
}
