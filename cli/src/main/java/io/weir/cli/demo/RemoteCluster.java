package io.weir.cli.demo;

import io.weir.cli.client.Connection;

/**
 * A cluster that runs anyway and goes on after the demo.
 *
 * @param connection how clients get there
 */
record RemoteCluster(Connection connection) implements DemoCluster {

    @Override
    public String description() {
        return "the cluster at " + connection.bootstrap();
    }

    @Override
    public void close() {
        // It is not ours to stop.
    }
}
