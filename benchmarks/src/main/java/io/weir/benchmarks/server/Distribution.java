package io.weir.benchmarks.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A broker that can be measured: how it is set up in a folder, and what command runs it there. */
public sealed interface Distribution permits WeirDistribution, KafkaDistribution {

    /** For tables, such as {@code Weir}. */
    String name();

    /** Whether what it acknowledges is on disk, as it comes. */
    boolean flushesBeforeAck();

    /** Brings an empty folder to where the broker can start in it. */
    void prepare(Path folder, Seat seat) throws IOException;

    /** The command that becomes the broker: no process of its own remains before it. */
    List<String> command(Path folder, Seat seat);
}
