package io.weir.cli.demo;

import io.weir.cli.client.Connection;

/** Where the demo finds brokers: one of its own, or somebody's. */
interface DemoCluster extends AutoCloseable {

    /** How clients get there. */
    Connection connection();

    /** What it is, for the user. */
    String description();

    @Override
    void close();
}
